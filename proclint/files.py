"""Finds the pages that a call speaks of, workspace by workspace, and reads them.

It does not look into what it reads. Naming files narrows what is reported, never what is read:

    for found in find(paths, overrides):      # a Found for each workspace, at least one
        for file in found.files:              # sorted by path
            text = read(file)                 # str | ReadError | None
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from proclint.config.discovery import Configs
from proclint.model import ReadError
from proclint.settings import Overrides, Settings
from proclint.span import LineIndex
from proclint.walk import READ_SUFFIXES, Barred, Walk, Walker

LARGEST = 10_000_000
"""Bytes. A page is written for people; a larger file is refused as DOC001."""

_USUAL = 100_000  # bytes: most pages are smaller
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAVE = "save the page as UTF-8"


class FileError(Exception):
    """A named path that can't be used. `str()` is the path, the message and, on a line after it, the help."""

    def __init__(self, path: str, message: str, help: str | None = None) -> None:
        """`path` is as the person typed it."""
        super().__init__(message)
        self.path = path
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" + (f"\n  help: {self.help}" if self.help else "")


@dataclass(frozen=True, slots=True)
class File:
    """A page of a workspace.

    `path` is relative to the workspace, with `/`; `named`: this very file was named, not only a folder that it lies in;
    `reported`: its diagnostics were asked for.
    """

    path: str
    absolute: Path
    named: bool = False
    reported: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """One workspace with its pages, sorted by path; `notes` say what was left out, and why.

    `whole`: it was asked for as a whole, so what is not among its pages is not there.
    """

    settings: Settings
    files: tuple[File, ...]
    notes: tuple[str, ...] = ()
    whole: bool = True


@dataclass(slots=True)
class _Home:
    """A workspace that named paths lie in, and which paths these are; of a `loose` one nothing else is read."""

    config: Path | None
    loose: bool = False
    everything: bool = False
    folders: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def find(paths: Sequence[str | Path], overrides: Overrides, configs: Configs | None = None) -> tuple[Found, ...]:
    """The workspaces that `paths` lie in (none: that of the current folder), sorted by folder, each with all its pages.

    A named file is found though it be excluded or ignored. `configs`, fresh and of the same `overrides`, is for callers
    who ask it afterwards what it looked at. Raises FileError for a named path that is missing, not
    permitted or of a kind that is not read, and ConfigError for a config that can't be used.
    """
    try:
        configs = configs or Configs(overrides)
    except FileNotFoundError:
        raise FileError(".", "the current folder is gone", "change to another folder") from None
    homes = _homes([_absolute(path, configs.cwd) for path in paths], configs)
    founds: dict[Path, Found] = {}
    while homes:
        root = min(homes, key=lambda folder: len(folder.parts))  # a walk may only add to workspaces further down
        home = homes.pop(root)
        settings = configs.settings(root, home.config)
        walk = _walked(settings, home, configs)
        for folder in walk.inner:
            if home.everything or any(folder.is_relative_to(named) for named in home.folders):
                inner = homes.setdefault(folder, _Home(configs.inside(folder)))
                inner.everything = True
        if walk.configs:
            settings = configs.nested(settings, walk.configs)
        whole = home.everything or root in home.folders
        founds[root] = Found(settings, tuple(_files(root, home, walk)), tuple(walk.notes), whole)
    kept = [founds[root] for root in sorted(founds) if founds[root].files] or [founds[min(founds)]]
    first = replace(kept[0], notes=configs.notes + kept[0].notes)
    return (first, *kept[1:])


def read(file: File) -> str | ReadError | None:
    """The text of a page; why it can't be read; or None when a page that was discovered is gone by now.

    Raises FileError when a page that was named is gone or not permitted.
    """
    try:
        data = _bytes(file.absolute)
    except OSError as error:
        gone = isinstance(error, (FileNotFoundError, NotADirectoryError))
        reason = "no such file" if gone else (error.strerror or "it can't be opened").lower()
        if file.named:
            help_ = None if gone else "make it readable, or don't name it"
            raise FileError(str(file.absolute), reason, help_) from None
        return None if gone else ReadError(f"the page can't be opened: {reason}", "make it readable, or exclude it")
    if data is None:
        if file.named:
            raise FileError(str(file.absolute), "this is no regular file")
        return None
    return decode(data)


def decode(data: bytes) -> str | ReadError:
    """`data` as text: strict UTF-8, a byte order mark dropped; or why it is none, and the place of the first slip."""
    if len(data) > LARGEST:
        limit = f"{LARGEST // 1_000_000} MB"
        return ReadError(f"the page is larger than {limit}", "split it into pages of one process each")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return ReadError(f"the page is {name}, not UTF-8", _SAVE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        return _at(before, f"the byte 0x{error.object[error.start]:02X} is not UTF-8", _SAVE)
    null = text.find("\0")
    if null >= 0:
        return _at(text[:null], "a NUL character stands here, as in a file that is no text", _SAVE)
    return text


def exists(root: Path, path: str) -> bool:
    """Whether anything stands at `path`, which is relative to `root`; what can't be looked at is taken to be there."""
    try:
        os.stat(root / path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def _at(before: str, message: str, help_: str) -> ReadError:
    """A refusal at the place where `before` ends."""
    position = LineIndex.of(before).position(len(before))
    return ReadError(message, help_, position.line, position.column)


def _bytes(path: Path) -> bytes | None:
    """What a regular file holds, up to a byte over the limit; None for anything else, which is not waited for."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        return None
    # between the two looks it may become a pipe: opened without waiting, it is refused by the second
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        data = file.read(_USUAL)  # room for the largest one is not made for each
        return data if len(data) < _USUAL else data + file.read(LARGEST + 1 - _USUAL)


def _absolute(path: str | Path, cwd: Path) -> Path:
    """`path` from `cwd`, checked to be a folder, or a file of a kind that is read."""
    shown = str(path)
    if not shown:
        raise FileError('""', "this is no path")
    whole = os.path.join(cwd, path)
    try:
        # with ".." in it, only the disk knows where a path leads: a link may stand before it
        head, tail = os.path.split(whole)
        whole = os.path.join(os.path.realpath(head), tail) if ".." in head.split(os.sep) else whole
        whole = os.path.realpath(whole) if tail == ".." else os.path.abspath(whole)
        mode = os.stat(whole).st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise FileError(shown, "no such file or folder") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "this is no path").lower()
        raise FileError(shown, reason) from None
    if not stat.S_ISDIR(mode):
        if not stat.S_ISREG(mode):
            raise FileError(shown, "this is no regular file")
        suffix = os.path.splitext(whole)[1]
        if suffix.lower() not in READ_SUFFIXES:
            kind = f"{suffix} files are" if suffix else "a file without a suffix is"
            help_ = "name pages that end in .md, .markdown or .txt"
            raise FileError(shown, f"{kind} not read", help_)
    return Path(whole)


def _homes(targets: Sequence[Path], configs: Configs) -> dict[Path, _Home]:
    """The workspaces that `targets` lie in; without a config the named folder is one, else the current folder."""
    homes: dict[Path, _Home] = {}
    if not targets:
        root, config = configs.workspace(configs.cwd) or (configs.cwd, None)
        return {root: _Home(config, everything=True)}
    folders = [target for target in targets if target.is_dir()]
    files = [target for target in targets if target not in folders]
    loose: list[Path] = []
    for folder in folders:
        around = [other for other in folders if folder.is_relative_to(other) and configs.workspace(other) is None]
        root, config = configs.workspace(folder) or (min(around), None)
        home = homes.setdefault(root, _Home(config))
        home.folders.append(_own_name(folder, root))
    for file in files:
        around = [folder for folder in folders if file.is_relative_to(folder)]
        place = configs.workspace(file.parent) or ((min(around), None) if around else None)
        if place is None:
            loose.append(file)
        else:
            homes.setdefault(place[0], _Home(place[1])).files.append(_own_name(file, place[0]))
    for file in loose:
        _add_loose(file, len(loose) > 1, homes, configs)
    return homes


def _add_loose(file: Path, together: bool, homes: dict[Path, _Home], configs: Configs) -> None:
    """Finds a home for a file that no config and no named folder stands above.

    Several below the current folder are read together; any other is read alone. A config that the call names makes the
    current folder a workspace.
    """
    below = file.is_relative_to(configs.cwd)
    root = configs.cwd if below and (together or configs.file is not None) else file.parent
    home = homes.setdefault(root, _Home(None, loose=not (below and configs.file is not None)))
    home.files.append(file)


def _own_name(path: Path, root: Path) -> Path:
    """`path` by the name that a walk from `root` finds it under: not through a link, where it lies in the workspace."""
    real, real_root = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    return root / real.relative_to(real_root) if real.is_relative_to(real_root) else path


def _walked(settings: Settings, home: _Home, configs: Configs) -> Walk:
    walker = Walker(settings, configs)
    try:
        if not home.loose:
            walker.whole()
        for folder in home.folders:
            walker.named(folder)
    except Barred as barred:
        raise FileError(configs.shown(Path(barred.folder)), barred.reason) from None
    walk = walker.result()
    missing = [file for file in home.files if file not in set(walk.pages.values())]
    above = {config for file in missing for config in configs.below(settings.root, file.parent)}
    if settings.config is not None and above:
        walk.configs = sorted({*walk.configs, *above}, key=lambda config: (len(config.parts), config))
    return walk


def _files(root: Path, home: _Home, walk: Walk) -> Iterable[File]:
    pages = dict(walk.pages)
    pages.update({file.relative_to(root).as_posix(): file for file in home.files})
    named = set(home.files)
    for path in sorted(pages):
        absolute = pages[path]
        reported = home.everything or absolute in named or any(map(absolute.is_relative_to, home.folders))
        yield File(path, absolute, absolute in named, reported)
