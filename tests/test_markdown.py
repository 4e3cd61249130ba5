"""Markdown pages as blocks with places. It knows nothing of steps."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proclint.reading.markdown import MAX_DEPTH, parse
from proclint.reading.page import (
    Block,
    Code,
    Heading,
    Html,
    Item,
    List,
    Page,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from proclint.reading.refusal import Refusal
from proclint.reading.visible import Text
from proclint.span import LineIndex, Span

HANDBOOKS = Path(__file__).parents[2] / "shared" / "gold" / "handbooks" / "pages"


def walk(blocks: tuple[Block | Item, ...]) -> Iterator[Block | Item]:
    for block in blocks:
        yield block
        if isinstance(block, List):
            yield from walk(block.items)
        elif isinstance(block, Item | Quote):
            yield from walk(block.blocks)


def texts(page: Page) -> Iterator[Text]:
    for entry in page.front_matter:
        yield from entry.values
    for block in walk(page.blocks):
        if isinstance(block, Heading | Paragraph | Item):
            yield block.text
        elif isinstance(block, Table):
            yield from block.header
            for row in block.rows:
                yield from row.cells


def items(page: Page) -> list[Item]:
    return [block for block in walk(page.blocks) if isinstance(block, Item)]


def outline(blocks: tuple[Block | Item, ...]) -> list[object]:
    """Blocks as plain lists: what kind, what is seen, what is inside."""
    result: list[object] = []
    for block in blocks:
        match block:
            case Heading(level, text):
                result.append((f"h{level}", text.visible))
            case Paragraph(text):
                result.append(text.visible)
            case List(ordered, members):
                result.append(["ol" if ordered else "ul", *outline(members)])
            case Item(_, number, task, text, inside):
                result.append((number, task, text.visible, *outline(inside)))
            case Table(header, rows):
                result.append([[cell.visible for cell in cells] for cells in (header, *(row.cells for row in rows))])
            case Quote(inside):
                result.append(["quote", *outline(inside)])
            case Code() | Html() | ThematicBreak():
                result.append(type(block).__name__)
    return result


def check_places(page: Page) -> None:
    """What holds for every page: places lie inside, follow each other, and show what they are said to show."""
    source = page.text
    inside = Span(0, len(source))
    for block in walk(page.blocks):
        assert inside.start <= block.span.start <= block.span.end <= inside.end
        if isinstance(block, Item):
            assert source[block.offset] in "-+*" or source[block.offset].isdigit() or source[block.offset] == "="
            assert block.number is None or source.startswith(block.number, block.offset)
        children = block.items if isinstance(block, List) else block.blocks if isinstance(block, Item | Quote) else ()
        for child in children:
            assert block.span.start <= child.span.start <= child.span.end <= block.span.end
        assert all(one.span.end <= other.span.start for one, other in pairwise(children))
    assert all(one.span.end <= other.span.start for one, other in pairwise(page.blocks))
    assert all(one.span.end <= other.span.start for one, other in pairwise(page.comments))
    for comment in page.comments:
        assert source[comment.span.start : comment.span.end].startswith("<!--")
        assert source[comment.span.start : comment.span.end].endswith("-->")
    for entry in page.front_matter:
        assert source[entry.key_span.start : entry.key_span.end] == entry.key
    for text in texts(page):
        check_text(text, source)


def check_text(text: Text, source: str) -> None:
    visible = text.visible
    assert visible == " ".join(visible.split())
    assert text.starts[0] == 0
    assert all(one < other for one, other in pairwise(text.starts))
    assert all(one <= other for one, other in pairwise(text.line_starts))
    last = 0
    for index, character in enumerate(visible):
        span = text.span(index, index + 1)
        assert 0 <= span.start <= span.end <= len(source)
        if character != " ":
            assert last <= span.start < span.end or span.start < last <= span.end  # an entity may give two characters
            shown = source[span.start : span.end]
            assert shown == character or character in html.unescape(shown) or character == "\ufffd", (shown, visible)
            last = span.end
    for start, end in (*text.strong, *text.emphasis, *text.code, *(link[:2] for link in text.links)):
        assert 0 <= start < end <= len(visible)
        assert visible[start:end].strip() == visible[start:end]


def test_a_page_of_everything() -> None:
    page = parse(
        '# One *two*\n\npara `a  b` &amp; [link](u "t")\nnext\n\n1. a\n\n   more\n   - [x] b\n2) c\n\n> - q\n\n'
        "| H | I |\n|---|---|\n| 1 \\| 2 | `a\\|b` |\n| 3 |\n\n    code\n\n***\n<li>no item</li>\n\nTwo\n---\n"
    )
    assert outline(page.blocks) == [
        ("h1", "One two"),
        "para a b & link next",
        ["ol", ("1", None, "a", "more", ["ul", (None, True, "b")])],
        ["ol", ("2", None, "c")],
        ["quote", ["ul", (None, None, "q")]],
        [["H", "I"], ["1 | 2", "a|b"], ["3", ""]],
        "Code",
        "ThematicBreak",
        "Html",
        ("h2", "Two"),
    ]
    check_places(page)


def test_what_a_reader_does_not_see_is_left_out() -> None:
    source = (
        "Send ![icon](i.png) the **bi<b>ll</b>** <!-- soon --> to<br>the [*desk*](d.md)[^1] at <https://a.example>"
        " ~~now~~ :tada: \\*\n\n[^1]: note"
    )
    page = parse(source)
    paragraph = page.blocks[0]
    assert isinstance(paragraph, Paragraph)
    text = paragraph.text
    assert text.visible == "Send the bill to the desk at https://a.example now :tada: *"
    assert [text.visible[start:end] for start, end in text.strong] == ["bill"]
    assert [text.visible[start:end] for start, end in text.emphasis] == ["desk"]
    assert [(text.visible[start:end], url) for start, end, url in text.links] == [
        ("desk", "d.md"),
        ("https://a.example", "https://a.example"),
    ]
    assert [text.visible[index:].split()[0] for index in text.line_starts] == ["the"]
    span = text.span(5, 13)
    assert source[span.start : span.end] == "the **bi<b>ll"
    assert [(comment.text, source[comment.span.start : comment.span.end]) for comment in page.comments] == [
        ("soon", "<!-- soon -->")
    ]
    assert outline(page.blocks)[1] == ["quote", "note"]


def test_a_part_is_a_text_of_its_own() -> None:
    source = "one &lt; **two\nthree** [four](u) `five`"
    (block,) = parse(source).blocks
    assert isinstance(block, Paragraph)
    part = block.text.part(4, 19)
    assert part.visible == "< two three fou"
    assert source[part.span().start : part.span().end] == "&lt; **two\nthree** [fou"
    assert [part.visible[start:end] for start, end in part.strong] == ["two three"]
    assert part.links == ((12, 15, "u"),)
    assert part.line_starts == (6,)
    check_text(part, source)
    assert block.text.part(3, 4).visible == ""
    assert block.text.part(3, 4).span().start == 4


@pytest.mark.parametrize(
    ("source", "offsets"),
    [
        ("- a\n  - b\n    1. c\n       * d\n", [0, 6, 14, 26]),
        ("> text\n>\n> 3. a\n>    - b\n", [11, 21]),
        ("   - [ ] a\n   - [x] b\n", [3, 14]),
        ("1.\n2. \n-\n", [0, 3, 7]),
        ("a\r\n\r\n- é\r\n  - 😀\r\n- c", [5, 12, 17]),
        ("- \ta\n\t- b", [0, 6]),
    ],
)
def test_an_item_is_where_its_marker_is(source: str, offsets: list[int]) -> None:
    page = parse(source)
    assert [item.offset for item in items(page)] == offsets
    check_places(page)


def test_items() -> None:
    page = parse(
        "3. a\n4. b\n\n   two\n\n   three\n\n7) x\n\n"
        "- [ ]\n- [x] done\n-\n- ```\n  code\n  ```\n  text\n- # head\n  tail\n"
    )
    assert outline(page.blocks) == [
        ["ol", ("3", None, "a"), ("4", None, "b", "two", "three")],
        ["ol", ("7", None, "x")],
        [
            "ul",
            (None, False, ""),
            (None, True, "done"),
            (None, None, ""),
            (None, None, "text", "Code"),
            (None, None, "", ("h1", "head"), "tail"),
        ],
    ]
    empty = items(page)[5]
    assert empty.text.span() == Span(empty.offset + 1, empty.offset + 1)


def test_the_line_of_an_underlined_heading_is_that_of_its_text() -> None:
    page = parse("x\n\nTitle\n=====\n\n## Sub ##\n")
    lines = LineIndex.of(page.text)
    assert [lines.line(block.line_offset) for block in page.blocks if isinstance(block, Heading)] == [3, 6]
    assert [block.text.visible for block in page.blocks if isinstance(block, Heading)] == ["Title", "Sub"]


def test_comments_come_in_order_but_not_from_code() -> None:
    page = parse(
        "<!-- one -->\n\n- a <!-- two -->\n- `<!-- no -->`\n\n```\n<!-- no -->\n```\n"
        "<!-- three\nlines --> <!-- four -->\n\n"
        "<pre>\n<!-- no -->\n</pre>\n\n<!-- {{ five }} -->\n\n<!-- open"
    )
    assert [comment.text for comment in page.comments] == ["one", "two", "three\nlines", "four", "{{ five }}"]
    check_places(page)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if a %}\n1. a\n{% endif %}\n2. b", [["ol", ("1", None, "a"), ("2", None, "b")]]),
        ("1. {{ icon }} Do it", [["ol", ("1", None, "Do it")]]),
        ('{{ a_long_name }} text {{< ref "x" >}} end', ["text end"]),
        ('[a]({{ site.url }}/b){:target="_blank"} c\n{: .note }', ["a c"]),
        ("## Title {#id}\n## Other { #id .class }\n", [("h2", "Title"), ("h2", "Other { #id .class }")]),
        ("[Go](x){ .button target=_blank } now", ["Go now"]),
        ("a {not a tag} {b=c} {{ open\n\n{% b", ["a {not a tag} {b=c} {{ open", "{% b"]),
        (
            '!!! note "T"\n    one\n\n    - two\n\nthree',
            [["quote", "one"], ["quote", ["ul", (None, None, "two")]], "three"],
        ),
        ("1. a\n\n    ??? tip\n        one\n\n2. b", [["ol", ("1", None, "a", ["quote", "one"]), ("2", None, "b")]]),
        ("!!! note\n\tone\n", [["quote", "one"]]),
        ('!!! note "T"\nnot indented\n', ["not indented"]),
        ("??? Really\n", ["??? Really"]),
        (":::note[T]\n1. a\n:::\n", [["ol", ("1", None, "a")]]),
        ("import A from '@x/a';\nimport 'b.css'\nexport const c = 1\n\n# T", [("h1", "T")]),
        ("first\nimport the data from 'A' and send it", ["first import the data from 'A' and send it"]),
        (
            '=== "Mac"\n\n    1. a\n\n=== "Win"\n\n    1. b\n',
            [["ul", (None, None, "Mac", ["ol", ("1", None, "a")]), (None, None, "Win", ["ol", ("1", None, "b")])]],
        ),
    ],
)
def test_what_site_generators_add(source: str, expected: list[object]) -> None:
    page = parse(source)
    assert outline(page.blocks) == expected
    check_places(page)


def entries(source: str) -> list[tuple[str, list[str]]]:
    page = parse(source)
    check_places(page)
    return [(entry.key, [value.visible for value in entry.values]) for entry in page.front_matter]


def test_front_matter() -> None:
    assert entries(
        "---\ntitle: A: <em>b</em> # no\nowner: \"The \\\"desk\\\"\"\nlist:\n- one # no\n- 'it''s'\n-   two\n"
        "    lines\n"
        'flow: [a, "b, c",\n  d]\nfold: >-\n  x\n  y\n# no: no\nmap:\n  a: b\nnone: ~\nempty:\n"q k": on\n---\n# T\n'
    ) == [
        ("title", ["A: b"]),
        ("owner", ['The "desk"']),
        ("list", ["one", "it's", "two lines"]),
        ("flow", ["a", "b, c", "d"]),
        ("fold", ["x y"]),
        ("map", []),
        ("none", []),
        ("empty", []),
        ("q k", ["on"]),
    ]
    assert entries('+++\r\ntitle = "A" # c\r\nlist = [\'a\', "b"]\r\n[table]\r\nx = 1\r\n+++\r\ntext') == [
        ("title", ["A"]),
        ("list", ["a", "b"]),
    ]


@pytest.mark.parametrize(
    ("source", "keys", "blocks"),
    [
        ("---\na: b\n---", ["a"], []),
        ("---\n---\ntext", [], ["text"]),
        ("text\n\n---\na: b\n---\n", [], ["text", "ThematicBreak", ("h2", "a: b")]),
        ("---\na: b\n", [], ["ThematicBreak", "a: b"]),
        ("---\n\ntext\n\n---\n", [], ["ThematicBreak", "text", "ThematicBreak"]),
        ('---\na: [b, {c\nd: "e\n: f\n\t- g\n---\ntext', ["a", "d"], ["text"]),
    ],
)
def test_front_matter_stands_at_the_start(source: str, keys: list[str], blocks: list[object]) -> None:
    page = parse(source)
    assert [entry.key for entry in page.front_matter] == keys
    assert outline(page.blocks) == blocks


@pytest.mark.parametrize(
    "source", ["", "\n", "   ", "\r\r", "\0", "\ufdd0", "\ud800 a", "# ", "- ", "> ", "|", "```", "<!--", "---"]
)
def test_odd_texts(source: str) -> None:
    check_places(parse(source))


@pytest.mark.parametrize("source", ["> " * 20_000 + "a", "".join("  " * depth + "- a\n" for depth in range(1_500))])
def test_a_page_nested_too_deep_is_refused_with_its_place(source: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(source)
    assert f"deeper than {MAX_DEPTH} levels" in refusal.value.message
    assert 0 < refusal.value.offset < len(source)
    check_places(parse("> " * MAX_DEPTH + "a"))


HOSTILE = {
    "brackets": "[" * 50_000,
    "emphasis": "*a **a " * 20_000,
    "links": "[a](<b" * 20_000,
    "backticks": "".join("e" + "`" * size for size in range(1, 1_500)),
    "comments": "<!-- " * 20_000,
    "html": "<div>" + "<!--" * 200_000,
    "a line": "a" * 10_000_000,
    "headings": "# a\n\n" * 1_000_000,
    "gaps": "a  b " * 1_000_000,
    "entities": "&amp;" * 400_000,
    "blank lines": "- a\n" + "\n" * 400_000,
    "tags": "{% " * 1_000_000,
    "names": "{{ " * 1_000_000,
    "attributes": "]{a=" * 100_000,
    "mdx comments": "{/*" * 100_000,
    "asides": "!!! note\n    a\n\n" * 100_000,
    "import": "import " + " " * 1_000_000,
    "imports": "import a" + " from" * 200_000,
    "front matter": "---\na: [" + "[,'\"" * 20_000 + "\n---\n",
    "front matter keys": "---\n" + "a: b\n" * 19_000 + "---\n",
    "front matter spaces": "---\na" + " " * 99_000 + "\n---\n",
    "front matter quotes": "---\na:\n" + "- '\n" * 20_000 + "---\n",
    "wide characters": "漢字é a\n" * 40_000,
    "code": "> `" + "a b\n> " * 100_000 + "`",
    "columns": "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b\n" * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_or_refused_in_time(name: str) -> None:
    start = time.process_time()
    try:
        parse(HOSTILE[name])
    except Refusal as refusal:
        assert 0 <= refusal.offset < len(HOSTILE[name])
    assert time.process_time() - start < 4  # twice the goal: a shared machine is slow at times


@given(
    st.text(st.sampled_from(list("ab \n\r\t-+*1.)>#|`[](){}<!->=:&;~_\\\"'é😀漢\u0301%{}\ufdd0\0\xa0")), max_size=80)
)
@settings(max_examples=250, deadline=None)
def test_any_text_is_read_with_true_places(source: str) -> None:
    check_places(parse(source))


LINES = st.sampled_from(
    [
        *(
            "",
            "- a",
            "1. b *c*",
            "  - [ ] d",
            "> e",
            "> - f",
            "# g",
            "h",
            "===",
            "---",
            "```",
            "    i",
            "!!! note",
            "    k",
        ),
        *("{% l %}", ":::", "a: b", "    - m"),
        *("<!-- j -->", '=== "n"', "é 😀 `o p`", "[q](r) &amp; <br>s  ", "[^1]: t", "\tu", "| v | w |", "|-|-|"),
    ]
)


@given(st.lists(LINES, max_size=14))
@settings(max_examples=250, deadline=None)
def test_line_ends_do_not_matter(lines: list[str]) -> None:
    pages = [parse(end.join(lines)) for end in ("\n", "\r\n", "\r")]
    for page in pages:
        check_places(page)
    assert outline(pages[0].blocks) == outline(pages[1].blocks) == outline(pages[2].blocks)
    assert pages[0].blocks == pages[2].blocks


WORD = st.text(st.sampled_from("abcxyzéß漢😀e\u0301"), min_size=1, max_size=5).filter(lambda word: word[0] != "\u0301")
PIECE = st.one_of(
    WORD.map(lambda word: (word, word)),
    WORD.map(lambda word: (f"**{word}**", word)),
    WORD.map(lambda word: (f"[*{word}*](u)", word)),
    WORD.map(lambda word: (f"`{word}`", word)),
    WORD.map(lambda word: (f"{word}<!-- no -->", word)),
    WORD.map(lambda word: (f"![no](no){word}{{{{ no }}}}", word)),
    st.sampled_from([("&lt;", "<"), ("\\*", "*"), ("&eacute;", "é"), ("<b>w</b>", "w")]),
)
FRAME = st.sampled_from([("", ""), ("# ", ""), ("1. ", "   "), ("> ", "> "), ("- [ ] ", "  "), ("> 2) ", ">    ")])


@given(
    FRAME,
    st.lists(st.tuples(PIECE, st.sampled_from([" ", "  ", "\t", "\n", " \xa0"])), min_size=1, max_size=12),
    st.data(),
)
@settings(max_examples=250, deadline=None)
def test_a_span_shows_its_visible_text(
    frame: tuple[str, str], pieces: list[tuple[tuple[str, str], str]], data: st.DataObject
) -> None:
    first, further = frame
    source, words, places = "\n" + first + "w ", ["w"], [(len(first) + 1, len(first) + 2)]
    for (piece, word), gap in pieces:
        places.append((len(source), len(source) + len(piece)))
        words.append(word)
        source += piece + (" " if gap == "\n" and first == "# " else "\n" + further if gap == "\n" else gap)
    page = parse(source)
    check_places(page)
    text = max(texts(page), key=lambda one: len(one.visible))
    assert text.visible == " ".join(words)
    low = data.draw(st.integers(0, len(words) - 1))
    high = data.draw(st.integers(low, len(words) - 1))
    start = len(" ".join(["", *words[:low]]))
    end = start + len(" ".join(words[low : high + 1]))
    span, part = text.span(start, end), text.part(start, end)
    assert part.visible == " ".join(words[low : high + 1])
    assert part.span() == span
    check_text(part, source)
    assert places[low][0] <= span.start < places[low][1]
    assert places[high][0] < span.end <= places[high][1]


# What no reader sees, as a rough second opinion: tags of templates; link targets, comments, images, tags of HTML.
TEMPLATE = re.compile(r"\{[{%:].*?\}+", re.DOTALL)
UNSEEN = re.compile(
    r"(`[^`]+`)|<!--.*?-->|!\[[^]]*\]\([^)]*\)|\]\([^)\s]*(?:\s+\"[^)]*)?\)|\]\[[^]]*\]|\[\^[^]]*\]"
    r"|</?[a-z][a-z0-9]*(?:\s[^>]*)?/?>",
    re.DOTALL,
)


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@pytest.mark.skipif(not HANDBOOKS.is_dir(), reason="the collection of real pages is not beside the repository")
def test_real_pages() -> None:
    pages = sorted(path for path in HANDBOOKS.rglob("*") if path.suffix in {".md", ".markdown"})
    assert pages
    for path in pages:
        page = parse(path.read_bytes().decode())
        check_places(page)
        for text in texts(page):
            span = text.span()
            source = page.text[span.start : span.end]
            opening = "`" if any(start == 0 for start, _ in text.code) else ""  # the span begins inside of it
            closing = "`" if any(end == len(text.visible) for _, end in text.code) else ""
            source = opening + source + closing
            source = UNSEEN.sub(lambda match: match[1] or "", TEMPLATE.sub("", source))
            assert letters(html.unescape(source)) == letters(text.visible), (path.name, source)


def test_a_comment_stands_in_a_cell_or_behind_a_row() -> None:
    text = (
        "| Step | Who |\n|---|---|\n"
        "| Log it | Clerk | <!-- behind --> <!-- twice -->\n"
        "| Log it | Clerk <!-- inside --> |\n"
        "| Log `<!-- code -->` | Clerk |\n"
        "Log it | Clerk <!-- at the end -->\n"
    )
    page = parse(text)
    assert [comment.text for comment in page.comments] == ["behind", "twice", "inside", "at the end"]
    assert all(text[one.span.start : one.span.end] == f"<!-- {one.text} -->" for one in page.comments)
