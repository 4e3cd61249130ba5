"""Starts the command line: `proclint`, or `python -m proclint`.

It holds no logic but the exit code of a Ctrl-C that comes before or after the rest is at work, and how often Python
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

        gc.set_threshold(GARBAGE, 20, 20)
        code = cli.run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
