"""Rules times inventory. In: a case and a rulebook. Out: one finding per rule and subject, with all deciding places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from auditor.digests import sha256
from auditor.facts import Rule
from auditor.judge.case import Case, Group, LicenseUse, Thing
from auditor.judge.conditions import VOCABULARY, argument
from auditor.judge.parts import Part
from auditor.judge.places import strongest
from auditor.judge.settings import Settings
from auditor.judge.words import HOLDS, Match, Said, joined, least, listed, lowest
from auditor.records import (
    Confidence,
    Finding,
    ModelUse,
    PackageUse,
    Place,
    ProviderUse,
    Role,
    Severity,
    SignalUse,
    Subject,
    Unresolved,
)

PROJECT_SITES = 3  # a project of a workspace is judged on its own from this many call sites on
_CAUTION = "; the name is that of a deployment, which may lead to another model"
_CHOICE = "; it is offered as a choice, nothing calls it by default"
_MILDER = {
    Severity.CRITICAL: Severity.HIGH,
    Severity.HIGH: Severity.MEDIUM,
    Severity.MEDIUM: Severity.LOW,
    Severity.LOW: Severity.LOW,
}


def evaluate(case: Case, rules: Iterable[Rule], settings: Settings) -> Iterator[Finding]:
    """Findings of every rule on every subject of its scope."""
    for rule in rules:
        thresholds = settings.thresholds(rule)
        for thing in _things(case, rule):
            match = holds(case, thing, rule.when, thresholds)
            if match is not None:
                finding = _finding(case, rule, thing, match, settings)
                if finding is not None:
                    yield finding
                    if thing is case.whole:
                        break  # it says it for its projects


def holds(case: Case, thing: Thing, when: Mapping[str, Any], thresholds: Mapping[str, float]) -> Match | None:
    """The joined match of all conditions of a `[when]` table, None when one does not hold."""
    found = HOLDS
    for key, value in when.items():
        if key == "not":
            match = None if holds(case, thing, value, thresholds) is not None else HOLDS
        elif key == "any":
            match = next((one for branch in value if (one := holds(case, thing, branch, thresholds)) is not None), None)
        elif key == "all":
            match = holds_all(case, thing, value, thresholds)
        else:
            known = VOCABULARY[key]
            match = known.test(case, thing, argument(known.takes, value, thresholds))
        if match is None:
            return None
        found = joined(found, match)
    return found


def holds_all(case: Case, thing: Thing, branches: Iterable[Mapping[str, Any]], thresholds: Mapping[str, float]) -> Match | None:
    """Every table of a list holds."""
    found = HOLDS
    for branch in branches:
        match = holds(case, thing, branch, thresholds)
        if match is None:
            return None
        found = joined(found, match)
    return found


def _things(case: Case, rule: Rule) -> Iterable[Thing]:
    if rule.scope == "inventory":
        if case.partial:
            return ()  # a few files say nothing about the whole
        own = rule.id.startswith("AIA1") or not rule.shipped
        return (case.whole, *(part for part in case.projects if own and part.calls >= PROJECT_SITES))
    things: Mapping[str, Iterable[Thing]] = {
        "model": case.deciding.models,
        "provider": case.deciding.providers,
        "maker": case.makers,
        "package": case.deciding.packages,
        "license": case.licenses,
        "signal": case.deciding.signals,
        "unresolved": case.deciding.unresolved,
        "endpoint": case.endpoints,
        "secret": case.secrets,
        "audit": case.events,
    }
    return things[rule.scope]


def _finding(case: Case, rule: Rule, thing: Thing, match: Match, settings: Settings) -> Finding | None:
    places = strongest(thing.places if match.places is None else match.places)
    if not places and rule.scope not in ("inventory", "audit"):
        return None
    severity = settings.severity(rule) or _severity(rule, match, places)
    if _is_offered(thing, places) and not settings.severity(rule):
        severity = _MILDER[severity]  # nothing fails by default
    if isinstance(thing, (ModelUse, LicenseUse, Unresolved)) and all(place.path in case.registries for place in places):
        # a list of everything that can be chosen: what ends is worth a word, properties of each entry are not
        if severity.rank >= Severity.MEDIUM.rank:
            return None
        severity = Severity.MEDIUM
    subject = match.subject or subject_of(thing)
    project = thing.path if isinstance(thing, Part) else ""
    facts = {**given(case, thing, places), **settings.thresholds(rule), **match.facts}
    facts = {key: _plain(value) for key, value in facts.items()}
    words = {key: Said(_said(value)) for key, value in facts.items()}
    message = rule.message.format_map(words)
    source = words.get("source", "")
    words["sourced"] = Said(f" Source: {source}, checked {words['checked']}." if source else "")
    why = " ".join(rule.why.format_map(words).split())  # a caveat may be empty
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=severity,
        confidence=_confidence(rule, match, places),
        subject=subject,
        message=f"{'the root' if project == '.' else project}: {message}" if project else message,
        why=why,
        places=places,
        references=(*rule.references, source)
        if source.startswith("https://") and source not in rule.references
        else rule.references,
        facts=facts,
        fingerprint=fingerprint(rule.id, subject, project),
        project=project,
    )


def fingerprint(rule: str, subject: Subject, project: str) -> str:
    """What a finding is known by: rule, subject and project. Moved lines, renamed files and merges do not change it."""
    return sha256(f"{rule}\0{subject.kind}\0{subject.id}\0{project}".encode("utf-8", "replace")).hexdigest()[:24]


def subject_of(thing: Thing) -> Subject:
    """What a finding on this record is about."""
    match thing:
        case ModelUse():
            return Subject(kind="model", id=thing.id)
        case ProviderUse():
            return Subject(kind="provider", id=thing.id)
        case PackageUse():
            return Subject(kind="package", id=f"{thing.ecosystem}:{thing.name}")
        case SignalUse():
            return Subject(kind="signal", id=thing.id)
        case Unresolved():
            return Subject(kind="model", id=thing.raw)
        case LicenseUse():
            return Subject(kind="license", id=thing.id or "unknown")
        case Part():
            return Subject(kind="project", id=thing.path or ".")
        case Group():
            return Subject(kind=thing.kind if thing.kind in ("maker", "provider", "secret") else "project", id=thing.id)


def given(case: Case, thing: Thing, places: tuple[Place, ...]) -> dict[str, Any]:
    """The values every subject of a scope brings along; `words.GIVEN` lists them for the check of placeholders."""
    facts: dict[str, Any] = {"files": len({place.path for place in places}), "places": len(places), "source": "", "checked": None}
    catalog = case.catalog
    match thing:
        case ModelUse():
            facts |= {
                "model": thing.id,
                "raw": ", ".join(thing.raw),
                "maker": thing.maker,
                "kind": thing.kind,
                "family": thing.family,
            }
            facts |= {
                "provider": ", ".join(thing.providers),
                "weights": thing.weights,
                "license": thing.license,
                "stage": thing.stage,
                "caution": (_CAUTION if case.is_deployment(thing) else "") + (_CHOICE if _is_offered(thing, places) else ""),
            }
            facts |= _origin(catalog.models.get(thing.id))
        case ProviderUse():
            known = catalog.providers.get(thing.id)
            facts |= {"provider": thing.id, "provider_name": case.name(thing.id), "country": known.country if known else ""}
            facts |= _origin(known)
        case PackageUse():
            facts |= {"package": thing.name, "ecosystem": thing.ecosystem, "provider": thing.provider, "kind": thing.kind}
            facts |= {"version": thing.resolved or thing.specifier}
            facts |= _origin(catalog.packages.get((thing.ecosystem, thing.name)))
        case SignalUse():
            facts |= {"signal": thing.id, "title": thing.title, "provider": thing.provider, "kind": thing.kind}
            facts |= {"strength": thing.strength, "replacement": thing.replacement, "caveat": ""}
            signal = next((one for one in catalog.signals if one.id == thing.id), None)
            facts |= {**_origin(signal), "caveat": signal.caveat if signal else ""}
        case Unresolved():
            facts |= {"raw": thing.raw}
        case LicenseUse():
            terms = thing.terms
            facts |= {"license": thing.id or "unknown", "license_name": terms.name if terms else "unknown license"}
            facts |= {
                "models": listed(one.id for one in thing.models),
                "model": thing.models[0].id,
                "url": terms.url if terms else "",
            }
            facts |= _origin(terms)
        case Part():
            facts |= {"sites": len(thing.sites), "project": thing.path or "."}
        case Group():
            facts |= {"subject": thing.id, thing.kind: thing.id}
            if thing.kind == "provider":
                facts["provider_name"] = case.name(thing.id)
            if thing.kind == "maker":
                maker = catalog.makers.get(thing.id)
                facts |= {"country": maker.country if maker else "", **_origin(maker)}
    return facts


def _origin(known: Any) -> dict[str, Any]:
    return {} if known is None else {"source": known.origin.source, "checked": known.origin.checked}


def _severity(rule: Rule, match: Match, places: tuple[Place, ...]) -> Severity:
    severity = lowest(rule.severity, match.severity) or rule.severity
    if places and all(place.role is Role.CI for place in places):
        severity = _MILDER[severity]  # a broken pipeline is not a broken product
    if places and all(place.confidence is Confidence.LOW for place in places):
        severity = Severity.LOW
    return severity


def _is_offered(thing: Thing, places: tuple[Place, ...]) -> bool:
    """Whether all places only offer a model to choose."""
    return isinstance(thing, ModelUse) and bool(places) and set(thing.offered).issuperset(places)


def _confidence(rule: Rule, match: Match, places: tuple[Place, ...]) -> Confidence:
    best = min((place.confidence for place in places), key=tuple(Confidence).index, default=None)
    return least(rule.confidence, match.confidence, best) or rule.confidence


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _said(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
