"""Takes out of a page what site generators add to Markdown, without moving a character.

It does not understand templates: what they would put in is not known to it.
"""

from __future__ import annotations

import re

from proclint.reading.refusal import Refusal
from proclint.reading.visible import FILLER

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_LINE_END = re.compile(r"[^\r\n]")
# Each stops where the same tag opens again, or at a blank line: so many tags that are never closed cost one scan.
_LINE_INSIDE = r"\n(?![ \t\r]*+\n)"
_TAG = re.compile(
    rf"\{{%(?>(?:[^%{{\n]++|%(?!\}})|\{{(?!%)|{_LINE_INSIDE})*)%\}}"  # {% if %}
    rf"|\{{\{{(?>(?:[^{{}}\n]++|\}}(?!\}})|\{{(?!\{{)|{_LINE_INSIDE})*)\}}\}}+"  # {{ name }}, {{< shortcode >}}
    rf"|\{{/\*(?>(?:[^*{{\n]++|\*(?!/\}})|\{{(?!/\*)|{_LINE_INSIDE})*)\*/\}}"  # {/* comment */}
    r"|\{[#.:][^{}\n]*+\}"  # {#id}, {.class}, {: .class}, {::options /}
    r"|(?<=[\])*`])\{[ \t]*+(?:[#.:]|[\w-]++=)[^{}\n]*+\}"  # [link](url){ target=_blank }
)
_ONLY_FILLER = re.compile(rf"^[ \t]*+{FILLER}[ \t{FILLER}]*+(?=\r?$)", re.MULTILINE)
# <div markdown="1">: what stands inside is Markdown to the site generator, though it follows without a blank line
_WRAPPER = re.compile(
    r"^[ \t]*+<(?:div|section|article|aside|main|details)\b[^<>\r\n]*\bmarkdown(?:=\"?(?:1|block|span)\"?)?[^<>\r\n]*>"
    r"[ \t]*(?=\r?$)",
    re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t]*+:{3,}[^\r\n]*", re.MULTILINE)  # :::note
_IMPORT = re.compile(
    r"^(?:import[ \t]++(?:[\w*{}$][\w*{}, \t$]*[ \t]from[ \t]+)?(?:'[^'\r\n]+'|\"[^\"\r\n]+\");?"
    r"|export[ \t]+(?:const|let|var|function)[ \t][^\r\n]*)[ \t]*(?=\r?$)",
    re.MULTILINE,
)
_ASIDE = re.compile(
    r"(?P<indent>[ \t]*+)(?:(?P<quote>!!!|\?\?\?\+?)[ \t]*+[A-Za-z][\w -]*+|(?P<tab>=== \"))"
    r"(?P<title>\"?[^\"]*+)\"?[ \t\r]*"
)
_RULE_OF_TABLE = re.compile(r"^[ \t]*+\|?[ \t:|-]*\|[ \t:|-]*(?=\r?$)", re.MULTILINE)  # |---|---|
_BODY_INDENT = 4
_MAX_ASIDES = 20_000


def mask(text: str, body: int = 0) -> str:
    """`text` with as many code points and the same lines, fit for CommonMark: lines end at LF or CRLF.

    What stands before `body`, fence lines (`:::note`), MDX imports, and lines of nothing but template tags or attribute
    lists are blank, and so are tags around Markdown (`<div markdown="1">`). Tags elsewhere become FILLER: blanks
    would grow an indent. The body of an admonition (`!!! note`) becomes a block quote without its title, a content tab
    (`=== "Tab"`) a bullet item. Raises Refusal where there are too many of these.
    """
    text = _NOT_LINE_END.sub(" ", text[:body]) + text[body:]
    if "\r" in text:
        text = "\r\n".join(piece.replace("\r", "\n") for piece in text.split("\r\n"))
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    if "{" in text:
        text = _TAG.sub(_fill, text)
        text = _ONLY_FILLER.sub(_blank, text)
    if ":::" in text:
        text = _FENCE.sub(_blank, text)
    if "markdown" in text:
        text = _WRAPPER.sub(_blank, text)
    if "\t" in text and "|" in text:
        text = _RULE_OF_TABLE.sub(_without_tabs, text)  # to the parser a tab there is no blank, to the platforms it is
    if "import " in text or "export " in text:
        text = _IMPORT.sub(_blank, text)
    if "!!!" in text or "???" in text or '=== "' in text:
        text = _mask_asides(text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without_tabs(match: re.Match[str]) -> str:
    return match.group().replace("\t", " ")


def _fill(match: re.Match[str]) -> str:
    tag = match.group()
    return _NOT_LINE_END.sub(FILLER, tag) if "\n" in tag else FILLER * len(tag)


def _mask_asides(text: str) -> str:
    lines = text.split("\n")
    index = asides = 0
    while index < len(lines):
        aside = _ASIDE.fullmatch(lines[index])
        head = index
        index += 1
        if aside is None:
            continue
        asides += 1
        if asides > _MAX_ASIDES:
            place = sum(map(len, lines[:head])) + head
            raise Refusal("a page with too much markup", "split it, or leave it out with exclude", place)
        width = len(aside["indent"].expandtabs(4))
        last = head
        while index < len(lines):
            bare = lines[index].lstrip(" \t")
            if bare.strip():
                if len(lines[index][: -len(bare)].expandtabs(4)) < width + _BODY_INDENT:
                    break
                last = index
            index += 1
        index = last + 1
        if aside["tab"]:
            if last > head:
                lines[head] = _item_line(lines[head], aside)
        elif last > head:
            lines[head] = aside["indent"] + ">" + _NOT_LINE_END.sub(" ", lines[head][len(aside["indent"]) + 1 :])
            for line in range(head + 1, index):
                lines[line] = _quote_line(lines[line], width)
        elif aside["quote"] == "!!!":
            lines[head] = _NOT_LINE_END.sub(" ", lines[head])
    return "\n".join(lines)


def _item_line(line: str, aside: re.Match[str]) -> str:
    """The line of a content tab as a bullet item whose text is the tab's title and whose body is indented by four."""
    start, end = aside.span("title")
    marker = "-" + " " * (_BODY_INDENT - 1) + FILLER * (start - len(aside["indent"]) - _BODY_INDENT)
    return aside["indent"] + marker + line[start:end] + line[end:].replace('"', FILLER)


def _quote_line(line: str, width: int) -> str:
    """A line of an admonition's body with a quote mark in the place of its indent beyond `width` columns."""
    if not line.strip():
        return line
    column = cut = 0
    for index, character in enumerate(line):
        if character not in " \t" or column >= width + _BODY_INDENT:
            return line[:cut] + ">" + " " * (index - cut - 1) + line[index:]
        column += 4 - column % 4 if character == "\t" else 1
        if column <= width:
            cut = index + 1
    return line
