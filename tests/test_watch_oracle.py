"""The oracle of the watch: after any sequence of changes to a real folder, its state equals a fresh `check`.

`SEQUENCES` in the environment makes it run as many sequences (`make soak`).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from proclint import failure
from proclint.baseline import Choice
from proclint.printing.changes import Turn, line
from proclint.printing.json import entry
from proclint.scan import Wishes, scan
from proclint.settings import Overrides
from proclint.watch.state import State

SEQUENCES = int(os.environ.get("SEQUENCES", "60"))

TEXTS = (
    "# Refund\n\n1. The agent sends the claim to the finance clerk.\n2. The finance clerk closes the ledger.\n",
    "# Archive\n\n1. Close the ledger.\n2. Log the call.\n3. File the form. <!-- proclint: ignore CUS (kept) -->\n",
    "# Claims\n\nOwner: controller\n\n1. The controller sends the figures to the shopper.\n2. Count the gloves.\n",
    "# Access\n\nThe Data Access Committee (DAC) decides.\n\n1. Send the form to the DAC.\n2. The DAC informs all.\n",
    "---\ncustomer: shopper\n---\n\n# Front\n\n1. Lay out the tools.\n2. Open the door.\n",
    "# Notes\n\nNothing is done here.\n",
    "# Links\n\n1. The agent sends [the chart](chart.png) and [the rules](b.md) to the shopper.\n",
    "",
    "caf\udce9\n",  # no UTF-8
)
CONFIGS = (
    'purpose = "Help shoppers"\n[parties.shopper]\nkind = "external"\n',
    'exclude = ["a/**"]\n',
    'ignore = ["CUS001"]\n',
    'select = ["ALL"]\nroot = true\n',
    'include = ["*.md", "*.txt"]\n',
    'extend = "shared.toml"\n',
    "purpose = \n",
    'ignroe = ["CUS001"]\n',
    'baseline = "held.json"\n',
)
IGNORES = ("a.md\n", "a/\n", "*.md\n!b.md\n", "[z-a]\n", "")
FOLDERS = ("", "a", "a/deep", "b")
NAMES = ("a.md", "b.md", "c.txt", "d.markdown", "e.md~")
FILES = tuple(f"{folder}/{name}".lstrip("/") for folder in FOLDERS for name in NAMES)
SETTINGS = ("proclint.toml", "a/proclint.toml", "shared.toml", "pyproject.toml")
PLACES = st.sampled_from(FOLDERS[1:])

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]


class Oracle(RuleBasedStateMachine):
    """A folder that is changed in all ways, the watch's state, and a reader of the lines that it prints."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="watch-"))
        self.root, self.aside = self.base / "pages", self.base / "aside"
        self.root.mkdir()
        self.aside.mkdir()
        self.put("a.md", TEXTS[1])
        self.overrides = Overrides(cwd=self.root)
        self.heard: dict[tuple[str, str, str], dict[str, object]] = {}
        self.count = 0

    @initialize(paths=st.sampled_from(((), ("a",), ("a.md", "b"))))
    def start(self, paths: tuple[str, ...]) -> None:
        for path in paths:
            if not path.endswith(".md"):
                (self.root / path).mkdir()
        self.paths = paths
        self.state = State(paths, self.overrides, choice=Choice())
        self.hear(self.state.refresh())

    def teardown(self) -> None:
        shutil.rmtree(self.base)

    def put(self, path: str, text: str) -> None:
        file = self.root / path
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogateescape"))

    def hear(self, turn: Turn | None) -> None:
        """Takes in a line of the watch as a program would that knows nothing else."""
        if turn is None:
            return
        told = json.loads(line(turn))
        for path, fingerprint in zip(told["removed_paths"], told["removed"], strict=True):
            gone = [key for key in self.heard if key[:2] == (path, fingerprint)]
            assert gone
            del self.heard[gone[0]]
        for one in told["added"]:
            self.heard[one["path"], one["fingerprint"], one["code"]] = one
        assert told["total"] == len(self.heard)

    @rule(path=st.sampled_from(FILES), text=st.sampled_from(TEXTS))
    def write(self, path: str, text: str) -> None:
        self.put(path, text)

    @rule(path=st.sampled_from(FILES), text=st.sampled_from(TEXTS), backup=st.booleans())
    def replace_at_once(self, path: str, text: str, backup: bool) -> None:
        """Saves as editors do: by a file beside it that takes its name."""
        self.count += 1
        other = f"{path}.{self.count}.tmp"
        self.put(other, text)
        with contextlib.suppress(OSError):
            if backup:
                (self.root / path).rename(self.root / (path + "~"))
            (self.root / other).replace(self.root / path)

    @rule(path=st.sampled_from(FILES), text=st.sampled_from(TEXTS))
    def write_keeping_size_and_time(self, path: str, text: str) -> None:
        with contextlib.suppress(OSError):
            before = (self.root / path).stat()
            self.put(path, text[: before.st_size].ljust(before.st_size))
            os.utime(self.root / path, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(old=st.sampled_from(FILES), new=st.sampled_from(FILES))
    def rename(self, old: str, new: str) -> None:
        with contextlib.suppress(OSError):
            (self.root / new).parent.mkdir(parents=True, exist_ok=True)
            (self.root / old).rename(self.root / new)

    @rule(path=st.sampled_from(FILES + SETTINGS + (".gitignore", "held.json")))
    def delete(self, path: str) -> None:
        with contextlib.suppress(OSError):
            (self.root / path).unlink()

    @rule(folder=st.sampled_from(FOLDERS), gone=st.booleans())
    def draw_a_chart(self, folder: str, gone: bool) -> None:
        """A file that is no page, and that a page may link to, comes or goes."""
        if gone:
            _clear(self.root / folder / "chart.png")
        else:
            self.put(f"{folder}/chart.png".lstrip("/"), "")

    @rule(folder=PLACES)
    def delete_folder(self, folder: str) -> None:
        _clear(self.root / folder)

    @rule(old=PLACES, new=PLACES)
    def move_folder(self, old: str, new: str) -> None:
        with contextlib.suppress(OSError):
            (self.root / old).rename(self.root / new)

    @rule(folder=PLACES, name=st.sampled_from(("x", "y")))
    def move_folder_out(self, folder: str, name: str) -> None:
        with contextlib.suppress(OSError):
            (self.root / folder).rename(self.aside / name)

    @rule(folder=PLACES, name=st.sampled_from(("x", "y")))
    def move_folder_in(self, folder: str, name: str) -> None:
        with contextlib.suppress(OSError):
            (self.aside / name).rename(self.root / folder)

    @rule(name=st.sampled_from(("x", "y")), text=st.sampled_from(TEXTS))
    def write_outside(self, name: str, text: str) -> None:
        with contextlib.suppress(OSError):  # what was moved out may be a link that leads nowhere
            (self.aside / name).mkdir(exist_ok=True)
            (self.aside / name / "a.md").write_bytes(text.encode("utf-8", "surrogateescape"))

    @rule(link=st.sampled_from(FILES + FOLDERS[1:]), to=st.sampled_from((*FILES, *FOLDERS, "../aside/x", "nothing")))
    def link(self, link: str, to: str) -> None:
        _clear(self.root / link)
        with contextlib.suppress(OSError):
            (self.root / link).symlink_to(self.root / to)

    @rule(old=st.sampled_from(FILES), new=st.sampled_from(FILES))
    def link_hard(self, old: str, new: str) -> None:
        with contextlib.suppress(OSError):
            (self.root / new).hardlink_to(self.root / old)

    @rule(path=st.sampled_from(SETTINGS), text=st.sampled_from(CONFIGS))
    def edit_config(self, path: str, text: str) -> None:
        self.put(path, "[tool.proclint]\n" + text if path == "pyproject.toml" else text)

    @rule(folder=st.sampled_from(("", "a/", "../")), text=st.sampled_from(IGNORES))
    def edit_gitignore(self, folder: str, text: str) -> None:
        self.put(folder + ".gitignore", text)

    @rule(text=st.sampled_from(('{"version": 1, "entries": []}\n', "{", "")))
    def edit_baseline(self, text: str) -> None:
        self.put("held.json", text)

    @rule(count=st.integers(1, 40))
    def burst(self, count: int) -> None:
        for at in range(count):
            self.put(f"b/burst{at}.md", TEXTS[at % 2])

    @rule()
    def commit(self) -> None:
        self.git("init", "-q")
        self.git("add", "-A", "-f")
        self.git("commit", "-qm", "all")

    @rule()
    def check_out(self) -> None:
        if (self.root / ".git").exists():
            self.git("checkout", "-q", "-f", "HEAD")

    def git(self, *arguments: str) -> None:
        subprocess.run([*GIT, *arguments], cwd=self.root, capture_output=True, check=False)

    @invariant()
    def equals_a_fresh_check(self) -> None:
        if not hasattr(self, "state"):
            return
        self.hear(self.state.refresh())
        try:
            fresh = scan(self.paths, self.overrides, wishes=Wishes(Choice()))
        except Exception as error:
            assert failure.is_told(error)
            assert self.state.problem == str(error)
            return
        ours = self.state.scan
        assert self.state.problem is None
        assert ours is not None
        assert [one for _, one in ours.run.found] == [one for _, one in fresh.run.found]
        assert [document for _, document in ours.run.documents] == [document for _, document in fresh.run.documents]
        assert (ours.notes, ours.failures) == (fresh.notes, fresh.failures)
        assert ours.suppressed == fresh.suppressed
        told = sorted(map(json.dumps, (entry(one, checked, fresh.run) for checked, one in fresh.run.found)))
        assert sorted(map(json.dumps, self.heard.values())) == told


def _clear(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


TestOracle = Oracle.TestCase
TestOracle.settings = settings(
    max_examples=SEQUENCES, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
