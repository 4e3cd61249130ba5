"""How proclint writes over a file: whole or not at all, by a temporary file beside it that takes its name.

It does not decide what may be written over; that is each caller's own.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace(target: Path, data: bytes, mode: int | None = None) -> None:
    """Puts `data` into the place of `target`, which gets `mode`; None: what a new file gets here. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".proclint-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, _usual() if mode is None else mode)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _usual() -> int:
    """The mode of a new file, as the process's mask leaves it."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
