"""Prose: a text whose sentences are the steps.

It reads no lists; document.py does.
"""

from __future__ import annotations

from proclint.model import Step
from proclint.reading.assembly import actions_of
from proclint.reading.page import Item, List, Page, Paragraph
from proclint.reading.sentence import sentence_of
from proclint.reading.splitting import split
from proclint.reading.steps import customers_of, performers_of
from proclint.reading.visible import Text


def prose_steps(page: Page) -> list[Step]:
    """Each sentence of a page that tells of an action, its clauses being the actions."""
    steps: list[Step] = []
    for text in texts_of(page):
        for start, end in split(text.visible):
            sentence = sentence_of(text.visible, start, end, imperative=False)
            actions = actions_of(text, [sentence], prose=True)
            if not actions:
                continue
            piece = text.part(start, end)
            span = piece.span()
            steps.append(
                Step(
                    id=f"1.{len(steps) + 1}",
                    number=None,
                    process="1",
                    list="1",
                    span=span,
                    text=piece.visible,
                    text_span=span,
                    performers=performers_of(actions),
                    customers=customers_of(actions),
                    purpose=next((action.purpose for action in actions if action.purpose is not None), None),
                    actions=actions,
                )
            )
    return steps


def texts_of(page: Page) -> list[Text]:
    """The paragraphs of a page, those of its lists included, in order."""
    found: list[Text] = []
    pending = list(reversed(page.blocks))
    while pending:
        block = pending.pop()
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, List):
            pending += reversed([piece for item in block.items for piece in _pieces(item)])
    return found


def _pieces(item: Item) -> list[Paragraph | List]:
    own = [Paragraph(item.text, item.span)] if item.text.visible else []
    return own + [block for block in item.blocks if isinstance(block, (Paragraph, List))]
