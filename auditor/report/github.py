"""GitHub workflow commands: each finding an annotation at its strongest place, then a notice that counts what was skipped."""

from __future__ import annotations

from auditor.records import Finding, Report, Severity
from auditor.report import concise, tally
from auditor.report.options import RenderOptions
from auditor.report.safe import command

_LEVEL = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice"}


def render(report: Report, options: RenderOptions) -> str:
    """One command per line, gravest first, because the service shows only the first ten of a level per step."""
    lines = [_annotation(report, finding) for finding in tally.active(report)]
    if options.show_suppressed:
        lines += [_annotation(report, finding) for finding in tally.suppressed(report)]
    lines.append(f"::notice title=ai-audit::{command(concise.closing(report))}")
    return "".join(line + "\n" for line in lines)


def _annotation(report: Report, finding: Finding) -> str:
    place = tally.first_place(report, finding)
    level = "notice" if finding.suppressed else _LEVEL[finding.severity]
    title = f"{finding.severity}[{finding.rule}] {finding.name}"
    rest = len(finding.places) - 1
    parts = [
        finding.message,
        f"ignored ({finding.suppressed.kind}): {finding.suppressed.reason}" if finding.suppressed else "",
        f"advice: {finding.advice.summary}" if finding.advice else "",
        f"and {tally.plural(rest, 'more place')}" if rest > 0 else "",
    ]
    at = {
        "file": place.path,
        "line": str(place.line),
        "endLine": str(place.line),
        "col": str(place.column),
        "endColumn": str(max(place.end_column, place.column + 1)),
        "title": title,
    }
    where = ",".join(f"{key}={command(value, prop=True)}" for key, value in at.items())
    return f"::{level} {where}::" + "%0A".join(command(part) for part in parts if part)
