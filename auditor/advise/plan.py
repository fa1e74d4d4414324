"""The plan: three steps that lower the score most per effort. In: findings with advice, the score's parts. Out: `Step`s.

Gain of a step in points = sum over the score's parts of weight x (100 - value) x the share of the part's findings that the
step settles. Steps are ranked by gain / effort, with small = 1, medium = 2, large = 4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.records import Finding, Score, Severity, Step

_COST = {"small": 1, "medium": 2, "large": 4}
# what one change settles together, by the families of rules; the first that fits takes the finding
_GROUPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Move off models that are or will be shut down", ("AIA201", "AIA202", "AIA203", "AIA21"), "replace"),
    ("Bring weights under terms that allow your use", ("AIA4",), "license"),
    ("Add a second way to an answer: another maker, with a fallback", ("AIA1", "AIA6"), "spread"),
    ("Bring providers, models and licenses under your policy", ("AIA7",), "policy"),
    ("Refresh what is deprecated, floating or in preview", ("AIA2",), "refresh"),
    ("Take model names and endpoints out of the code", ("AIA3",), "loosen"),
    ("Pin and declare what you depend on", ("AIA5",), "pin"),
)


def plan_of(findings: Iterable[Finding], score: Score | None, most: int = 3) -> tuple[Step, ...]:
    """Up to `most` steps, the best first; suppressed findings and those about the audit itself ask for none."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.suppressed is None and not finding.rule.startswith("AIA9"):
            name = next((title for title, rules, _ in _GROUPS if finding.rule.startswith(rules)), "")
            if name:
                groups[name].append(finding)
    steps = [_step(title, group, score) for title, group in groups.items()]
    worth = [step for step in steps if step.gain > 0 or score is None]
    return tuple(sorted(worth, key=lambda step: (-step.gain / _COST[step.effort], step.title))[:most])


def _step(title: str, group: list[Finding], score: Score | None) -> Step:
    group = sorted(group, key=lambda finding: (finding.severity.rank, finding.rule, finding.subject.id))
    settled = {finding.fingerprint for finding in group}
    gain = sum(
        part.weight * (100 - part.value) * len(settled & set(part.findings)) / len(part.findings)
        for part in (score.parts if score is not None else ())
        if part.findings
    )
    efforts = [finding.advice.effort for finding in group if finding.advice is not None] or ["medium"]
    return Step(
        title=title,
        detail=_detail(group),
        effort=max(efforts[:5], key=lambda effort: _COST.get(effort, 2)),
        gain=round(gain, 1),
        findings=tuple(finding.fingerprint for finding in group),
    )


def _detail(group: list[Finding]) -> str:
    """The gravest finding's own advice, and which subjects go with it."""
    first = group[0]
    said = first.advice.summary if first.advice is not None else first.message
    subjects = list(
        dict.fromkeys(finding.subject.id for finding in group if finding.subject.kind in ("model", "license", "package"))
    )
    rest = f" Also: {', '.join(subjects[1:5])}{' ...' if len(subjects) > 5 else ''}." if len(subjects) > 1 else ""
    urgent = sum(1 for finding in group if finding.severity in (Severity.CRITICAL, Severity.HIGH))
    return f"{said}{rest}" + (f" {urgent} of {len(group)} findings are critical or high." if urgent else "")
