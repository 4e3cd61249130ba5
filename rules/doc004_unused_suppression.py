"""An ignore comment leaves nothing out, names a rule that does not exist, or has a form that is not known."""

import re

from proclint.rule import Awake, Document, Finding, Fix, Iterator, Severity, Span, Suppression, Use, edit, quoted

SEVERITY = Severity.WARNING
AWAKE = Awake.ALWAYS
CODE_LIKE = re.compile(r"[A-Za-z]{2,4}\d+|[a-z]+(?:-[a-z]+)+|[A-Z]{2,4}")
MARKS = re.compile(r"<!--\s*|\s*-->|^#+\s*")
BLANK_BEFORE = re.compile(r"\n\r?\n$")
BLANK_BEHIND = re.compile(r"\r?\n(?:\r?\n|\Z)|\Z")
FORM = '"proclint: ignore CUS001 (reason)" covers a step, "proclint: ignore-file CUS001 (reason)" a page'


def check_suppressions(document: Document, uses: tuple[Use, ...]) -> Iterator[Finding]:
    """One finding a comment and kind of slip, at the comment."""
    for stray in document.strays:
        yield Finding(
            message=f"{quoted(stray.text)} leaves nothing out: proclint does not know this form",
            help=FORM,
            span=stray.span,
            subject=stray.text,
        )
    for use in uses:
        if use.unknown:
            yield of_unknown(use, document)
        if use.idle and not talk_in(use):  # a short word of a reason may be the beginning of a code
            yield of_idle(use, document)


def of_unknown(use: Use, document: Document) -> Finding:
    """What is said of codes that name no rule; words without brackets are most often a reason."""
    code, nearest = use.unknown[0]
    if talk := talk_in(use):
        reason = " ".join(talk)
        known = ", ".join(one for one in use.suppression.codes if one not in talk)
        form = "ignore-file" if use.suppression.line is None else "ignore"
        return Finding(
            message=f"the reason {quoted(reason)} stands without brackets, so its words are taken for rules",
            help=f"write {quoted(f'proclint: {form} {known} ({reason})'.replace('  ', ' '), 120)}",
            span=use.suppression.span,
            subject=said(use.suppression, document),
        )
    return Finding(
        message=f"no rule is called {quoted(code)}",
        help=f"did you mean {nearest}?" if nearest else "`proclint rule` lists the rules",
        span=use.suppression.span,
        fix=removal(use.suppression, tuple(word for word, _ in use.unknown), document, safe=False),
        subject=said(use.suppression, document),
    )


def talk_in(use: Use) -> list[str]:
    """The words of a reason that stands without brackets."""
    if all(CODE_LIKE.fullmatch(word) for word, _ in use.unknown):
        return []
    unknown = dict(use.unknown)
    return [word for word in use.suppression.codes if word in unknown or not CODE_LIKE.fullmatch(word)]


def of_idle(use: Use, document: Document) -> Finding:
    """What is said of codes that leave nothing out."""
    all_of_it = len(use.idle) == max(1, len(use.suppression.codes))
    what = said(use.suppression, document) if all_of_it else ", ".join(use.idle)
    return Finding(
        message=f"{quoted(what, 80)} leaves nothing out",
        help="take it out, or move it to the end of the line that it is meant for",
        span=use.suppression.span,
        fix=removal(use.suppression, use.idle, document, safe=True),
        subject=said(use.suppression, document),
    )


def said(suppression: Suppression, document: Document) -> str:
    """The comment without its marks."""
    text = document.text[suppression.span.start : suppression.span.end]
    return " ".join(MARKS.sub("", text).split())


def removal(suppression: Suppression, codes: tuple[str, ...], document: Document, *, safe: bool) -> Fix:
    """The change that takes codes out of a comment, and the whole comment where none is left."""
    span, text = suppression.span, document.text
    kept = [code for code in suppression.codes if code not in codes]
    if kept:
        head, _, rest = text[span.start : span.end].partition(suppression.codes[0])
        tail = re.sub(r"^[^(>]*?(?=\s*(?:\(|-->|$))", "", rest)
        return Fix(f"take {', '.join(codes)} out", safe, (edit(document, span, head + ", ".join(kept) + tail),))
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    alone = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] in "\r\n")
    if alone and (start == 0 or BLANK_BEFORE.search(text[max(0, start - 4) : start]) or BLANK_BEHIND.match(text, end)):
        end = min(len(text), end + (2 if text[end : end + 2] == "\r\n" else 1))  # else it parts what stands around it
    return Fix("take the comment out", safe, (edit(document, Span(start, end), ""),))
