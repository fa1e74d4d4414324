"""Comma-separated values for spreadsheets: one row per finding, then one per reason files were skipped for."""

from __future__ import annotations

import csv
import io

from auditor.records import Finding, Report
from auditor.report import tally
from auditor.report.options import RenderOptions
from auditor.report.safe import cell

HEAD = (
    "record severity rule name confidence subject_kind subject project path line column role places message effort advice "
    "alternatives status reason fingerprint"
).split()


def render(report: Report, options: RenderOptions) -> str:
    """All rows; no cell can be taken for a formula and none holds a line break."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEAD)
    for finding in tally.active(report) + (tally.suppressed(report) if options.show_suppressed else []):
        rows.writerow([cell(value) for value in _row(report, finding)])
    for reason, count in tally.skip_reasons(report):
        filled = {"record": "skipped", "places": str(count), "message": "not read", "reason": reason}
        rows.writerow([cell(filled.get(column, "")) for column in HEAD])
    return out.getvalue()


def _row(report: Report, finding: Finding) -> list[str]:
    place = tally.first_place(report, finding)
    advice = finding.advice
    why = finding.suppressed
    ways = "; ".join(tally.way_to(way) or way.why for way in advice.alternatives) if advice else ""
    status = "ignored" if why else ("new" if finding.new else "known")
    return [
        *("finding", finding.severity.value, finding.rule, finding.name, finding.confidence.value),
        *(finding.subject.kind, finding.subject.id, finding.project),
        *(place.path, str(place.line), str(place.column), place.role.value, str(len(finding.places)), finding.message),
        *(advice.effort if advice else "", advice.summary if advice else "", ways),
        *(status, f"{why.kind}: {why.reason}" if why else "", tally.fingerprint(finding)),
    ]
