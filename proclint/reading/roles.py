"""The part that each named party plays: who performs an action, whom it is done for or directed at.

It works on one sentence; pronouns that look back and what the workspace knows are for later stages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.clauses import ENSURING
from proclint.reading.customers import RECEIVING, customers, gets_done, gives_heed, will_get
from proclint.reading.duties import bearer
from proclint.reading.parties import Mention, head_of, is_capital, mention_of, sure
from proclint.reading.phrases import Noun, Range, Verb
from proclint.reading.purposes import purpose
from proclint.reading.sentence import Sentence, is_state
from proclint.reading.told import makes_do
from proclint.reading.words import word_list

_OF_PEOPLE: Final = frozenset({"conduct", "decide", "discuss", "meet", "review"})
_STARTING: Final = frozenset(
    [
        "start",
        "begin",
        "end",
        "finish",
        "stop",
        "terminate",
        "complete",
        "conclude",
        "continue",
        "close",
        "repeat",
        "resume",
        "finalize",
        "create",
    ]
)
_PASSING: Final = frozenset(
    {"trigger", "initiate", "go", "link", "branch", "return", "take", "follow", "run"}
)  # of a process
_GETTING: Final = frozenset(
    {"have", "get", "receive", "know", "understand", "feel"}
)  # "make sure the panel has the form"
_SEEING_TO: Final = frozenset({"make", "ensure", "see"})  # that somebody has it; "check" only looks
_HELP: Final = frozenset({"help", "assistance", "support", "anything"})
_WELL: Final = frozenset(
    {"safe", "comfortable", "informed", "aware", "well", "welcome", "satisfied", "happy", "fine", "ok", "okay"}
)
_WHAT_WAS_TOLD: Final = frozenset({"this", "that", "it", "so"})
_ONLY_WITH_AIM: Final = frozenset({"work", "consider"})  # the next verb says what is done
_MEANS: Final = frozenset({"by", "via", "using", "through", "in", "on", "over"})


@dataclass(slots=True)
class Act:
    """An action as the sentence tells it; everything in words of the sentence."""

    verb: Verb
    more: list[Verb] = field(default_factory=list)  # what is done by it: "work with the guest to help them"
    object: Range | None = None
    performers: list[Mention] = field(default_factory=list)
    customers: list[Mention] = field(default_factory=list)
    condition: Range | None = None
    means: Range | None = None
    purpose: Range | None = None


def acts(sentence: Sentence, *, prose: bool) -> list[Act]:
    """The actions of a sentence. In prose, clauses of time and of "who" count too, and whoever receives is served."""
    found: list[Act] = []
    opening: list[Mention] = []  # whom an aim before the first action names: "to welcome a guest, ring the bell"
    for index, verb in enumerate(sentence.verbs):
        if _is_asked(sentence, verb):
            continue
        if not _is_action(sentence, index, verb, prose=prose):
            if not found and not prose and verb.kind == "AIM":
                _merge(opening, customers(sentence, verb, prose=prose))
            if not found or prose:
                continue
            if _is_seen_to(sentence, (found[-1].verb.base, sentence.verbs[index - 1].base), verb):
                _merge(found[-1].customers, [mention for noun in verb.subject if (mention := sure(sentence, noun))])
            elif _adds_customers(sentence, verb):
                _merge(found[-1].customers, customers(sentence, verb, prose=prose))
                if found[-1].verb.base in _ONLY_WITH_AIM:
                    found[-1].more.append(verb)
            continue
        act = Act(verb)
        act.performers = performers(sentence, verb, prose=prose)
        act.customers = customers(sentence, verb, prose=prose)
        if prose and verb.base in RECEIVING and not verb.passive:
            sources = [noun for noun in verb.objects if noun.lead == "from"]
            if sources or verb.base == "receive":
                act.performers = [mention for noun in sources if (mention := sure(sentence, noun))]
        act.object = _object(sentence, verb, act.customers)
        act.means = _means(sentence, verb)
        found.append(act)
    if not found:
        return found
    if opening:
        _merge(found[0].customers, opening)
    condition = _first_condition(sentence)
    for act in found:
        act.condition = condition if act.verb.kind == "MAIN" else None
    found[-1].purpose = purpose(sentence)
    return found


def performers(sentence: Sentence, verb: Verb, *, prose: bool) -> list[Mention]:
    """Who does it: the subject, or the agent of a passive."""
    if verb.passive:
        if verb.base in RECEIVING or (verb.after == "as" and not verb.finite):
            return []
        agents = [noun for noun in verb.objects if noun.lead == "by" and not gives_heed(sentence, noun)]
        return [mention for noun in agents if (mention := sure(sentence, noun))]
    found: list[Mention] = []
    given = None
    if verb.tags[0] == "M":
        given = bearer(sentence, verb)
    elif verb.kind == "AIM":
        given = _given_before(sentence, verb)
    if given is not None:
        owner = sure(sentence, given)
        return [owner] if owner is not None else []
    if not prose and will_get(sentence, verb):
        return found
    if prose and verb.kind == "WHO" and sentence.tags[sentence.segments[verb.segment][1]] == "K":
        start = sentence.segments[verb.segment][1]
        return [Mention(Noun((start, start + 1), is_pronoun=True), Evidence.PRONOUN, Kind.UNKNOWN)]
    acting = (
        verb.subject
        or (_subject_behind(sentence, verb) if prose and verb.tags == "G" else [])
        or [
            noun
            for noun in verb.preceding[:1]
            if noun.lead == "as" and sentence.form(head_of(sentence, noun)) not in ("team", "group")
        ]
    )  # "as the shift lead, report ..."
    for noun in acting:
        if not prose and noun.is_pronoun and (meant := _subjects_before(sentence, verb, noun)):
            found += meant
            continue
        mention = mention_of(sentence, noun)
        if mention is None or (
            noun.is_pronoun and sentence.form(noun.words[0]) in ("it", "itself", "them", "us", "me", "him")
        ):
            continue
        if mention.evidence is Evidence.WEAK and mention.kind is not Kind.SYSTEM:
            if not is_capital(sentence, noun):
                continue
            if _acts_as_people(sentence, noun, verb):
                mention = Mention(noun, Evidence.NAME, mention.kind)
        found.append(mention)
    return found


def _acts_as_people(sentence: Sentence, noun: Noun, verb: Verb) -> bool:
    """Whether a name of several words does what only people do: "Boat Archives will contact you"."""
    first, last = noun.words
    first += sentence.tags[first] == "D"
    forms = sentence.words.forms[first:last]
    named = len(forms) > 1 and all(form[0].isupper() for form in forms)
    return named and (verb.base in word_list("verbs_to_people") or verb.base in _OF_PEOPLE)


def _is_seen_to(sentence: Sentence, before: tuple[str, str], verb: Verb) -> bool:
    """Whether one of the verbs before sees to it that the subject of `verb` gets something or is well.

    Whoever only checks whether the guest has a ticket does nothing for them; access is another thing.
    """
    following = sentence.form(verb.words[1])
    if verb.base == "need" and verb.kind == "CONDITION":  # "ask whether the guests need help"
        return any(sentence.form(noun.words[1] - 1) in _HELP for noun in verb.objects)
    if _is_able(sentence, verb) and not _SEEING_TO.isdisjoint(before):
        return True  # "make sure the audience can hear"
    if verb.base in _GETTING and (following == "access" or not _SEEING_TO.isdisjoint(before)):
        return not ENSURING.isdisjoint(before)
    return (
        verb.base == "be" and not verb.negated and following in _WELL and not ENSURING.isdisjoint(before)
    )  # "make sure that guests are comfortable"


def _is_able(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb says what somebody can do."""
    able = verb.tags[0] == "M" and sentence.form(verb.words[0]) in ("can", "is able to", "are able to")
    return able and not verb.passive and not verb.negated


def _given_before(sentence: Sentence, verb: Verb) -> Noun | None:
    """Whose job it is to do what an infinitive says: "it is the porter's job | to lock the gate"."""
    if verb.kind != "AIM":
        return None
    main = next((other for other in sentence.verbs if other.segment == verb.segment - 1 and other.base == "be"), None)
    return None if main is None else bearer(sentence, main)


def stated_doers(sentence: Sentence) -> list[Mention]:
    """Who does what was told before: "this is done by the clerk", "the clerk can do it", "the clerk is responsible"."""
    for verb in sentence.verbs:
        if verb.kind != "MAIN" or verb.negated:
            continue
        named: list[Noun] = []
        if verb.base == "do" and verb.passive:
            named = [noun for noun in verb.objects if noun.lead == "by"]
        elif (verb.base == "do" and any(sentence.form(noun.words[0]) in _WHAT_WAS_TOLD for noun in verb.objects)) or (
            verb.base == "be" and sentence.form(verb.words[1]) == "responsible"
        ):
            named = verb.subject
        found = [mention for noun in named if (mention := sure(sentence, noun))]
        if found:
            return found
    return []


def _subject_behind(sentence: Sentence, verb: Verb) -> list[Noun]:
    """The subject of the main clause behind a clause of time that has none: "after returning, the waiter ..."."""
    if verb.kind != "TIME":
        return []
    main = next((other for other in sentence.verbs if other.kind == "MAIN" and other.words[0] > verb.words[0]), None)
    return main.subject if main is not None and main.finite and not main.passive else []


def _subjects_before(sentence: Sentence, verb: Verb, pronoun: Noun) -> list[Mention]:
    """Whom "they" means behind a condition: "once finance has checked it, they send it on"."""
    if verb.kind != "MAIN" or sentence.form(pronoun.words[0]) not in ("they", "he", "she"):
        return []
    for before in reversed(sentence.verbs):
        if before.words[0] < verb.words[0] and before.kind in ("CONDITION", "TIME") and not before.passive:
            named = [noun for noun in before.subject if not noun.is_pronoun]
            if found := [mention for noun in named if (mention := sure(sentence, noun)) is not None]:
                return found
    return []


def _is_action(sentence: Sentence, index: int, verb: Verb, *, prose: bool) -> bool:
    before = sentence.verbs[index - 1] if index else None
    following = sentence.verbs[index + 1] if index + 1 < len(sentence.verbs) else None
    if verb.embedded and (prose or (before is not None and _is_seen_to(sentence, (before.base, before.base), verb))):
        return False  # "make sure all guests get a badge"
    if _goes_on_with_aim(sentence, verb):
        return False
    if verb.negated or (is_state(sentence, verb) and not makes_do(verb, following) and not gets_done(verb, following)):
        return False
    if (
        verb.base in word_list("catenatives")
        and following is not None
        and following.words[0] == verb.words[1]
        and following.tags == "G"
    ):
        return False
    if (
        prose
        and verb.kind == "TIME"
        and verb.tags[0] == "M"
        and sentence.form(verb.words[0]) in ("can", "could", "may")
    ):
        return False  # "before he can describe it"
    if _is_about_process(sentence, verb) or (prose and verb.kind == "TIME" and "H" in verb.tags and verb.passive):
        return False
    joined = (
        before is not None
        and before.segment == verb.segment
        and verb.after in ("and", "or", "/", ",", "and then", "and/or")
    )
    main = verb.kind == "MAIN" or (prose and verb.kind in ("TIME", "WHO"))
    if not main:
        given = before is not None and before.base == "be" and _given_before(sentence, verb) is not None
        return given or (prose and _is_action_elsewhere(sentence, verb, before))
    if verb.tags == "E":
        if not prose and not any(other.finite for other in sentence.verbs):
            return bool(verb.preceding)  # "order placed with the supplier"
        return (
            joined and before is not None and before.passive and not before.negated and not is_state(sentence, before)
        )
    if verb.tags == "G":
        if before is not None and before.segment == verb.segment:
            catenative = before.base in word_list("catenatives") and before.words[1] == verb.words[0]
            at = before.words[1]
            catenative = catenative or (
                before.base == "be" and sentence.form(at) == "responsible" and verb.words[0] == at + 2
            )
            return catenative or (joined and before.tags.endswith("G") and (before.finite or not prose))
        leading = index == 0 and all(tag in "AF>" for tag in sentence.tags[: verb.words[0]])
        return (prose and verb.kind == "TIME") or (leading and not prose)
    return verb.finite


def _is_process(sentence: Sentence, noun: Noun) -> bool:
    return not noun.is_pronoun and singular(sentence.form(head_of(sentence, noun))) in word_list("process_nouns")


def _is_about_process(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb only tells of the process: "the process ends", "closes the case", "all this must be completed"."""
    if verb.base in _PASSING and any(_is_process(sentence, noun) for noun in verb.subject[:1]):
        return True
    if verb.base == "repeat" and verb.passive:
        return True
    if verb.base in _STARTING:
        about = [noun for noun in (*verb.subject[:1], *verb.objects[:1]) if not noun.is_pronoun and not noun.lead]
        if any(_is_process(sentence, noun) for noun in about):
            return True
    if verb.base not in ("complete", "achieve", "do", "accomplish") or not verb.subject:
        return False
    return not sentence.tags[slice(*verb.subject[0].words)].strip("DJ")


def _is_asked(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb is part of a question: "ask them: do you stand for a company?", but not "only then do we call"."""
    start = sentence.segments[verb.segment][1]
    at = verb.words[0] - 2
    return (
        at >= start
        and sentence.tags[at : at + 2] == "MR"
        and sentence.form(at) in ("do", "does", "did")
        and ">" not in sentence.tags[start:at]
    )


def _goes_on_with_aim(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb goes on with what somebody can then do: "tour the hall, so all know where it is and can help"."""
    start = sentence.segments[verb.segment][1]
    first = sentence.first
    return (
        verb.kind == "MAIN"
        and verb.tags[0] == "M"
        and sentence.tags[start] == "&"
        and verb.words[0] == start + 1
        and any(kind == "REASON" for kind, _, _ in sentence.segments[: verb.segment])
        and first is not None
        and first.tags == "V"
        and not first.subject
    )


def _is_action_elsewhere(sentence: Sentence, verb: Verb, before: Verb | None) -> bool:
    """Clauses that hold an action only in prose: "which is then sent", "the next step is to weigh it"."""
    if verb.kind == "RELATIVE" and verb.passive:
        return "then" in (sentence.form(at) for at in range(*verb.words))
    if (
        verb.kind == "AIM"
        and before is not None
        and before.base == "be"
        and before.subject
        and before.segment == verb.segment - 1
    ):
        return singular(sentence.form(head_of(sentence, before.subject[0]))) in word_list("process_nouns")
    return False


def _adds_customers(sentence: Sentence, verb: Verb) -> bool:
    """Whether the customers of a verb count for the action before: "schedule a call to inform the client"."""
    if verb.kind == "RELATIVE":
        question = sentence.form(sentence.segments[verb.segment][1]) in ("how", "why", "what", "where", "when")
        return verb.passive and verb.finite and not question  # "find out how many guests are invited"
    if verb.kind == "WHO":  # "to the clerk who then sends it to the auditor", "greeting those who came and thanking"
        passes_on = verb.finite and ">" in sentence.tags[verb.words[0] - 1 : verb.head]
        return passes_on or (verb.tags == "G" and verb.after in ("and", ","))
    clause = verb.kind == "REASON" or (verb.kind == "ASIDE" and verb.finite)
    clause = clause or (verb.kind == "AIM" and (verb.passive or verb.embedded))
    return verb.kind in ("AIM", "MAIN", "ASIDE", "REASON") and (verb.tags in ("I", "G", "V", "l") or clause)


def _merge(into: list[Mention], more: list[Mention]) -> None:
    known = {mention.noun.words for mention in into}
    into += [mention for mention in more if mention.noun.words not in known]


def _object(sentence: Sentence, verb: Verb, served: list[Mention]) -> Range | None:
    if verb.passive:
        return verb.subject[0].words if verb.subject and not verb.subject[0].is_pronoun else None
    taken = {mention.noun.words for mention in served}
    bare = [noun for noun in verb.objects if not noun.lead and noun.words not in taken] or [
        noun for noun in verb.objects if not noun.lead
    ]
    return bare[0].words if bare else None


def _means(sentence: Sentence, verb: Verb) -> Range | None:
    for noun in verb.objects:
        if noun.lead in _MEANS and not noun.is_pronoun and sure(sentence, noun) is None:
            return (noun.words[0] - 1, noun.words[1])
    return None


def _first_condition(sentence: Sentence) -> Range | None:
    for kind, start, end in sentence.segments:
        if kind in ("CONDITION", "TIME") and sentence.form(start) != "whether":  # "ask whether" sets no condition
            return (start, end - 1) if sentence.tags[end - 1] == "," else (start, end)
    return None
