"""Walks the folder of one workspace: which pages lie in it, and which configs further down.

It opens no page; links, exclusions and .gitignore files are obeyed here. Folders are taken one by one, never by
recursion, so that no depth of folders can end the walk.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from proclint.config.discovery import NAME, PYPROJECT, Configs
from proclint.patterns import Patterns, fault
from proclint.settings import FOUND, Settings

FOUND_SUFFIXES = frozenset({".md", ".markdown"})
READ_SUFFIXES = FOUND_SUFFIXES | {".txt"}

_IGNORE = ".gitignore"
_MATTERS = frozenset({_IGNORE, NAME, PYPROJECT, ".git"})
_SHOWN = 200  # characters of a path in a note
_LARGEST_IGNORE = 1_000_000  # bytes; git itself would take a larger one, nobody writes it
_Rules = tuple[tuple[str, Patterns], ...]  # (folder, its patterns), outermost first
_Identity = tuple[int, int]


class Barred(Exception):
    """A folder that was asked for and can't be listed; its `reason` in lower case."""

    def __init__(self, folder: str, reason: str) -> None:
        """`folder` is its absolute path."""
        super().__init__(reason)
        self.folder = folder
        self.reason = reason


@dataclass(slots=True)
class Walk:
    """What one workspace holds.

    `pages`: path relative to the workspace -> absolute path. `configs`: those further down, outermost first. `inner`:
    folders that are workspaces of their own. `notes`: what was left out, and why.
    """

    pages: dict[str, Path] = field(default_factory=dict)
    configs: list[Path] = field(default_factory=list)
    inner: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Walker:
    """The walk through one workspace, each file and folder once, by whatever names it goes."""

    def __init__(self, settings: Settings, configs: Configs) -> None:
        """`settings` are those of the workspace's own config; nested configs can't change what is found."""
        self.settings = settings
        self.configs = configs
        self.root = str(settings.root)
        self.walk = Walk()
        self._allowed = [os.path.realpath(self.root)]
        self._entered: set[_Identity] = set()
        self._pages: dict[_Identity, tuple[str, str]] = {}  # the page's identity -> relative path, absolute path
        self._nameless: list[tuple[str, str]] = []  # pages on file systems that give no identity
        self._links: list[tuple[str, str, _Rules]] = []

    def whole(self) -> None:
        """Walks all of the workspace. Raises Barred when its own folder can't be listed."""
        self._tree(self.root, self.root, self._rules_above(self.root))
        self._follow()

    def named(self, folder: Path) -> None:
        """Walks a folder that a person named, unless the walk came through it: as though it were a workspace itself.

        Raises Barred when it can't be listed.
        """
        top = str(folder)
        try:
            if _identity(top) in self._entered:
                return
        except OSError as error:
            raise Barred(top, (error.strerror or "it can't be listed").lower()) from None
        self._allowed.append(os.path.realpath(top))
        self.walk.configs += self.configs.below(self.settings.root, folder.parent)
        self._tree(top, top, ())
        self._follow()

    def result(self) -> Walk:
        """All that was found, in an order that does not depend on the disk's."""
        pages = sorted([*self._pages.values(), *self._nameless])
        self.walk.pages = {relative: Path(absolute) for relative, absolute in pages}
        self.walk.configs = sorted(set(self.walk.configs), key=lambda config: (len(config.parts), config))
        self.walk.inner.sort()
        self.walk.notes.sort()
        return self.walk

    def _tree(self, top: str, base: str, rules: _Rules) -> None:
        """Walks `top`; `base` is the folder that the exclusions are relative to."""
        pending = [(top, rules)]
        while pending:
            folder, rules = pending.pop()
            try:
                identity = _identity(folder)
                entries = {} if identity in self._entered else entries_of(folder)
            except FileNotFoundError:  # gone since its parent was listed
                self.configs.look(folder)
                continue
            except OSError as error:
                reason = (error.strerror or "it can't be listed").lower()
                self.configs.look(folder)
                if folder == top:
                    raise Barred(folder, reason) from None
                self._note(folder, reason)
                continue
            if identity in self._entered or self._is_another_workspace(folder, entries):
                continue
            self._entered.add(identity)
            self.configs.looked[folder] = entries
            if _IGNORE in entries:
                rules = (*rules, (folder, self._ignored(folder)))
            for name, entry in entries.items():
                path = os.path.join(folder, name)
                if entry.is_symlink():
                    self._links.append((path, base, rules))
                elif entry.is_dir(follow_symlinks=False):
                    if name != ".git" and not self._is_left_out(path + "/", base, rules):
                        pending.append((path, rules))
                elif self._may_be_page(name) and entry.is_file(follow_symlinks=False):
                    self._take(path, base, rules, (identity[0], entry.inode()))

    def _follow(self) -> None:
        """Follows the links that were met: what lies inside the workspace and has not been found under its own name."""
        while self._links:
            links, self._links = sorted(self._links), []
            for path, base, rules in links:
                self.configs.look(path)
                real = os.path.realpath(path)
                if not any(_is_inside(real, allowed) for allowed in self._allowed):
                    continue
                try:
                    status = os.stat(path)
                except OSError:  # a link to nothing, or to itself
                    continue
                identity = (status.st_dev, status.st_ino)
                if stat.S_ISDIR(status.st_mode):
                    if identity not in self._entered and not self._is_left_out(path + "/", base, rules):
                        self._tree_of_link(path, base, rules)
                elif stat.S_ISREG(status.st_mode) and identity not in self._pages and self._may_be_page(path):
                    self._take(path, base, rules, identity)

    def _tree_of_link(self, path: str, base: str, rules: _Rules) -> None:
        try:
            self._tree(path, base, rules)
        except Barred as barred:
            self._note(barred.folder, barred.reason)

    def _is_another_workspace(self, folder: str, entries: dict[str, os.DirEntry[str]]) -> bool:
        """Whether a config makes `folder` a workspace of its own; other configs are kept for this one."""
        if folder == self.root or (NAME not in entries and PYPROJECT not in entries):
            return False
        config = self.configs.inside(Path(folder))
        if config is None:
            return False
        if self.settings.config is None or self.configs.is_root(config):
            self.walk.inner.append(Path(folder))
            return True
        self.walk.configs.append(config)
        return False

    def _may_be_page(self, name: str) -> bool:
        suffix = os.path.splitext(name)[1].lower()
        return suffix in (FOUND_SUFFIXES if self.settings.include is FOUND else READ_SUFFIXES)

    def _take(self, path: str, base: str, rules: _Rules, identity: _Identity) -> None:
        """Keeps a page, unless it is left out; of several names of one file the first in the alphabet."""
        relative = _below(path, self.root)
        included = self.settings.include is FOUND or self.settings.include.matches(relative)
        if not included or self._is_left_out(path, base, rules):
            return
        if not identity[1]:
            self._nameless.append((relative, path))
            return
        self._pages[identity] = min((relative, path), self._pages.get(identity, (relative, path)))

    def _is_left_out(self, path: str, base: str, rules: _Rules) -> bool:
        if self.settings.exclude.matches(_below(path, base)):
            return True
        for folder, patterns in reversed(rules):
            verdict = patterns.verdict(_below(path, folder))
            if verdict is not None:
                return verdict
        return False

    def _rules_above(self, folder: str) -> _Rules:
        """What the git repository says above `folder`; nothing when it ignores `folder` itself."""
        above: list[str] = []
        current = folder
        while not os.path.exists(os.path.join(current, ".git")):
            self.configs.look(os.path.join(current, ".git"))
            parent = os.path.dirname(current)
            if parent == current:
                return ()
            above.append(parent)
            current = parent
        rules: _Rules = ()
        self.configs.look(os.path.join(current, ".git"))
        local = self._lines(os.path.join(current, ".git", "info", "exclude"))
        if local:
            rules = ((current, Patterns(local)),)
        for one in reversed(above):
            rules = (*rules, (one, self._ignored(one)))
        # a folder that is ignored and named all the same is not empty to the one who names it
        top = folder.rstrip(os.sep) + "/"
        verdicts = (patterns.verdict(_below(top, one)) for one, patterns in reversed(rules) if one != folder)
        return () if next((one for one in verdicts if one is not None), False) else rules

    def _ignored(self, folder: str) -> Patterns:
        """The patterns of the .gitignore in `folder`; a line that can't be used is told, and the others hold."""
        path = os.path.join(folder, _IGNORE)
        lines = self._lines(path)
        for number, line in enumerate(lines, 1):
            why = fault(line)
            if why:
                self.walk.notes.append(f'{self.configs.shown(Path(path))}:{number}: "{line}" is passed over: {why}')
        return Patterns(lines)

    def _lines(self, path: str) -> list[str]:
        self.configs.look(path)
        try:
            if not stat.S_ISREG(os.stat(path).st_mode):
                return []
            with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
                return file.read(_LARGEST_IGNORE).splitlines()
        except OSError:
            return []

    def _note(self, folder: str, reason: str) -> None:
        shown = self.configs.shown(Path(folder))
        shown = shown if len(shown) <= _SHOWN else "..." + shown[-_SHOWN:]
        self.walk.notes.append(f"{shown}: left out: {reason}")


def _identity(path: str) -> _Identity:
    status = os.stat(path)
    return status.st_dev, status.st_ino


def listing(entries: Mapping[str, os.DirEntry[str]]) -> dict[str, str]:
    """Those entries of a folder that may matter to a walk, each as "link", "folder" or "file"."""
    kinds = {}
    for name, entry in entries.items():
        if entry.is_symlink():
            kinds[name] = "link"
        elif entry.is_dir(follow_symlinks=False):
            kinds[name] = "folder"
        elif name in _MATTERS or os.path.splitext(name)[1].lower() in READ_SUFFIXES:
            kinds[name] = "file"
    return kinds


def entries_of(folder: str) -> dict[str, os.DirEntry[str]]:
    """What stands in a folder, by name. Raises OSError."""
    with os.scandir(folder) as entries:
        return {entry.name: entry for entry in entries}


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _below(path: str, folder: str) -> str:
    """`path` as seen from `folder`, with `/`."""
    return path[len(folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
