"""Reads process pages and says which steps serve nobody. A command, not a library: see `proclint.cli`."""
