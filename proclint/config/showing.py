"""The settings that hold for one page, each with the place that it comes from.

It does not print them; what they mean, `merging` and `settings` know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proclint.config.discovery import Configs
from proclint.config.schema import Config
from proclint.config.source import Source
from proclint.config.toml import Keys
from proclint.patterns import Patterns
from proclint.settings import DEFAULT_EXCLUDE, DEFAULT_INCLUDE, Place

_LAYERED = ("select", "extend-select", "ignore", "per-file-ignores", "processes", "not-processes")
_NOT_SETTINGS = ("root", "extend")  # they say which configs hold, and hold for no page


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that holds: its keys, and of a list each element, with where it is stated; None: it is the default."""

    keys: Keys
    value: Any
    place: Place | None = None
    elements: tuple[tuple[Any, Place | None], ...] | None = None


def settings(configs: Configs, root: Path, config: Path | None, page: Path) -> list[Setting]:
    """What holds for `page` in the workspace `root`, in the order of the keys.

    Raises ConfigError where a config can't be used.
    """
    own = configs.stated(config)
    sources = [(own, root), *((configs.source(one), one.parent) for one in configs.below(root, page.parent))]
    layered = dict(_layered(sources if config is not None else sources[:1], page))
    found: list[Setting] = []
    for name, field in Config.model_fields.items():
        key = field.alias or name
        if key in layered:
            found.append(layered[key])
        elif key == "exclude":
            stated = _elements(own, key)
            found.append(Setting((key,), None, elements=(*((one, None) for one in DEFAULT_EXCLUDE), *stated)))
        elif key in own.values and key not in (*_LAYERED, *_NOT_SETTINGS):
            found += _stated(own, (key,), own.values[key])
        elif key == "include":
            found.append(Setting((key,), None, elements=tuple((one, None) for one in DEFAULT_INCLUDE)))
        elif key in ("fail-on", "max-hand-offs"):
            found.append(Setting((key,), field.default))
    found += [layered[key] for key in layered if key.startswith("per-file-ignores ")]
    return found


def _layered(sources: Iterable[tuple[Source, Path]], page: Path) -> Iterator[tuple[str, Setting]]:
    """What the configs above a page add up to, outermost first; of what stands for patterns, what matches the page."""
    lists: dict[str, list[tuple[Any, Place | None]]] = {}
    by_pattern: dict[str, Setting] = {}
    for source, folder in sources:
        if "select" in source.values:
            lists = {key: found for key, found in lists.items() if key not in ("extend-select", "ignore")}
            lists["select"] = []
        for key in ("select", "extend-select", "ignore"):
            if key in source.values:
                lists.setdefault(key, []).extend(_elements(source, key))
        relative = page.relative_to(folder).as_posix()
        for key in ("processes", "not-processes"):
            matching = [one for one in _elements(source, key) if Patterns([one[0]]).matches(relative)]
            if matching:
                lists.setdefault(key, []).extend(matching)
        for pattern in source.values.get("per-file-ignores", {}):
            if Patterns([pattern]).matches(relative):
                keys = ("per-file-ignores", pattern)
                by_pattern[f"per-file-ignores {folder} {pattern}"] = Setting(
                    keys, None, elements=_elements(source, *keys)
                )
    yield from ((key, Setting((key,), None, elements=tuple(found))) for key, found in lists.items())
    yield from by_pattern.items()


def _stated(source: Source, keys: Keys, value: Any) -> Iterator[Setting]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _stated(source, (*keys, key), inner)
        if not value:
            yield Setting(keys, value, source.place(keys))
    elif isinstance(value, list):
        yield Setting(keys, None, elements=_elements(source, *keys))
    else:
        yield Setting(keys, value, source.place(keys))


def _elements(source: Source, *keys: str | int) -> tuple[tuple[Any, Place | None], ...]:
    """The elements of a list with their places."""
    value: Any = source.values
    for key in keys:
        value = value.get(key, {})
    return tuple((one, source.place((*keys, number))) for number, one in enumerate(value or ()))
