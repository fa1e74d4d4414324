"""One line per finding, for editors, logs and `grep`; the last line is the summary. With `verbose`, one line per place."""

from __future__ import annotations

from auditor.records import Finding, Place, Report
from auditor.report import tally
from auditor.report.options import RenderOptions
from auditor.report.safe import safe


def render(report: Report, options: RenderOptions) -> str:
    """`path:line:column: severity[RULE] name: message (and 11 more places)` per finding, then the summary."""
    lines: list[str] = []
    for finding in tally.active(report) + (tally.suppressed(report) if options.show_suppressed else []):
        places = finding.places or (tally.first_place(report, finding),)
        shown = places if options.verbose else places[:1]
        rest = len(places) - len(shown)
        more = f" (and {tally.plural(rest, 'more place')})" if rest else ""
        lines += [_line(finding, place) + more for place in shown]
    if not options.quiet:
        lines.append(closing(report))
    return "".join(line + "\n" for line in lines)


def closing(report: Report) -> str:
    """The summary with grade and catalog date, in one line."""
    grade = tally.grade(report)
    parts = [tally.summary(report), f"grade {safe(grade)}" if grade else "", f"catalog {report.catalog_as_of}"]
    return safe("; ".join(part for part in parts if part) + ("" if report.complete else "; INCOMPLETE"))


def _line(finding: Finding, place: Place) -> str:
    where = f"{safe(place.path)}:{place.line}:{place.column}"
    aside = f" [ignored: {safe(finding.suppressed.reason)}]" if finding.suppressed else ""
    return f"{where}: {finding.severity}[{safe(finding.rule)}] {safe(finding.name)}: {safe(finding.message)}{aside}"
