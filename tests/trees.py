"""Writes small trees of files for tests. It judges nothing."""

from __future__ import annotations

from pathlib import Path


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes `files` (path below `folder` -> text), folders and all."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
