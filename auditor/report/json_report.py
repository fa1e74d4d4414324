"""The JSON report, version 1: everything a report holds, so that every other format can be made from it again.

Inventory evidence has no excerpt, findings' locations do; keys are only ever added. `json_reading` is the way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from auditor.frozen import names
from auditor.records import (
    Advice,
    Evidence,
    Finding,
    LifecycleFact,
    ModelUse,
    PackageUse,
    Place,
    ProviderUse,
    Report,
    Score,
    SignalUse,
    Site,
    Suppression,
    Unresolved,
)
from auditor.report import safe, tally
from auditor.report.json_text import indented
from auditor.report.options import RenderOptions

SCHEMA_VERSION = "1.0"
_SPOTS = ("places", "unlisted", "offered", "elsewhere")


def render(report: Report, options: RenderOptions) -> str:
    """The report as one JSON object."""
    return dump(as_json(report, options.tool_version))


def dump(data: object) -> str:
    """JSON text in visible ASCII, two blanks deep, ending in a newline."""
    return safe.ascii_json(indented(data)) + "\n"


def as_json(report: Report, tool_version: str) -> dict[str, Any]:
    """The report as plain data, keys in the order of the contract."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "ai-audit", "version": tool_version},
        "catalog": {
            "as_of": report.catalog_as_of.isoformat(),
            "age_days": tally.age_days(report),
            "source": report.catalog_source,
        },
        "as_of": report.request.as_of.isoformat(),
        "root": ".",
        "complete": report.complete,
        "summary": _summary(report),
        "plan": [_flat(step) for step in report.plan],
        "inventory": _inventory(report),
        "findings": [_finding(finding) for finding in tally.ordered(report.findings)],
        "skipped": [_skip(*skip) for skip in sorted(report.skipped)],
        "notes": list(report.notes),
    }


def _summary(report: Report) -> dict[str, Any]:
    shares = {
        axis: [_flat(share) for share in report.shares.get(axis, ())] for axis in ("provider", "maker", "country", "license")
    }
    shares |= {axis: [_flat(share) for share in report.shares[axis]] for axis in sorted(report.shares) if axis not in shares}
    return {
        "files_read": report.files_read,
        "files_skipped": len(report.skipped),
        "skipped_by_reason": dict(tally.skip_reasons(report)),
        "findings": tally.by_severity(report),
        "suppressed": sum(finding.suppressed is not None for finding in report.findings),
        "score": _score(report.score),
        "shares": shares,
    }


def _score(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {"grade": score.grade, "value": score.value, "parts": [_flat(part) for part in score.parts]}


def _inventory(report: Report) -> dict[str, Any]:
    stock = report.inventory
    return {
        "packages": [_package(use) for use in stock.packages],
        "providers": [_flat(use, *_SPOTS) | _evidence(use) for use in stock.providers],
        "models": [_model(use) for use in stock.models],
        "resilience": [_signal(use) for use in stock.signals if use.group == "resilience"],
        "unresolved": [_flat(use, *_SPOTS) | _evidence(use) for use in stock.unresolved],
        "signals": [_signal(use) for use in stock.signals if use.group != "resilience"],
        "sites": [_site(site) for site in stock.sites],
        "projects": [_flat(project) for project in stock.projects],
        "endpoints": [{"provider": provider, "evidence": [_place(place)]} for provider, place in stock.endpoints],
        "secrets": [{"provider": provider, "evidence": [_place(place)]} for provider, place in stock.secrets],
    }


def _package(use: PackageUse) -> dict[str, Any]:
    words = _flat(use, *_SPOTS)
    words |= {key: words[key] or None for key in ("resolved", "provider")}
    first = ("ecosystem", "name", "specifier", "resolved", "scope", "kind", "provider", "declared", "used")
    return {key: words[key] for key in (*first, *(key for key in words if key not in first))} | _evidence(use)


def _end(fact: LifecycleFact | None) -> dict[str, Any]:
    blank = dict.fromkeys(("deprecated_on", "retires_on", "certainty", "replacement", "source", "provider", "checked"))
    return blank if fact is None else {key: _flat(fact)[key] or None for key in blank} | {"provider": fact.provider}


def _model(use: ModelUse) -> dict[str, Any]:
    words = _flat(use, *_SPOTS, "lifecycle", "ends")
    words["license"] = use.license or None
    words["lifecycle"] = _end(use.lifecycle)
    words["ends"] = [_end(fact) for fact in use.ends]
    first = (
        "raw",
        "id",
        "maker",
        "providers",
        "family",
        "kind",
        "weights",
        "license",
        "floating",
        "stage",
        "lifecycle",
        "resolution",
    )
    return {key: words[key] for key in (*first, *(key for key in words if key not in first))} | _choices(use)


def _signal(use: SignalUse) -> dict[str, Any]:
    words = _flat(use, *_SPOTS)
    first = ("kind", "covers")
    return {key: words[key] for key in (*first, *(key for key in words if key not in first))} | _evidence(use)


def _site(site: Site) -> dict[str, Any]:
    return _place(site.place) | _flat(site, "place", "untold")


def _evidence(use: PackageUse | ProviderUse | ModelUse | SignalUse | Unresolved) -> dict[str, Any]:
    return {"evidence": [_place(place) for place in use.places], "unlisted": use.unlisted}


def _choices(use: ModelUse) -> dict[str, Any]:
    """Evidence as of all uses, with a word on those places that only offer a choice."""
    offered = set(use.offered)
    spots = [_place(place) | ({"offered": True} if place in offered else {}) for place in use.places]
    return _evidence(use) | {"evidence": spots}


def _place(place: Place) -> dict[str, Any]:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "role": place.role.value,
        "how": place.how.value,
        "text": place.text,
        "confidence": place.confidence.value,
    }


def _location(place: Place) -> dict[str, Any]:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_column": place.end_column,
        "role": place.role.value,
        "excerpt": place.excerpt,
        "how": place.how.value,
        "text": place.text,
        "confidence": place.confidence.value,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        "message": finding.message,
        "why": finding.why,
        "locations": [_location(place) for place in finding.places],
        "advice": _advice(finding.advice),
        "references": list(finding.references),
        "fingerprint": tally.fingerprint(finding),
        "new": finding.new,
        "suppressed": _suppression(finding.suppressed),
        "project": finding.project,
        "facts": {str(key): _plain(finding.facts[key]) for key in sorted(finding.facts, key=str)},
    }


def _advice(advice: Advice | None) -> dict[str, Any] | None:
    if advice is None:
        return None
    return {
        "summary": advice.summary,
        "effort": advice.effort,
        "alternatives": [_flat(way) for way in advice.alternatives],
        "steps": list(advice.steps),
        "keeps": list(advice.keeps),
    }


def _suppression(why: Suppression | None) -> dict[str, Any] | None:
    return None if why is None else _flat(why)


def _skip(path: str, reason: str, internal: bool) -> dict[str, Any]:
    return {"path": path, "reason": reason, "internal": internal}


def _flat(record: Any, *without: str) -> dict[str, Any]:
    """The fields of a record as plain values."""
    return {name: _plain(getattr(record, name)) for name in names(record) if name not in without}


def _plain(value: object) -> Any:
    match value:
        case None | bool() | int():
            return value
        case float():
            return round(value, 6) if value == value and abs(value) != float("inf") else None  # noqa: PLR0124 - NaN
        case Enum():
            return value.value
        case str():
            return value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
        case Place() | Evidence():
            return f"{value.path}:{value.line}:{value.column}"
        case set() | frozenset():
            return sorted((_plain(item) for item in value), key=str)
        case tuple() | list():
            return [_plain(item) for item in value]
        case _:
            return str(value)
