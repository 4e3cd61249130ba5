"""What a user reads when an exception ends the run: one clear line, and what to do.

It catches nothing itself, and imports nothing of the rest: the rest may be what failed.
"""

from __future__ import annotations

import platform
import sys
import traceback
from importlib import metadata
from pathlib import Path

# those whose text already tells the user what to do; a module that is not loaded can't have raised its own
_TOLD = {
    "proclint.settings": "ConfigError",
    "proclint.baseline": "BaselineError",
    "proclint.files": "FileError",
    "proclint.history": "HistoryError",
    "proclint.mending": "MendError",
    "proclint.printing.output": "OutputError",
    "proclint.registry": "UnknownRule",
    "proclint.terminal": "Unwritable",
}


def message(error: Exception) -> str:
    """The lines for `error`: its own text where that is meant for the user, else what to report."""
    if is_told(error):
        return f"error: {error}"
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())
    reason = type(error).__name__ + (f": {said}" if said else "")
    return (
        f"internal error: {reason} ({Path(place.filename).name}:{place.lineno})\n"
        f"  help: this is a mistake in proclint {version()} (Python {platform.python_version()}): "
        "report the line above and the command; PROCLINT_TRACEBACK=1 shows more"
    )


def is_told(error: Exception) -> bool:
    """Whether the text of `error` was written for the user."""
    loaded = (getattr(sys.modules[module], name, ()) for module, name in _TOLD.items() if module in sys.modules)
    return any(isinstance(error, kind) for kind in loaded)


def version() -> str:
    """The installed version of proclint."""
    try:
        return metadata.version("proclint")
    except metadata.PackageNotFoundError:
        return "(not installed)"
