"""Surroundings of a step: whom its headings speak of, which other steps of the page work on the same thing.

It reads no sentence and judges nothing; rules ask it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from proclint.model import Document, Kind, Section, Step
from proclint.names import key_of
from proclint.span import Span
from proclint.wording import content_words, kind_of_word, people_in, phrases

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEHIND_A_HEAD = re.compile(r"[,;(]|\s(?:of|for|from|with|in|on|to|by|that|which|who)\s")
_POINTERS = frozenset({"it", "them", "this", "that", "these", "those"})
_PERSONS = frozenset({
    "anybody", "anyone", "everybody", "everyone", "people", "somebody", "someone", "who", "whoever", "whom", "you",
    "your",
})  # fmt: skip
_OTHERS = frozenset({"them", "their", "they", "others"})  # may be things
_MESSAGES = frozenset({"call", "copy", "e-mail", "email", "letter", "mail", "message"})  # each is another one


def things_of(step: Step) -> frozenset[str]:
    """What a step works on, each by the word that says what it is ("list of open orders" is a list), or "it"."""
    objects = (action.object.text for action in step.actions if action.object is not None)
    heads = (head_of(text).split() for text in objects)
    found = (head[-1] for head in heads if head)
    return frozenset(word if word in _POINTERS else key_of(word) for word in found) - _MESSAGES


def head_of(text: str) -> str:
    """The words of a thing's name up to the one that says what it is, case folded: "list of open orders" -> list."""
    return _BEHIND_A_HEAD.split(text.casefold())[0].strip()


def people_of(text: str, *kinds: Kind) -> Iterator[str]:
    """The keys of those in `text` whom work may be for: people of `kinds`, and those who work here."""
    for match in _WORD.finditer(text):
        if kind_of_word(match.group()) in kinds:
            yield key_of(match.group())
    for match in phrases("workforce").finditer(text):
        yield key_of(match.group())


class Surroundings:
    """What a page says around its steps; each answer is worked out once."""

    def __init__(self, document: Document) -> None:
        """Those of the steps of `document`."""
        self._document = document
        self.at = {step.id: index for index, step in enumerate(document.steps)}

    def is_part(self, step: Step) -> bool:
        """Whether a step stands below another one, as a part of it."""
        return step.id.rpartition(".")[0] in self.at

    @cached_property
    def speaks_of_nobody(self) -> bool:
        """Whether the page speaks of no people, besides those who do its steps or answer for it.

        A role in the singular counts where a step names it: many are words for other things as well ("side", "chair").
        """
        if any(party.key not in self._performers for step in self._document.steps for party in step.mentions):
            return False
        for word, kind in people_in(self._document.text):
            form, key = word.casefold(), key_of(word)
            clear = kind is not Kind.UNKNOWN or form in _PERSONS or (form != key and form not in _OTHERS)
            if clear and key not in self._performers:
                return False
        return True

    def is_told_above(self, step: Step) -> bool:
        """Whether a heading around the step, or what its section opens with, speaks of somebody who does no step."""
        at = bisect_right(self._with_people, step.span.start, key=lambda body: body.start) - 1
        return at >= 0 and step.span.start < self._with_people[at].end

    def is_told_elsewhere(self, step: Step) -> bool:
        """Whether the heading of another section of the page speaks of what the step works on."""
        things = [content_words(action.object.text) for action in step.actions if action.object is not None]
        return any(
            thing <= title and not whole.start <= step.span.end <= whole.end
            for thing in things
            for title, whole in self._titles.get(min(thing, default=""), ())
        )

    def is_taken_up(self, step: Step) -> bool:
        """Whether a later step goes on with what this one works on, or an earlier one says for whom that is.

        The same told twice, by the same verbs, does not count.
        """
        own, index = things_of(step) - _POINTERS, self.at[step.id]
        steps = self._document.steps
        following = steps[index + 1] if index + 1 < len(steps) else None
        if own and following is not None and things_of(following) and things_of(following) <= _POINTERS:
            return True
        verbs = _verbs(step)
        return any(
            other != verbs and (last > index or other in self._handed[thing])
            for thing in own
            for other, last in self._last_work[thing].items()
        )

    @cached_property
    def _performers(self) -> frozenset[str]:
        found = [party for step in self._document.steps for party in step.performers]
        found += [one.owner for one in self._document.processes if one.owner is not None]
        return frozenset(word for party in found for word in (party.key, *key_of(party.name).split()))

    @cached_property
    def _last_work(self) -> dict[str, dict[tuple[str, ...], int]]:
        """For each thing, by which verbs it is worked on, and where last."""
        found: defaultdict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
        for index, step in enumerate(self._document.steps):
            for thing in things_of(step):
                found[thing][_verbs(step)] = index
        return found

    @cached_property
    def _handed(self) -> defaultdict[str, set[tuple[str, ...]]]:
        """For each thing, the verbs of the steps that say for whom it is."""
        found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for step in self._document.steps:
            for thing in things_of(step) if step.named_customers else ():
                found[thing].add(_verbs(step))
        return found

    @cached_property
    def _titles(self) -> dict[str, list[tuple[frozenset[str], Span]]]:
        """By each word of a heading: all its words, and where it and its section stand."""
        found: defaultdict[str, list[tuple[frozenset[str], Span]]] = defaultdict(list)
        for one in self._document.sections:
            title = content_words(one.title.text)
            for word in title:
                found[word].append((title, Span(one.title.span.start, one.body.end)))
        return found

    @cached_property
    def _with_people(self) -> list[Span]:
        """The bodies of the sections whose title, or what stands before their first step or heading, names people.

        In order; those that lie within another one of them are left out.
        """
        starts = sorted(
            (
                *(one.title.span.start for one in self._document.sections),
                *(step.span.start for step in self._document.steps),
            )
        )

        def tells(section: Section) -> bool:
            at = bisect_right(starts, section.body.start)
            end = min(section.body.end, starts[at]) if at < len(starts) else section.body.end
            told = (section.title.text, self._document.text[section.body.start : end])
            people = (key for text in told for key in people_of(text, Kind.EXTERNAL, Kind.CONTACT))
            return any(key not in self._performers for key in people)

        found: list[Span] = []
        for section in self._document.sections:
            within = found and section.body.start < found[-1].end
            if not within and tells(section):
                found.append(section.body)
        return found


def _verbs(step: Step) -> tuple[str, ...]:
    return tuple(action.verb.text.casefold() for action in step.actions)
