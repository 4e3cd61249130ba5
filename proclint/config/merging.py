"""Makes the settings of a workspace out of its configs.

It does not find or read configs; what it is given is checked already, each for itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from proclint.config.schema import NESTED_KEYS, Config
from proclint.config.source import Source, checked, together
from proclint.config.toml import Keys
from proclint.model import DeclaredParty, Kind, Organisation
from proclint.names import key_of
from proclint.patterns import Patterns
from proclint.settings import DEFAULT_EXCLUDE, FOUND, ConfigError, Entry, Layer, Place, Settings

_RULE_LISTS = ("select", "extend-select", "ignore")


def merged(sources: Iterable[Source]) -> Source:
    """What `sources` state together, later ones going before: tables are merged, everything else is replaced."""
    values: dict[str, Any] = {}
    places: dict[Keys, Place] = {}
    texts: dict[str, str] = {}
    for source in sources:
        texts |= source.texts
        replaced = set(_merge(values, source.values, ()))
        for at in list(places):
            if any(at[:end] in replaced for end in range(1, len(at) + 1)):
                del places[at]
        places.update(source.places)
    return Source(values, places, texts)


def settings(root: Path, config: Path | None, source: Source, shown: str | None = None) -> Settings:
    """The settings of the workspace `root`; `shown` is the path of `config` in the places of `source`.

    Raises ConfigError where two parts of the config contradict each other.
    """
    stated = checked(source)
    config_path = None
    if config is not None:
        config_path = config.relative_to(root).as_posix() if config.is_relative_to(root) else config.as_posix()
    return Settings(
        root=root,
        config=config,
        organisation=_organisation(config_path, stated, source, shown),
        include=FOUND if stated.include is None else Patterns(stated.include),
        exclude=Patterns([*DEFAULT_EXCLUDE, *stated.exclude]),
        baseline=_baseline(root, stated.baseline, source),
        fail_on=stated.fail_on,
        max_hand_offs=stated.max_hand_offs,
        fields=_fields(stated, source),
        layers=(layer(source, stated, ""),),
        places=dict(source.places),
    )


def layer(source: Source, stated: Config, folder: str) -> Layer:
    """What one config says of the paths below `folder` (relative to the workspace)."""
    entries = [
        Entry(value, key, source.place((key, number)))
        for key in _RULE_LISTS
        for number, value in enumerate(source.values.get(key, ()))
    ]
    entries += [
        Entry(value, "per-file-ignores", source.place(("per-file-ignores", pattern, number)))
        for pattern, values in stated.per_file_ignores.items()
        for number, value in enumerate(values)
    ]
    return Layer(
        folder=folder,
        select=None if stated.select is None else tuple(stated.select),
        extend_select=tuple(stated.extend_select),
        ignore=tuple(stated.ignore),
        per_file_ignores=tuple((Patterns([glob]), tuple(codes)) for glob, codes in stated.per_file_ignores.items()),
        processes=Patterns(stated.processes),
        not_processes=Patterns(stated.not_processes),
        entries=tuple(entries),
    )


def nested_layer(source: Source, folder: str, own: str) -> Layer:
    """The layer of a config further down; `own` is the workspace's config as a person would type it.

    Raises ConfigError where it sets what only the workspace's own config may set.
    """
    stated = checked(source)
    refused = [key for key in source.values if key not in (*NESTED_KEYS, "root")]
    if refused:
        raise together(
            ConfigError(
                f'"{key}" stands in a config further down, and only {own} may set it',
                place=source.place((key,)),
                help=f"move it there, or write root = true here; further down hold {', '.join(NESTED_KEYS)}",
            )
            for key in refused
        )
    return layer(source, stated, folder)


def _merge(old: dict[str, Any], new: dict[str, Any], above: Keys) -> Iterator[Keys]:
    """Merges `new` into `old`; yields the keys of what it replaced."""
    for key, value in new.items():
        if isinstance(value, dict):
            if not isinstance(old.get(key), dict):
                old[key] = {}
            yield from _merge(old[key], value, (*above, key))
        else:
            old[key] = value
            yield (*above, key)


def _organisation(config: str | None, stated: Config, source: Source, shown: str | None) -> Organisation:
    owners: dict[str, str] = {}
    for key, party in stated.parties.items():
        for number, name in enumerate((key, *party.names)):
            owner = owners.setdefault(key_of(name), key)
            place = source.place(("parties", key, "names", number - 1) if number else ("parties", key))
            if not key_of(name):
                raise ConfigError(f'"{name}" names nobody', place=place, help="write a name with letters or digits")
            if owner != key:
                help_ = f"leave it with one of them: {key} or {owner}"
                raise ConfigError(f'"{name}" is a name of two parties', place=place, help=help_)
    parties = {
        key: DeclaredParty(
            key=key,
            kind=None if party.kind is None else Kind(party.kind),
            names=tuple(party.names),
            department=party.department,
            helps=_stated(party.helps),
            serves=tuple(party.serves),
            part=tuple(party.part),
            needs=tuple(party.needs),
            accepts=tuple(party.accepts),
        )
        for key, party in stated.parties.items()
    }
    departments = {name: _stated(department.helps) for name, department in stated.departments.items()}
    lines = {
        keys: place.line for keys, place in source.places.items() if place.path == shown and place.line is not None
    }
    return Organisation(
        config=config,
        purpose=_stated(stated.purpose),
        parties=parties,
        departments=departments,
        lines=lines,
        max_hand_offs=stated.max_hand_offs,
        required_sections=tuple(stated.required_sections),
        text=source.texts.get(shown, "") if shown is not None else "",
    )


def _stated(text: str | None) -> str | None:
    """`text` on one line; None where it says nothing."""
    return " ".join(text.split()) or None if text else None


def _fields(stated: Config, source: Source) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for name in type(stated.fields).model_fields:
        labels = tuple(getattr(stated.fields, name))
        for number, label in enumerate(labels):
            owner = owners.setdefault(label.strip().casefold(), name)
            if owner != name:
                place = source.place(("fields", name.replace("_", "-"), number))
                help_ = "leave it with one of them"
                raise ConfigError(f'"{label}" is a label of two fields, {owner} and {name}', place=place, help=help_)
        if labels:
            fields[name] = labels
    return fields


def _baseline(root: Path, name: str | None, source: Source) -> Path | None:
    if name is None:
        return None
    path = root / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        message = f'"baseline" leads out of the workspace: "{name}"'
        raise ConfigError(message, place=source.place(("baseline",)), help="keep the baseline in the workspace")
    return path
