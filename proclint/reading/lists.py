"""Which list is a list of steps: its items vote, the heading above and the sentence before it are heard.

When in doubt about an unordered list, it is none. It does not make steps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from proclint.reading.items import Reading, is_of_somebody, tells_of_people
from proclint.reading.kinds import WEIGHT, ItemKind
from proclint.reading.passed import NoSteps, Reason, of_kind, of_vote, word
from proclint.reading.words import lexicon, word_list

_NUMBERED = re.compile(
    r"^[^:]{2,40}:\s*step\s+\d+[.:)]\s*|"
    r"^(?:(?:step|phase|stage|part)\s+)?(?:\d+(?:\.\d+)*\s*[.):–—-]*|[ivx]+[.):])\s+|^(?:step|phase|stage)\s+\w+\s*[:.–—-]",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"\b(?:how[ -]to|process|procedure|guide|checklist|playbook|runbook|handbook|workflow)\b", re.IGNORECASE
)
_MANNERS = re.compile(
    r"(?:please\s+)?"
    r"(?:do|do\s?n['’]?t|dos|don['’]?ts|do not|never|always|avoid"
    r"|(?:you|staff|we) (?:may|can|must not|may not|should not|cannot)"
    r"|what not to do|and not"
    r"|(?:what )?we (?:believe|value)(?: in)?)\s*[:.!]?$",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"(?:purpose|scope)(?: (?:and|&) (?:purpose|scope))?", re.IGNORECASE)
# The headings of what a version brings
_NEWS = re.compile(
    r"(?:what['’]s )?new|added|changed|deprecated|fixed|improved|removed"
    r"|(?:bug )?fixes|coming (?:next|soon)|known issues",
    re.IGNORECASE,
)
# "Committee meeting 4 June", "Board meeting, 2031-05-02": what is on, not how it is held
_SITTING = re.compile(
    r"\b(?:meeting|agm|assembly|session)\b[^a-z\d]*(?:on )?"
    r"(?:\d{4}|\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d)",
    re.IGNORECASE,
)
_IN_MIND = re.compile(r"\b(?:bear|keep)(?: [\w'’]+){0,5} in mind\b", re.IGNORECASE)  # tips follow
_DUTIES = re.compile(r"\b(?:tasks?|dut(?:y|ies)|responsib(?:le|ilit(?:y|ies))|in charge|steps)\b", re.IGNORECASE)
# Whatever some of the items are, steps follow
_STEPS_FOLLOW = re.compile(
    r"\b(?:do|take|follow|complete|perform) (?:all |each )?(?:of )?(?:the following|these|the)"
    r"(?: (?:actions|checks|instructions|steps|tasks|things)\b|(?: (?:in|to|with)\b[^:]*)?:)"
    r"|\bin (?:the following|this|that) (?:order|sequence)\b"
    r"|^(?:\w+ )?(?:actions?|instructions|procedure|process|steps|to ?do|what to do)(?: \w+)?:$",
    re.IGNORECASE,
)
_ASKS_FOR_DOINGS = re.compile(r"what (?:do|does|must|should|will) .+ do\b", re.IGNORECASE)
_BY = re.compile(r"\bby:\s*$", re.IGNORECASE)  # "collect opinions by:"
_JOB = re.compile(
    r"\b(?:job|role|task|duty|duties|responsibilit(?:y|ies)|tasks)\b[^.,;:]{0,40}\b(?:is|are) to[ :]*$", re.IGNORECASE
)
_DEPARTMENT = re.compile(r"\bhuman resources\b", re.IGNORECASE)
_HOW = re.compile(r"how (?:can|do|does|should|to)\b", re.IGNORECASE)
_FAQ = re.compile(r"\bfaqs?\b|\bfrequently asked\b", re.IGNORECASE)
_ASKING = re.compile(r'"wh(?:at|o) (?:are|is)"')
_ASKS_HOW = re.compile(  # "What is our refund process?", not "What is a process?"
    r"what(?: is|['’]s) (?:my|our|the|their|your) (?:[\w'’-]+ ){0,3}(?:procedure|process|workflow)\b", re.IGNORECASE
)
_WHY = re.compile(r"^why(?=\s*[:?]| (?!not\b)\w)", re.IGNORECASE)
# "Background check process", "Benefits enrolment steps": what the other words say, they say of a procedure
_ENDS_AS_PROCEDURE = re.compile(r"\b(?:checklist|procedure|process|steps|workflow)s?$", re.IGNORECASE)
_OCCASION = re.compile(r"(?:(?:after|before|when) \w+ing|(?:in order )?to [a-z]+)\b[^.!?:]*:?", re.IGNORECASE)
_GOOD_FOR = re.compile(r"\b(?:can|could|may|might)\b[^.:]*\bto\s*:$", re.IGNORECASE)  # "You can use the pier to:"
_AIMED = re.compile(r"(?:in order )?to [a-z]", re.IGNORECASE)  # "To get help:"
_PERHAPS = re.compile(r"\b(?:can|could|may|might)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\([^()]*\)(?=:?$)")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
# "This tool helps to:" announces what a thing is for, "you need to:" what is to be done.
_FOR_WHAT = re.compile(
    r"(?<!need )(?<!needs )(?<!have )(?<!has )(?<!sure )(?<!required )(?<!remember )(?<!expected )(?<!how )"
    r"(?<!asked )(?<!requested )(?<!reminded )(?<!forget )\bto$"
)

_OWNING = re.compile(
    r"have an? (?:[a-z]+ly )?(?:good|clear|deep|high|low|solid|strong|valid)\b", re.IGNORECASE
)  # traits
_ASKED = re.compile(r"\bask (?:[\w'’]+ ){1,3}to$")  # "we ask all guests to:"

_ORDERED, _TASK, _BULLETS_TOLD, _BULLETS = 0.5, 0.4, 0.6, 0.8  # shares of acting items that make a list of steps
_BULLETS_COMMANDED, _FEW_COMMANDS = 0.72, 3  # less will do where there are that many plain commands
_CHECKED_OFF = 0.7  # what "Room booked" weighs beside a box
_ROUNDING = 1e-9
_MOSTLY = 0.5  # share of a heading: a longer one only mentions the word
_MOSTLY_ALLOWED = 2 / 3
_LAST_WORDS = 5
_MOST_WORDS = 3  # of a phrase in intros_of_options.txt
_RULES, _SHARE_OF_RULES = 2, 1 / 3  # items that say what "shall" be
_COMMANDS = (ItemKind.IMPERATIVE, ItemKind.MUST)
_NEARLY = 0.75  # share of commands that overrules a heading which names things, and of numbered ones a record
_FEW_LINKS, _FEW_QUESTIONS, _FEW_QUESTIONS_IN_ORDER, _MANY_QUESTIONS = 0.5, 0.3, 0.4, 0.7


@dataclass(frozen=True, slots=True)
class Context:
    """Where a list stands: the headings above it, outermost first, and the text straight before it."""

    headings: tuple[str, ...] = ()
    intro: str = ""
    nested: bool = False
    of_party: bool = False  # whether the heading straight above names a party
    commanded: bool = False  # whether the sentence straight before is a command: "Send a mail to:"
    named: bool = False  # whether it ends with the subject of the items: "After the call, the clerk:"


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    words = sorted(word_list(name), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.IGNORECASE)


def is_numbered(heading: str) -> bool:
    """Whether a heading bears a number or "Step"."""
    return bool(_NUMBERED.match(heading))


def without_number(heading: str) -> int:
    """Where a heading's words begin after its number."""
    match = _NUMBERED.match(heading)
    return match.end() if match else 0


def holds_steps(
    readings: list[Reading], context: Context, *, ordered: bool, task: bool, heading_acts: bool
) -> bool | NoSteps:
    """Whether the items of a list are steps, and why not. `heading_acts`: the heading is an imperative or numbered."""
    readings = [reading for reading in readings if reading.text.visible]
    heads = sum(reading.groups for reading in readings)  # of lists of their own
    readings = [reading for reading in readings if not reading.groups] or readings
    readings = [reading for reading in readings if reading.kind is not ItemKind.NOTE] or readings
    if not readings:
        return NoSteps(Reason.EMPTY)
    kinds = [reading.kind for reading in readings]
    count = len(kinds)
    follow = _STEPS_FOLLOW.search(_last_colon(context.intro)) is not None
    few = _FEW_QUESTIONS_IN_ORDER if ordered or task else _FEW_QUESTIONS
    asked = not follow and kinds.count(ItemKind.QUESTION) > few * count
    if asked or kinds.count(ItemKind.LINK) > _FEW_LINKS * count:
        kind = max(ItemKind.QUESTION, ItemKind.LINK, key=kinds.count)
        return of_kind(kind, kinds.count(kind), count)
    asking = sum(reading.asks for reading in readings)
    if not ordered and asking > _MANY_QUESTIONS * count:
        return of_kind(ItemKind.QUESTION, asking, count)
    heading = context.headings[-1] if context.headings else ""
    opened = ordered and _OCCASION.fullmatch(_SENTENCES.split(context.intro)[-1]) and all(k in _COMMANDS for k in kinds)
    ordering = sum(kind in _COMMANDS for kind in kinds) >= _NEARLY * count
    doing = ordered and ordering and count > 1 and (heading_acts or follow or _is_told(heading, context.intro))
    if not (opened or doing) and is_record(context.headings):
        return of_record(context.headings)
    if _MANNERS.match(heading):
        return NoSteps(Reason.MANNERS, word(_MANNERS, heading))
    if not ordered and _MANNERS.match(context.intro) and not is_numbered(heading):
        return NoSteps(Reason.INTRO, word(_MANNERS, context.intro))
    share = sum(WEIGHT.get(kind, 0.0) for kind in kinds) / count
    share += (1 - WEIGHT[ItemKind.THIRD]) * sum(r.third and r.kind is ItemKind.THIRD for r in readings) / count
    if task:
        share += _CHECKED_OFF * kinds.count(ItemKind.DONE) / count
    if task and ItemKind.PERHAPS not in kinds and any(kind in _COMMANDS for kind in kinds):
        share *= count / (count - kinds.count(ItemKind.NONE))  # accounts to close, and what to do with them
    if ordered:
        allowed = sum(one.kind is ItemKind.PERMISSION and is_of_somebody(one) for one in readings)
        share += (1 - WEIGHT[ItemKind.PERMISSION]) * allowed / count  # "members may propose a date": their step
    perhaps = kinds.count(ItemKind.PERHAPS)
    owed = perhaps and _DUTIES.search(heading) is not None
    if heading_acts or owed or (perhaps and share * count - WEIGHT[ItemKind.PERHAPS] * perhaps >= 0.3 * count):
        share += (1 - WEIGHT[ItemKind.PERHAPS]) * perhaps / count
    all_imperative = all(
        kind in (ItemKind.IMPERATIVE, ItemKind.MUST, ItemKind.LATE, ItemKind.PERHAPS) for kind in kinds
    )
    told = follow or context.of_party or _is_told(heading, context.intro)
    owning = sum(_OWNING.match(reading.text.visible, reading.start) is not None for reading in readings)
    if (not told and not heading_acts and _are_rules(readings)) or (not ordered and owning * 3 >= count > 1):
        return NoSteps(Reason.RULES)
    aims = _pattern("headings_of_aims")
    if _SCOPE.fullmatch(heading):
        return NoSteps(Reason.AIMS, word(_SCOPE, heading))
    named = "" if _ENDS_AS_PROCEDURE.search(heading.rstrip(" :.")) else word(aims, heading)
    aimed_at = word(aims, _last_colon(context.intro)) if not heading_acts or not context.named else ""
    if (named and not heading_acts) or aimed_at:
        return NoSteps(Reason.AIMS, (not heading_acts and named) or aimed_at)
    if not ordered and (kept := word(_IN_MIND, _last_colon(context.intro))):
        return NoSteps(Reason.INTRO, kept)
    acts = heading_acts or _starts_with_gerund(heading)  # "Members" heads a list of them, "Adding members" does not
    discouraged = not acts and bool(_without_steps(heading, overruled=ordering))
    commands = context.commanded and all_imperative and count > 1
    told_of = ordered or commands or _announces_duties(context.intro) or (context.named and ItemKind.BE not in kinds)
    if not told_of and _without_steps(_announced(context.intro), overruled=ordering):
        discouraged = True
    listing = not (context.named or _announces_duties(context.intro)) and announces_options(
        context.intro, commanded=context.commanded and share >= _ORDERED
    )
    if not ordered and not task and not follow and kinds.count(ItemKind.NEGATIVE) * 3 >= count:
        return of_kind(ItemKind.NEGATIVE, kinds.count(ItemKind.NEGATIVE), count)
    if kinds.count(ItemKind.PERMISSION) > _MOSTLY_ALLOWED * count and count > 1:
        return of_kind(ItemKind.PERMISSION, kinds.count(ItemKind.PERMISSION), count)
    gerunds = kinds.count(ItemKind.GERUND)
    labelled = sum(reading.labelled for reading in readings)
    told_all = all(kind in _COMMANDS or tells_of_people(one) for kind, one in zip(kinds, readings, strict=True))
    if not ordered and 2 * labelled > count and not told_all:
        share *= 0.7  # terms and what they stand for, more often than steps, unless commands stand behind all of them
    duties = gerunds and _DUTIES.search(f"{heading} / {' '.join(_SENTENCES.split(context.intro)[-2:])}") is not None
    if gerunds and told:
        mixed = duties and gerunds + sum(kind in _COMMANDS for kind in kinds) >= _MOSTLY_ALLOWED * count
        share += (0.9 if mixed else 0.6) * gerunds / count
    if _are_gerunds(kinds):
        if discouraged:
            return _discouraging(heading, context.intro)
        asked = _BY.search(context.intro) is not None and _PERHAPS.search(_last_colon(context.intro)) is None
        return duties or asked or (told and not listing) or NoSteps(Reason.GERUNDS)
    aimed = _AIMED.match(_last_colon(context.intro)) is not None
    good_for = _GOOD_FOR.search(context.intro) is not None
    if listing and (good_for or not ordered) and not (all_imperative and (aimed or told_by_intro(context.intro))):
        return of_options(context.intro)
    commanded = 2 * sum(kind in _COMMANDS for kind in kinds) >= count > 1
    if discouraged and not ((ordered or task) and (all_imperative or commanded or told_by_intro(context.intro))):
        return _discouraging(heading, context.intro)
    if count == 1 and not heads and not (ordered or task):
        sure = heading_acts or (told and kinds[0] is not ItemKind.PERHAPS)
        return (not context.nested and all_imperative and sure) or NoSteps(Reason.ALONE)
    bare = sum(_is_word(reading) for reading in readings)
    if not task and 2 * bare > count > 1:
        return of_kind(ItemKind.PERHAPS, bare, count)
    if ordered:
        return share >= _ORDERED or of_vote(readings)
    if task:
        return share >= _TASK or of_vote(readings)
    strict = kinds.count(ItemKind.IMPERATIVE) + kinds.count(ItemKind.MUST) >= _FEW_COMMANDS
    needed = _BULLETS_TOLD if told or heading_acts else _BULLETS_COMMANDED if strict else _BULLETS
    return share >= needed - _ROUNDING or of_vote(readings)


def _is_word(reading: Reading) -> bool:
    """Whether an item is one word, as the name of a stage is: "Receive (by mail)"."""
    visible = _BRACKETED.sub("", reading.text.visible[reading.start :].rstrip(" ."))
    return " " not in visible and reading.kind in (ItemKind.IMPERATIVE, ItemKind.PERHAPS, ItemKind.NONE)


def _are_rules(readings: list[Reading]) -> bool:
    """Whether items say what shall hold, as the articles of a club do: "The club shall be called Hillside Rowers".

    Where nearly all say what somebody does, they are a procedure in solemn words.
    """
    ruled = 0
    for reading in readings:
        verb = reading.sentence(0).first if reading.ranges else None
        ruled += verb is not None and verb.tags[0] == "M" and reading.sentence(0).form(verb.words[0]) == "shall"
    if ruled < _RULES or ruled < _SHARE_OF_RULES * len(readings):
        return False
    kinds = [reading.kind for reading in readings]
    commands = sum(kind in _COMMANDS for kind in kinds)
    return 2 * commands < ruled and commands + kinds.count(ItemKind.AGENT) <= _MOSTLY_ALLOWED * len(readings)


def _discouraging(heading: str, intro: str) -> NoSteps:
    """The word in a heading, or in the sentence before a list, that says that no steps follow."""
    found = _without_steps(heading)
    return NoSteps(Reason.HEADING, found) if found else NoSteps(Reason.INTRO, _without_steps(_announced(intro)))


def _without_steps(text: str, *, overruled: bool = False) -> str:
    """The word that says that no steps follow, quoted; `overruled`: the items are commands, which a word for things
    leaves to them.
    """
    text = _DEPARTMENT.sub("HR", text)  # no resources
    found = word(_pattern("headings_without_steps"), text)
    if _ENDS_AS_PROCEDURE.search(text.rstrip(" :.")) and not _ASKING.fullmatch(found):
        return ""
    if _ASKING.fullmatch(found) and (_DUTIES.search(text) or _ASKS_HOW.match(text)):
        found = ""  # "What are the duties of a steward?"
    found = found or word(_WHY, text)
    return found or ("" if overruled else word(_pattern("headings_of_things"), text))


def of_options(intro: str) -> NoSteps:
    """That a sentence announces options, and with which words at its end."""
    return NoSteps(Reason.OPTIONS, '"' + " ".join(intro.rstrip(" :").split()[-_MOST_WORDS:]) + '"')


def of_record(titles: tuple[str, ...]) -> NoSteps:
    """That a heading says that a record follows, and with which word."""
    news = next((title for title in titles if _NEWS.fullmatch(title)), "")
    return NoSteps(
        Reason.RECORD,
        word(_pattern("titles_without_steps"), " / ".join(titles))
        or word(_NEWS, news)
        or word(_SITTING, " / ".join(titles)),
    )


def _is_told(heading: str, intro: str) -> bool:
    return (
        _starts_with_gerund(heading)
        or _ASKS_FOR_DOINGS.match(heading) is not None
        or _pattern("headings_with_steps").search(heading) is not None
        or told_by_intro(intro)
    )


def _starts_with_gerund(heading: str) -> bool:
    """Whether a heading names a doing: "Adding a new user"."""
    words = heading[without_number(heading) :].split()
    return len(words) > 1 and lexicon().class_of(words[0].lower()) == "g"


def is_record(titles: tuple[str, ...]) -> bool:
    """Whether a heading says that what stands below is a record, a plan or news."""
    asked = len(titles) > 1 and _HOW.match(titles[-1]) is not None  # "How do I book the hall?" among other questions
    for level, title in enumerate(titles):
        if asked and _FAQ.search(title):
            continue
        if _SITTING.search(title) and not _is_procedure(title):
            return True
        if level and _NEWS.fullmatch(title):
            return True
        match = _pattern("titles_without_steps").search(title)
        if match and not _is_procedure(title) and (not level or len(match.group()) >= _MOSTLY * len(title)):
            return True
    return False


def _is_procedure(title: str) -> bool:
    """Whether a heading names a doing or a procedure: "Preparing the release notes"."""
    return _starts_with_gerund(title) or _PROCEDURE.search(title) is not None


def announces_options(intro: str, *, commanded: bool = False) -> bool:
    """Whether a sentence announces options, fields or examples. `commanded`: it is itself a command."""
    end = intro.rstrip(" :").casefold()
    options = word_list("intros_of_options")
    words = end.split()[-_MOST_WORDS:]
    if any(" ".join(words[at:]) in options for at in range(len(words))):
        return True
    return not commanded and _FOR_WHAT.search(end) is not None and _ASKED.search(end) is None


def _announced(intro: str) -> str:
    """The last words before the colon of an intro: what it announces."""
    return " ".join(_BRACKETED.sub("", _last_colon(intro)).split()[-_LAST_WORDS:])


def _announces_duties(intro: str) -> bool:
    """Whether the last words before a list speak of duties that somebody has: "the rota brings duties such as:"."""
    end = _announced(intro)
    return (_DUTIES.search(end) is not None and _PERHAPS.search(end) is None) or _JOB.search(intro) is not None


def _last_colon(intro: str) -> str:
    """The last sentence of an intro, when it ends with a colon."""
    last = _SENTENCES.split(intro)[-1]
    return last if last.rstrip().endswith(":") else ""


def told_by_intro(intro: str) -> bool:
    """Whether the sentence before a list announces steps."""
    return _pattern("headings_with_steps").search(_last_colon(intro)) is not None


def _are_gerunds(kinds: list[ItemKind]) -> bool:
    return len(kinds) > 1 and kinds.count(ItemKind.GERUND) >= 0.7 * len(kinds)
