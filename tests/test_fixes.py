"""The changes that rules offer: applied, the page reads as it should, and the rule is content."""

from __future__ import annotations

from pathlib import Path

import pytest

from proclint.diagnostic import Diagnostic, Fix
from proclint.engine import Change, Engine
from proclint.settings import Selection, Settings
from proclint.span import LineIndex


def found(text: str, code: str) -> tuple[Diagnostic, ...]:
    report = Engine(Settings(Path("/nowhere")), Selection(select=(code,), extend_select=("CUS001",))).apply(
        [Change("a.md", text)]
    )
    assert not report.failures
    return tuple(one for one in report.diagnostics if one.code == code)


def applied(text: str, fix: Fix) -> str:
    lines = LineIndex.of(text)
    for edit in sorted(fix.edits, key=lambda one: one.start, reverse=True):
        text = text[: lines.offset(edit.start)] + edit.text + text[lines.offset(edit.end) :]
    return text


def mended(text: str, code: str, *, safe: bool = True) -> str:
    """The page after the fix of its one diagnostic, of which the rule says no more."""
    (one,) = found(text, code)
    assert one.fix is not None and one.fix.safe is safe
    result = applied(text, one.fix)
    assert found(result, code) == ()
    return result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. Log it.\n   - Custommer: clerk\n", "1. Log it.\n   - Customer: clerk\n"),
        ("1. Log it.\n   - **Ouput:** a line\n", "1. Log it.\n   - **Output:** a line\n"),
        ("---\npurpsoe: help\n---\n\n1. Log it.\n", "---\npurpose: help\n---\n\n1. Log it.\n"),
        ("1. Log it.\n   - Good-whn: all is there\n", "1. Log it.\n   - Good when: all is there\n"),
        ("| Step | Who | Custmer |\n|---|---|---|\n| Log it | Clerk | Guest |\n",
         "| Step | Who | Customer |\n|---|---|---|\n| Log it | Clerk | Guest |\n"),
    ],
)  # fmt: skip
def test_a_label_gets_the_name_of_its_field(before: str, after: str) -> None:
    assert mended(before, "DOC003") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. Log it.\n3. Send it.\n4. Close it.\n", "1. Log it.\n2. Send it.\n3. Close it.\n"),
        ("1. Log it.\n1. Send it.\n2. Close it.\n", "1. Log it.\n2. Send it.\n3. Close it.\n"),
        ("0) Log it.\n2) Send it.\n", "0) Log it.\n1) Send it.\n"),
        ("1. Log it.\n2. Send it.\n\nThen:\n\n4. Close it.\n", "1. Log it.\n2. Send it.\n\nThen:\n\n3. Close it.\n"),
        ("1. Log it:\n   1. Weigh it.\n   3. Send it.\n2. Close it.\n",
         "1. Log it:\n   1. Weigh it.\n   2. Send it.\n2. Close it.\n"),
        ("1. Log it.\n10. Send it.\n    - Customer: clerk\n", "1. Log it.\n2. Send it.\n    - Customer: clerk\n"),
    ],
)  # fmt: skip
def test_numbers_are_renumbered(before: str, after: str) -> None:
    assert mended(before, "STP007") == after


def test_renumbering_is_unsafe_where_a_text_speaks_of_a_step() -> None:
    before = "1. Log it.\n3. Send it.\n4. If it comes back, go to step 3.\n"
    assert mended(before, "STP007", safe=False) == "1. Log it.\n2. Send it.\n3. If it comes back, go to step 3.\n"


def test_renumbering_headings_is_unsafe_since_links_lead_to_them() -> None:
    before = "# A\n\n## 1. Log it\n\nSoon.\n\n## 3. Send it\n\nBy post.\n\n## 4. Close it\n\nThen.\n"
    after = before.replace("## 3", "## 2").replace("## 4", "## 3")
    assert mended(before, "STP007", safe=False) == after


def test_rows_are_renumbered() -> None:
    head = "| # | Step | Who |\n|---|---|---|\n"
    before = (
        head + "| 1. | Log it | Clerk |\n| 3. | Send it | Clerk |\n| 3. | Mail it | Aide |\n| 4. | Close it | Clerk |\n"
    )
    after = (
        head + "| 1. | Log it | Clerk |\n| 2. | Send it | Clerk |\n| 2. | Mail it | Aide |\n| 3. | Close it | Clerk |\n"
    )
    assert mended(before, "STP007") == after


@pytest.mark.parametrize(
    "right",
    [
        "# A\n\n## Step 1: Log it\n\nSoon.\n\n## Notes\n\nFew.\n\n## Step 2: Send it\n\nBy post.\n",
        "# A\n\n## Step 1: Log it\n\nA.\n\n## Step 2: Send it\n\nBy post.\n\n## Step 2: Mail it\n\nOr so.\n",
        "# A\n\n## X\n\n### 1. Log it\n\nA.\n\n### 2. Send it\n\nB.\n\n## Y\n\n### 1. Mail it\n\nA.\n",
        "# A\n\n## 1.1 Log it\n\nA.\n\n## 1.2 Send it\n\nB.\n\n## 2.1 Mail it\n\nC.\n\n## 2.2 Close it\n\nD.\n",
        "| Step | Who | No. |\n|---|---|---|\n| Log it | Clerk | 7 |\n| Send it | Clerk | 2 |\n",
    ],
)
def test_headings_and_rows_that_are_numbered_well_are_left_alone(right: str) -> None:
    assert found(right, "STP007") == ()


def test_a_longer_number_that_would_lose_what_stands_below_it_is_left_to_the_author() -> None:
    before = "".join(f"{number}. Log it.\n" for number in range(1, 10))
    (one,) = found(before + "9. Send it.\n   - Customer: clerk\n", "STP007")
    assert one.fix is None
    assert mended(before + "9. Send it.\n", "STP007").endswith("10. Send it.\n")


@pytest.mark.parametrize(
    "right",
    [
        "1. Log it.\n1. Send it.\n1. Close it.\n",
        "1. Log it.\n2. Send it.\n\n## Then\n\n3. Close it.\n4. File it.\n",
        "1. Log it.\n2. Send it.\n\n## Then\n\n1. Close it.\n2. File it.\n",
        "1. Log it.\n2. Send it.\n\nOr:\n\n1. Close it.\n2. File it.\n",
        "5. Log it.\n6. Send it.\n",
        "1. Log it.\n\n```\nlog\n```\n\n2. Send it.\n",
    ],
)
def test_numbers_that_say_what_is_seen_are_right(right: str) -> None:
    assert found(right, "STP007") == ()


SERVED = "Send the guest the bill."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"1. {SERVED} <!-- proclint: ignore CUS001 -->\n", f"1. {SERVED}\n"),
        (f"1. {SERVED}<!-- proclint: ignore CUS001 (it was so) --> \n", f"1. {SERVED} \n"),
        (f"<!-- proclint: ignore-file CUS001 -->\n\n1. {SERVED}\n", f"\n1. {SERVED}\n"),
        (f"# A\r\n<!-- proclint: ignore-file CUS001 -->\r\n\r\n1. {SERVED}\r\n", f"# A\r\n\r\n1. {SERVED}\r\n"),
        (f"So.\n<!-- proclint: ignore-file CUS001 -->\n1. {SERVED}\n", f"So.\n\n1. {SERVED}\n"),
        (f"1. {SERVED} <!-- proclint: ignore CUS001, STP001 (both) -->\n",
         f"1. {SERVED} <!-- proclint: ignore STP001 (both) -->\n"),
        (f"1. {SERVED} <!-- proclint: ignore STP001 CUS001, PUR005 -->\n",
         f"1. {SERVED} <!-- proclint: ignore STP001, PUR005 -->\n"),
    ],
)  # fmt: skip
def test_a_useless_comment_or_code_is_taken_out(before: str, after: str) -> None:
    assert mended(before, "DOC004") == after


def test_what_names_no_rule_may_be_a_slip_so_taking_it_out_is_unsafe() -> None:
    before = "1. Log it. <!-- proclint: ignore CUS001, CUS0010 (law) -->\n"
    assert mended(before, "DOC004", safe=False) == "1. Log it. <!-- proclint: ignore CUS001 (law) -->\n"
