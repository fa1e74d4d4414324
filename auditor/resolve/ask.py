"""Asking the catalog. In: one id of a model, provider, license or package. Out: a JSON-able answer, and the same as short text.

An answer always has the same keys in the same order; what is not known is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from auditor.facts import Catalog, License, Lifecycle, Package, Provenance, Provider
from auditor.frozen import names
from auditor.records import Confidence, Resolution
from auditor.resolve.models import ModelResolver, Resolved
from auditor.resolve.packages import ECOSYSTEMS, package_of

Answer = dict[str, Any]

_MODEL = "id maker provider family kind weights license floating stage".split()


def model_answer(catalog: Catalog, resolver: ModelResolver, raw: str) -> Answer:
    """What a raw id means; `maker` is null when it names no model."""
    found = resolver.resolve(raw, asked=True)
    answer: Answer = {"raw": raw}
    if found is None:
        answer |= dict.fromkeys(_MODEL)
        answer["provider"] = resolver.provider_of(raw) or None
        return answer | {"lifecycle": [], "resolution": Resolution.UNKNOWN.value, "confidence": None}
    answer |= {key: _or_null(getattr(found, key)) for key in _MODEL}
    answer["lifecycle"] = [_end(one) for one in _ends(catalog, found)]
    return answer | {"resolution": found.resolution.value, "confidence": found.confidence.value}


def provider_answer(catalog: Catalog, name: str) -> Answer | None:
    """Everything known of a provider, found by its id, a slug or a router prefix; None when there is none."""
    word = name.strip().lower()
    provider = catalog.providers.get(catalog.slugs.get(word) or catalog.prefixes.get(word) or word)
    if provider is None:
        return None
    end = catalog.service_ends.get(provider.id)
    packages = sorted(f"{ecosystem}:{key}" for ecosystem, key in catalog.packages if _serves(catalog, provider, ecosystem, key))
    return _plain(provider) | {"service_end": _end(end) if end else None, "packages": packages}


def license_answer(catalog: Catalog, name: str) -> Answer | None:
    """The obligations of a license, found by its id or the string of a model card; None when there is none."""
    found = catalog.licenses.get(name.strip())
    if found is None:
        ids = catalog.license_cards.get(name.strip().lower(), ())
        found = catalog.licenses[ids[0]] if len(ids) == 1 else None
    return _plain(found) if found else None


def package_answer(catalog: Catalog, item: str) -> Answer:
    """What a package is; `item` is `ecosystem:name`, or a bare name that the first ecosystem knowing it answers for."""
    ecosystem, name, found = _package(catalog, item.strip())
    resolution, confidence = Resolution.UNKNOWN.value, None
    if found is not None:
        listed = (found.ecosystem, found.name) in catalog.packages or found.imports or found.note.find("named like ") != 0
        resolution = (Resolution.EXACT if listed else Resolution.FAMILY).value
        confidence = (found.origin.confidence if listed else Confidence.MEDIUM).value
    return {
        "ecosystem": ecosystem or None,
        "name": name,
        "known": found is not None,
        **{
            key: _or_null(getattr(found, key, None))
            for key in ("provider", "kind", "owner", "status", "status_on", "replacement")
        },
        "resolution": resolution,
        "confidence": confidence,
    }


def model_text(answer: Answer, near: Iterable[str] = ()) -> str:
    """A model's answer for people; `near` are known ids to propose when it names none."""
    if answer["maker"] is None:
        like = ", ".join(near)
        hint = f"; did you mean {like}?" if like else ""
        at = f" (an id of {answer['provider']} that says no model)" if answer["provider"] else ""
        return f"{answer['raw']}: no model{at}{hint}"
    at = f" at {answer['provider']}" if answer["provider"] else ""
    lines = [f"{answer['raw']}: {answer['id']} by {answer['maker']}{at}"]
    terms = f"{answer['weights']} weights, license {answer['license'] or 'not established'}"
    floats = ", floating" if answer["floating"] else ""
    lines.append(f"  {answer['kind']}, {terms}, stage {answer['stage']}{floats}")
    lines += [f"  {_end_text(one)}" for one in answer["lifecycle"]]
    lines.append(f"  resolved by {answer['resolution']}, confidence {answer['confidence']}")
    return "\n".join(lines)


def package_text(answer: Answer) -> str:
    """A package's answer for people."""
    name = f"{answer['ecosystem']}:{answer['name']}" if answer["ecosystem"] else answer["name"]
    if not answer["known"]:
        return f"{name}: not a known package"
    state = answer["status"] + (f" since {answer['status_on']}" if answer["status_on"] else "")
    way = f", use {answer['replacement']}" if answer["replacement"] else ""
    return f"{name}: {answer['kind']} for {answer['provider'] or 'many providers'}, {state}{way} ({answer['resolution']})"


def table_text(answer: Mapping[str, Any]) -> str:
    """A provider's or a license's answer for people: one line per thing that is known."""
    lines = []
    for key, value in answer.items():
        if value in (None, "", [], False):
            continue
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        lines.append(f"{key.replace('_', ' ')}: {_end_text(value) if key == 'service_end' else shown}")
    return "\n".join(lines)


def _ends(catalog: Catalog, found: Resolved) -> list[Lifecycle]:
    service = catalog.service_ends.get(found.provider) if found.provider else None
    rows = list(found.lifecycle)
    if service is not None and all(one.provider != found.provider for one in rows):
        rows.append(service)
    return sorted(rows, key=lambda one: one.provider)


def _end(one: Lifecycle) -> Answer:
    return {
        "provider": one.provider,
        "deprecated_on": _or_null(one.deprecated_on),
        "retires_on": _or_null(one.retires_on),
        "certainty": one.certainty.value,
        "replacement": _or_null(one.replacement),
        "source": one.origin.source,
        "checked": one.origin.checked.isoformat(),
        "disagrees": _or_null(one.disagrees),
    }


def _end_text(one: Answer) -> str:
    when = one["retires_on"] or "no date"
    verb = "ends" if one["certainty"] == "announced" else "does not end before"
    more = [f"announced {one['deprecated_on']}"] if one["deprecated_on"] else []
    more += [f"then {one['replacement'].replace('|', ' or ')}"] if one["replacement"] else []
    more += [f"others say {one['disagrees']}"] if one["disagrees"] else []
    return f"at {one['provider']} {verb} {when}" + (f" ({'; '.join(more)})" if more else "") + f" [{one['source']}]"


def _or_null(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def _plain(record: Provider | License) -> Answer:
    made: Answer = {}
    for name in names(record):
        value = getattr(record, name)
        if isinstance(value, Provenance):
            made |= {"source": value.source, "checked": value.checked.isoformat(), "confidence": value.confidence.value}
        else:
            made[name] = list(value) if isinstance(value, tuple) else _or_null(value)
    return made


def _serves(catalog: Catalog, provider: Provider, ecosystem: str, name: str) -> bool:
    return catalog.packages[ecosystem, name].provider == provider.id


def _package(catalog: Catalog, item: str) -> tuple[str, str, Package | None]:
    ecosystem, colon, name = item.partition(":")
    if colon and ecosystem.lower() in ECOSYSTEMS:
        return ecosystem.lower(), name, package_of(catalog, ecosystem.lower(), name)
    for one in ECOSYSTEMS:
        found = package_of(catalog, one, item)
        if found is not None:
            return one, item, found
    return "", item, None
