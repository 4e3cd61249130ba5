"""Starts the command line: `proclint`, or `python -m proclint`.

It holds no logic but the exit code of a Ctrl-C that comes while the rest is still being imported.
"""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    try:
        from proclint import cli
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    cli.main()


if __name__ == "__main__":
    main()
