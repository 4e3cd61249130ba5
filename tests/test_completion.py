"""Completion as a shell asks for it: through the script's own variables, and once in a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from proclint import cli, registry

PROGRAM = Path(sys.executable).with_name("proclint")


def completed(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What bash is told for the last of `words` (proclint itself is the first)."""
    monkeypatch.setenv("_PROCLINT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    capsys.readouterr()
    assert cli.run([]) == 0
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("words", "gives"),
    [
        ("proclint tr", ["plain,trails"]),
        ("proclint check --sel", ["plain,--select"]),
        (
            "proclint check --select CUS00",
            [f"plain,{rule.code}" for rule in registry.rules() if rule.code.startswith("CUS00")],
        ),
        ("proclint check --ignore PUR001,missing-cu", ["plain,PUR001,missing-customer"]),
        ("proclint rule closed", ["plain,closed-loop"]),
        ("proclint check --output-format sa", ["plain,sarif"]),
        ("proclint check docs/", ["file,docs/"]),
        ("proclint config show do", ["file,do"]),
        ("proclint completion z", ["plain,zsh"]),
    ],
)
def test_what_is_begun_is_completed(words: str, gives: list[str], monkeypatch, capsys) -> None:
    assert completed(words, monkeypatch, capsys) == gives


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_it_can_read(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"_PROCLINT_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_with_the_script() -> None:
    steps = [
        'eval "$(proclint completion bash)"',
        "COMP_WORDS=(proclint check --select miss) COMP_CWORD=3",
        "_proclint_completion proclint",
        'echo "${COMPREPLY[*]}"',
    ]
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", "\n".join(steps)], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert "missing-customer" in done.stdout.split(), done.stderr


def test_a_shell_that_is_unknown_or_missing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", "cmd"]) == 2
    assert "'bash', 'zsh', 'fish'" in capsys.readouterr().err
    assert cli.run(["completion"]) == 2
    assert capsys.readouterr().err.startswith("error: 'SHELL' is missing\n")
