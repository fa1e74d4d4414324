"""Words about the ends of providers, packages and API surfaces. In: one use. Out: the date or status that counts; its source."""

from __future__ import annotations

from datetime import date, timedelta

from auditor.facts import Provenance, Provider
from auditor.judge.case import Case
from auditor.judge.words import HOLDS, Match, Said, word
from auditor.records import Certainty, Confidence, PackageUse, ProviderUse, SignalUse


@word("provider-ended", "provider", facts="ended replacement note source checked")
def provider_ended(case: Case, use: ProviderUse, _argument: object) -> Match | None:
    """The provider, or the whole service, has shut down."""
    end = case.catalog.service_ends.get(use.id)
    known = case.catalog.providers.get(use.id)
    if end is not None and end.certainty is Certainty.ANNOUNCED and end.retires_on is not None:
        if end.retires_on > case.request.as_of:
            return None
        return Match(facts=_service_facts(f"ended on {end.retires_on}", end.replacement, known, end.origin))
    if known is None or known.status != "closed" or (known.status_on is not None and known.status_on > case.request.as_of):
        return None
    when = f"ended on {known.status_on}" if known.status_on else "has ended"
    ceiling = known.origin.confidence if known.status_on else Confidence.MEDIUM
    return Match(facts=_service_facts(when, "", known, known.origin), confidence=ceiling)


@word("provider-ends-within", "provider", "number", "ends replacement note source checked")
def provider_ends(case: Case, use: ProviderUse, days: float) -> Match | None:
    """The provider, or the whole service, has announced its end within this many days, or is closing without a date."""
    end = case.catalog.service_ends.get(use.id)
    known = case.catalog.providers.get(use.id)
    if end is not None and end.certainty is Certainty.ANNOUNCED and end.retires_on is not None:
        day, origin, replacement = end.retires_on, end.origin, end.replacement
    elif known is not None and known.status in ("closing", "closed"):
        if known.status_on is None:
            closing = known.status == "closing"
            return Match(facts=_service_facts("is closing (no date recorded)", "", known, known.origin)) if closing else None
        day, origin, replacement = known.status_on, known.origin, ""
    else:
        return None
    left = (day - case.request.as_of).days
    if not 0 < left <= days:
        return None
    return Match(facts=_service_facts(f"ends on {day}, in {Said(left):day}", replacement, known, origin))


def _service_facts(when: str, replacement: str, known: Provider | None, origin: Provenance) -> dict[str, object]:
    return {
        "ended": when,
        "ends": when,
        "replacement": replacement,
        "note": _sentence(known.note if known is not None else ""),
        "source": origin.source,
        "checked": origin.checked,
    }


@word("package-status", "package", "words", "status since replacement instead note")
def package_status(case: Case, package: PackageUse, states: tuple[str, ...]) -> Match | None:
    """The package's status is one of: deprecated, renamed, archived, eol; and that day has come."""
    if package.status not in states or _later(package.status_on, case.request.as_of):
        return None
    if package.status == "renamed" and not package.declared and _has_successor(case, package):
        return None  # what was imported comes with the package of the new name
    known = case.catalog.packages.get((package.ecosystem, package.name))
    facts = {
        "status": {"eol": "end of life"}.get(package.status, package.status),
        "since": f" since {package.status_on}" if package.status_on else "",
        "replacement": package.replacement,
        "instead": f"; its successor is {package.replacement}" if package.replacement else "",
        "note": _sentence(known.note if known else ""),
    }
    return Match(facts=facts, confidence=known.origin.confidence if known else Confidence.MEDIUM)


def _sentence(note: str) -> str:
    """A remark of the catalog as a sentence behind another one."""
    return f" {note[0].upper()}{note[1:].rstrip('.')}." if note else ""


def _has_successor(case: Case, package: PackageUse) -> bool:
    named = package.replacement.lower().split()
    same = (one for one in case.inventory.packages if one.ecosystem == package.ecosystem)
    return any(one.declared and one.name.lower() in named for one in same)


def _later(status_on: str, as_of: date) -> bool:
    """Whether a date, as exact as its source was, still lies ahead."""
    return bool(status_on) and status_on > as_of.isoformat()[: len(status_on)]


@word("signal-ended", "signal", facts="retires_on ago")
def signal_ended(case: Case, signal: SignalUse, _argument: object) -> Match | None:
    """The feature or API surface has reached its announced end."""
    end = signal.retires_on
    if end is None or end > case.request.as_of:
        return None
    return Match(facts={"retires_on": end, "ago": (case.request.as_of - end).days})


@word("signal-ends-with-service", "signal")
def ends_with_service(case: Case, signal: SignalUse, _argument: object) -> Match | None:
    """The whole service of its provider has an announced end and is in use: that is a finding about the provider."""
    used = any(use.id == signal.provider for use in case.deciding.providers)
    return HOLDS if used and signal.provider in case.catalog.service_ends else None


@word("signal-ends-within", "signal", "number", "retires_on days")
def signal_ends(case: Case, signal: SignalUse, days: float) -> Match | None:
    """The announced end of the feature or API surface lies ahead, at most this many days away."""
    end = signal.retires_on
    if end is None or not timedelta(0) < end - case.request.as_of <= timedelta(days=days):
        return None
    return Match(facts={"retires_on": end, "days": (end - case.request.as_of).days})


WORDS = (provider_ended, provider_ends, package_status, signal_ended, signal_ends, ends_with_service)
