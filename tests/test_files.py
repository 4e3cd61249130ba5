"""Finding and reading pages: what is found, what is reported, what is refused, and that nothing hangs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import write

from proclint.files import LARGEST, File, FileError, Found, decode, find, read
from proclint.model import ReadError
from proclint.settings import ConfigError, Overrides

ROOT = os.geteuid() == 0


def pages(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "1. Call the customer.\n")


def search(folder: Path, *paths: str, isolated: bool = False, config: tuple[str, ...] = ()) -> tuple[Found, ...]:
    return find(paths, Overrides(isolated=isolated, config=config, cwd=folder))


def found(folder: Path, *paths: str, isolated: bool = False, config: tuple[str, ...] = ()) -> list[str]:
    """The pages of the one workspace that is found; those that are not reported stand in brackets."""
    (only,) = search(folder, *paths, isolated=isolated, config=config)
    return listed(only)


def listed(one: Found) -> list[str]:
    for file in one.files:
        assert file.absolute == one.settings.root / file.path
    return [file.path if file.reported else f"({file.path})" for file in one.files]


# -- the default set ---------------------------------------------------------------------------------------------------


def test_markdown_is_found_sorted(tmp_path: Path) -> None:
    write(tmp_path, pages("b.md", "a/z.markdown", "a.md", "C.MD", "é.md", "a/b/c.md"))
    assert found(tmp_path) == ["C.MD", "a.md", "a/b/c.md", "a/z.markdown", "b.md", "é.md"]


def test_other_kinds_are_not_found(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "b.txt", "c.bpmn", "d.xml", "e", "f.md.bak", ".md", "g.rst"))
    assert found(tmp_path) == ["a.md"]


def test_the_default_exclusions(tmp_path: Path) -> None:
    out = [
        "CHANGELOG.md",
        "x/LICENSE.md",
        "CODE_OF_CONDUCT.md",
        "node_modules/a.md",
        "x/vendor/a.md",
        ".git/a.md",
        "x/.venv/a.md",
    ]
    write(tmp_path, pages("a.md", ".hidden.md", *out))
    assert found(tmp_path) == [".hidden.md", "a.md"]


def test_exclude_adds_to_the_defaults_and_takes_back(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "archive/a.md", "x/archive/a.md", "vendor/a.md", "node_modules/a.md"))
    write(tmp_path, {"proclint.toml": 'exclude = ["archive/**", "!vendor/"]'})
    assert found(tmp_path) == ["a.md", "vendor/a.md", "x/archive/a.md"]


def test_include_says_what_is_found_texts_too(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "p/a.md", "p/b.txt", "p/c.bpmn", "p/CHANGELOG.md", "n.txt"))
    write(tmp_path, {"proclint.toml": 'include = ["p/**"]'})
    assert found(tmp_path) == ["p/a.md", "p/b.txt"]


def test_an_empty_folder_is_a_workspace_without_pages(tmp_path: Path) -> None:
    assert found(tmp_path) == []


# -- .gitignore --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("git", [True, False])
def test_gitignore_counts_inside_and_outside_git(tmp_path: Path, git: bool) -> None:
    if git:
        (tmp_path / ".git").mkdir()
    write(tmp_path, pages("a.md", "draft.md", "x/draft.md", "x/keep.md", "x/b.md", "build/a.md", "y/only.md"))
    write(
        tmp_path, {".gitignore": "draft.md\nbuild/\n*.tmp\n", "x/.gitignore": "!draft.md\nb.md\n", "y/.gitignore": "*"}
    )
    assert found(tmp_path) == ["a.md", "x/draft.md", "x/keep.md"]


def test_gitignore_above_the_workspace_counts_up_to_the_git_root(tmp_path: Path) -> None:
    write(tmp_path, pages("repo/ws/a.md", "repo/ws/b.md", "repo/ws/c.md", "repo/ws/d.md"))
    write(tmp_path, {".gitignore": "a.md", "repo/.gitignore": "b.md", "repo/.git/info/exclude": "c.md\n"})
    assert found(tmp_path / "repo/ws") == ["a.md", "d.md"]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_agrees(tmp_path: Path) -> None:
    names = [
        f"{folder}{name}"
        for folder in ("", "a/", "a/b/", "c/")
        for name in ("x.md", "y.md", "z z.md", "#q.md", "!r.md")
    ]
    write(tmp_path, pages(*names))
    write(
        tmp_path,
        {
            ".gitignore": "# no\n/x.md\na/*\n!a/b/\n\\#q.md\n\\!r.md\nz\\ z.md \n**/c/y.md\n",
            "a/b/.gitignore": "!\\#q.md\ny.m[a-e]\n",
        },
    )
    git = ["git", "-c", "core.excludesFile=/dev/null"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    run = [*git, "ls-files", "-z", "--others", "--exclude-standard", "*.md"]
    known = subprocess.run(run, cwd=tmp_path, capture_output=True, check=True, text=True).stdout.split("\0")[:-1]
    assert known and len(known) < len(names)
    assert found(tmp_path) == sorted(known)


def test_a_broken_line_is_told_and_the_others_hold(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "b.md"))
    write(tmp_path, {".gitignore": "b.md\n[z-a]\n*a*a*a*a*a*a*a\n"})
    (only,) = search(tmp_path)
    assert listed(only) == ["a.md"]
    assert [note.split(" is passed over")[0] for note in only.notes] == [
        '.gitignore:2: "[z-a]"',
        '.gitignore:3: "*a*a*a*a*a*a*a"',
    ]


def test_a_gitignore_that_is_no_file_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "x/a.md"))
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / "x/.gitignore").write_bytes(b"\xff\xfe\x00\n")
    assert found(tmp_path) == ["a.md", "x/a.md"]


# -- naming ------------------------------------------------------------------------------------------------------------


def test_naming_narrows_what_is_reported_not_what_is_read(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "x/b.md", "x/c.md", "y/d.md"))
    write(tmp_path, {"proclint.toml": ""})
    assert found(tmp_path, "x/b.md") == ["(a.md)", "x/b.md", "(x/c.md)", "(y/d.md)"]
    assert found(tmp_path, "x", "y/d.md") == ["(a.md)", "x/b.md", "x/c.md", "y/d.md"]
    assert found(tmp_path / "x", "b.md") == ["(a.md)", "x/b.md", "(x/c.md)", "(y/d.md)"]
    assert found(tmp_path / "x", ".") == ["(a.md)", "x/b.md", "x/c.md", "(y/d.md)"]
    assert found(tmp_path / "x") == ["a.md", "x/b.md", "x/c.md", "y/d.md"]
    assert found(tmp_path / "x", "../y/../a.md") == ["a.md", "(x/b.md)", "(x/c.md)", "(y/d.md)"]


def test_named_says_which_files_were_named_themselves(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "x/b.md", "x/c.md"))
    (only,) = search(tmp_path, ".", "x/b.md", "x/b.md", "./x/../x/b.md")
    assert [(file.path, file.named) for file in only.files] == [("a.md", False), ("x/b.md", True), ("x/c.md", False)]


def test_a_named_file_is_read_though_left_out(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "CHANGELOG.md", "ignored.md", "node_modules/x.md", "notes.txt", "other.txt"))
    write(tmp_path, {"proclint.toml": "", ".gitignore": "ignored.md"})
    paths = ["CHANGELOG.md", "ignored.md", "node_modules/x.md", "notes.txt"]
    assert found(tmp_path, *paths) == ["CHANGELOG.md", "(a.md)", "ignored.md", "node_modules/x.md", "notes.txt"]


def test_a_named_folder_is_walked_though_left_out(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "build/x.md", "build/vendor/y.md", "build/z.md", "vendor/v/a.md"))
    write(tmp_path, {"proclint.toml": "", ".gitignore": "build/", "build/.gitignore": "z.md"})
    assert found(tmp_path, "build") == ["(a.md)", "build/x.md"]
    assert found(tmp_path, "vendor") == ["(a.md)", "vendor/v/a.md"]
    assert found(tmp_path, "vendor/v", "build") == ["(a.md)", "build/x.md", "vendor/v/a.md"]


def test_a_workspace_in_an_ignored_folder_is_walked(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, pages("build/ws/a.md"))
    write(tmp_path, {".gitignore": "build/", "build/ws/proclint.toml": ""})
    assert found(tmp_path / "build/ws") == ["a.md"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gone.md", "no such file or folder"),
        ("a.md/b.md", "no such file or folder"),
        ("a.bpmn", ".bpmn files are not read"),
        ("Makefile", "a file without a suffix is not read"),
        ("pipe.md", "no regular file"),
        ("socket.md", "no regular file"),
        ("loop.md", "symbolic links"),
        ("broken.md", "no such file or folder"),
        ("x" * 5000, "too long"),
        ("a\0.md", "this is no path"),
        ("/dev/null", "no regular file"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(tmp_path: Path, name: str, words: str) -> None:
    write(tmp_path, {**pages("a.md"), "a.bpmn": "", "Makefile": ""})
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "broken.md").symlink_to(tmp_path / "nothing.md")
    bound = socket.socket(socket.AF_UNIX)
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)  # a socket's path may hold only some hundred characters
        bound.bind("socket.md")
    finally:
        os.fchdir(here)
        os.close(here)
        bound.close()
    with pytest.raises(FileError) as caught:
        search(tmp_path, "a.md", name)
    assert words in caught.value.message
    assert caught.value.path == name
    assert str(caught.value).startswith(f"{name}: ")


def test_an_empty_name_is_not_the_current_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no path"):
        search(tmp_path, "")


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_what_is_not_permitted_is_told(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "x/b.md", "y/c.md"))
    (tmp_path / "x").chmod(0)
    (tmp_path / "a.md").chmod(0)
    try:
        (only,) = search(tmp_path)
        assert only.notes == ("x: left out: permission denied",)
        assert isinstance(read(only.files[0]), ReadError)
        for name in ("x", "x/b.md"):
            with pytest.raises(FileError, match="permission denied"):
                search(tmp_path, name)
        (named,) = search(tmp_path, "a.md")
        with pytest.raises(FileError, match="permission denied"):
            read(named.files[0])
    finally:
        (tmp_path / "x").chmod(0o700)


# -- workspaces --------------------------------------------------------------------------------------------------------


def test_without_a_config_the_named_folder_is_the_workspace(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, pages("a.md", "x/b.md", "x/y/c.md"))
    (only,) = search(tmp_path, "x")
    assert only.settings.root == tmp_path / "x"
    assert listed(only) == ["b.md", "y/c.md"]
    assert found(tmp_path) == ["a.md", "x/b.md", "x/y/c.md"]


def test_a_single_file_outside_any_workspace_is_read_alone(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "x/b.md", "x/c.md"))
    (only,) = search(tmp_path, "x/b.md")
    assert only.settings.root == tmp_path / "x"
    assert listed(only) == ["b.md"]


def test_several_files_outside_any_workspace_are_read_together(tmp_path: Path) -> None:
    write(tmp_path, pages("ws/a.md", "ws/x/b.md", "ws/x/c.md", "far/d.md"))
    near, far = sorted(
        search(tmp_path / "ws", "a.md", "x/b.md", "../far/d.md"), key=lambda one: one.settings.root, reverse=True
    )
    assert (near.settings.root, listed(near)) == (tmp_path / "ws", ["a.md", "x/b.md"])
    assert (far.settings.root, listed(far)) == (tmp_path / "far", ["d.md"])


def test_a_file_below_a_named_folder_belongs_to_it(tmp_path: Path) -> None:
    write(tmp_path, pages("x/a.md", "x/y/b.md"))
    (only,) = search(tmp_path, "x", "x/y", "x/y/b.md")
    assert only.settings.root == tmp_path / "x"
    assert listed(only) == ["a.md", "y/b.md"]


def test_workspaces_below_a_named_folder_are_found_one_after_the_other(tmp_path: Path) -> None:
    write(tmp_path, pages("examples/good/a.md", "examples/bad/b.md", "examples/bad/x/c.md", "a.md"))
    write(
        tmp_path,
        {"examples/good/proclint.toml": "", "examples/bad/proclint.toml": "", "examples/bad/x/proclint.toml": ""},
    )
    bad, good = search(tmp_path, "examples")
    assert (bad.settings.root, listed(bad)) == (tmp_path / "examples/bad", ["b.md", "x/c.md"])
    assert (good.settings.root, listed(good)) == (tmp_path / "examples/good", ["a.md"])
    bad, named = search(tmp_path, "examples/good/a.md", "examples/bad")
    assert (listed(bad), listed(named)) == (["b.md", "x/c.md"], ["a.md"])
    assert [one.settings.root.name for one in search(tmp_path)] == [tmp_path.name, "bad", "good"]


def test_a_folder_and_a_file_of_a_workspace_below_it(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "ws/b.md", "ws/notes.txt"))
    write(tmp_path, {"ws/proclint.toml": ""})
    outer, inner = search(tmp_path, ".", "ws/notes.txt")
    assert listed(outer) == ["a.md"]
    assert [(file.path, file.named) for file in inner.files] == [("b.md", False), ("notes.txt", True)]


def test_a_root_inside_a_workspace_is_another_one(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "x/b.md", "x/y/c.md"))
    write(tmp_path, {"proclint.toml": "", "x/pyproject.toml": "[tool.proclint]\nroot = true"})
    assert [(one.settings.root, listed(one)) for one in search(tmp_path)] == [
        (tmp_path, ["a.md"]),
        (tmp_path / "x", ["b.md", "y/c.md"]),
    ]
    (inner,) = search(tmp_path, "x/y")
    assert listed(inner) == ["(b.md)", "y/c.md"]
    (outer,) = search(tmp_path, "a.md")
    assert listed(outer) == ["a.md"]


def test_nested_configs_count_for_what_lies_below(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "x/b.md", "vendor/c.md", "vendor/d.md"))
    write(
        tmp_path,
        {"proclint.toml": "", "x/proclint.toml": 'ignore = ["CUS"]', "vendor/proclint.toml": 'ignore = ["PUR"]'},
    )
    (only,) = search(tmp_path)
    assert only.settings.selection("x/b.md").ignore == ("CUS",)
    assert only.settings.selection("a.md").ignore == ()
    assert only.settings.selection("vendor/c.md").ignore == ()
    for name in ("vendor/c.md", "vendor"):
        (only,) = search(tmp_path, name)
        assert only.settings.selection("vendor/c.md").ignore == ("PUR",)
        assert only.settings.selection("x/b.md").ignore == ("CUS",)


def test_a_slip_in_a_nested_config_is_told(tmp_path: Path) -> None:
    write(tmp_path, {**pages("a.md"), "proclint.toml": "", "x/proclint.toml": "\nslect = []"})
    with pytest.raises(ConfigError, match="unknown key") as caught:
        search(tmp_path, "a.md")
    assert str(caught.value.place) == "x/proclint.toml:2"


def test_isolated_splits_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**pages("a.md", "x/b.md"), "proclint.toml": "broken [", "x/proclint.toml": "broken ["})
    assert found(tmp_path, isolated=True) == ["a.md", "x/b.md"]


def test_a_named_config_holds_for_all(tmp_path: Path) -> None:
    write(tmp_path, {**pages("a.md", "x/b.md"), "far/ci.toml": 'exclude = ["a.md"]', "x/proclint.toml": "broken ["})
    (tmp_path / "here").mkdir()
    assert found(tmp_path, config=("far/ci.toml",)) == ["x/b.md"]
    assert found(tmp_path, "x/b.md", config=("far/ci.toml",)) == ["x/b.md"]
    assert found(tmp_path, "x", config=("far/ci.toml",)) == ["b.md"]


# -- links and odd things ----------------------------------------------------------------------------------------------


def test_links_are_followed_once_and_not_out_of_the_workspace(tmp_path: Path) -> None:
    write(tmp_path, pages("out/secret.md", "ws/a.md", "ws/x/b.md", "ws/.kept/c.md"))
    ws = tmp_path / "ws"
    for link, target in {
        "loop": ws,
        "x/up": ws,
        "x/self": ws / "x/self",
        "again.md": ws / "a.md",
        "0.md": ws / "x/b.md",
        "out": tmp_path / "out",
        "secret.md": tmp_path / "out/secret.md",
        "broken.md": ws / "nothing.md",
        "kept": ws / ".kept",
        "kept2": ws / ".kept",
    }.items():
        (ws / link).symlink_to(target)
    assert found(ws) == ["a.md", "kept/c.md", "x/b.md"]


def test_a_named_link_is_read(tmp_path: Path) -> None:
    write(tmp_path, pages("out/secret.md", "ws/a.md", "ws/x/b.md"))
    write(tmp_path, {"ws/proclint.toml": ""})
    (tmp_path / "ws/out").symlink_to(tmp_path / "out")
    (tmp_path / "ws/again").symlink_to(tmp_path / "ws/x")
    assert found(tmp_path / "ws", "out/secret.md") == ["(a.md)", "out/secret.md", "(x/b.md)"]
    assert found(tmp_path / "ws", "out") == ["(a.md)", "out/secret.md", "(x/b.md)"]
    assert found(tmp_path / "ws", "again") == ["(a.md)", "x/b.md"]
    assert found(tmp_path / "ws", "again/b.md") == ["(a.md)", "x/b.md"]


def test_a_hard_link_is_the_same_page(tmp_path: Path) -> None:
    write(tmp_path, pages("b.md"))
    os.link(tmp_path / "b.md", tmp_path / "a.md")
    (tmp_path / "x").mkdir()
    os.link(tmp_path / "b.md", tmp_path / "x/0.md")
    assert found(tmp_path) == ["a.md"]


def test_a_workspace_by_a_link_keeps_its_name(tmp_path: Path) -> None:
    write(tmp_path, {**pages("real/a.md"), "real/proclint.toml": ""})
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (only,) = search(tmp_path, "link")
    assert (only.settings.root, listed(only)) == (tmp_path / "link", ["a.md"])


def test_pipes_and_folders_that_look_like_pages_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, pages("a.md", "b.md/c.md"))
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "pipe.md")
    assert found(tmp_path) == ["a.md", "b.md/c.md"]


def test_a_deep_tree_is_walked(tmp_path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(tmp_path)
        for _ in range(60):  # by steps: the whole path would be too long to name
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
    finally:
        os.fchdir(here)
        os.close(here)
    write(tmp_path, pages("a.md", "/".join(["d" * 100] * 30) + "/b.md"))
    (only,) = search(tmp_path)
    assert [Path(file.path).name for file in only.files] == ["a.md", "b.md"]
    assert len(only.notes) == 1
    assert "too long" in only.notes[0]
    subprocess.run(["rm", "-rf", "d" * 100], cwd=tmp_path, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_no_unicode_are_found(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.md", "w") as file:
        file.write("x")
    assert found(tmp_path) == [os.fsdecode(b"\xff.md")]


def test_a_large_tree_is_quick(tmp_path: Path) -> None:
    for number in range(100):
        write(tmp_path, pages(*(f"d{number}/{page}.md" for page in range(20))))
        write(tmp_path, {f"node_modules/m{number}/x.md": "", f"d{number}/.gitignore": "*.tmp\n"})
    start = time.perf_counter()
    assert len(found(tmp_path)) == 2000
    assert time.perf_counter() - start < 2


@given(st.permutations(["x", "x/b.md", "a.md", "y", "y/ws/d.md", "n.txt"]))
def test_the_order_of_names_does_not_matter(tmp_path_factory: pytest.TempPathFactory, order: list[str]) -> None:
    folder = tmp_path_factory.getbasetemp() / "order"
    if not folder.exists():
        write(folder, pages("a.md", "n.txt", "x/b.md", "x/c.md", "y/ws/d.md", "y/ws/e.md", "y/f.md"))
        write(folder, {"y/ws/proclint.toml": ""})
    assert search(folder, *order) == search(folder, *sorted(order))


# -- reading -----------------------------------------------------------------------------------------------------------


def reading(path: Path, named: bool = False) -> str | ReadError | None:
    return read(File(path.name, path, named))


def test_a_page_is_its_text_line_ends_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("é\r\nb\rc\n\U0001f600".encode())
    assert reading(tmp_path / "a.md") == "é\r\nb\rc\n\U0001f600"


def test_an_empty_page_is_empty_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert reading(tmp_path / "a.md") == ""


def test_a_byte_order_mark_is_dropped_and_only_at_the_start() -> None:
    assert decode(b"\xef\xbb\xbfa\xef\xbb\xbf") == "a\ufeff"


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"caf\xe9\n", 1, 4, "0xE9 is not UTF-8"),
        ("aé\r\n日本".encode() + b"\xff", 2, 3, "0xFF is not UTF-8"),
        (b"a\rb\n\nc\xc3", 4, 2, "0xC3 is not UTF-8"),
        (b"\xef\xbb\xbfab\xff", 1, 3, "0xFF is not UTF-8"),
        (b"\xed\xa0\x80", 1, 1, "0xED is not UTF-8"),
        (b"\xc0\xaf", 1, 1, "0xC0 is not UTF-8"),
        (b"a\nb\0c", 2, 2, "NUL"),
        ("a".encode("utf-16"), 1, 1, "UTF-16"),
        ("a".encode("utf-16-be"), 1, 1, "NUL"),
        (b"\xfe\xff\0a", 1, 1, "UTF-16"),
        ("a".encode("utf-32"), 1, 1, "UTF-32"),
        (b"a" * (LARGEST + 1), 1, 1, "larger than 10 MB"),
    ],
)
def test_what_is_no_page_says_why_and_where(data: bytes, line: int, column: int, words: str) -> None:
    error = decode(data)
    assert isinstance(error, ReadError)
    assert words in error.message
    assert (error.line, error.column) == (line, column)
    assert error.help
    assert not error.message.endswith(".")


def test_a_page_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a" * LARGEST)
    assert reading(tmp_path / "a.md") == "a" * LARGEST
    with (tmp_path / "a.md").open("ab") as file:
        file.truncate(10**12)  # a hole: reading all of it would not end
    assert isinstance(reading(tmp_path / "a.md"), ReadError)


def test_a_page_that_vanished_is_quiet_unless_it_was_named(tmp_path: Path) -> None:
    assert reading(tmp_path / "gone.md") is None
    with pytest.raises(FileError, match="no such file"):
        reading(tmp_path / "gone.md", named=True)


def test_a_page_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert reading(tmp_path / "a.md") is None
    with pytest.raises(FileError, match="no regular file"):
        reading(tmp_path / "a.md", named=True)


@given(st.binary(max_size=40))
def test_every_text_is_read_or_refused_at_a_place_inside_it(data: bytes) -> None:
    result = decode(data)
    if isinstance(result, ReadError):
        assert 1 <= result.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert 1 <= result.column <= len(data) + 1
    else:
        assert result.encode() == data.removeprefix(b"\xef\xbb\xbf")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    code = (
        "import os\nfrom proclint.files import FileError, find\nfrom proclint.settings import Overrides\n"
        f"os.chdir({str(tmp_path)!r})\nos.rmdir({str(tmp_path)!r})\n"
        "try:\n    find([], Overrides())\nexcept FileError as error:\n    print(error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert run.stdout.startswith(".: the current folder is gone")
