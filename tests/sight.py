"""What a reader sees of a piece of Markdown source, by a few plain substitutions: a second opinion on proclint's own.

It knows no block structure. Where only the rest of the page could tell whether a sign is a mark, it takes either.
"""

from __future__ import annotations

import html
import re
from itertools import product

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_TEMPLATE = re.compile(
    r"\{\{.*?\}\}+|\{%.*?%\}|\{/\*.*?\*/\}|\{[#.:][^{}\n]*\}|(?<=[\])*`])\{\s*[\w-]+=[^{}\n]*\}", re.S
)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_URL = r"\((?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\)"
_IMAGE = re.compile(rf"!\[[^\[\]]*\](?:{_URL}|\[[^\[\]]*\])?")
_NOTE = re.compile(r"\[\^[^\[\]]*\]")
_LINK = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:{_URL}|\[[^\[\]]*\])")
_CUT_LINK = re.compile(rf"\](?:{_URL}|\[[^\[\]]*\])")  # its text began before the piece
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_QUOTE = re.compile(r"\n(?:[ \t]*>)+[ \t]?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w+);")
_BREAK = re.compile(r"\\(?=\r?\n)")
_INSIDE_WORD = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_KEPT = re.compile("\ue000(\\d+)\ue001")


def shows(source: str, text: str) -> bool:
    """Whether `source` is shown as `text`. The piece may begin or end between a mark and its partner."""
    whole = " ".join(text.split())
    if whole != text:
        return False
    frames = product(("", "`", "<"), ("", "`", ">"))
    pieces = [before + source + after for before, after in frames]
    return any(visible(piece, bare) == text for piece in pieces for bare in ("", "[]", "_", "[]_*~"))


def visible(source: str, bare: str = "") -> str:
    """`source` as it is shown, white space folded; of the signs in `bare`, those that do not belong to a link stay."""
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    source = _TEMPLATE.sub("", _COMMENT.sub("", _QUOTE.sub("\n", source)))
    source = _CODE.sub(lambda match: keep(match[2]), source)
    source = _ESCAPE.sub(lambda match: keep(match[1]), _BREAK.sub("", source))
    source = _ADDRESS.sub(lambda match: keep(match[1]), source)
    source = _TAG.sub(lambda match: " " if match[0][1:3].lower() == "br" else "", source)
    source = _ENTITY.sub(lambda match: keep(html.unescape(match[0])), source)
    source = _LINK.sub(r"\1", _NOTE.sub("", _IMAGE.sub("", source)))
    source = _CUT_LINK.sub("", source)
    source = _INSIDE_WORD.sub(lambda match: keep(match[0]), source)
    source = "".join(sign for sign in source if sign in bare or sign not in "`[]_*~")
    while _KEPT.search(source):
        source = _KEPT.sub(lambda match: kept[int(match[1])], source)
    return " ".join(source.split())
