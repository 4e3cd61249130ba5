"""The texts labelled by hand, where they lie beside the repository: proclint reads them at least this well."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold"
SCORER = GOLD / "score.py"

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the labelled texts are not beside the repository")


def score(kind: str, files: list[Path], need: str, *more: str) -> None:
    assert files
    command = f"{shlex.quote(sys.executable)} -m proclint steps --output-format json"
    done = subprocess.run(
        [sys.executable, str(SCORER), kind, *map(str, files), "--command", command, "--need", need, *more],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_prose_is_read_as_labelled() -> None:
    score("pet", sorted((GOLD / "pet").glob("*.jsonl")), "activity=0.92,performer=0.88,recipient=0.88")


def test_handbook_pages_are_read_as_labelled() -> None:
    need = "process page=0.97,step=0.95,step with customer=0.90,customer=0.86,performer=0.90,purpose=0.80"
    pages = GOLD / "handbooks"
    score("handbooks", sorted(pages.glob("*.jsonl")), need, "--root", str(pages / "pages"))
