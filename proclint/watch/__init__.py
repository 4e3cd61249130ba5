"""The room of `check --watch`: hints say that something happened, the disk says what, the state holds what was found.

It prints nothing. watchdog has its one door in `hints`.
"""
