"""The settings that hold for one workspace, as plain values: what a config says, or what holds without one.

It does not look for configs or read them (see `config`), and it imports neither pydantic nor the TOML reader: a run
without a config file stays light.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from proclint.model import MAX_HAND_OFFS, Organisation
from proclint.patterns import Patterns

FailOn = Literal["error", "warning", "info", "never"]

DEFAULT_INCLUDE = ("*.md", "*.markdown")
DEFAULT_EXCLUDE = ("CHANGELOG*", "LICENSE*", "CODE_OF_CONDUCT*", "node_modules/", "vendor/", ".*/")
FOUND = Patterns(DEFAULT_INCLUDE)
LEFT_OUT = Patterns(DEFAULT_EXCLUDE)
NO_PATTERNS = Patterns(())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting stands: the file as a person would type it, and the 1-based line (None: on the command line)."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class ConfigError(Exception):
    """A config that can't be used. `str()` is the message with its place before it and its help on a line after it.

    `more` holds what else is wrong in the same file; `str()` says that too.
    """

    def __init__(
        self,
        message: str,
        *,
        place: Place | None = None,
        help: str | None = None,
        more: tuple[ConfigError, ...] = (),
    ) -> None:
        """`message` says what is wrong, `help` what to do; both lower case, without a full stop."""
        super().__init__(message)
        self.message = message
        self.place = place
        self.help = help
        self.more = more

    @property
    def path(self) -> str | None:
        """The config file, as a person would type it."""
        return self.place.path if self.place else None

    @property
    def line(self) -> int | None:
        """The 1-based line in the config file, where there is one."""
        return self.place.line if self.place else None

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        if self.help:
            text += f"\n  help: {self.help}"
        return "\n".join([text, *(str(error) for error in self.more)])


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says of configs: `--isolated`, each `--config`, and the folder that the call was made in.

    An element of `config` is the path of a TOML file or a TOML text, as in `select = ["CUS"]`. `cwd` None is the
    process's own.
    """

    isolated: bool = False
    config: tuple[str, ...] = ()
    cwd: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that relative paths start from."""
        return self.cwd if self.cwd is not None else Path.cwd()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules hold for one path: codes, prefixes, names or ALL, as the configs have them, unknown ones included.

    `select` None means the default set; `per_file` are the rules that per-file-ignores drop here, whatever is selected.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule that a config names: its code, prefix or name as written, the key it stands under, and where."""

    value: str
    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Layer:
    """What one config says of the paths below `folder`, which is relative to the workspace; "" is the workspace."""

    folder: str = ""
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[Patterns, tuple[str, ...]], ...] = ()
    processes: Patterns = NO_PATTERNS
    not_processes: Patterns = NO_PATTERNS
    entries: tuple[Entry, ...] = ()

    def relative(self, path: str) -> str | None:
        """`path` (relative to the workspace) as seen from this layer's folder; None when it lies elsewhere."""
        if not self.folder:
            return path
        return path.removeprefix(self.folder + "/") if path.startswith(self.folder + "/") else None


@dataclass(frozen=True, slots=True)
class Settings:
    """All that holds for one workspace.

    `root` is its folder (absolute), `config` the config file that made it one. `fields` maps a field's name in
    snake_case to the further labels that the config gives it. `layers` go from the workspace's own config to the
    innermost one; paths given to the methods are relative to `root`, with `/`.
    """

    root: Path
    config: Path | None = None
    organisation: Organisation = field(default_factory=Organisation)
    include: Patterns = FOUND
    exclude: Patterns = LEFT_OUT
    baseline: Path | None = None
    fail_on: FailOn = "warning"
    max_hand_offs: int = MAX_HAND_OFFS
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    places: dict[tuple[str | int, ...], Place] = field(default_factory=dict, repr=False)

    def process_hint(self, path: str) -> bool | None:
        """Whether the configs say that `path` is a process page; None when they leave it open.

        The innermost config that speaks of it decides; in one config `not-processes` goes before `processes`.
        """
        for layer, relative in reversed(list(self._layers_above(path))):
            if layer.not_processes.matches(relative):
                return False
            if layer.processes.matches(relative):
                return True
        return None

    def selection(self, path: str) -> Selection:
        """The rules that the configs ask for at `path`.

        A config further down adds its `ignore` and `extend-select` to what stands above; its `select` starts afresh.
        What `per-file-ignores` drop adds up.
        """
        select: tuple[str, ...] | None = None
        extend: tuple[str, ...] = ()
        ignore: tuple[str, ...] = ()
        per_file: tuple[str, ...] = ()
        for layer, relative in self._layers_above(path):
            if layer.select is not None:
                select, extend, ignore = layer.select, (), ()
            extend += layer.extend_select
            ignore += layer.ignore
            for patterns, codes in layer.per_file_ignores:
                if patterns.matches(relative):
                    per_file += codes
        return Selection(select, *(tuple(dict.fromkeys(codes)) for codes in (extend, ignore, per_file)))

    def place(self, *keys: str | int) -> Place | None:
        """Where a value of the workspace's own config stands, as in `place("parties", "shopper", "names", 0)`.

        None when no config states it; an element that has no line of its own has its list's.
        """
        for end in range(len(keys), 0, -1):
            if keys[:end] in self.places:
                return self.places[keys[:end]]
            if isinstance(keys[end - 1], str):
                break
        return None

    def entries(self) -> tuple[Entry, ...]:
        """Every rule that a config of this workspace names, with its place: for the check that such a rule exists."""
        return tuple(entry for layer in self.layers for entry in layer.entries)

    def _layers_above(self, path: str) -> Iterator[tuple[Layer, str]]:
        for layer in self.layers:
            relative = layer.relative(path)
            if relative is not None:
                yield layer, relative
