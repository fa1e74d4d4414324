"""CycloneDX 1.6 or 1.7: packages as libraries, models as machine-learning models, providers as services, and who needs whom.

The serial number is made of the content and the time stamp of the day judged by, so equal audits give equal bytes.
"""

from __future__ import annotations

import uuid
from typing import Any

from auditor import lazy_re as re
from auditor.errors import UsageError
from auditor.records import ModelUse, PackageUse, Place, ProviderUse, Report
from auditor.report import tally
from auditor.report.cyclonedx_model import licenses, model_card
from auditor.report.json_report import dump
from auditor.report.options import RenderOptions
from auditor.report.purl import exact_version, purl
from auditor.report.safe import plain, safe

VERSIONS = ("1.6", "1.7")
ROOT = "audited-repository"
PLACES = 50
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~/-]*)?")
_SCOPES = {"runtime": "required", "optional": "optional", "peer": "required"}


def render(report: Report, options: RenderOptions) -> str:
    """The bill of materials of all that the repository uses, whatever the rules say of it."""
    version = options.cyclonedx_version
    if version not in VERSIONS:
        raise UsageError(f"CycloneDX {version} is not written", "choose one of: " + ", ".join(VERSIONS))
    stock = report.inventory
    packages = _once([_package(use) for use in stock.packages])
    models = _once([_model(use) for use in stock.models])
    services = _once([_service(use, report) for use in stock.providers])
    body: dict[str, Any] = {
        "version": 1,
        "metadata": {
            "timestamp": f"{report.request.as_of.isoformat()}T00:00:00Z",
            "tools": {"components": [{"type": "application", "name": "ai-audit", "version": options.tool_version}]},
            "component": {"type": "application", "bom-ref": ROOT, "name": _root_name(report)},
            "properties": _properties(report),
        },
        "components": packages + models,
        "services": services,
        "dependencies": _dependencies(report, {one["bom-ref"] for one in packages + models + services}),
    }
    head = {"bomFormat": "CycloneDX", "specVersion": version}
    serial = uuid.uuid5(uuid.NAMESPACE_URL, "ai-audit:" + dump(head | body))
    return dump(head | {"serialNumber": f"urn:uuid:{serial}"} | body)


def _once(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each reference once: the same package in two projects of a workspace is one component with both places."""
    kept: dict[str, dict[str, Any]] = {}
    for part in parts:
        first = kept.setdefault(part["bom-ref"], part)
        if first is part or "evidence" not in part:
            continue
        places = first.get("evidence", {"occurrences": []})["occurrences"] + part["evidence"]["occurrences"]
        first["evidence"] = {"occurrences": sorted({str(one): one for one in places}.values(), key=str)[:PLACES]}
    return [kept[ref] for ref in sorted(kept)]


def _root_name(report: Report) -> str:
    return next((safe(one.name) for one in report.inventory.projects if one.path == "" and one.name), "repository")


def package_ref(use: PackageUse) -> str:
    """The reference of a package: its purl."""
    return purl(use.ecosystem, use.name, exact_version(use.resolved, use.specifier))


def _package(use: PackageUse) -> dict[str, Any]:
    address = package_ref(use)
    version = exact_version(use.resolved, use.specifier)
    kind = "container" if use.ecosystem == "docker-image" else "library"
    part: dict[str, Any] = {"type": kind, "bom-ref": address, "name": plain(use.name)}
    if version:
        part["version"] = plain(version)
    if not version and use.specifier:
        part["description"] = f"declared as {safe(use.specifier)}"
    part |= {"scope": _SCOPES.get(use.scope, "excluded" if use.scope in {"dev", "build"} else "optional"), "purl": address}
    pairs = {"kind": use.kind, "declared": use.declared, "used": use.used, "status": use.status, "replacement": use.replacement}
    return part | _named(pairs) | _occurrences(use.places)


def _model(use: ModelUse) -> dict[str, Any]:
    part: dict[str, Any] = {"type": "machine-learning-model", "bom-ref": f"model:{safe(use.id)}", "name": safe(use.id)}
    if use.maker:
        part |= {"manufacturer": {"name": safe(use.maker)}, "publisher": safe(use.maker)}
    fact = use.lifecycle
    part |= licenses(use)
    if use.base:
        part["pedigree"] = {"ancestors": [{"type": "machine-learning-model", "name": safe(use.base)}]}
    pairs = {
        "written-as": ", ".join(use.raw),
        "weights": use.weights,
        "stage": use.stage,
        "floating": use.floating,
        "fine-tuned": use.fine_tuned,
        "resolution": use.resolution.value,
        "retires-on": str(fact.retires_on) if fact and fact.retires_on else "",
        "retirement-certainty": fact.certainty.value if fact and fact.certainty else "",
        "replacement": fact.replacement if fact else "",
        "providers": ", ".join(use.providers),
    }
    return part | {"modelCard": model_card(use)} | _named(pairs) | _occurrences(use.places)


def _service(use: ProviderUse, report: Report) -> dict[str, Any]:
    local = "local-runtime" in use.kinds
    written = [place.text for provider, place in report.inventory.endpoints if provider == use.id]
    ends = sorted({end for end in map(_endpoint, [*use.endpoints, *written]) if end})[:PLACES]
    part: dict[str, Any] = {"bom-ref": f"provider:{safe(use.id)}", "name": safe(use.name or use.id)}
    part["provider"] = {"name": safe(use.name or use.id)}
    if ends:
        part["endpoints"] = ends
    part |= {"authenticated": not local, "x-trust-boundary": not local}
    flow = {"flow": "bi-directional", "classification": "prompts and completions"}
    pairs = {"id": use.id, "kinds": ", ".join(use.kinds), "country": use.country}
    where = sorted({f"{safe(place.path)}:{place.line}" for place in use.places})[:PLACES]
    rows = [{"name": f"ai-audit:{key}", "value": safe(str(value))} for key, value in pairs.items() if value]
    rows += [{"name": "ai-audit:evidence", "value": place} for place in where]
    return part | {"data": [flow], "properties": rows}


def _endpoint(text: str) -> str:
    """A web address without user, query or fragment; "" for patterns and what is none."""
    scheme, _, rest = text.partition("://") if "://" in text else ("https", "", text)
    rest = rest.rpartition("@")[2].split("?")[0].split("#")[0]
    local = rest.startswith(("localhost", "127."))
    if "://" not in text and local:
        scheme = "http"
    return f"{scheme}://{rest}" if scheme in {"http", "https", "ws", "wss"} and _HOST.fullmatch(rest) else ""


def _dependencies(report: Report, known: set[str]) -> list[dict[str, Any]]:
    stock = report.inventory
    edges: dict[str, set[str]] = {ref: set() for ref in (ROOT, *known)}
    for package in stock.packages:
        edges[ROOT].add(package_ref(package))
        edges[package_ref(package)].add(f"provider:{safe(package.provider)}")
    for model in stock.models:
        for provider in model.providers:
            edges.get(f"provider:{safe(provider)}", set()).add(f"model:{safe(model.id)}")
    reached = {to for ref, targets in edges.items() if ref != ROOT for to in targets}
    edges[ROOT] |= {ref for ref in known if ref not in reached}
    return [{"ref": ref, "dependsOn": sorted(targets & known - {ref})} for ref, targets in sorted(edges.items())]


def _named(pairs: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {"name": f"ai-audit:{key}", "value": str(value).lower() if isinstance(value, bool) else safe(str(value))}
        for key, value in pairs.items()
        if value not in {"", None}
    ]
    return {"properties": rows} if rows else {}


def _occurrences(places: tuple[Place, ...]) -> dict[str, Any]:
    rows = [
        {
            "location": safe(place.path) or ".",
            "line": max(place.line, 1),
            "additionalContext": f"{place.how.value} ({place.role.value})",
        }
        for place in places[:PLACES]
    ]
    return {"evidence": {"occurrences": rows}} if rows else {}


def _properties(report: Report) -> list[dict[str, str]]:
    rows = {
        "catalog-as-of": str(report.catalog_as_of),
        "complete": str(report.complete).lower(),
        "grade": tally.grade(report),
        "summary": tally.summary(report),
        "files-read": str(report.files_read),
        "files-skipped": str(len(report.skipped)),
    } | {f"skipped:{safe(reason)}": str(count) for reason, count in tally.skip_reasons(report)}
    return [{"name": f"ai-audit:{name}", "value": value} for name, value in rows.items() if value]
