"""Odd pages: each is read, or refused with a clear word while the other files are still checked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from proclint import cli
from proclint.model import Document, Kind, Party, Source
from proclint.reading import read
from proclint.reading.splitting import split
from proclint.workspace import Workspace

UNSERVED = "1. The clerk closes the ledger.\n2. The clerk files the form.\n"
GOOD = "# Refund\n\n1. The agent sends a confirmation to the shopper.\n2. Tell the shopper the date.\n"
ITEM = 6_000  # how often an item says the same; the paragraph beside it is of 5 MB
HANG = 100  # seconds; no figure to reach, only an end to waiting


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


class Ran:
    """What one call left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]):
    """Writes pages (name -> text or bytes) and runs the command line in this process."""

    def run(*arguments: str, **pages: str | bytes) -> Ran:
        for name, page in pages.items():
            Path(f"{name}.md").write_bytes(page if isinstance(page, bytes) else page.encode())
        capsys.readouterr()
        code = cli.run(list(arguments))
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(code, printed.out, printed.err)

    return run


def alone(text: str, path: str = "page.md", **options: Any) -> Document:
    workspace = Workspace()
    workspace.replace(read(path, text, **options))
    return workspace.documents[path]


def numbers(document: Document) -> list[str | None]:
    return [step.number for step in document.steps]


def lines(document: Document) -> list[int]:
    return [document.lines.line(step.span.start) for step in document.steps]


def who(parties: tuple[Party, ...]) -> list[tuple[str, str]]:
    return [(party.name, party.source.value) for party in parties]


# --- pages without steps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        " \t\n\n",
        "---\ntitle: Only this\nowner: Finance\n---\n",
        "---\nowner: Finance\n---",
        "# Only a heading",
        "# One\n\n## 1. Two\n\n### Step 3\n",
        "| Step | Who | For |\n|---|---|---|\n",
        "| Step | Who |\n|---|---|\n\nSend the form to the clerk.\n",
        "> 1. Send the form to the clerk.\n> 2. Tell the manager.\n",
        "```\n1. Send the form to the clerk.\n2. Tell the manager.\n```\n",
        "    1. Send the form to the clerk.\n    2. Tell the manager.\n",
        "<!--\n1. Send the form to the clerk.\n2. Tell the manager.\n-->\n",
        "<!-- never closed\n\n1. Send the form to the clerk.\n2. Tell the manager.\n",
        "<ol>\n<li>Send the form to the clerk.</li>\n</ol>\n",
        "---\nprocess: false\n---\n" + GOOD,
    ],
)
def test_a_page_without_steps_is_no_process_and_no_finding(call, text: str) -> None:
    got = call("check", "--output-format", "json", odd=text)
    assert (got.code, json.loads(got.out)["diagnostics"]) == (0, [])
    (page,) = json.loads(call("steps", "--output-format", "json", "odd.md").out)["documents"]
    assert (page["process"], page["steps"], page["error"]) == (False, [], None)


# --- bytes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "place", "says"),
    [
        (b"# Caf\xe9\n\n1. Log it.\n", "1:6", "the byte 0xE9 is not UTF-8"),
        (b"# A\r\n\r\n1. Send \xc3\xa9 \xff\n", "3:11", "the byte 0xFF is not UTF-8"),
        (b"1. Cut off \xe2\x82", "1:12", "the byte 0xE2 is not UTF-8"),
        ("# Menu\n\n1. Log it.\n".encode("utf-16"), "1:1", "the page is UTF-16, not UTF-8"),
        ("# Menu\n".encode("utf-16-be"), "1:1", "a NUL character stands here"),
        (b"# A\n\n1. Log\0 it.\n", "3:7", "a NUL character stands here"),
        (b"a" * 10_000_001, "1:1", "the page is larger than 10 MB"),
    ],
)
def test_a_page_that_is_no_text_is_refused_with_its_place_and_the_rest_is_checked(
    call, data: bytes, place: str, says: str
) -> None:
    got = call("check", "--output-format", "concise", odd=data, good=GOOD, unserved=UNSERVED)
    assert got.code == 1
    refused, missing = got.out.splitlines()[:2]
    assert refused.startswith(f"odd.md:{place}: error DOC001 unreadable-document: {says}")
    assert missing.startswith("unserved.md:1:14: warning CUS001 ")
    assert "help: " in call("check").out
    steps = json.loads(call("steps", "--output-format", "json").out)["documents"]
    assert [len(page["steps"]) for page in sorted(steps, key=lambda page: page["path"])] in ([2, 0, 2], [2, 2])
    (page,) = json.loads(call("steps", "--output-format", "json", "odd.md").out)["documents"]
    assert page["error"]["message"].startswith(says)
    assert "{line}:{column}".format(**page["error"]["start"]) == place


@pytest.mark.parametrize(
    ("change", "shift"),
    [
        (lambda text: text.replace("\n", "\r\n"), 0),
        (lambda text: text.replace("\n", "\r"), 0),
        (lambda text: "\ufeff" + text, 0),
        (lambda text: text.rstrip("\n"), 0),
        (lambda text: "\n\n" + text, 2),
    ],
)
def test_line_ends_and_marks_of_editors_change_nothing(call, change, shift: int) -> None:
    text = GOOD + "3. The clerk closes the ledger.\n"
    pages = []
    for form in (text, change(text)):
        got = call("steps", "--output-format", "json", "odd.md", odd=form.encode())
        (page,) = json.loads(got.out)["documents"]
        for step in page["steps"]:
            step["line"] -= shift if form != text else 0
        pages.append([(step["line"], step["column"], step["text"], step["id"]) for step in page["steps"]])
    assert pages[0] == pages[1]
    assert len(pages[0]) == 3
    place = call("check", "--output-format", "concise").out.split(" ")[0]
    assert place == f"odd.md:{5 + shift}:14:"


def test_columns_count_code_points_and_marks_stand_under_their_characters(call) -> None:
    odd = "# 小\n\n1. 😀 e\u0301 The clerk closes the ledger.\n2. The **clerk** files 漢字 forms.\n"
    got = call("check", odd=odd)
    assert got.out.startswith("odd.md:3:19: warning CUS001 ")
    shown = got.out.splitlines()
    source = next(index for index, line in enumerate(shown) if line.startswith("3 | "))
    assert shown[source] == "3 | 1. 😀 e\u0301 The clerk closes the ledger."
    # two cells for the emoji, one for the letter with its accent
    assert shown[source + 1] == "  | " + " " * len("1. xx e The clerk ") + "^" * len("closes")
    steps = json.loads(call("steps", "--output-format", "json").out)["documents"][0]["steps"]
    assert [step["actions"][0]["verb"]["start"] for step in steps] == [
        {"line": 3, "column": 19},
        {"line": 4, "column": 18},
    ]


def test_control_characters_reach_no_terminal(call) -> None:
    got = call("check", odd="# A\n\n1. The clerk closes the \x1b[31mledger\u202e\x07.\n")
    assert got.code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(got.out + got.err)


# --- lists ----------------------------------------------------------------------------------------------------------


def test_lists_nested_four_deep() -> None:
    document = alone(
        "# Visit\n\n"
        "1. Welcome the guest.\n"
        "   1. Hand the badge to the guest.\n"
        "      1. Tell the porter.\n"
        "         1. Send the porter the list.\n"
        "         2. Close the gate.\n"
        "2. Thank the guest.\n"
    )
    assert lines(document) == [3, 4, 5, 6, 7, 8]
    assert [step.id for step in document.steps] == ["1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "1.1.1.1.2", "1.2"]
    assert numbers(document) == ["1", "1", "1", "1", "2", "2"]
    assert who(document.steps[3].customers) == [("porter", "sentence")]


def test_an_item_of_three_paragraphs_is_one_step() -> None:
    document = alone(
        "1. Open the case.\n\n   Give the *customer* the number.\n\n"
        "   This ensures that nobody asks twice.\n\n2. Close it.\n"
    )
    assert lines(document) == [1, 7]
    first = document.steps[0]
    assert first.text == "Open the case."
    assert [action.verb.text for action in first.actions][:2] == ["Open", "Give"]
    assert first.purpose is not None and first.purpose.text.startswith("This ensures that nobody asks twice")


def test_addresses_are_no_words_of_another_language() -> None:
    links = "".join(f"   - [Tool {at}](https://tool-{at}.example.com/de/con/und)\n" for at in range(40))
    (step,) = read("a.md", f"# Desk\n\n1. Add the porter to each tool:\n{links}").steps
    assert step.text == "Add the porter to each tool:"


def test_numbered_commands_below_a_heading_that_says_what_is_done_are_steps_whatever_the_title() -> None:
    steps = "1. Open the minutes of last week.\n2. Copy them.\n3. Send them to the members.\n"
    assert len(read("a.md", f"# Agenda and minutes\n\n## Preparing the agenda\n\n{steps}").steps) == 3
    assert not read("a.md", f"# Agenda and minutes\n\n## Monday\n\n{steps}").steps


@pytest.mark.parametrize(
    ("title", "who_acts"), [("Party", []), ("Guests", []), ("People", []), ("Night nurse", ["Night nurse"])]
)
def test_a_title_names_who_acts_only_where_it_names_somebody_inside(title: str, who_acts: list[str]) -> None:
    (step,) = read("a.md", f"# {title}\n\n1. Unlock the door.\n").steps
    assert [party.name for party in step.performers] == who_acts


def test_what_is_checked_off_is_a_step_beside_a_box_and_a_record_without_one() -> None:
    done = [
        "Hall booked for the guests",
        "Posters printed",
        "Speakers and stewards invited",
        "Tutorial shown on the screen",
    ]
    boxes = "# Fair\n\n" + "".join(f"- [ ] {line}\n" for line in done)
    assert [step.text for step in read("fair.md", boxes).steps] == done
    assert not read("fair.md", boxes.replace("[ ] ", "")).steps


@pytest.mark.parametrize("marker", ["- {}.", "{}. -", "- {})"])
def test_two_markers_in_a_row_are_one(marker: str) -> None:
    lines = ["Write to the host.", "Send the list to the guest.", "Call the porter."]
    text = "# Visit\n\n" + "".join(f"{marker.format(at)} {line}\n" for at, line in enumerate(lines, 1))
    steps = read("visit.md", text).steps
    assert [step.text for step in steps] == lines
    assert [text[step.span.start : step.span.end] for step in steps] == text.splitlines()[2:]
    assert [step.id for step in steps] == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize("empty", ["2.", "2. # Then", "2. ```\n   code\n   ```", "2. <!-- later -->", "2. ![](a.png)"])
def test_an_item_without_words_among_steps_is_none(empty: str) -> None:
    text = f"# Move\n\n1. Call the porter.\n{empty}\n3. Send the list to the guest.\n4. Close the door.\n"
    assert [step.number for step in read("move.md", text).steps] == ["1", "3", "4"]


def test_numbers_may_be_repeated_or_begin_anywhere() -> None:
    same = alone("1. Open the case.\n1. Call the guest.\n1. Close the case.\n")
    assert (numbers(same), [step.id for step in same.steps]) == (["1", "1", "1"], ["1.1", "1.2", "1.3"])
    later = alone("7. Open the case.\n8. Call the guest.\n\ntext\n\n9. Close the case.\n")
    assert numbers(later) == ["7", "8", "9"]
    assert len({step.id for step in later.steps}) == 3


def test_go_to_step_is_followed() -> None:
    text = (
        "# Check\n\n"
        "1. The clerk opens the file.\n"
        "2. The clerk weighs the parcel. If it is light, go to step 4.\n"
        "3. The clerk closes the file.\n\n"
        "---\n\n## Later\n\n"
        "4. The porter stamps the parcel.\n"
        "5. The porter loads the van.\n"
    )
    steps = alone(text).steps
    assert steps[1].goes_to == ("4",)
    assert [who(step.customers) for step in steps] == [[("porter", "flow")], [("porter", "flow")], [], [], []]
    round_and_round = alone(
        "1. Open the file.\n2. Go to step 1.\n3. Go to step 3.\n4. Close it, then go back to step 2.\n"
    )
    assert [step.customers for step in round_and_round.steps] == [()] * 4


# --- fields ---------------------------------------------------------------------------------------------------------

STEP_FIELDS = {
    "input": "Input",
    "supplier": "Supplier",
    "output": "Output",
    "good_when": "Good when",
    "via": "Via",
    "by_when": "By when",
    "customer_impact": "Customer impact",
    "need": "Need",
    "trigger": "Trigger",
}


def test_all_field_labels_in_a_step_and_in_columns() -> None:
    nested = "1. Close the ledger.\n" + "".join(
        f"   - {label}: the {name} here\n" for name, label in STEP_FIELDS.items()
    )
    nested += (
        "   - Customer: the controller, the auditor\n   - **Performer:** Finance clerk\n   - Purpose: nobody waits\n"
    )
    titles = ["Step", *STEP_FIELDS.values(), "Customer", "Performer", "Purpose"]
    cells = ["Close the ledger", *(f"the {name} here" for name in STEP_FIELDS)]
    cells += ["the controller, the auditor", "Finance clerk", "nobody waits"]
    table = "\n".join("| " + " | ".join(row) + " |" for row in (titles, ["---"] * len(titles), cells)) + "\n"
    for text in (nested, table):
        (step,) = alone(text).steps
        assert {name: [value.text for value in values] for name, values in step.fields.items()} == {
            name: [f"the {name} here"] for name in STEP_FIELDS
        }
        assert who(step.customers) == [("controller", "field"), ("auditor", "field")]
        assert who(step.performers) == [("Finance clerk", "field")]
        assert step.purpose is not None and step.purpose.text == "nobody waits"


@pytest.mark.parametrize("label", ["customer", "For", "Recipient", "receiver", "SERVES", "beneficiary", "Customers"])
@pytest.mark.parametrize(
    "form", ["   - {}: the guest", "   - **{}:** the guest", "   {}: the guest", "   **{}**: the guest"]
)
def test_the_labels_of_a_customer(label: str, form: str) -> None:
    label = label[0].upper() + label[1:]  # a line that goes on in small letters is no field
    (step,) = alone("1. Close the ledger.\n" + form.format(label) + "\n").steps
    assert who(step.customers) == [("guest", "field")]
    assert step.text == "Close the ledger."


@pytest.mark.parametrize("label", ["Who", "Responsible", "Role", "Actor", "By", "Done by", "Performer"])
def test_the_labels_of_a_performer(label: str) -> None:
    (step,) = alone(f"1. Close the ledger.\n   - {label}: the night porter\n").steps
    assert who(step.performers) == [("night porter", "field")]


def test_labels_of_the_config_open_their_field() -> None:
    text = "1. Close the ledger.\n   - Kundschaft: the guest\n"
    assert alone(text).steps[0].customers == ()
    (step,) = alone(text, synonyms=(("customer", ("Kundschaft",)),)).steps
    assert who(step.customers) == [("guest", "field")]


def test_front_matter_speaks_for_the_page(call) -> None:
    text = (
        "---\ntitle: The ledger\nowner: Finance\npurpose: pay people on time\ntrigger: the month ends\n"
        "customers: [shoppers, the tax office]\nperformer: Finance clerk\n---\n\n"
        "1. Close the ledger.\n2. Tell the auditor.\n"
    )
    got = json.loads(call("steps", "--output-format", "json", odd=text).out)["documents"][0]
    (process,) = got["processes"]
    assert (process["title"], process["owner"]["name"], process["owner"]["kind"]) == (
        "The ledger",
        "Finance",
        "internal",
    )
    assert (process["purpose"]["text"], process["trigger"]["text"]) == ("pay people on time", "the month ends")
    assert [(party["name"], party["source"]) for party in process["customers"]] == [
        ("shoppers", "document"),
        ("tax office", "document"),
    ]
    first, second = got["steps"]
    assert [(party["name"], party["source"]) for party in first["customers"]] == [
        ("shoppers", "document"),
        ("tax office", "document"),
    ]
    assert [(party["name"], party["source"]) for party in second["customers"]] == [("auditor", "sentence")]
    assert {party["source"] for step in got["steps"] for party in step["performers"]} == {"document"}
    assert call("check").code == 0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("---\npriorities: [guests, suppliers]\n---\n\n1. Close the ledger.\n", [["guests", "suppliers"]]),
        ("# Bar\n\nPriorities: guests > staff\n\n1. Close the ledger.\n", [["guests > staff"]]),
        ("# Bar\n\nPriorities:\n\n- guests\n- staff\n", [["guests", "staff"]]),
        ("# Bar\n\n## Priorities\n\n1. guests\n2. staff\n\n## Steps\n\n- Close.\n", [["guests", "staff"]]),
        ("## A\n\nPriorities: guests\n\n## B\n\nPriorities: staff\n", [["guests"], ["staff"]]),
    ],
)
def test_priorities_are_read_field_by_field(text: str, values: list[list[str]]) -> None:
    assert [[clause.text for clause in found] for found in alone(text).priorities] == values


def test_front_matter_says_whether_a_page_is_a_process() -> None:
    bullets = "- [Prices](p.md)\n- Opening hours\n\nThe clerk sends the form to the guest.\n"
    assert alone(bullets).is_process is False
    told = alone("---\nprocess: true\n---\n" + bullets)
    assert told.is_process and who(told.steps[-1].customers) == [("guest", "sentence")]
    assert alone("---\nprocess: no\n---\n" + GOOD).steps == ()
    assert (
        alone("---\nprocess: false\n---\n" + GOOD, process=True).is_process is False
    )  # the page comes before the config
    assert alone("---\nprocess: maybe\n---\n" + GOOD).is_process is True
    assert alone(GOOD, process=False).is_process is False


def test_an_open_front_matter_is_a_page_like_any_other() -> None:
    document = alone("---\ntitle: Never closed\n\n" + GOOD)
    assert lines(document) == [6, 7]


def test_customers_of_document_and_section_hold_where_a_step_has_none() -> None:
    document = alone(
        "# Fair\n\nCustomers: visitors\n\n1. Open the gate.\n2. Tell the police.\n\n"
        "## Stands\n\nCustomers: exhibitors, the caterer\n\n1. Sweep the hall.\n"
        "2. Check the lamps.\n   - For: the fire brigade\n\n"
        "### Power\n\n1. Lay the cables.\n\n## Evening\n\n1. Close the gate.\n"
    )
    assert [who(step.customers) for step in document.steps] == [
        [("visitors", "document")],
        [("police", "sentence")],
        [("exhibitors", "section"), ("caterer", "section")],
        [("fire brigade", "field")],
        [("exhibitors", "section"), ("caterer", "section")],
        [("visitors", "document")],
    ]
    assert all(party.source is Source.DOCUMENT for process in document.processes for party in process.customers)


def test_several_processes_in_a_page() -> None:
    document = alone(
        "# Desk\n\n## Refunds\n\nOwner: Finance\n\nPurpose: shoppers get their money back\n\n"
        "1. Send the shopper the money.\n\n"
        "## Returns\n\nOwner: Warehouse\n\n1. Check the parcel for the shopper.\n2. Tell the shopper.\n\n"
        "## Notes\n\n- The desk is closed on Sundays.\n"
    )
    assert [(one.title, one.owner.name if one.owner else None) for one in document.processes] == [
        ("Refunds", "Finance"),
        ("Returns", "Warehouse"),
    ]
    first, second = (one.id for one in document.processes)
    assert [step.process for step in document.steps] == [first, second, second]
    assert document.processes[0].purpose is not None
    assert document.processes[0].purpose.text == "shoppers get their money back"


# --- ignore comments ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1. CLOSE <!-- proclint: ignore CUS001 -->\n2. FILE\n", [2]),
        ("1. CLOSE <!-- proclint: ignore CUS -->\n2. FILE\n", [2]),
        ("1. CLOSE <!-- proclint: ignore missing-customer (it is old) -->\n2. FILE\n", [2]),
        ("1. CLOSE <!-- proclint: ignore -->\n2. FILE\n", [2]),
        ("1. CLOSE <!-- proclint: ignore CUS003 -->\n2. FILE\n", [1, 2]),
        ("1. CLOSE\n   It takes long. <!-- proclint: ignore CUS001 -->\n2. FILE\n", [3]),
        ("1. CLOSE\n2. FILE <!--proclint:ignore CUS003, CUS001-->\n", [1]),
        ("1. CLOSE `<!-- proclint: ignore -->`\n2. FILE\n", [1, 2]),
        ("<!-- proclint: ignore-file CUS001, PUR -->\n\n1. CLOSE\n2. FILE\n", []),
        ("<!-- proclint: ignore-file -->\n\n1. CLOSE\n2. FILE\n", []),
        ("<!-- proclint: ignore-file PUR -->\n\n1. CLOSE\n2. FILE\n", [3, 4]),
        ("| Step | Who |\n|---|---|\n| CLOSE <!-- proclint: ignore --> | Clerk |\n| FILE | Clerk |\n", [4]),
    ],
)
def test_ignore_comments(call, text: str, left: list[int]) -> None:
    text = text.replace("CLOSE", "The clerk closes the ledger.").replace("FILE", "The clerk files the form.")
    got = call("check", "--select", "CUS", "--output-format", "json", odd=text)
    found = json.loads(got.out)["diagnostics"]
    assert [one["start"]["line"] for one in found] == left
    assert got.code == (1 if left else 0)


# --- size and depth -------------------------------------------------------------------------------------------------


def outside(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line in a process of its own, so that one that hangs or falls is seen."""
    command = [sys.executable, "-m", "proclint", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_a_page_of_five_megabytes() -> None:
    words = "The archive keeps what nobody reads, and it keeps all of it.\n" * 60 + "\n"
    count = 5_000_000 // len(words)
    steps = [f"{number}. Send form {number} to the guest.\n" for number in range(1, 301)]
    Path("large.md").write_text("# Large\n\n" + words * count + "".join(steps) + "\n" + words, encoding="utf-8")
    assert Path("large.md").stat().st_size > 5_000_000
    Path("small.md").write_text(GOOD, encoding="utf-8")
    large, small = json.loads(outside("steps", "--output-format", "json").stdout)["documents"]
    assert len(large["steps"]) == 300 and len(small["steps"]) == 2
    assert {party["name"] for step in large["steps"] for party in step["customers"]} == {"guest"}
    assert large["steps"][-1]["line"] == 2 + 61 * count + 300
    assert outside("check").stdout == ""


def test_lines_of_megabytes() -> None:
    filler = "and more of that kind "
    item = f"1. The clerk closes the ledger {filler * ITEM}\n2. The clerk files the form.\n"
    Path("line.md").write_text(f"# Long\n\n{filler * 240_000}\n\n{item}", encoding="utf-8")
    got = outside("check", "--output-format", "full")
    assert "line.md:5:14: warning CUS001 " in got.stdout
    assert len(got.stdout) < 5_000, "the excerpt shows the part of the line that counts"
    (page,) = json.loads(outside("steps", "--output-format", "json").stdout)["documents"]
    assert [step["number"] for step in page["steps"]] == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "> " * 20_000 + "1. Send the form",
        "".join("  " * depth + "- Send the form to the guest\n" for depth in range(1_500)),
    ],
    ids=["quotes", "lists"],
)
def test_a_page_nested_too_deep_is_refused_and_the_rest_is_checked(text: str) -> None:
    Path("deep.md").write_text(text, encoding="utf-8")
    Path("unserved.md").write_text(UNSERVED, encoding="utf-8")
    got = outside("check", "--output-format", "concise")
    deep, unserved = got.stdout.splitlines()[:2]
    assert deep.startswith("deep.md:") and "error DOC001" in deep and "nested deeper than" in deep
    assert unserved.startswith("unserved.md:1:")


@pytest.mark.parametrize(
    "text",
    [
        "1. Send the form to the guest " + "[" * 50_000 + "\n2. Tell the guest.\n",
        "1. Send the form to the guest " + "(" * 50_000 + "\n2. Tell the guest.\n",
        "1. Send the form to " + "the guest, " * 5_000 + "\n2. Tell the guest.\n",
        "1. Send the form to the guest" + ". " * 20_000 + "\n2. Tell the guest.\n",
        "1. Send the form to the guest" + " <!-- proclint: ignore CUS001 -->" * 3_000 + "\n2. Tell the guest.\n",
    ],
    ids=["brackets", "parentheses", "guests", "stops", "comments"],
)
def test_long_runs_of_one_thing_in_an_item(text: str) -> None:
    Path("run.md").write_text(text, encoding="utf-8")
    (page,) = json.loads(outside("steps", "--output-format", "json").stdout)["documents"]
    assert [step["number"] for step in page["steps"]] == ["1", "2"]
    assert [party["name"] for party in page["steps"][0]["customers"]][:1] == ["guest"]


def test_a_sentence_may_end_with_its_verb() -> None:
    for text in ("All is there", "Everything is"):
        read("a.md", f"1. {text}\n2. Call the clerk.\n")


def test_measures_and_feedback_are_kept_for_the_process() -> None:
    page = (
        "---\nfeedback: a card at the door\n---\n# Keys\n\n## Steps\n\n1. The clerk sends the tenant a key.\n\n"
        "## Measures\n\n- tenants who came only once\n- keys lost\n"
    )
    (process,) = read("keys.md", page).processes
    assert [clause.text for clause in process.measures] == ["tenants who came only once", "keys lost"]
    assert [clause.text for clause in process.feedback] == ["a card at the door"]
    assert all(page[one.span.start : one.span.end] == one.text for one in (*process.measures, *process.feedback))


def test_infinitives_are_duties_below_a_heading_that_says_so_and_aims_elsewhere() -> None:
    items = "\n\n* To sit at the desk,\n* To give visitors a ticket.\n"
    assert lines(alone("# Desk\n\n## Responsibilities" + items)) == [5, 6]
    assert lines(alone("# Desk\n\n## Idea" + items)) == []


def test_the_flow_serves_nobody_where_the_reader_is_served_or_a_duty_stands() -> None:
    told = "1. The clerk will give you a form.\n2. The nurse signs the form.\n"
    duties = "# Clerk\n\n## Duties\n\n- Keeping the log\n- Telling the nurse of the guest\n"
    for text in (told, duties):
        first = alone(text).steps[0]
        assert not [party.name for party in first.customers if party.source is Source.FLOW]
    (first, _) = alone(told.replace("give you", "fill in")).steps
    assert [(party.name, party.source) for party in first.customers] == [("nurse", Source.FLOW)]


def test_whom_to_turn_to_in_trouble_is_not_served_by_the_step_of_the_heading() -> None:
    page = "# Move\n\n## Step 1: Pack the boxes\n\n{}tell the porter.\n\n## Step 2: Load the van\n\nBy noon.\n"
    assert who(alone(page.format("Then ")).steps[0].customers) == [("porter", "section")]
    assert who(alone(page.format("If you run into trouble, ")).steps[0].customers) == []
    page = "# Move\n\n## {}Pack the boxes\n\n{}.\n\n## Step 2: Load the van\n\nBy noon.\n"
    for start, said in (("Step 1: ", "The porter will be copied on the mail"), ("Porter: Step 1: ", "Tell the porter")):
        assert who(alone(page.format(start, said)).steps[0].customers) == []


def test_a_name_may_say_itself_who_is_inside_and_who_is_not() -> None:
    names = "the internal users, outside counsel, external partners, in-house staff, users, internal medicine patients"
    steps = alone("".join(f"1. Tell {name.strip()}.\n" for name in names.split(","))).steps
    kinds = [party.kind for step in steps for party in step.customers]
    inside, contact, outside = Kind.INTERNAL, Kind.CONTACT, Kind.EXTERNAL
    assert kinds == [inside, contact, contact, inside, outside, outside]


def test_a_list_of_the_steps_that_somebody_has_to_take_is_theirs() -> None:
    page = "# Move\n\nThese are the steps {} {} to\nmove a booking:\n\n1. Ask the hirer.\n2. Ring the caretaker.\n"
    for whom, verb, names in (
        ("a member of the bookings team", "needs to take", ["member of the bookings team"]),
        ("that the clerk", "has to follow", ["clerk"]),
        ("you", "should take", []),
        ("the keys", "have to take", []),
    ):
        steps = alone(page.format(whom, verb)).steps
        assert [[party.name for party in step.performers] for step in steps] == [names] * 2


def test_whom_an_aim_names_in_its_second_half_is_not_served_by_the_step() -> None:
    (step,) = alone("1. Show all staff the hall, so everyone knows where doors are and can help the guests.\n").steps
    assert [party.name for party in step.customers] == ["staff"]


def test_what_people_fit_and_weigh_is_done() -> None:
    steps = alone("1. The tailor fits the coat.\n2. The nurse weighs the child and thanks the parent.\n").steps
    assert [step.actions[0].verb.text for step in steps] == ["fits", "weighs"]
    assert alone("The coat fits the child. The parcel weighs a pound. The letter weighs a gram.\n").steps == ()


def test_how_often_a_thing_is_done_to_is_not_given_to_it() -> None:
    steps = alone("1. Hand the porter a key.\n2. The warden checks the records every month.\n").steps
    assert [[party.name for party in step.customers] for step in steps] == [["porter"], []]


def test_an_office_at_another_house_is_not_that_of_this_one() -> None:
    said = ("the press office at the agency", "the press office at the agency desk", "the clerk at the door")
    steps = alone("".join(f"1. Ask {one}.\n" for one in said)).steps
    names = [party.name for step in steps for party in step.customers]
    assert names == ["press office at the agency", "press office", "clerk"]


def test_what_somebody_named_before_a_list_does_is_done_though_it_is_a_choice() -> None:
    page = "# Call\n\n1. The host opens the call.\n\n{}:\n\n- hands over to the guest\n- thanks the guest\n"
    steps = alone(page.format("The host then either")).steps
    assert [[party.name for party in step.customers] for step in steps[1:]] == [["guest"], ["guest"]]
    assert len(alone(page.format("You can choose either")).steps) == 1


def test_prose_has_what_its_front_matter_says() -> None:
    page = "---\nprocess: true\nowner: Warden\ncustomer: tenant\n---\n# Lamps\n\nThe porter lights the lamps.\n"
    for name in ("page.md", "page.txt"):
        document = read(name, page)
        (process,) = document.processes
        assert process.owner is not None and process.owner.name == "Warden"
        assert [who(step.customers) for step in document.steps] == [[("tenant", "document")]]


def test_a_bold_name_above_a_list_names_who_does_it() -> None:
    items = "\n\n- Weigh the child.\n- Tell the parent the weight.\n"
    for name, performers in (("**Nurse**", [("nurse", "section")]), ("Nurse", []), ("**The weight**", [])):
        steps = alone(f"# Visit\n\n{name}{items}").steps
        assert [[(one.casefold(), source) for one, source in who(step.performers)] for step in steps] == [
            performers
        ] * 2


def test_columns_that_ask_who_does_it_and_who_gets_it() -> None:
    for doer, taker in (("Who does it", "Who gets it"), ("Performed by", "Given to")):
        table = f"# T\n\n| Step | {doer} | {taker} |\n|---|---|---|\n| File the form | Clerk | Nurse |\n"
        (step,) = alone(table).steps
        assert who(step.performers) == [("Clerk", "field")]
        assert who(step.customers) == [("Nurse", "field")]


def test_a_title_before_a_name_ends_no_sentence() -> None:
    text = "The guard opens the door. Dr. Hale then signs the list."
    sentences = [text[first:last] for first, last in split(text)]
    assert sentences == ["The guard opens the door.", "Dr. Hale then signs the list."]


def flow_of(text: str) -> list[str]:
    """Whom the order of the steps has the first of them serve."""
    return [party.name for party in alone(text).steps[0].customers if party.source is Source.FLOW]


@pytest.mark.parametrize(
    ("text", "served"),
    [
        # nobody is said to act: past the next step, only the same thing leads on
        ("1. Fill out the claim.\n2. Sign it.\n3. The clerk checks the claim.\n", ["clerk"]),
        ("1. Switch on the lamp.\n2. Sign it.\n3. The clerk checks the claim.\n", []),
        ("1. The porter switches on the lamp.\n2. Sign it.\n3. The clerk checks the claim.\n", ["clerk"]),
        ("1. Write the letter.\n2. Sign it.\n3. Send the letter to the tenant.\n", ["tenant"]),
        ("1. Write the letter.\n2. Sign it.\n3. Send the keys to the tenant.\n", []),
        # the next one has to hand something over, or to take it up
        ("1. Write the letter.\n2. Send the keys to the tenant.\n", ["tenant"]),
        ("1. Clean the room.\n2. Bake a cake for the tenant.\n", ["tenant"]),
        ("1. Clean the room.\n2. Heat the room for the tenant.\n", ["tenant"]),
        ("1. Scan the crate.\n2. If it leaks, call the porter.\n", []),
        ("1. Scan the crate.\n2. If the crate leaks, bring the crate to the porter.\n", ["porter"]),
        ("1. The porter writes the letter.\n2. The porter gives it to whoever asks.\n", []),
        # who is asked, met or picked takes part
        ("1. Write the letter.\n2. Ask the manager for a stamp.\n", []),
        ("1. Write the letter.\n2. Discuss the letter with the manager.\n", []),
        ("1. Write the letter.\n2. Pick a manager.\n", []),
        ("1. Write the letter.\n2. Close the case so that the manager can go home.\n", []),
        # a note below a step
        ("1. Write the letter.\n   1. Check the date.\n2. The clerk files it.\n", ["clerk"]),
        ("1. Write the letter.\n2. You should also:\n   1. Check the date.\n   2. The clerk files it.\n", []),
        # one party under two of its names
        ("1. The HMS office signs the slip.\n2. The office files the slip.\n", []),
        ("1. The team signs the slip.\n2. Team members file the slip.\n", []),
        ("1. The deputy clerk signs the slip.\n2. The clerk files the slip.\n", ["clerk"]),
        # whoever that is
        ("1. The clerk signs the slip.\n2. Both parties file the slip.\n", []),
        # what somebody does for the reader is not for whoever comes next
        ("1. The porter will reach out to help you.\n2. The clerk files the slip.\n", []),
        ("1. The porter stamps the slip that you wrote.\n2. The clerk files the slip.\n", ["clerk"]),
        # what not to do
        ("1. Do not fold the slip.\n2. The clerk files the slip.\n", []),
        # whoever receives something does nothing yet
        ("1. The porter receives the slip.\n2. The clerk files the slip.\n", []),
        ("1. The porter receives the slip and stamps it.\n2. The clerk files the slip.\n", ["clerk"]),
        # bullets below a heading that says who acts
        ("# Desk\n\n## Clerk\n\n- Sign the slip.\n- The porter parks the van.\n", []),
        ("# Desk\n\n## Clerk\n\n- Sign the slip.\n- Send the slip to the porter.\n", ["porter"]),
    ],
)
def test_the_order_of_the_steps_leads_as_far_as_a_reader_would_conclude(text: str, served: list[str]) -> None:
    assert flow_of(text) == served


def test_a_note_below_a_step_leads_nowhere_by_standing_before_the_next_step() -> None:
    (_, note, _) = alone("1. Write the letter.\n   1. Mind the lamp.\n2. The clerk files it.\n").steps
    assert note.customers == ()


def test_a_paragraph_that_says_who_does_what_its_heading_commands_names_the_performer() -> None:
    page = "# Care\n\n## Step 1: Check the wound\n\n{}\n\n## Step 2: Call the doctor\n\nIt is late.\n"
    (first, _) = alone(page.format("The nurse checks the wound.")).steps
    assert who(first.performers) == [("nurse", "section")]
    (first, _) = alone(page.format("The patient waits outside.")).steps
    assert who(first.performers) == []


def test_who_is_to_approve_what_is_done_does_not_do_it() -> None:
    page = "# Orders\n\n1. The order is sent for approval by the warden.\n2. The order is released by the clerk.\n"
    sent, released = alone(page).steps
    assert (who(sent.performers), who(sent.named_customers)) == ([], [("warden", "sentence")])
    assert who(released.performers) == [("clerk", "sentence")]
