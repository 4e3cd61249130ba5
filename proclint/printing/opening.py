"""What a run says beside its diagnostics: what was read, whom the steps serve, how much was found.

It judges nothing: all it says is counted from the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from proclint.diagnostic import Severity
from proclint.draft import entries
from proclint.model import Party, Step
from proclint.printing.cells import folded, width_of
from proclint.printing.colour import paint
from proclint.printing.run import Run, View
from proclint.printing.visible import visible

_GAP = 3
_MOST = 3  # parties listed
_ASKS = "CUS001"  # speaks of a step that serves nobody, and would rather be silent where a reader can tell


def opening(run: Run, view: View) -> str:
    """What was read and whom it serves, for the first look at a terminal; two columns where they fit."""
    steps = [step for _, document in run.documents for step in document.steps]
    rows = [(read(run), _configs(run))]
    if steps:
        rows.append((_served(steps) + _reported(run, steps), ""))
        if most := _most(party for step in steps for party in step.named_customers):
            outside = _most(party for step in steps for party in step.named_customers if party.kind.outside)
            rows.append((f"most served: {most}", f"outside: {outside or 'nobody yet'}"))
    left = max(width_of(row[0]) for row in rows if row[1])
    fits = left + _GAP + max(width_of(row[1]) for row in rows) <= view.width
    lines = []
    for first, second in rows:
        if not second:
            lines.append(folded(first, 0, view))
        elif fits:
            lines.append(first + " " * (left - width_of(first) + _GAP) + paint(second, "dim", view))
        else:
            lines += [first, paint(second, "dim", view)]
    if (asleep := _asleep(run)) is not None:
        lines.append(paint(folded(asleep, 0, view), "cyan", view))
    return "".join(line + "\n" for line in lines)


def read(run: Run) -> str:
    """What was read: "42 files, 29 hold processes, 334 steps"."""
    documents = [document for _, document in run.documents]
    holding = sum(document.is_process for document in documents)
    steps = sum(len(document.steps) for document in documents)
    return f"{_counted(len(documents), 'file')}, {_does(holding, 'hold')} processes, {_counted(steps, 'step')}"


def closing(run: Run) -> str:
    """One line after the diagnostics: how many there are, of what weight, in how many files."""
    found = run.diagnostics
    known = sum(held.known for held in run.held)
    more = f"; {known} more in the baseline" if known else ""
    earlier = [part.earlier for part in run.workspaces if part.earlier is not None]
    if older := sum(one.count for one in earlier):
        more += f"; {older} more from before {visible(earlier[0].revision)}"
    if not found:
        return f"nothing {'new' if run.held or earlier else 'found'}: {read(run)}{more}"
    weights = Counter(diagnostic.severity for diagnostic in found)
    split = ", ".join(_counted(weights[severity], severity.value) for severity in Severity if weights[severity])
    files = len({(checked.root, diagnostic.path) for checked in run.workspaces for diagnostic in checked.diagnostics})
    return f"{_counted(len(found), 'diagnostic')} ({split}) in {_counted(files, 'file')}: {read(run)}{more}"


def _configs(run: Run) -> str:
    configs = [run.shown(checked, checked.config) for checked in run.workspaces if checked.config is not None]
    return f"config: {visible(', '.join(configs))}" if configs else "no proclint.toml here"


def _served(steps: list[Step]) -> str:
    named = sum(bool(step.named_customers) for step in steps)
    flow = sum(bool(step.customers) and not step.named_customers for step in steps)
    own = sum(step.is_outside and not step.customers for step in steps)
    nobody = len(steps) - named - flow - own
    parts = [
        "1 step names whom it serves" if named == 1 else f"{named} steps name whom they serve",
        f"{_does(flow, 'serve')} whoever does the next step",
    ]
    if own:
        parts.append(f"{own} {'is' if own == 1 else 'are'} done by a customer")
    parts.append(f"{_does(nobody, 'serve')} nobody")
    return ", ".join(parts)


def _reported(run: Run, steps: list[Step]) -> str:
    """How many of the steps that serve nobody are reported, where not all of them are."""
    nobody = sum(not step.customers and not step.is_outside for step in steps)
    reported = sum(one.code == _ASKS and one.step is not None for one in run.diagnostics)
    return f" ({reported or 'none'} reported)" if reported < nobody else ""


def _most(parties: Iterable[Party]) -> str:
    """The parties met most often and how often, under the name that each is given most."""
    names: dict[str, Counter[str]] = {}
    for party in parties:
        names.setdefault(party.party or party.key, Counter())[party.name] += 1
    ranked = sorted(names.values(), key=lambda counts: -counts.total())[:_MOST]
    return ", ".join(f"{visible(counts.most_common(1)[0][0])} {counts.total()}" for counts in ranked)


def _asleep(run: Run) -> str | None:
    """How to wake the rules that sleep; of several workspaces the one where most sleep speaks."""
    purpose = max((checked.sleeping.get("purpose", 0) for checked in run.workspaces), default=0)
    external = max((checked.sleeping.get("external party", 0) for checked in run.workspaces), default=0)
    if any(checked.config is None for checked in run.workspaces):
        names = sum(len(entries(checked.documents, checked.graph)) for checked in run.workspaces if not checked.config)
        if names:
            line = f"whom do you help do what? `proclint init` writes a config with the {_counted(names, 'name')} found"
            return line + _until_then(purpose + external)
    if any(checked.purpose is None for checked in run.workspaces):
        line = 'whom do you help do what? say it in proclint.toml: purpose = "help ..."'
        return line + _until_then(purpose + external)
    if external:
        return 'who is your customer? say it in proclint.toml: [parties.NAME] kind = "external"' + _until_then(external)
    return None


def _until_then(rules: int) -> str:
    return f"; {_counted(rules, 'rule')} {'sleeps' if rules == 1 else 'sleep'} until then" if rules else ""


def _does(count: int, verb: str) -> str:
    return f"{count} {verb}s" if count == 1 else f"{count} {verb}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 or noun == "info" else f"{count} {noun}s"
