"""The part that each named party plays: who performs an action, whom it is done for or directed at.

It works on one sentence; pronouns that look back and what the workspace knows are for later stages.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proclint.model import Evidence, Kind
from proclint.names import singular
from proclint.reading.parties import evidence_of, head_of
from proclint.reading.sentence import Noun, Range, Sentence, Verb, is_state
from proclint.reading.words import word_list

_SURE = frozenset({Evidence.LISTED, Evidence.NAME, Evidence.DEFINED, Evidence.PLACE})
_NOT_FOR = frozenset(
    [
        "wait",
        "look",
        "check",
        "ask",
        "apply",
        "search",
        "watch",
        "be",
        "account",
        "aim",
        "blame",
        "hope",
        "pray",
        "stand",
        "opt",
        "argue",
        "vote",
    ]
)
_RECEIVING = frozenset({"receive", "get", "obtain"})
_REQUESTING = frozenset({"request", "seek", "solicit", "need"})
_STARTING = frozenset(
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
_WITH_OBJECT = frozenset(
    {
        "have",
        "hold",
        "schedule",
        "set",
        "arrange",
        "book",
        "organise",
        "organize",
        "plan",
        "do",
        "conduct",
        "create",
        "start",
        "join",
        "attend",
        "get",
        "make",
        "find",
    }
)
# Pronouns for people; "it" and "yourself" are none of them.
_PEOPLE = frozenset("you us me them him her everyone everybody anyone anybody someone somebody others".split())
_GETTING = frozenset({"have", "get", "receive", "know", "understand"})  # "make sure the panel has the form"
_MEANS = frozenset({"by", "via", "using", "through", "in", "on", "over"})


@dataclass(slots=True)
class Mention:
    """A noun phrase that may be a party, with why."""

    noun: Noun
    evidence: Evidence
    kind: Kind


@dataclass(slots=True)
class Act:
    """An action as the sentence tells it; everything in words of the sentence."""

    verb: Verb
    object: Range | None = None
    performers: list[Mention] = field(default_factory=list)
    customers: list[Mention] = field(default_factory=list)
    condition: Range | None = None
    means: Range | None = None
    purpose: Range | None = None


def acts(sentence: Sentence, *, prose: bool) -> list[Act]:
    """The actions of a sentence. In prose, clauses of time and of "who" count too, and whoever receives is served."""
    found: list[Act] = []
    for index, verb in enumerate(sentence.verbs):
        if not _is_action(sentence, index, verb, prose=prose):
            if found and not prose and _adds_customers(verb):
                _merge(found[-1].customers, customers(sentence, verb, prose=prose))
            elif found and not prose and found[-1].verb.base in ("make", "ensure") and verb.base in _GETTING:
                _merge(found[-1].customers, [mention for noun in verb.subject if (mention := _sure(sentence, noun))])
            continue
        act = Act(verb)
        act.performers = performers(sentence, verb, prose=prose)
        act.customers = customers(sentence, verb, prose=prose)
        sources = [noun for noun in verb.objects if noun.lead == "from"]
        if prose and not verb.passive and (verb.base == "receive" or (verb.base in _RECEIVING and sources)):
            act.performers = [
                mention for noun in verb.objects if noun.lead == "from" and (mention := _sure(sentence, noun))
            ]
        act.object = _object(sentence, verb, act.customers)
        act.means = _means(sentence, verb)
        found.append(act)
    condition = _first_condition(sentence)
    aim = purpose(sentence)
    for act in found:
        act.condition = condition if act.verb.kind == "MAIN" else None
    if found and aim is not None:
        found[-1].purpose = aim
    return found


def performers(sentence: Sentence, verb: Verb, *, prose: bool) -> list[Mention]:
    """Who does it: the subject, or the agent of a passive."""
    if verb.passive:
        if verb.base in _RECEIVING:
            return []
        return [mention for noun in verb.objects if noun.lead == "by" and (mention := _sure(sentence, noun))]
    found: list[Mention] = []
    if prose and verb.kind == "WHO" and sentence.tags[sentence.segments[verb.segment][1]] == "K":
        start = sentence.segments[verb.segment][1]
        return [Mention(Noun((start, start + 1), is_pronoun=True), Evidence.PRONOUN, Kind.UNKNOWN)]
    acting = verb.subject or [
        noun for noun in verb.preceding[:1] if noun.lead == "as"
    ]  # "as the shift lead, report ..."
    for noun in acting:
        mention = _mention(sentence, noun)
        if mention is None or (
            noun.is_pronoun and sentence.form(noun.words[0]) in ("it", "itself", "them", "us", "me", "him")
        ):
            continue
        if mention.evidence is Evidence.WEAK and mention.kind is not Kind.SYSTEM and not _capital(sentence, noun):
            continue
        found.append(mention)
    return found


def customers(sentence: Sentence, verb: Verb, *, prose: bool) -> list[Mention]:
    """Whom it is done for or directed at."""
    if verb.negated:
        return []
    found: list[Mention] = []
    bare = [noun for noun in verb.objects if not noun.lead]
    if verb.kind == "REASON" and not prose and sentence.form(sentence.segments[verb.segment][1]) in ("so", "so that"):
        found += [
            mention for noun in verb.subject if (mention := _sure(sentence, noun))
        ]  # "so that the panel can see it"
    to_people = verb.base in word_list("verbs_to_people")
    giving = verb.base in word_list("verbs_to_give")
    if verb.passive:
        if verb.finite and (to_people or (giving and bare)):
            found += [mention for noun in verb.subject if (mention := _sure(sentence, noun))]
        if verb.base in _RECEIVING:
            found += [mention for noun in verb.objects if noun.lead == "by" and (mention := _sure(sentence, noun))]
    elif to_people or verb.base == "let" or _makes_do(verb, _after(sentence, verb)):
        found += [mention for noun in _joined(bare) if (mention := _sure(sentence, noun))]
    elif giving and any(not noun.joined and not noun.is_pronoun for noun in bare[1:]):
        found += [mention for noun in _joined(bare) if (mention := _sure(sentence, noun))]
    if prose and verb.base == "receive" and not verb.passive:
        found += [
            mention
            for noun in verb.subject
            if (mention := _mention(sentence, noun)) and (mention.evidence in _SURE or noun.is_pronoun)
        ]
    if verb.base in word_list("verbs_of_answering"):
        found += [mention for noun in verb.objects if (mention := _asking(sentence, noun))]
    for noun in verb.objects:
        mention = _led(sentence, verb, noun, giving=giving)
        if mention is not None:
            found.append(mention)
    return [mention for mention in found if mention.kind is not Kind.SYSTEM and (prose or not mention.noun.is_pronoun)]


def pointed_at(sentence: Sentence, verb: Verb) -> list[Noun]:
    """The pronouns that an action is directed at where a party would be its customer: "ask her", "let you know"."""
    if verb.negated or verb.passive:
        return []
    people = verb.base in word_list("verbs_to_people") or verb.base == "let" or _makes_do(verb, _after(sentence, verb))
    giving = verb.base in word_list("verbs_to_give")
    bare = [noun for noun in verb.objects if not noun.lead]
    found: list[Noun] = []
    for noun in verb.objects:
        if not noun.is_pronoun or sentence.form(noun.words[0]) not in _PEOPLE:
            continue
        doubled = not noun.lead and noun is bare[0] and len(bare) > 1
        with_them = noun.lead == "with" and verb.base in word_list("verbs_with")
        to_them = noun.lead == "to" or (noun.lead == "for" and verb.base not in _NOT_FOR)
        if (people and not noun.lead) or (giving and doubled) or to_them or with_them:
            found.append(noun)
    return found


def last_named(sentence: Sentence, before: int) -> Mention | None:
    """The last party named before a word of a sentence."""
    nouns = [
        noun
        for verb in sentence.verbs
        for noun in (*verb.preceding, *verb.objects)
        if noun.words[1] <= before and noun.lead not in ("at", "in", "on", "from", "near", "by")
    ]
    for noun in sorted(nouns, key=lambda noun: -noun.words[0]):
        mention = None if noun.is_pronoun else _sure(sentence, noun)
        if mention is not None:
            return mention
    return None


def _joined(bare: list[Noun]) -> list[Noun]:
    """The first noun and those that "and" or a comma join to it."""
    stop = 1
    while stop < len(bare) and bare[stop].joined:
        stop += 1
    return bare[:stop]


def _after(sentence: Sentence, verb: Verb) -> Verb | None:
    return next((other for other in sentence.verbs if other.words[0] >= verb.words[1]), None)


def _asking(sentence: Sentence, noun: Noun) -> Mention | None:
    """Whoever wants something, named before it: the customers of "customer enquiries"."""
    head = head_of(sentence, noun)
    if noun.is_pronoun or head == noun.words[0] or noun.lead not in ("", "to", "with"):
        return None
    if singular(sentence.form(head)) not in word_list("requests") or sentence.tags[head - 1] not in "NSP":
        return None
    mention = _sure(sentence, Noun((head - 1, head)))
    return mention if mention is not None and mention.kind.outside else None


def _led(sentence: Sentence, verb: Verb, noun: Noun, *, giving: bool) -> Mention | None:
    """The mention of a noun that a preposition leads to, when that makes it a customer."""
    lead = noun.lead
    if not lead or noun.is_pronoun:
        return None
    sure = _sure(sentence, noun)
    if lead in ("to", "towards", "toward"):
        if sure is not None and (giving or sure.evidence is not Evidence.NAME or not _is_acronym(sentence, noun)):
            return sure
        return _mention(sentence, noun) if giving and _capital(sentence, noun) else None
    if sure is None:
        return None
    if lead == "on behalf of":
        return sure
    if lead == "for" and verb.base not in _NOT_FOR:
        return sure
    if lead in ("with", "together with"):
        around = {
            singular(sentence.form(head_of(sentence, other)))
            for other in verb.objects
            if not other.lead and not other.is_pronoun
        }
        if verb.base in word_list("verbs_with") or (verb.base in _WITH_OBJECT and around & word_list("meetings")):
            return sure
    if lead == "from" and verb.base in _REQUESTING:
        return sure
    return None


def _is_action(sentence: Sentence, index: int, verb: Verb, *, prose: bool) -> bool:
    before = sentence.verbs[index - 1] if index else None
    following = sentence.verbs[index + 1] if index + 1 < len(sentence.verbs) else None
    if verb.negated or (is_state(sentence, verb) and not _makes_do(verb, following)):
        return False
    if (
        verb.base in word_list("catenatives")
        and following is not None
        and following.words[0] == verb.words[1]
        and following.tags == "G"
    ):
        return False
    if _is_about_process(sentence, verb) or (prose and verb.kind == "TIME" and "H" in verb.tags and verb.passive):
        return False
    joined = (
        before is not None
        and before.segment == verb.segment
        and verb.after in ("and", "or", "/", ",", "and then", "and/or")
    )
    main = verb.kind == "MAIN" or (prose and verb.kind in ("TIME", "WHO"))
    if not main:
        return prose and _is_action_elsewhere(sentence, verb, before)
    if verb.tags == "E":
        if not prose and not any(other.finite for other in sentence.verbs):
            return bool(verb.preceding)  # "order placed with the supplier"
        return (
            joined and before is not None and before.passive and not before.negated and not is_state(sentence, before)
        )
    if verb.tags == "G":
        if before is not None and before.segment == verb.segment:
            catenative = before.base in word_list("catenatives") and before.words[1] == verb.words[0]
            return catenative or (joined and before.tags.endswith("G") and (before.finite or not prose))
        leading = index == 0 and all(tag in "AF>" for tag in sentence.tags[: verb.words[0]])
        return (prose and verb.kind == "TIME") or (leading and not prose)
    return verb.finite


def _is_about_process(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb only tells of the process: "the process ends", "closes the case", "all this must be completed"."""
    about = [noun for noun in (*verb.subject[:1], *verb.objects[:1]) if not noun.is_pronoun and not noun.lead]
    if verb.base in _STARTING:
        return any(singular(sentence.form(head_of(sentence, noun))) in word_list("process_nouns") for noun in about)
    subject = sentence.tags[slice(*verb.subject[0].words)] if verb.subject else ""
    return verb.base in ("complete", "achieve", "do", "accomplish") and bool(subject) and not set(subject) - set("DJ")


def _makes_do(verb: Verb, following: Verb | None) -> bool:
    """ "Have the speaker sign": a verb that makes somebody do something."""
    return (
        verb.base in ("have", "let", "make", "get")
        and following is not None
        and following.segment == verb.segment
        and following.tags == "I"
        and any(not noun.lead for noun in verb.objects)
    )


def _is_action_elsewhere(sentence: Sentence, verb: Verb, before: Verb | None) -> bool:
    """Clauses that hold an action only in prose: "which is then sent", "the first step is to check"."""
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


def _adds_customers(verb: Verb) -> bool:
    """Whether the customers of a verb that is no action count for the action before: "schedule a call to inform the client"."""
    if verb.kind == "RELATIVE":
        return verb.passive and verb.finite
    return verb.kind in ("AIM", "MAIN", "ASIDE", "REASON") and (verb.tags in ("I", "G", "V") or verb.kind == "REASON")


def _merge(into: list[Mention], more: list[Mention]) -> None:
    known = {mention.noun.words for mention in into}
    into += [mention for mention in more if mention.noun.words not in known]


def _mention(sentence: Sentence, noun: Noun) -> Mention | None:
    found = evidence_of(sentence, noun)
    return None if found is None else Mention(noun, *found)


def _sure(sentence: Sentence, noun: Noun) -> Mention | None:
    mention = _mention(sentence, noun)
    return mention if mention is not None and mention.evidence in _SURE and mention.kind is not Kind.SYSTEM else None


def _is_acronym(sentence: Sentence, noun: Noun) -> bool:
    form = sentence.words.forms[head_of(sentence, noun)]
    return form[0] != "@" and form.rstrip("s").isupper()


def _capital(sentence: Sentence, noun: Noun) -> bool:
    form = sentence.words.forms[head_of(sentence, noun)]
    return form[0].isupper() and form.lower() not in word_list("tools")


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
        if noun.lead in _MEANS and not noun.is_pronoun and _sure(sentence, noun) is None:
            return (noun.words[0] - 1, noun.words[1])
    return None


def _first_condition(sentence: Sentence) -> Range | None:
    for kind, start, end in sentence.segments:
        if kind in ("CONDITION", "TIME"):
            return (start, end - 1) if sentence.tags[end - 1] == "," else (start, end)
    return None


def purpose(sentence: Sentence) -> Range | None:
    """The clause that says why: of reason or aim, up to the end of the sentence or bracket."""
    for index, (kind, start, end) in enumerate(sentence.segments):
        if kind == "REASON" and _states_reason(sentence, index, start, end):
            return (start, _clause_end(sentence, index))
        if kind == "AIM" and (sentence.tags[start] == "e" or _states_aim(sentence, index, start)):
            return (start, _clause_end(sentence, index) if index else end - (sentence.tags[end - 1] == ","))
    if (
        sentence.form(0) in ("this", "that", "it", "doing this")
        and (verb := sentence.first) is not None
        and verb.base in word_list("verbs_of_effect")
    ):
        return (0, _clause_end(sentence, -1))
    return None


def _states_reason(sentence: Sentence, index: int, start: int, end: int) -> bool:
    """Whether a clause of reason says why the step is done: "so your capacity drops" is a result, no reason."""
    tags, form = sentence.tags[start:end], sentence.form(start)
    if not any(tag in "VZWBHM" for tag in tags) or (form == "in case" and not index):
        return False
    if form != "so":
        return True
    forms = [sentence.form(at) for at in range(start, end)]
    duty = any(word in ("should", "must", "need to", "have to", "needs to") for word in forms)
    if duty and not any(word in ("n't", "not", "never") for word in forms):
        return False
    able = any(
        word in ("can", "could", "will", "'ll", "may", "might", "don't", "doesn't", "won't", "have", "know", "knows")
        for word in forms
    )
    return able or tags[1:2] in ("R", "3")


def _clause_end(sentence: Sentence, index: int) -> int:
    stop = len(sentence.tags)
    for kind, start, _ in sentence.segments[index + 1 :]:
        if kind == "STOP":
            stop = start
            break
    while stop and sentence.tags[stop - 1] in ".,;:":
        stop -= 1
    return stop


def _states_aim(sentence: Sentence, index: int, start: int) -> bool:
    """Whether a "to" clause states an aim, rather than completing the verb, noun or adjective before it."""
    tags = sentence.tags
    end = sentence.segments[index][2]
    if tags[end - 1] in "po" and end == len(tags.rstrip(".")):
        return False  # "a group to reach out to"
    if not index:
        return any(kind == "MAIN" for kind, _, _ in sentence.segments[1:])
    if tags[start + 1 : start + 2] == "B" and tags[start + 2 : start + 3] == "E":
        return False
    before = next((piece for piece in reversed(sentence.segments[:index]) if piece[0] != "ASIDE"), None)
    if before is None or before[0] not in ("MAIN", "RELATIVE", "WHO"):
        return False
    form = sentence.form(start + 1) if start + 1 < end else ""
    if (
        form in ("make", "ensure", "help", "avoid", "prevent", "confirm", "allow", "make sure")
        and tags[start - 1] not in "JMB"
    ):
        return True
    at = start - 1
    while at > 0 and tags[at] in ")":
        at = sentence.segments[index - 1][1] - 1
    while at > 0 and tags[at] in "A," and not sentence.form(at).endswith("er"):
        at -= 1
    if tags[at] not in "NSPR3":
        return False
    verbs = [verb for verb in sentence.verbs if verb.words[0] < start and verb.kind in ("MAIN", "WHO", "RELATIVE")]
    if (
        not verbs
        or verbs[-1].base in word_list("verbs_of_asking")
        and not _goes_through(verbs[-1])
        or verbs[-1].base == "be"
    ):
        return False
    return singular(sentence.form(at)) not in word_list("nouns_with_aim")


def _goes_through(verb: Verb) -> bool:
    """ "Go through the list to find" states an aim, "go to the page to find" only continues."""
    return verb.base == "go" and any(noun.lead in ("through", "over") for noun in verb.objects)
