"""Words about ends: of models, providers, packages and API surfaces. In: one use. Out: the date that counts, with its source.

An `earliest` date is a 'not before' date: only `model-not-before-within` reads it, and no word makes an end of it.
"""

from __future__ import annotations

from datetime import date, timedelta

from auditor.facts import Provenance, Provider
from auditor.judge.case import Case
from auditor.judge.words import HOLDS, Match, word
from auditor.records import (
    Certainty,
    Confidence,
    LifecycleFact,
    ModelUse,
    PackageUse,
    ProviderUse,
    Severity,
    SignalUse,
    Unresolved,
)


def family_ceiling(model: ModelUse) -> Confidence | None:
    """What a family match or guess can carry at most."""
    return None if model.resolution.value in ("exact", "alias", "form") else Confidence.MEDIUM


def _announced(model: ModelUse) -> LifecycleFact | None:
    life = model.lifecycle
    return life if life is not None and life.retires_on is not None and life.certainty is Certainty.ANNOUNCED else None


def own_clock(case: Case, model: ModelUse, life: LifecycleFact) -> bool:
    """Whether the date binds the routes in use: theirs, or the maker's where calls end up at the maker.

    Somebody else's host has its own calendar, and open weights do not stop when their maker switches a server off.
    """
    routes = [provider for provider in model.providers if not case.is_gateway(provider)]
    if life.provider in routes or (life.provider in model.providers):
        return True
    if routes:
        return False
    return model.weights != "open" or not model.providers


def _of_whole_service(case: Case, life: LifecycleFact) -> bool:
    """A service that ended is one finding about the provider, not one per model on it."""
    end = case.catalog.service_ends.get(life.provider)
    used = any(provider.id == life.provider for provider in case.deciding.providers)
    return used and end is not None and end.retires_on == life.retires_on


def _end_facts(case: Case, model: ModelUse, life: LifecycleFact, end: date) -> dict[str, object]:
    return {
        "retires_on": end,
        "days": (end - case.request.as_of).days,
        "ago": (case.request.as_of - end).days,
        "at": life.provider or model.maker,
        "deprecated_on": life.deprecated_on,
        "replacement": life.replacement,
        "source": life.source,
        "checked": life.checked,
    }


_END = "retires_on days ago at deprecated_on replacement source checked"


@word("model-retired", "model", facts="ended at replacement source checked retires_on")
def model_retired(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The announced shutdown of the model, at the provider in use, has passed; or the catalog calls it retired without a date."""
    life = _announced(model)
    if life is not None and life.retires_on is not None:
        if life.retires_on > case.request.as_of or not own_clock(case, model, life) or _of_whole_service(case, life):
            return None
        facts = {**_end_facts(case, model, life, life.retires_on), "ended": f"was shut down on {life.retires_on}"}
        return Match(facts=facts, confidence=family_ceiling(model))
    if model.stage != "retired" or (model.lifecycle is not None and model.lifecycle.retires_on is not None):
        return None
    # without a date only the maker's own service is meant; weights and other hosts may go on
    if model.weights == "open" or any(
        not case.is_own_maker(one, model.maker) and not case.is_gateway(one) for one in model.providers
    ):
        return None
    known = case.catalog.models.get(model.id)
    facts = {
        "ended": "has been shut down (no date recorded)",
        "at": ", ".join(model.providers) or model.maker,
        "replacement": (model.lifecycle.replacement if model.lifecycle else "") or (known.replacement if known else ""),
        "source": known.origin.source if known else "",
        "checked": known.origin.checked if known else None,
        "retires_on": None,
    }
    return Match(facts=facts, confidence=Confidence.MEDIUM)


@word("model-retires-within", "model", "number", _END)
def model_retires_within(case: Case, model: ModelUse, days: float) -> Match | None:
    """The announced shutdown at the provider in use lies ahead, at most this many days away."""
    return _ahead(case, model, 1, days)


@word("model-retires-after", "model", "number", _END)
def model_retires_after(case: Case, model: ModelUse, days: float) -> Match | None:
    """The announced shutdown at the provider in use lies more than this many days ahead."""
    return _ahead(case, model, days + 1, 36500)


def _ahead(case: Case, model: ModelUse, least: float, most: float) -> Match | None:
    life = _announced(model)
    if life is None or life.retires_on is None or not own_clock(case, model, life) or _of_whole_service(case, life):
        return None
    if not least <= (life.retires_on - case.request.as_of).days <= most:
        return None
    return Match(facts=_end_facts(case, model, life, life.retires_on), confidence=family_ceiling(model))


@word("model-not-before-within", "model", "number", _END)
def model_not_before(case: Case, model: ModelUse, days: float) -> Match | None:
    """A 'not before' date of the model at the provider in use has passed or is at most this many days away; never gates."""
    life = model.lifecycle
    if life is None or life.retires_on is None or life.certainty is not Certainty.EARLIEST or not own_clock(case, model, life):
        return None
    if (life.retires_on - case.request.as_of).days > days:
        return None
    return Match(facts=_end_facts(case, model, life, life.retires_on), severity=Severity.LOW, confidence=family_ceiling(model))


@word("model-retired-at-maker", "model", facts=_END)
def retired_at_maker(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The maker has shut the model down on its own service, while it is used through another host with its own calendar."""
    life = _announced(model)
    if life is None or life.retires_on is None or own_clock(case, model, life) or model.weights == "open":
        return None
    if life.retires_on > case.request.as_of:
        return None
    return Match(facts=_end_facts(case, model, life, life.retires_on), confidence=Confidence.MEDIUM)


@word("model-deprecated", "model", facts="since at replacement source checked")
def model_deprecated(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The model is marked deprecated and no announced shutdown date is known."""
    life = model.lifecycle
    if _announced(model) is not None:
        return None
    since = life.deprecated_on if life is not None else None
    if since is not None and since > case.request.as_of:
        return None
    if (since is None and model.stage != "deprecated") or (life is not None and not own_clock(case, model, life)):
        return None
    if life is None and model.weights == "open" and any(not case.is_own_maker(one, model.maker) for one in model.providers):
        return None
    known = case.catalog.models.get(model.id)
    facts = {
        "since": f" since {since}" if since else "",
        "at": (life.provider if life else "") or model.maker,
        "replacement": (life.replacement if life else "") or (known.replacement if known else ""),
        "source": life.source if life else known.origin.source if known else "",
        "checked": life.checked if life else known.origin.checked if known else None,
    }
    return Match(facts=facts, confidence=family_ceiling(model))


@word("model-floating", "model")
def model_floating(_case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The id names whatever its owner serves under it today; ids known by family only are left alone."""
    return HOLDS if model.floating and family_ceiling(model) is None and not model.fine_tuned else None


@word("model-stage", "model", "words")
def model_stage(_case: Case, model: ModelUse, stages: tuple[str, ...]) -> Match | None:
    """The catalog puts the model in one of these stages: announced, preview, experimental, ga, deprecated, retired."""
    return Match(confidence=family_ceiling(model)) if model.stage in stages else None


@word("model-has-end", "model")
def model_has_end(_case: Case, model: ModelUse, _argument: object) -> Match | None:
    """An announced shutdown or deprecation of the model is known, whenever and wherever."""
    return HOLDS if _announced(model) is not None or model.stage in ("deprecated", "retired") else None


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
    return Match(facts=_service_facts(f"ends on {day}, in {left} days", replacement, known, origin))


def _service_facts(when: str, replacement: str, known: Provider | None, origin: Provenance) -> dict[str, object]:
    note = known.note if known is not None else ""
    return {
        "ended": when,
        "ends": when,
        "replacement": replacement,
        "note": note,
        "source": origin.source,
        "checked": origin.checked,
    }


@word("package-status", "package", "words", "status since replacement instead note")
def package_status(case: Case, package: PackageUse, states: tuple[str, ...]) -> Match | None:
    """The package's status is one of: deprecated, renamed, archived, eol; and that day has come."""
    if package.status not in states or _later(package.status_on, case.request.as_of):
        return None
    known = case.catalog.packages.get((package.ecosystem, package.name))
    facts = {
        "status": {"eol": "end of life"}.get(package.status, package.status),
        "since": f" since {package.status_on}" if package.status_on else "",
        "replacement": package.replacement,
        "instead": f"; its successor is {package.replacement}" if package.replacement else "",
        "note": known.note if known else "",
    }
    return Match(facts=facts, confidence=known.origin.confidence if known else Confidence.MEDIUM)


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


@word("signal-ends-within", "signal", "number", "retires_on days")
def signal_ends(case: Case, signal: SignalUse, days: float) -> Match | None:
    """The announced end of the feature or API surface lies ahead, at most this many days away."""
    end = signal.retires_on
    if end is None or not timedelta(0) < end - case.request.as_of <= timedelta(days=days):
        return None
    return Match(facts={"retires_on": end, "days": (end - case.request.as_of).days})


@word("near-known-model", "unresolved", facts="near")
def near_known(_case: Case, one: Unresolved, _argument: object) -> Match | None:
    """The string is a slip away from a known model id."""
    near = [known for known in one.near if known != one.raw]
    return Match(facts={"near": " or ".join(near[:3])}) if near else None


WORDS = (
    model_retired,
    model_retires_within,
    model_retires_after,
    model_not_before,
    retired_at_maker,
    model_deprecated,
    model_floating,
    model_stage,
    model_has_end,
    provider_ended,
    provider_ends,
    package_status,
    signal_ended,
    signal_ends,
    near_known,
)
