"""The plan: up to three steps that lift the score most per effort. In: findings with advice, the score. Out: `Step`s.

Findings that one change settles make one step. Steps are chosen by gain / effort, with small = 1, medium = 2, large = 4; what
fails today goes first, and what costs no points (a key in the tree, a broken policy) still gets a step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.advise.gains import Ledger
from auditor.advise.plan_words import detail_of, title_of
from auditor.records import Finding, Score, Severity, Step

_COST = {"small": 1, "medium": 2, "large": 4}
_MANY = 8  # findings from which a row of small changes is no small one
# what one change settles together, by the beginnings of rule ids; the first that fits takes the finding
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("secret", ("AIA508",)),
    ("replace", ("AIA201", "AIA203", "AIA210", "AIA211", "AIA213", "AIA214", "AIA216", "AIA603")),
    ("license", ("AIA401", "AIA402", "AIA403", "AIA404", "AIA405", "AIA407", "AIA409")),
    ("policy", ("AIA701", "AIA702", "AIA703", "AIA704", "AIA705", "AIA706", "AIA708", "AIA709")),
    ("patience", ("AIA607",)),
    ("spread", ("AIA1", "AIA413", "AIA6")),
    ("pin", ("AIA205",)),
    ("typo", ("AIA209",)),
    ("package", ("AIA212",)),
    ("", ("AIA217",)),  # nothing to do yet
    ("refresh", ("AIA2",)),
    ("loosen", ("AIA301", "AIA302")),
    ("feature", ("AIA3",)),
    ("terms", ("AIA4",)),
    ("tidy", ("AIA5",)),
)
_FOLLOWS = ("pin", "refresh")  # groups whose findings about a model are settled when the model is replaced


def plan_of(findings: Iterable[Finding], score: Score | None, most: int = 3) -> tuple[Step, ...]:
    """Up to `most` steps, in the order in which to take them; suppressed findings and those about the audit ask for none."""
    counted = [finding for finding in findings if finding.suppressed is None]
    groups = _groups(counted)
    ledger = Ledger(score, counted)
    chosen: list[str] = []
    while len(chosen) < most and len(chosen) < len(groups):
        best = min((name for name in groups if name not in chosen), key=lambda name: _order(name, groups[name], ledger))
        if not _matters(groups[best], ledger):
            break
        ledger.take(_prints(groups[best]))
        chosen.append(best)
    ledger = Ledger(score, counted)
    chosen.sort(key=lambda name: not _is_broken(groups[name]))
    return tuple(_step(name, groups[name], ledger.take(_prints(groups[name]))) for name in chosen)


def _groups(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by the change that settles them, the gravest first."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda one: (one.severity.rank, one.rule, one.subject.id, one.project)):
        name = next((name for name, rules in _GROUPS if finding.rule.startswith(rules)), "")
        if name:
            groups[name].append(finding)
    gone = {finding.subject.id for finding in groups.get("replace", ()) if finding.subject.kind == "model"}
    for name in _FOLLOWS:
        moved = [finding for finding in groups.get(name, ()) if finding.subject.kind == "model" and finding.subject.id in gone]
        if moved:
            groups["replace"] += moved
            groups[name] = [finding for finding in groups[name] if finding not in moved]
    return {name: found for name, found in groups.items() if found}


def _order(name: str, group: list[Finding], ledger: Ledger) -> tuple[object, ...]:
    points = ledger.gain(_prints(group)) / _COST[_effort(group)]
    return (not _is_broken(group), -points, group[0].severity.rank, name)


def _matters(group: list[Finding], ledger: Ledger) -> bool:
    return ledger.gain(_prints(group)) > 0 or group[0].severity.rank <= Severity.MEDIUM.rank


def _is_broken(group: list[Finding]) -> bool:
    return group[0].severity is Severity.CRITICAL


def _prints(group: list[Finding]) -> tuple[str, ...]:
    return tuple(finding.fingerprint for finding in group)


def _effort(group: list[Finding]) -> str:
    efforts = [finding.advice.effort for finding in group if finding.advice is not None] or ["medium"]
    heaviest = max(efforts[:5], key=lambda effort: _COST.get(effort, 2))
    return "medium" if heaviest not in _COST or (heaviest == "small" and len(group) > _MANY) else heaviest


def _step(name: str, group: list[Finding], gain: float) -> Step:
    return Step(
        title=title_of(name, group),
        detail=detail_of(name, group),
        effort=_effort(group),
        gain=max(0.0, gain),
        findings=_prints(group),
    )
