"""What another finding says better. In: findings as judged and as suppressed. Out: those that still tell something of their own.

A rule names by `explained_by` the rules that say more about the same subject; its places that such a finding holds too are
taken off it, and a finding that loses all of them is gone. Suppressed findings explain as well: they were read and answered.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.facts import Rule
from auditor.frozen import replace
from auditor.records import Finding, Place, Subject


def unexplained(judged: Iterable[Finding], answered: Iterable[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """`answered` (the findings of `judged` after suppression) without what a stronger one says of the same places."""
    stronger = {rule.id: frozenset(rule.explained_by) for rule in rules if rule.explained_by}
    told: dict[tuple[str, Subject, str], set[Place]] = {}
    for finding in judged:
        told.setdefault((finding.rule, finding.subject, finding.project), set()).update(finding.places)
    found = []
    for finding in answered:
        said = [told.get((rule, finding.subject, finding.project), set()) for rule in stronger.get(finding.rule, ())]
        left = tuple(place for place in finding.places if not any(place in places for places in said))
        if left == finding.places:
            found.append(finding)
        elif left:
            found.append(replace(finding, places=left))
    return found
