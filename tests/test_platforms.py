"""The files by which platforms run proclint: held against their schemas, and their scripts run on a repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from trees import write

ROOT = Path(__file__).parents[1]
ACTION, GITLAB, HOOKS = ROOT / "action.yml", ROOT / "ci" / "proclint.gitlab-ci.yml", ROOT / ".pre-commit-hooks.yaml"
LOOSE = 'ignore = ["ALL"]\n'
PAGE = "# Archive\n\n1. Close the ledger.\n2. Log the call.\n3. File the form.\n"


def ran(*words: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def git(folder: Path, *words: str) -> str:
    done = ran("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("schema", "file"), [("vendor.github-actions", ACTION), ("vendor.gitlab-ci", GITLAB)], ids=["github", "gitlab"]
)
def test_platforms_can_read_their_files(schema: str, file: Path) -> None:
    done = ran(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file))
    assert done.returncode == 0, done.stdout + done.stderr


def test_pre_commit_can_read_the_hooks() -> None:
    done = ran(sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS))
    assert done.returncode == 0, done.stdout + done.stderr
    [hook] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert hook["entry"] == "proclint check" and hook["pass_filenames"] is False


@pytest.fixture
def change(tmp_path: Path) -> Path:
    """A clone with a change checked out that adds steps for nobody and loosens the config at two places."""
    (tmp_path / "origin").mkdir()
    git(tmp_path / "origin", "init", "-q", "-b", "main")
    write(tmp_path / "origin", {"proclint.toml": "[fields]\n", "a.md": PAGE, "b c/d.md": PAGE})
    git(tmp_path / "origin", "add", "-A")
    git(tmp_path / "origin", "commit", "-q", "-m", "pages")
    git(tmp_path, "clone", "-q", "origin", "clone")
    write(tmp_path / "clone", {"proclint.toml": LOOSE, "b c/proclint.toml": LOOSE})
    git(tmp_path / "clone", "add", "-A")
    git(tmp_path / "clone", "commit", "-q", "-m", "loosen")
    return tmp_path / "clone"


def on_github(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the action's check, as the runner would once proclint is installed."""
    step = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"][-1]
    temporary = folder.parent / "temp"
    temporary.mkdir(exist_ok=True)
    values = {"PATHS": "", "ARGS": "", "SARIF": "", "FROM_BASE": "true", "GITHUB_BASE_REF": ""}
    assert set(step["env"]) <= set(values)
    values |= {"RUNNER_TEMP": str(temporary), "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"), "CI": "true"}
    return script(step["run"], folder, "bash", {**values, **environment})


def on_gitlab(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the job's script, as a runner with a plain shell would."""
    job: dict[str, Any] = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["proclint"]
    return script("\n".join(job["script"]), folder, "sh", {"CI": "true", "PROCLINT_PATHS": "", **environment})


def script(text: str, folder: Path, shell: str, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    options = ["--noprofile", "--norc", "-e", "-o", "pipefail"] if shell == "bash" else ["-e"]
    return ran(shell, *options, "-c", text, folder=folder, PATH=path, **values)


def test_the_action_annotates_and_sums_up(change: Path) -> None:
    git(change, "checkout", "-q", "HEAD~1")
    done = on_github(change, ARGS="--ignore\nPUR", SARIF="out.sarif")
    assert done.returncode == 1 and done.stdout.count("::warning title=CUS001 ") == 2, done.stderr
    assert (change / "out.sarif").read_text(encoding="utf-8").startswith('{"$schema"')
    summary = (change.parent / "temp" / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("### proclint\n\n    a.md: 3 diagnostics\n      3:4  warning CUS001 ")


def test_the_action_takes_paths_with_spaces_a_line_each(change: Path) -> None:
    git(change, "checkout", "-q", "HEAD~1")
    done = on_github(change, PATHS="b c/d.md\n")
    assert done.returncode == 1 and "file=b c/d.md" in done.stdout and "file=a.md" not in done.stdout, done.stderr


def test_the_action_checks_a_change_with_the_config_of_its_base_and_leaves_the_files(change: Path) -> None:
    done = on_github(change, GITHUB_BASE_REF="main")
    assert done.returncode == 1, done.stderr
    assert "::notice title=proclint::checked with the config of main" in done.stdout
    assert "file=a.md" in done.stdout and "file=b c/d.md" in done.stdout
    assert '    +ignore = ["ALL"]\n' in (change.parent / "temp" / "summary.md").read_text(encoding="utf-8")
    assert git(change, "status", "--porcelain") == "" and (change / "proclint.toml").read_text() == LOOSE
    assert on_github(change, GITHUB_BASE_REF="main", FROM_BASE="false").returncode == 0


def test_the_action_says_when_the_base_can_not_be_fetched(change: Path) -> None:
    done = on_github(change, GITHUB_BASE_REF="gone")
    assert done.returncode == 2 and "can't fetch gone" in done.stdout


def test_a_first_config_holds_for_the_change_that_brings_it(change: Path) -> None:
    git(change.parent / "origin", "rm", "-q", "proclint.toml")
    git(change.parent / "origin", "commit", "-q", "-m", "no config")
    assert on_github(change, GITHUB_BASE_REF="main").returncode == 0
    assert on_gitlab(change, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main").returncode == 0


def test_the_gitlab_job_checks_a_change_with_the_config_of_its_target(change: Path) -> None:
    assert on_gitlab(change).returncode == 0
    done = on_gitlab(change, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert done.returncode == 1 and "checked with the config of main" in done.stdout, done.stderr
    job = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["proclint"]
    for file in job["artifacts"]["reports"].values():
        assert "b c/d.md" in (change / file).read_text(encoding="utf-8")
