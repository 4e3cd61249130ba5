"""Starts the command line: `proclint`, or `python -m proclint`.

It holds no logic but the exit code of a Ctrl-C that comes while the rest is still being imported, and how often Python
looks for garbage: reading makes many small values, most of them gone at once and none in circles.
"""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130
GARBAGE = 50_000  # new values before Python looks; at its own 700 a sixth of the reading is spent on that


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    try:
        from proclint import cli
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    gc.set_threshold(GARBAGE, 20, 20)
    cli.main()


if __name__ == "__main__":
    main()
