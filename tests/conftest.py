"""Options of the test run. It holds no fixtures of any one room."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites what pages expect (their output fences, rules/README.md) to what proclint now says."""
    parser.addoption("--update", action="store_true", help="rewrite expected output in pages instead of comparing it")
