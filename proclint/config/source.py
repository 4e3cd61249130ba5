"""One config as it stands: its values, and the place of each; read from a file or from the command line.

It does not look for configs, and does not merge them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proclint.config.toml import Keys, Toml, TomlError, parse
from proclint.patterns import fault
from proclint.settings import ConfigError, Place

if TYPE_CHECKING:
    from proclint.config.schema import Config

PYPROJECT = "pyproject.toml"
LARGEST = 1_000_000
"""Bytes. A config is written by hand; a larger file is something else."""

COMMAND_LINE = Place("--config")
_PATTERN_LISTS = ("include", "exclude", "processes", "not-processes")


@dataclass(frozen=True, slots=True)
class Source:
    """What one config, or several merged ones, state: the values, and the place of each; the texts of the files by
    their paths as a person would type them.
    """

    values: dict[str, Any]
    places: dict[Keys, Place]
    texts: dict[str, str] = field(default_factory=dict, repr=False)

    def place(self, keys: Keys) -> Place:
        """Where the value at `keys` stands, or the nearest table or list around it."""
        for end in range(len(keys), 0, -1):
            if keys[:end] in self.places:
                return self.places[keys[:end]]
        return next(iter(self.places.values()), COMMAND_LINE)


def read(config: Path, shown: str, data: bytes | None = None) -> Source:
    """The values of a config file, their types not checked yet; `shown` is its path as a person would type it.

    `data` stands in for what the file holds. Raises ConfigError where it can't be read or is no TOML.
    """
    text = _text(config, shown, data)
    try:
        toml = parse(text)
    except TomlError as error:
        raise ConfigError(
            f"this is no TOML: {error.message}", place=Place(shown, error.line), help=error.help
        ) from None
    source = _cut(toml, shown) if config.name == PYPROJECT else Source(toml.values, _places(toml, shown, 0))
    return replace(source, texts={shown: text})


def read_inline(value: str) -> Source:
    """The values of a TOML text from the command line. Raises ConfigError where it is none, or sets what it may not."""
    help_ = """name a .toml file, or write a setting, as in --config 'select = ["CUS"]'"""
    if "=" not in value:
        raise ConfigError(f'no config file "{value}"', place=COMMAND_LINE, help=help_)
    try:
        toml = parse(value)
    except TomlError as error:
        raise ConfigError(f"'{value}' is no TOML: {error.message}", place=COMMAND_LINE, help=help_) from None
    for key in ("root", "extend"):
        if key in toml.values:
            raise ConfigError(f'"{key}" is for config files', place=COMMAND_LINE, help="write it into a config file")
    return Source(toml.values, dict.fromkeys(toml.lines, COMMAND_LINE))


def has_table(project: Path, data: bytes | None = None) -> bool:
    """Whether a pyproject.toml has a table tool.proclint. One that can't be read, and never speaks of it, has none.

    `data` stands in for what the file holds.
    """
    try:
        text = _text(project, project.name, data)
    except ConfigError:
        return False
    if "proclint" not in text:
        return False
    try:
        tool = parse(text).values.get("tool")
    except TomlError:
        return "tool.proclint" in text  # what is wrong is told when it is read
    return isinstance(tool, dict) and "proclint" in tool


def checked(source: Source) -> Config:
    """What `source` states. Raises ConfigError with all that is wrong in it, in the order of its lines."""
    from proclint.config.schema import validate  # pydantic: only where there is a config

    result = validate(source.values)
    if isinstance(result, list):
        raise together(ConfigError(one.message, place=source.place(one.keys), help=one.help) for one in result)
    patterns: list[tuple[Keys, str]] = [
        ((key, number), pattern) for key in _PATTERN_LISTS for number, pattern in enumerate(source.values.get(key, ()))
    ]
    patterns += [(("per-file-ignores", pattern), pattern) for pattern in source.values.get("per-file-ignores", {})]
    faults = [(keys, pattern, fault(pattern)) for keys, pattern in patterns]
    if any(why for _, _, why in faults):
        raise together(
            ConfigError(f'"{pattern}": {why}', place=source.place(keys), help='write it as in .gitignore: "archive/**"')
            for keys, pattern, why in faults
            if why
        )
    return result


def together(errors: Iterable[ConfigError]) -> ConfigError:
    """The first of `errors` by line, with the others in its hands. There is at least one."""
    first, *more = sorted(errors, key=lambda error: error.line or 0)
    return ConfigError(first.message, place=first.place, help=first.help, more=tuple(more))


def _text(config: Path, shown: str, data: bytes | None) -> str:
    place = Place(shown)
    if data is None:
        try:
            with config.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            reason = (error.strerror or "it can't be opened").lower()
            raise ConfigError(f"the config can't be read: {reason}", place=place, help="make it readable") from None
    if len(data) > LARGEST:
        limit = f"{LARGEST // 1_000_000} MB"
        raise ConfigError(f"the config is larger than {limit}", place=place, help="split it with extend") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"the byte 0x{data[error.start]:02X}"
        raise ConfigError(f"{byte} is not UTF-8", place=Place(shown, line), help="save the file as UTF-8") from None


def _cut(toml: Toml, shown: str) -> Source:
    """The part of a pyproject.toml that is proclint's."""
    tool = toml.values.get("tool")
    values = tool.get("proclint") if isinstance(tool, dict) else None
    if not isinstance(values, dict):
        place = Place(shown, toml.line(("tool", "proclint")))
        raise ConfigError("there is no table tool.proclint", place=place, help="write it as [tool.proclint]")
    return Source(values, _places(toml, shown, 2))


def _places(toml: Toml, shown: str, depth: int) -> dict[Keys, Place]:
    table = ("tool", "proclint")[:depth]
    return {
        keys[depth:]: Place(shown, line)
        for keys, line in toml.lines.items()
        if keys[:depth] == table and len(keys) > depth
    }
