"""GitLab Code Quality: each finding an issue at its strongest place, each reason for skipped files one of kind `info`."""

from __future__ import annotations

from typing import Any

from auditor.digests import sha256
from auditor.records import Finding, Place, Report, Severity
from auditor.report import tally
from auditor.report.json_report import dump
from auditor.report.options import RenderOptions
from auditor.report.safe import plain, safe

_SEVERITY = {Severity.CRITICAL: "blocker", Severity.HIGH: "critical", Severity.MEDIUM: "major", Severity.LOW: "minor"}


def render(report: Report, options: RenderOptions) -> str:
    """The list of issues; the service shows each only once per fingerprint, so these are made unique."""
    findings = tally.active(report) + (tally.suppressed(report) if options.show_suppressed else [])
    issues = [_issue(report, finding) for finding in findings]
    issues += [_skipped(report, reason, count) for reason, count in tally.skip_reasons(report)]
    seen: dict[str, int] = {}
    for issue in issues:
        nth = seen[issue["fingerprint"]] = seen.get(issue["fingerprint"], 0) + 1
        if nth > 1:
            issue["fingerprint"] = _hash(f"{issue['fingerprint']}\0{nth}")
    return dump(issues)


def _issue(report: Report, finding: Finding) -> dict[str, Any]:
    place = tally.first_place(report, finding)
    advice = f". {finding.advice.summary}" if finding.advice and finding.advice.summary else ""
    aside = f" [ignored: {finding.suppressed.reason}]" if finding.suppressed else ""
    issue = {
        "type": "issue",
        "check_name": safe(f"{finding.rule} {finding.name}"),
        "description": safe(f"{finding.message}{advice}{aside}", 1000),
        "categories": ["Compatibility"],
        "severity": "info" if finding.suppressed else _SEVERITY[finding.severity],
        "fingerprint": _hash(tally.fingerprint(finding)),
        "location": _location(place),
    }
    others = [_location(other) for other in finding.places[1:100]]
    return issue | ({"other_locations": others} if others else {})


def _skipped(report: Report, reason: str, count: int) -> dict[str, Any]:
    path = min(skip.path for skip in report.skipped if (skip.reason.partition(":")[0].strip() or "not said") == reason)
    return {
        "type": "issue",
        "check_name": "files-not-read",
        "description": safe(f"{tally.plural(count, 'file')} not read: {reason}"),
        "categories": ["Compatibility"],
        "severity": "info",
        "fingerprint": _hash(f"skipped\0{plain(reason)}"),
        "location": {"path": path_of(path), "lines": {"begin": 1}},
    }


def _location(place: Place) -> dict[str, Any]:
    return {"path": path_of(place.path), "lines": {"begin": max(place.line, 1)}}


def path_of(path: str) -> str:
    """A path as the service takes it: relative, no `.` or `..` steps, no backslash."""
    parts = [part for part in safe(path, 1000).replace("\\", "\u2216").split("/") if part not in {"", ".", ".."}]
    return "/".join(parts) or "README.md"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:40]
