"""Finds the configs that hold for a folder, follows `extend`, and has settings made of them.

It does not know the keys of a config and reads no pages. Nothing here imports pydantic until a config is to be checked.

    configs = Configs(overrides)            # one for a call; it remembers what it has read
    configs.workspace(folder)               # (workspace folder, its config) of a folder; None where no config stands
    configs.settings(root, config)          # Settings of a workspace; config None: what holds without one
    configs.nested(settings, [config, ...]) # the same with the configs further down
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from proclint.settings import ConfigError, Overrides, Settings

if TYPE_CHECKING:
    from proclint.config.source import Source

NAME = "proclint.toml"
PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in for the disk below `top` (a real path): the bytes of each config, by its real path."""

    top: Path
    files: Mapping[Path, bytes]


class Configs:
    """The configs that one call may meet, each read once."""

    def __init__(self, overrides: Overrides, held: Held | None = None) -> None:
        """`overrides` are the call's; `held` stands in for a part of the disk.

        Raises ConfigError for a `--config` that is neither a file nor a setting.
        """
        self._held = held
        self.isolated = overrides.isolated
        self.cwd = overrides.folder
        self.file: Path | None = None
        self._inline: list[Source] = []
        self._inside: dict[Path, Path | None] = {}
        self._workspaces: dict[Path, tuple[Path, Path] | None] = {}
        self._sources: dict[Path, Source] = {}
        self._notes: list[str] = []
        self.looked: dict[str, Mapping[str, os.DirEntry[str]] | None] = {}
        """What decided which pages and settings there are: each path looked at, whether or not something was there; for
        a folder that was listed, its entries."""
        for value in overrides.config:
            self._take(value)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person may want to know: tables that a proclint.toml beside them hides."""
        return tuple(self._notes)

    def shown(self, path: Path) -> str:
        """`path` as a person would type it: from the current directory when it is below, else absolute."""
        return path.relative_to(self.cwd).as_posix() if path.is_relative_to(self.cwd) else path.as_posix()

    def look(self, *paths: str | Path) -> None:
        """Notes that what is, or is not, at `paths` decides something."""
        for path in paths:
            self.looked.setdefault(str(path), None)

    def inside(self, folder: Path) -> Path | None:
        """The config that stands in `folder`: proclint.toml, else a pyproject.toml with a table tool.proclint.

        None also when configs are not looked for: with `--isolated`, or when the call names a config file.
        """
        if self.isolated or self.file is not None:
            return None
        if folder not in self._inside:
            own, project = folder / NAME, folder / PYPROJECT
            self.look(own, project)
            found = own if self._is_file(own) else None
            if self._is_file(project):
                from proclint.config.source import has_table

                if has_table(project, self._bytes(project)):
                    if found:
                        passed = f"{self.shown(project)}: [tool.proclint] is passed over, {NAME} stands beside it"
                        self._notes.append(passed)
                    found = found or project
            self._inside[folder] = found
        return self._inside[folder]

    def is_root(self, config: Path) -> bool:
        """Whether `config` says `root = true`."""
        return self.source(config).values.get("root") is True

    def workspace(self, folder: Path) -> tuple[Path, Path] | None:
        """The workspace that `folder` lies in and its config: the highest above it, or the first with `root = true`.

        None where no config stands above. A config file that `--config` names counts for what lies below its folder.
        """
        if self.file is not None:
            return (self.file.parent, self.file) if folder.is_relative_to(self.file.parent) else None
        if folder not in self._workspaces:
            config = self.inside(folder)
            found = (folder, config) if config is not None else None
            if folder.parent != folder and not (config is not None and self.is_root(config)):
                found = self.workspace(folder.parent) or found
            self._workspaces[folder] = found
        return self._workspaces[folder]

    def below(self, root: Path, folder: Path) -> Iterator[Path]:
        """The configs that stand from below `root` down to `folder`, outermost first."""
        steps = [one for one in (folder, *folder.parents) if one != root and one.is_relative_to(root)]
        for step in reversed(steps):
            config = self.inside(step)
            if config is not None:
                yield config

    def settings(self, root: Path, config: Path | None) -> Settings:
        """The settings of the workspace `root`.

        Raises ConfigError where its config, or one that it extends, can't be used.
        """
        config = None if self.isolated else config or self.file
        if config is None and not self._inline:
            return Settings(root)
        from proclint.config import merging

        shown = None if config is None else self.shown(config)
        return merging.settings(root, config, self.stated(config), shown)

    def stated(self, config: Path | None) -> Source:
        """What `config`, those that it extends and the call state together.

        Raises ConfigError where one of them can't be used.
        """
        from proclint.config.merging import merged

        return merged([*(self._chain(config) if config is not None else ()), *self._inline])

    def nested(self, settings: Settings, configs: Iterable[Path]) -> Settings:
        """`settings` with what `configs`, further down in the workspace, say of the paths below them, outermost first.

        Raises ConfigError where one of them can't be used, or sets what only the workspace's own config may set.
        """
        from proclint.config.merging import nested_layer

        own = self.shown(settings.config) if settings.config else "the workspace's own config"
        layers = [
            nested_layer(self.source(config), config.parent.relative_to(settings.root).as_posix(), own)
            for config in configs
        ]
        return replace(settings, layers=(*settings.layers, *layers))

    def again(self, settings: Settings, paths: Iterable[str]) -> Settings:
        """The settings of the same workspace as its configs have them here, for the pages at `paths` (relative to it).

        Raises ConfigError as `settings` and `nested` do.
        """
        root = settings.root
        own = self.inside(root)
        fresh = self.settings(root, own)
        above = {folder for path in paths for folder in PurePosixPath(path).parents}
        inner = [self.inside(root / folder) for folder in sorted(above, key=lambda one: (len(one.parts), one))]
        further = [config for config in inner if config is not None and config != own and not self.is_root(config)]
        return self.nested(fresh, further) if further else fresh

    def _is_file(self, path: Path) -> bool:
        if self._held is not None and self._is_held(path):
            return Path(os.path.realpath(path)) in self._held.files
        return os.path.isfile(path)

    def _is_held(self, path: Path) -> bool:
        return self._held is not None and Path(os.path.realpath(path)).is_relative_to(self._held.top)

    def _bytes(self, config: Path) -> bytes | None:
        """What stands in for a config on the disk; None where the disk holds."""
        return self._held.files.get(Path(os.path.realpath(config))) if self._held is not None else None

    def _take(self, value: str) -> None:
        """Takes in one value of `--config`: a file's path, or a TOML text."""
        from proclint.config.source import COMMAND_LINE, checked, read_inline

        if "\n" not in value and "\0" not in value and len(value) < os.pathconf("/", "PC_PATH_MAX"):
            path = Path(os.path.abspath(self.cwd / value))
            if os.path.isfile(path):
                if self.file is not None:
                    help_ = "name one, and let it extend the other"
                    raise ConfigError("two config files are named", place=COMMAND_LINE, help=help_)
                self.file = path
                return
        source = read_inline(value)
        checked(source)
        self._inline.append(source)

    def source(self, config: Path) -> Source:
        """What `config` states by itself. Raises ConfigError where it can't be read."""
        if config not in self._sources:
            from proclint.config.source import read

            self.look(config)
            self._sources[config] = read(config, self.shown(config), self._bytes(config))
        return self._sources[config]

    def _chain(self, config: Path) -> list[Source]:
        """`config` and what it extends, each checked, the farthest parent first."""
        from proclint.config.source import checked

        chain: list[Source] = []
        seen: list[Path] = []
        current: Path | None = config
        while current is not None:
            real = Path(os.path.realpath(current))
            if real in seen:
                circle = " -> ".join(self.shown(path) for path in [*seen[seen.index(real) :], real])
                place = chain[-1].place(("extend",))
                raise ConfigError(f"extend runs in a circle: {circle}", place=place, help="take one of them out")
            seen.append(real)
            source = self.source(current)
            checked(source)
            chain.append(source)
            current = self._parent(current, source)
        return chain[::-1]

    def _parent(self, config: Path, source: Source) -> Path | None:
        """The file that `config` extends, or None. It lies inside the git root, without one in the config's folder."""
        name = source.values.get("extend")
        if name is None:
            return None
        place = source.place(("extend",))
        if os.path.isabs(name) or not name.endswith(".toml"):
            help_ = 'name a .toml file relative to this one, as in extend = "../proclint.toml"'
            raise ConfigError(f'"extend" is "{name}", no relative path of a .toml file', place=place, help=help_)
        parent = Path(os.path.abspath(config.parent / name))
        self.look(parent, *(above / ".git" for above in config.parents))
        fence = next((above for above in config.parents if os.path.exists(above / ".git")), config.parent)
        if not Path(os.path.realpath(parent)).is_relative_to(os.path.realpath(fence)):
            help_ = f"name a file in {self.shown(fence)} or below"
            raise ConfigError(f'"extend" leads out of the repository: "{name}"', place=place, help=help_)
        if not self._is_file(parent):
            help_ = "mend the path, or take it out"
            raise ConfigError(f'"extend" names "{name}", and there is no such file', place=place, help=help_)
        return parent


def schema() -> dict[str, object]:
    """The JSON schema of proclint.toml, made from its model."""
    from proclint.config.schema import schema as generate

    return generate()
