"""Rules against fixtures. In: the texts of a fixture tree and the findings in it. Out: where marked and found places differ.

A line marks a finding with the comment `expect: RULE`; `expected.toml` lists what has no comments: `RULE = ["path:line"]`,
an empty list for a finding without a place. Reading the trees is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditor import lazy_re as re
from auditor.records import Finding

Mark = tuple[str, int]

EXPECTED = "expected.toml"
_MARK = re.compile(r"expect:((?:[ ,]+[A-Z]+\d+)+)")


def marks(rule: str, texts: Mapping[str, str], listed: Mapping[str, Any]) -> set[Mark] | None:
    """Marked (path, line) of a rule; None when the tree marks nothing for it. `listed` is the parsed expected.toml."""
    found: set[Mark] = set()
    said = rule in listed
    for entry in listed.get(rule, ()):
        path, _, line = str(entry).rpartition(":")
        found.add((path, int(line)))
    for path, text in texts.items():
        for number, line in enumerate(text.split("\n"), start=1):
            match = _MARK.search(line)
            if match is not None and rule in match.group(1).replace(",", " ").split():
                found.add((path, number))
                said = True
    return found if said else None


def found_marks(rule: str, findings: Iterable[Finding]) -> set[Mark] | None:
    """Found (path, line) of a rule; None when it is silent."""
    own = [finding for finding in findings if finding.rule == rule and finding.suppressed is None]
    return {(place.path, place.line) for finding in own for place in finding.places} if own else None


def differences(rule: str, marked: set[Mark] | None, findings: Iterable[Finding]) -> list[str]:
    """One sentence per place that is marked and not found, or found and not marked; empty when they are the same set."""
    found = found_marks(rule, findings)
    if (marked is None) != (found is None) and not (marked or found):
        return [f"{rule}: expected, not found" if found is None else f"{rule}: found, not expected"]
    marked, found = marked or set(), found or set()
    lost = [f"{rule}: {path}:{line} is marked and was not found" for path, line in sorted(marked - found)]
    return lost + [f"{rule}: {path}:{line} was found and is not marked" for path, line in sorted(found - marked)]
