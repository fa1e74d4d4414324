"""The status badge as JSON for an endpoint badge: grade, color and a warning when the audit is not complete."""

from __future__ import annotations

from auditor.records import Report
from auditor.report import tally
from auditor.report.json_report import dump
from auditor.report.options import RenderOptions
from auditor.report.safe import safe

LABEL = "ai dependency"
_COLORS = {"A": "2ea043", "B": "6a9f2e", "C": "bf8700", "D": "d2691e", "E": "cf4a22", "F": "cf222e"}
_GRAY = "6e7781"


def render(report: Report, options: RenderOptions) -> str:
    """The endpoint's JSON; unknown keys are refused there, so none are added."""
    del options
    message, color = face(report)
    return dump({"schemaVersion": 1, "label": LABEL, "message": message, "color": color, "cacheSeconds": 3600})


def face(report: Report) -> tuple[str, str]:
    """What the badge says, and in which color."""
    counts = tally.by_severity(report)
    worst = next((f"{count} {name}" for name, count in counts.items() if count and name in {"critical", "high"}), "")
    grade = safe(report.score.grade, 3) if report.score else "not graded"
    words = [grade, worst, "" if report.complete else f"incomplete, {len(report.skipped)} skipped"]
    return ", ".join(word for word in words if word), _COLORS.get(grade[:1], _GRAY) if report.score else _GRAY
