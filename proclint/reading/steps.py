"""Steps: from an item, a row, a heading or a sentence to a Step with its fields.

It does not decide whether something is a step, nor who the parties are in the workspace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from proclint.model import Action, Clause, Evidence, Link, Party, Source, Step
from proclint.names import singular
from proclint.reading import fields
from proclint.reading.assembly import actions_of, clause_of, doers_of, mentions_of
from proclint.reading.items import (
    Reading,
    is_checked_off,
    is_term,
    read_item,
    read_sentences,
    tells_of_people,
)
from proclint.reading.kinds import ItemKind
from proclint.reading.labels import (
    LONGEST_TITLE,
    acts,
    is_commanded,
    is_role,
    is_said,
    names_work,
    tells_more,
    title_end,
)
from proclint.reading.lists import is_numbered
from proclint.reading.markers import opens_with_time
from proclint.reading.moods import sentence_kind
from proclint.reading.page import Item, List, Paragraph, Table
from proclint.reading.purposes import is_outright
from proclint.reading.purposes import purpose as purpose_of
from proclint.reading.references import references_in, references_of
from proclint.reading.sentence import Sentence
from proclint.reading.visible import Text
from proclint.reading.words import word_list
from proclint.span import Span

_REFERENCE = re.compile(
    r"\b(?:go|move|return|skip|proceed|continue|jump|repeat|back|forward)\b[^.;]{0,60}?\bsteps?\s+(\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_DOUBTFUL = frozenset({
    ItemKind.PERHAPS, ItemKind.GERUND, ItemKind.LATE, ItemKind.BE, ItemKind.PERMISSION, ItemKind.DONE, ItemKind.NONE,
    ItemKind.THING,
})  # fmt: skip
_TWO = 2  # words
_NOTE = 4  # words of a note up to what is done
_TELLING = 3  # words of a heading that tells what is done for whom
_BRACKETED = re.compile(
    r"^\(([^()]{2,40})\)\s*|^\[([^][]{2,40})\]\s+|\s*\(([^()]{2,40})\)[.;,]?$|\s+\[([^][]{2,40})\][.;,]?$"
)
_DONE_BY = re.compile(
    r"(?:(?:done|handled|performed|owned)\s+)?by\s+(?:the\s+)?|(?:owner|responsible|assignee|who|lead):\s+",
    re.IGNORECASE,
)
_HEADS_STEPS = re.compile(r"\b(?:following|below|these) (?:actions|steps|tasks)\b[^.:]*:$")
_LEFT_OPEN = re.compile(r"\b(?:must|shall|should|will|(?:has|have|needs?) to)\s*:$", re.IGNORECASE)  # "The clerk must:"
_BRANCH = re.compile(r"(?:else|otherwise|optional(?:ly)?|recommended|(?:if|unless|once|when)\s.+)$", re.IGNORECASE)
_NOTED_DOING = re.compile(r"\w+-(?:in|off|out|over|up)$")
_ARROW = re.compile(r"\s*(?:→|->)\s*")
_DASHED = re.compile(r"\s*[–—-]\s+")


@dataclass(slots=True)
class Draft:
    """A step in the making: its texts, its fields, the performer that a label names."""

    text: Text
    reading: Reading
    more: list[Text] = field(default_factory=list)  # further paragraphs of its own
    is_heading: bool = False  # a heading: what the paragraphs below it name, they name for the whole section
    performers: list[Party] = field(default_factory=list)
    customers: list[Party] = field(default_factory=list)
    purpose: Clause | None = None
    fields: dict[str, list[Clause]] = field(default_factory=dict)

    def add_field(self, name: str, text: Text, start: int, end: int | None = None) -> None:
        """Give the step what a labelled value says."""
        end = len(text.visible) if end is None else end
        if name == "customer":
            self.customers += fields.parties(text, start, end, Source.FIELD)
        elif name == "performer":
            self.performers += fields.parties(text, start, end, Source.FIELD)
        else:
            value = fields.clause(text, start, end)
            if value is None:
                return
            if name == "purpose":
                self.purpose = self.purpose or value
            else:
                self.fields.setdefault(name, []).append(value)


class Drafter:
    """Makes drafts; `labels` is the table of field labels that holds for the page."""

    def __init__(self, labels: dict[str, str]) -> None:
        """Use `labels` (see fields.labels)."""
        self.labels = labels

    def field_label(self, text: Text) -> tuple[str, int] | None:
        """The step field that a text opens with its label, and where the value begins."""
        found = fields.split_label(text)
        if found is None:
            return None
        name = fields.field_of(found[0], self.labels, fields.IN_STEP)
        return (name, found[1]) if name is not None else None

    def from_item(self, item: Item, *, third: bool = False) -> Draft:
        """The draft of a list item: label, own text, labelled lines, further paragraphs, nested fields.

        `third`: what stands before the list gave the subject.
        """
        text, labelled = self._lines(item.text)
        draft = self.from_text(text, third=third, ordered=item.number is not None)
        for name, part, start in labelled:
            draft.add_field(name, part, start)
        nested_before = False
        has_list = any(isinstance(block, List) for block in item.blocks)
        kind = draft.reading.kind
        if item.task is not None and kind is ItemKind.NONE and is_checked_off(draft.reading):
            kind = draft.reading.kind = ItemKind.PASSIVE
        tells = kind in (ItemKind.IMPERATIVE, ItemKind.MUST)
        titled = kind is ItemKind.PERHAPS and len(text.visible.split()) <= _TWO and text.visible.endswith(":")
        opened = kind is ItemKind.STATE and _LEFT_OPEN.search(text.visible) is not None
        heads = (
            kind is ItemKind.NONE or titled or opened or (not tells and _HEADS_STEPS.search(text.visible) is not None)
        )
        draft.reading.groups = has_list and heads
        for block in item.blocks:
            if isinstance(block, List):
                nested_before = True
                for nested in block.items:
                    found = self.field_label(nested.text)
                    if found is not None:
                        draft.add_field(found[0], nested.text, found[1])
            elif isinstance(block, Paragraph):
                own, labelled = self._lines(block.text)
                for name, part, start in labelled:
                    draft.add_field(name, part, start)
                if own.visible and not nested_before:
                    draft.more.append(own)
            elif isinstance(block, Table):
                self.add_table(draft, block)
        if item.number is not None and kind in (ItemKind.NONE, ItemKind.GERUND) and not has_list and draft.more:
            told = read_item(draft.more[0])
            named = 0 < len(text.visible.split()) <= LONGEST_TITLE and not text.visible.endswith(":")
            if named and (told.kind in (ItemKind.IMPERATIVE, ItemKind.MUST) or tells_of_people(told)):
                draft.reading.kind = ItemKind.LATE  # "1. Intake", and below it "The clerk takes the call."
        return draft

    def from_text(self, text: Text, start: int = 0, *, third: bool = False, ordered: bool = False) -> Draft:
        """The draft of a text from `start` on: a party before a colon, a dash or in brackets is the performer."""
        labelled = False
        performers: list[Party] = []
        label = fields.split_label(text) if not start and not opens_with_time(text.visible) else None
        handed = _ARROW.search(label[0]) if label is not None else None
        customers: list[Party] = []
        if label is not None and handed and label[1] < len(text.visible) and is_role(label[0][: handed.start()]):
            performers += fields.parties(text, 0, handed.start(), Source.FIELD)  # "Warden → guest: hand over the key"
            customers += fields.parties(text, handed.end(), len(label[0]), Source.FIELD)
            start = label[1]
        elif label is not None and label[1] < len(text.visible):
            said = _DONE_BY.match(label[0])
            if fields.is_party_label(label[0][said.end() :] if said else label[0]):
                performers += fields.parties(text, said.end() if said else 0, len(label[0]), Source.FIELD)
                start = label[1]
            elif (
                _BRANCH.match(label[0])
                and not acts(label[0])
                and not text.visible[label[1] :].casefold().startswith(("if ", "when ", "unless "))
            ):
                start = label[1]  # "Otherwise: call the porter"
            elif not acts(label[0]) and not is_said(label[0], text.visible[label[1] :]):
                start, labelled = label[1], not is_numbered(label[0] + ":")
            elif (told := read_item(text, label[1])).kind is ItemKind.AGENT and tells_of_people(told):
                start = label[1]  # "Book a room: the porter will call you"
        elif opens_with_time(text.visible):
            pass  # read_item leaves the time out
        elif not start and text.strong and text.strong[0][0] == 0:
            end = text.strong[0][1]
            dash = _DASHED.match(text.visible, end)
            if dash and fields.is_party_label(text.visible[:end]):
                performers += fields.parties(text, 0, end, Source.FIELD)
                start = dash.end()
            elif dash and tells_of_people(read_item(text, dash.end())):
                start = dash.end()  # "Interview - the candidate meets the panel"
            elif dash and is_term(text, end) and is_commanded(text, dash.end()):
                start, labelled = dash.end(), True
            elif title := title_end(text):
                start, labelled = title, True
        elif not start and (dash := _DASHED.search(text.visible)) and is_role(text.visible[: dash.start()]):
            told = read_item(text, dash.end())
            if told.kind in (ItemKind.IMPERATIVE, ItemKind.THIRD):
                performers += fields.parties(text, 0, dash.start(), Source.FIELD)
                start = dash.end()  # "Warden - opens the gate"
        elif not start and dash and is_term(text, dash.start()) and is_commanded(text, dash.end()):
            start, labelled = dash.end(), True  # "Keys - hand them to the porter"
        bracket = _BRACKETED.search(text.visible)
        if bracket and not performers:
            group = bracket.lastindex or 1
            said = _DONE_BY.match(text.visible, bracket.start(group), bracket.end(group))
            first = said.end() if said else bracket.start(group)
            named = text.visible[first : bracket.end(group)]
            before = text.visible[: bracket.start()].split()[-len(named) :]
            short = "".join(word[0] for word in before).upper() == named  # "the subject matter expert (SME)"
            if not short and not tells_more(named) and fields.is_party_label(named, acronyms=said is not None):
                performers += fields.parties(text, first, bracket.end(group), Source.FIELD)
        draft = Draft(
            text,
            read_item(text, start, third=third, labelled=labelled, ordered=ordered),
            performers=performers,
            customers=customers,
        )
        if (
            bracket
            and performers
            and draft.reading.kind in (ItemKind.NONE, ItemKind.PASSIVE, ItemKind.THING, ItemKind.THIRD)
            and names_work(_BRACKETED.sub("", text.visible))
        ):
            draft.reading.kind = ItemKind.AGENT  # "Approval of the order (supervisor)"
        return draft

    def add_table(self, draft: Draft, table: Table) -> None:
        """Read a two-column table of fields and values below a step."""
        if len(table.header) != 2:
            return
        for name_cell, value_cell in [table.header, *((row.cells[0], row.cells[1]) for row in table.rows)]:
            name = fields.field_of(name_cell.visible.rstrip(":"), self.labels, fields.IN_STEP)
            if name is not None:
                draft.add_field(name, value_cell, 0)

    def add_paragraph(self, draft: Draft, text: Text) -> None:
        """Read a paragraph below a step heading: labelled lines are fields, the rest is more of the step."""
        own, labelled = self._lines(text, from_first=True)
        for name, part, start in labelled:
            draft.add_field(name, part, start)
        if own.visible:
            draft.more.append(own)

    def _lines(self, text: Text, *, from_first: bool = False) -> tuple[Text, list[tuple[str, Text, int]]]:
        """A text up to its first line that opens a field, and the fields of the lines from there on."""
        if ":" not in text.visible:
            return text, []
        cuts = [0, *text.line_starts, len(text.visible)]
        opened: list[tuple[str, int, int]] = []  # field, where its line begins, where its value begins in it
        for first, last in pairwise(cuts):
            if ":" not in text.visible[first:last]:
                continue
            part = text.part(first, last)
            found = self.field_label(part) if first or part.strong or from_first else None
            if found is not None and (part.visible[0].isupper() or part.strong):
                opened.append((found[0], first, found[1]))
        if not opened:
            return text, []
        ends = [first for _, first, _ in opened[1:]] + [len(text.visible)]
        labelled = [
            (name, text.part(first, last), start) for (name, first, start), last in zip(opened, ends, strict=True)
        ]
        return text.part(0, opened[0][1]), labelled


def names_doing(draft: Draft) -> bool:
    """Whether an item without a verb is a note on something that is done: "Sound check with the band"."""
    reading = draft.reading
    if not reading.ranges or reading.groups or reading.labelled or draft.text.visible.endswith(":"):
        return False
    sentence = reading.sentence(0)
    end = next((at for at, tag in enumerate(sentence.tags) if tag not in "ADJNPS"), len(sentence.tags))
    last = singular(sentence.form(end - 1))
    return 0 < end <= _NOTE and (last in word_list("notes_of_doings") or _NOTED_DOING.match(last) is not None)


def finish(draft: Draft, *, step_id: str, number: str | None, list_id: str, span: Span, in_order: bool = True) -> Step:
    """The step that a draft is, of no process yet."""
    sentences = [(draft.text, sentence) for sentence in draft.reading.sentences]
    sentences += [(text, sentence) for text in draft.more for sentence in read_sentences(text)]
    texts = [draft.text, *draft.more]
    told = [actions_of(text, [sentence for other, sentence in sentences if other is text]) for text in texts]
    actions = tuple(chain.from_iterable(told))
    commanded = draft.reading.kind in (ItemKind.IMPERATIVE, ItemKind.MUST, ItemKind.GERUND)
    as_whom = draft.text.visible[:3].casefold() == "as "  # "as the shift lead, report ..."
    own = len(draft.reading.sentences) if draft.is_heading else len(sentences)
    above = told[0] if draft.is_heading else actions
    below = actions[len(above) :]
    served = {party.key for party in customers_of(above)}
    performers = (
        tuple(party for party in draft.performers if party.key not in served)  # "Vendors: pay the vendors"
        or performers_of(_late(draft) or (above[:1] if commanded and not as_whom else above))
        or doers_of(draft.text, draft.reading.sentences[1:])
    )
    if not performers and draft.is_heading and _tell_the_same(above[:1], below[:1]):
        named = (party for party in performers_of(below[:1]) if party.evidence not in (Evidence.WEAK, Evidence.PRONOUN))
        performers = tuple(replace(party, source=Source.SECTION) for party in named)
    customers = _unique((*customers_of(above), *draft.customers))
    if all(party.evidence is Evidence.WEAK for party in customers):
        own_keys = {party.key for party in performers}
        told_of = customers_of(tuple(action for action in below if not _is_aside(action)))
        customers += tuple(replace(party, source=Source.SECTION) for party in told_of if party.key not in own_keys)
    purpose = draft.purpose or _purpose(sentences[:own])
    visible = " ".join((draft.text.visible, *(text.visible for text in draft.more)))
    return Step(
        id=step_id,
        number=number,
        process="",
        list=list_id,
        span=span,
        text=draft.text.visible,
        text_span=draft.text.span(0, len(draft.text.visible)),
        performers=performers,
        customers=customers,
        purpose=purpose,
        fields={name: tuple(values) for name, values in draft.fields.items()},
        actions=actions,
        goes_to=tuple(match.group(1) for match in _REFERENCE.finditer(visible)),
        references=(
            *(number for text in texts for number in references_of(text)),
            *(number for values in draft.fields.values() for value in values for number in references_in(value)),
        ),
        links=tuple(Link(url, text.span(first, last)) for text in texts for first, last, url in text.links),
        mentions=tuple(party for text in texts for party in mentions_of(text, [s for t, s in sentences if t is text])),
        is_doubtful=draft.reading.kind in _DOUBTFUL,
        in_order=in_order,
        listed=tuple(draft.customers),
    )


def _is_aside(action: Action) -> bool:
    """Whether an action below a heading is not what its step is for: "if you run into trouble, tell the desk", "your
    lead will be copied on the mail".
    """
    return action.condition is not None or (action.is_passive and action.verb.text.casefold() in ("copied", "cced"))


def _late(draft: Draft) -> tuple[Action, ...]:
    """The first thing that a later sentence commands: "You will be called by the desk. Show the badge"."""
    if draft.reading.kind is not ItemKind.LATE:
        return ()
    later = (one for one in draft.reading.sentences[1:] if sentence_kind(one) is ItemKind.IMPERATIVE)
    command = next(later, None)
    return () if command is None else actions_of(draft.text, [command])[:1]


def _tell_the_same(heading: tuple[Action, ...], below: tuple[Action, ...]) -> bool:
    """Whether the first paragraph tells who does what its heading commands: "Check it", "The nurse checks ..."."""
    verbs = [action.verb.text.casefold() for action in (*heading, *below)]
    return len(verbs) == 2 and verbs[1].startswith(verbs[0][: max(3, len(verbs[0]) - 1)])


def _purpose(sentences: list[tuple[Text, Sentence]]) -> Clause | None:
    """Why a step is done: what is said outright ("so that", "this ensures") before what "to" may only continue."""
    found = [
        (is_outright(sentence, words), clause)
        for text, sentence in sentences
        if (words := purpose_of(sentence)) is not None and (clause := clause_of(text, sentence, words)) is not None
    ]
    return next((clause for outright, clause in found if outright), found[0][1] if found else None)


def heading_customers(draft: Draft) -> tuple[Party, ...]:
    """Whom a heading that tells what is done serves, and so the steps below it: "Give feedback to candidates"."""
    if draft.reading.kind not in (ItemKind.IMPERATIVE, ItemKind.GERUND) or len(draft.text.visible.split()) < _TELLING:
        return ()
    named = customers_of(actions_of(draft.text, draft.reading.sentences))
    return tuple(replace(party, source=Source.SECTION) for party in named if party.evidence is not Evidence.WEAK)


def performers_of(actions: tuple[Action, ...]) -> tuple[Party, ...]:
    """The performers that the first action with a named performer names; pronouns name nobody."""
    conditions = [action.condition.span for action in actions if action.condition is not None]
    for action in actions:
        at = action.verb.span.start
        if any(span.start <= at < span.end for span in conditions):
            continue  # "when a patient arrives, the nurse ...": the nurse does it
        named = tuple(party for party in action.performers if party.evidence is not Evidence.PRONOUN)
        if named:
            return named
    return ()


def customers_of(actions: tuple[Action, ...]) -> tuple[Party, ...]:
    """The customers that the actions of a step name, each once; pronouns name nobody."""
    return _unique(
        tuple(party for action in actions for party in action.customers if party.evidence is not Evidence.PRONOUN)
    )


def _unique(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Each party once, in order."""
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.key, party)
    return tuple(seen.values())
