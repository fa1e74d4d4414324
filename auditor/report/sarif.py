"""SARIF 2.1.0 as code scanning services take it: relative encoded addresses, stable fingerprints, suppressions, limits kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from auditor.records import Confidence, Finding, Place, Report, Severity
from auditor.report import tally
from auditor.report.json_report import dump
from auditor.report.options import RenderOptions
from auditor.report.safe import prose, safe, uri, web_link

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
RESULTS = 5000  # what the largest service keeps of one run
LOCATIONS = 100
_LEVEL = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
_SECURITY = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.0"}
_PROBLEM = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "recommendation"}
_PRECISION = {Confidence.HIGH: "very-high", Confidence.MEDIUM: "high", Confidence.LOW: "medium"}
_FAMILIES = {
    "1": "concentration",
    "2": "lifecycle",
    "3": "lock-in",
    "4": "license",
    "5": "hygiene",
    "6": "resilience",
    "7": "policy",
    "9": "audit",
}


def render(report: Report, options: RenderOptions) -> str:
    """One log with one run; the gravest results come first, so a cut never hides them."""
    findings = (tally.active(report) + tally.suppressed(report))[:RESULTS]
    rules = {rule: [one for one in findings if one.rule == rule] for rule in sorted({one.rule for one in findings})}
    index = {rule: number for number, rule in enumerate(rules)}
    compared = any(not finding.new for finding in findings)
    run = {
        "tool": {"driver": _driver(rules, options.tool_version)},
        "automationDetails": {"id": "ai-audit/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(report.findings) - len(findings))],
        "results": [_result(report, finding, index[finding.rule], compared=compared) for finding in findings],
        "properties": _properties(report),
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(rules: dict[str, list[Finding]], version: str) -> dict[str, Any]:
    return {
        "name": "ai-audit",
        "version": version,
        "semanticVersion": version,
        "rules": [_rule(rule, findings) for rule, findings in rules.items()],
    }


def _rule(rule: str, findings: Sequence[Finding]) -> dict[str, Any]:
    first = findings[0]  # the gravest
    title = safe(first.name.replace("-", " "), 200).capitalize() or rule
    why = safe(first.why, 1000) or title
    links = [link for link in map(web_link, first.references) if link]
    described: dict[str, Any] = {
        "id": safe(rule, 200),
        "name": safe("".join(part.capitalize() for part in first.name.split("-")), 255) or rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {
            "text": "\n".join([why, f"ai-audit explain {safe(rule, 200)} tells more.", *links]),
            "markdown": "\n\n".join(
                [prose(why), f"`ai-audit explain {safe(rule, 200)}` tells more.", *(f"<{link}>" for link in links)]
            ),
        },
        "defaultConfiguration": {"level": _LEVEL[first.severity]},
        "properties": {
            "tags": ["security", "ai", _FAMILIES.get(rule[3:4], "audit")],
            "precision": _PRECISION[min((one.confidence for one in findings), key=list(Confidence).index)],
            "problem.severity": _PROBLEM[first.severity],
            "security-severity": _SECURITY[first.severity],
        },
    }
    return described | ({"helpUri": links[0]} if links else {})


def _result(report: Report, finding: Finding, index: int, *, compared: bool) -> dict[str, Any]:
    mark = tally.fingerprint(finding)
    places = finding.places or (tally.first_place(report, finding),)
    result: dict[str, Any] = {
        "ruleId": safe(finding.rule, 200),
        "ruleIndex": index,
        "level": _LEVEL[finding.severity],
        "message": {"text": _message(finding, len(places) - 1)},
        "locations": [_location(places[0])],
        "partialFingerprints": {"primaryLocationLineHash": f"{safe(mark)}:1", "aiAuditFinding/v1": safe(mark)},
    }
    if len(places) > 1:
        result["relatedLocations"] = [
            {"id": number, **_location(place), "message": {"text": safe(place.text) or tally.label(finding, place)}}
            for number, place in enumerate(places[1:LOCATIONS], 1)
        ]
    if compared:
        result["baselineState"] = "new" if finding.new else "unchanged"
    if finding.suppressed is not None:
        result["suppressions"] = [_suppression(finding)]
    result["properties"] = _about(finding)
    return result


def _message(finding: Finding, rest: int) -> str:
    parts = [safe(finding.message, 1000) or finding.name]
    if finding.advice and finding.advice.summary:
        parts.append(f"Advice ({safe(finding.advice.effort)} effort): {safe(finding.advice.summary, 1000)}")
    if rest > 0:
        parts.append(f"And {tally.plural(rest, 'more place')}.")
    return "\n".join(parts)


def _suppression(finding: Finding) -> dict[str, Any]:
    why = finding.suppressed
    assert why is not None
    said = {"kind": "inSource" if why.kind == "inline" else "external", "status": "accepted"}
    return said | ({"justification": safe(why.reason)} if why.reason else {})


def _about(finding: Finding) -> dict[str, Any]:
    about: dict[str, Any] = {
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "subject": f"{finding.subject.kind}:{safe(finding.subject.id)}",
    }
    if finding.project:
        about["project"] = safe(finding.project)
    if finding.advice and finding.advice.alternatives:
        about["alternatives"] = [safe(f"{tally.way_to(way) or way.why} ({way.effort})") for way in finding.advice.alternatives]
    return about


def _location(place: Place) -> dict[str, Any]:
    line, column = max(place.line, 1), max(place.column, 1)
    region: dict[str, Any] = {
        "startLine": line,
        "startColumn": column,
        "endLine": line,
        "endColumn": max(place.end_column, column + 1),
    }
    if place.excerpt:
        region["snippet"] = {"text": safe(place.excerpt)}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(place.path)}, "region": region}}


def _invocation(report: Report, cut: int) -> dict[str, Any]:
    notes = [
        {"level": "note", "message": {"text": safe(f"{tally.plural(count, 'file')} not read: {reason}")}}
        for reason, count in tally.skip_reasons(report)
    ]
    if cut > 0:
        notes.append(
            {"level": "warning", "message": {"text": f"{cut} further findings are left out here; the JSON report has all"}}
        )
    notes += [{"level": "note", "message": {"text": safe(note, 1000)}} for note in report.notes if note]
    return {"executionSuccessful": report.complete, "toolExecutionNotifications": notes}


def _properties(report: Report) -> dict[str, Any]:
    return {
        "asOf": str(report.request.as_of),
        "catalogAsOf": str(report.catalog_as_of),
        "filesRead": report.files_read,
        "filesSkipped": len(report.skipped),
        "skippedByReason": {safe(reason): count for reason, count in tally.skip_reasons(report)},
        "grade": safe(tally.grade(report)) or None,
    }
