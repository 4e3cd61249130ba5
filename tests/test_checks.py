"""What the rules say of documents that their pages can't show: built by hand, not read."""

from __future__ import annotations

from dataclasses import replace

from proclint import registry
from proclint.model import Action, Clause, Document, Evidence, Organisation, Party, Source, Step
from proclint.names import key_of
from proclint.reading import read
from proclint.rule import Finding
from proclint.span import Span


def party(name: str, source: Source, start: int | None = None) -> Party:
    span = None if start is None else Span(start, start + len(name))
    return Party(name, key_of(name), source, Evidence.LISTED, span)


def step(number: int, performer: Party | None = None, *customers: Party, within: str = "1") -> Step:
    place = Span(100 * number, 100 * number + 5)
    performers = (performer,) if performer else ()
    acts = (Action(Clause("Do", Span(place.start, place.start + 2))),)
    return Step(str(number), str(number), "1", within, place, "Do it", place, performers, customers, actions=acts)


def found(code: str, *steps: Step, text: str = "", is_diagram: bool = False) -> list[Finding]:
    document = Document("a.md", True, (), steps, text=text, is_diagram=is_diagram)
    (rule,) = registry.find(code)
    if rule.needs == "document":
        return list(rule.check(document, Organisation()))
    return [replace(finding, step=one.id) for one in steps for finding in rule.check(one, document, Organisation())]


def test_missing_customer_has_a_block_for_each_run_in_each_list() -> None:
    served = party("clerk", Source.SENTENCE)
    steps = (
        step(1),
        step(2, within="1.2"),
        step(3, within="1.2"),
        step(4),
        step(5, None, served),
        step(6),
    )
    blocks: dict[str | None, set[str | None]] = {}
    for finding in found("CUS001", *steps):
        blocks.setdefault(finding.block, set()).add(finding.step)
    assert sorted(sorted(filter(None, block)) for block in blocks.values()) == [["1", "4"], ["2", "3"], ["6"]]


def test_a_small_word_alone_may_be_the_name_of_something() -> None:
    assert [one.step for one in found("CUS001", step(1), replace(step(2), text="prestart"))] == ["1"]


def test_a_vague_customer_of_a_whole_page_is_said_once() -> None:
    above = party("stakeholders", Source.DOCUMENT, 3)
    assert [one.step for one in found("CUS003", step(1), step(2, None, above), step(3, None, above))] == ["2"]
    own = [party("stakeholders", Source.FIELD, 130), party("stakeholders", Source.FIELD, 230)]
    assert [one.step for one in found("CUS003", step(1, None, own[0]), step(2, None, own[1]))] == ["1", "2"]


def test_a_vague_name_is_taken_as_it_is_written() -> None:
    text = "tell the business, a business, All stakeholders"
    at = text.index

    def says(name: str, start: int) -> bool:
        return bool(found("CUS003", step(1, None, party(name, Source.SENTENCE, start)), text=text))

    assert says("business", at("business"))
    assert not says("business", at("business", 15))
    assert says("stakeholders", at("stake")) and says("All stakeholders", at("All"))
    assert not says("businesses", 0) and not says("everyone on the hiring team", 0)


def test_a_vague_name_that_only_the_flow_gives_or_the_config_declares_is_left_alone() -> None:
    assert found("CUS003", step(1, None, party("stakeholders", Source.FLOW, 130))) == []
    declared = replace(party("stakeholders", Source.SENTENCE, 130), party="stakeholders")
    assert found("CUS003", step(1, None, declared)) == []


def test_a_party_that_is_asked_first_and_acts_later_does_not_serve_itself() -> None:
    early, late = (party("guests", Source.SENTENCE, start) for start in (110, 150))
    assert found("CUS004", step(1, late, early)) == []
    within = replace(step(1, early, late), text_span=Span(100, 200))
    assert found("CUS004", within) == []
    at_once = replace(within.actions[0], performers=(early,), customers=(late,))
    assert [one.step for one in found("CUS004", replace(within, actions=(at_once,)))] == ["1"]


def test_one_mention_is_not_of_doer_and_served_at_once() -> None:
    once = party("council", Source.SENTENCE, 110)
    issued = replace(step(1, once, once), text_span=Span(100, 200))
    done = replace(issued.actions[0], performers=(once,), customers=(once,))
    assert found("CUS004", replace(issued, actions=(done,))) == []


def test_a_heading_of_people_with_whom_a_step_deals_does_not_say_who_does_it() -> None:
    def says(text: str) -> bool:
        clerk = party("clerk", Source.SECTION)
        told = party("clerk", Source.SENTENCE, text.index("clerk"))
        return bool(found("CUS004", replace(step(1, clerk, told), text_span=Span(0, len(text))), text=text))

    assert says("Keep a copy of the rota for the clerk")
    assert not says("Greet the clerk, ask for the rota")


def test_a_step_for_its_performer_and_for_another_does_not_serve_itself() -> None:
    clerk, other = party("clerk", Source.FIELD), party("auditor", Source.FIELD)
    assert found("CUS004", step(1, clerk, clerk, other)) == []
    assert found("CUS004", step(1, clerk, replace(clerk, source=Source.SECTION))) == []


def test_the_flow_of_a_diagram_is_drawn_so_it_counts_as_named() -> None:
    drawn = step(1, None, party("clerk", Source.FLOW))
    assert found("CUS010", drawn, is_diagram=True) == []
    assert [one.step for one in found("CUS010", drawn)] == ["1"]


def test_a_section_is_empty_only_where_nothing_is_written_in_it() -> None:
    organisation = Organisation("proclint.toml", required_sections=("Records",))
    (rule,) = registry.find("DOC005")

    def is_said(section: str) -> bool:
        return bool(list(rule.check(read("a.md", f"# Key\n\n1. Call the clerk.\n\n{section}"), organisation)))

    empty = (
        "",
        "## Records\n",
        "## Records\n\n<!-- a\nb -->\n",
        "## Records\n\nTBD.\n",
        "Records\n---\n\n- - -\n",
        "## Records\n\n### Old\n\nOnes\n====\n",
        "## 3. Records:\n\n...\n",
        "Records: to be written\n",
    )
    full = (
        "## Records\n\nThe book.\n\n---\n",
        "## Records\n\n### Old\n\nNone.\n",
        "Records\n---\n\nThe book.\n",
        "## record\n\n![the book](book.png)\n",
        "**Records:** the book\n",
        "Records:\n\n- the book\n",
    )
    assert [one for one in empty if not is_said(one)] == []
    assert [one for one in full if is_said(one)] == []
