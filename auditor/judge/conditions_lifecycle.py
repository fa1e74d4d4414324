"""Words about the ends of models. In: one model as used. Out: the date that counts for its routes, with its source.

An `earliest` date is a 'not before' date: only `model-not-before-within` reads it, and no word makes an end of it.
"""

from __future__ import annotations

from datetime import date

from auditor.facts import Lifecycle
from auditor.judge.case import Case
from auditor.judge.words import HOLDS, Match, joined, least, word
from auditor.records import (
    Certainty,
    Confidence,
    LifecycleFact,
    ModelUse,
    Place,
    Severity,
)


def family_ceiling(model: ModelUse) -> Confidence | None:
    """What a family match or guess can carry at most."""
    return None if model.resolution.value in ("exact", "alias", "form") else Confidence.MEDIUM


def _announced(case: Case, model: ModelUse) -> list[LifecycleFact]:
    """The announced ends of the routes in use, the nearest first; gateways pass calls on: there the maker's own counts."""
    if model.weights == "open" and not model.providers and all("/" in raw for raw in model.raw):
        return []  # named as weights are, which nobody can shut down: whoever serves them here has a calendar of their own
    ends = list(model.ends) or ([model.lifecycle] if model.lifecycle is not None else [])
    if not ends and model.providers and all(case.is_gateway(provider) for provider in model.providers):
        life = _end_at_maker(case, model) if model.weights == "closed" else None
        ends = [life] if life is not None else []
    return [life for life in ends if life.retires_on is not None and life.certainty is Certainty.ANNOUNCED]


def _judged(case: Case, model: ModelUse, least: float, most: float) -> list[LifecycleFact]:
    """The announced ends that lie this many days ahead, without those of whole services."""
    today = case.request.as_of
    ends = [life for life in _announced(case, model) if not _of_whole_service(case, life)]
    return [life for life in ends if life.retires_on is not None and least <= (life.retires_on - today).days <= most]


def _end_at_maker(case: Case, model: ModelUse) -> LifecycleFact | None:
    """What the maker has announced for its own service, whoever serves the model here."""
    known = case.catalog.models.get(model.id)
    ends = known.lifecycle if known is not None else ()
    for end in ends:
        if case.is_own_maker(end.provider, model.maker) and end.certainty is Certainty.ANNOUNCED and end.retires_on is not None:
            return LifecycleFact(
                provider=end.provider,
                deprecated_on=end.deprecated_on,
                retires_on=end.retires_on,
                certainty=end.certainty,
                replacement=end.replacement or (known.replacement if known else ""),
                source=end.origin.source,
                checked=end.origin.checked,
            )
    return None


def _through_gateway(model: ModelUse) -> Confidence | None:
    """An end that had to be asked of the maker is a step less sure."""
    return Confidence.MEDIUM if model.lifecycle is None else family_ceiling(model)


def _of_whole_service(case: Case, life: LifecycleFact) -> bool:
    """A service that ended is one finding about the provider, not one per model on it."""
    end = case.catalog.service_ends.get(life.provider)
    used = any(provider.id == life.provider for provider in case.deciding.providers)
    return used and end is not None and end.retires_on == life.retires_on


def _end_facts(case: Case, model: ModelUse, ends: list[LifecycleFact], end: date) -> dict[str, object]:
    life = ends[0]
    others = ", ".join(f"on {one.retires_on} at {one.provider}" for one in ends[1:])
    return {
        "retires_on": end,
        "days": (end - case.request.as_of).days,
        "ago": (case.request.as_of - end).days,
        "at": f"{life.provider or model.maker}{f' ({others})' if others else ''}",
        "deprecated_on": life.deprecated_on,
        "replacement": life.replacement,
        "source": life.source,
        "checked": life.checked,
    }


_NOT_BEFORE = "retires at {at} not before {retires_on}"
_EVER = 36500  # days
_END = "retires_on days ago at deprecated_on replacement source checked"


def _ceiling(case: Case, model: ModelUse) -> Match:
    """Open weights without a known route may run anywhere, a deployment's name may lead to another model: less is sure.

    Where nothing shows any provider, nobody may be called at all.
    """
    if not model.providers and not case.inventory.providers and not case.partial:
        return Match(severity=Severity.MEDIUM, confidence=Confidence.LOW)
    if case.is_deployment(model):
        return Match(severity=Severity.HIGH, confidence=Confidence.MEDIUM)
    free = model.weights == "open" and not model.providers
    return Match(severity=Severity.MEDIUM, confidence=Confidence.MEDIUM) if free else HOLDS


def _on_routes(case: Case, model: ModelUse, ends: list[LifecycleFact]) -> tuple[tuple[Place, ...] | None, bool]:
    """The places whose call may go where it ends, and whether all surely do; other routes have their own calendar."""
    if len(model.providers) < 2:
        return tuple(place for place in model.places if place not in model.elsewhere) if model.elsewhere else None, True
    ended = {life.provider for life in ends}
    routes = {site.place: site.provider for site in case.deciding.sites if site.model == model.id}
    elsewhere = {one for one in model.providers if one not in ended and not case.is_gateway(one)}
    places = tuple(place for place in model.places if routes.get(place) not in elsewhere)
    if model.weights == "open":  # without a route they may run anywhere
        places = tuple(place for place in places if routes.get(place)) or places
    return (places, all(routes.get(place) in ended for place in places)) if places else (None, False)


def _lives_on(case: Case, model: ModelUse) -> Confidence | None:
    """Where only some of the routes have ended, a place may take one that goes on."""
    known = case.catalog.models.get(model.id)
    ended = {end.provider for end in known.lifecycle if _is_over(case, end)} if known is not None else set()
    return Confidence.MEDIUM if len(model.providers) > 1 and not set(model.providers) <= ended else None


def _is_over(case: Case, end: Lifecycle) -> bool:
    return end.certainty is Certainty.ANNOUNCED and end.retires_on is not None and end.retires_on <= case.request.as_of


def _at_maker(case: Case, model: ModelUse) -> bool:
    """Whether calls end up at the maker: what it says without a date binds nobody else."""
    if not model.providers and model.elsewhere:
        return False
    return all(case.is_own_maker(one, model.maker) or case.is_gateway(one) for one in model.providers)


@word("model-retired", "model", facts="ended at replacement source checked retires_on")
def model_retired(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The announced shutdown of the model, at the provider in use, has passed; or the catalog calls it retired without a date."""
    ends = _judged(case, model, -_EVER, 0)
    if ends and ends[0].retires_on is not None:
        facts = {**_end_facts(case, model, ends, ends[0].retires_on), "ended": f"was shut down on {ends[0].retires_on}"}
        places, sure = _on_routes(case, model, ends)
        ceiling = _through_gateway(model) if sure else least(_through_gateway(model), _lives_on(case, model))
        return joined(_ceiling(case, model), Match(facts=facts, places=places, confidence=ceiling))
    dated = model.lifecycle is not None and model.lifecycle.retires_on is not None
    if model.stage != "retired" or dated or _announced(case, model):
        return None
    # without a date only the maker's own service is meant; weights and other hosts may go on
    if model.weights == "open" or not _at_maker(case, model):
        return None
    known = case.catalog.models.get(model.id)
    rows = known.lifecycle if known is not None else ()
    if rows and not any(case.catalog.is_house(row.provider, model.maker) for row in rows):
        return None  # the stage was read from another host's list
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
    return _ahead(case, model, days + 1, _EVER)


def _ahead(case: Case, model: ModelUse, least: float, most: float) -> Match | None:
    ends = _judged(case, model, least, most)
    if not ends or ends[0].retires_on is None:
        return None
    facts = _end_facts(case, model, ends, ends[0].retires_on)
    places, _ = _on_routes(case, model, ends)
    return joined(_ceiling(case, model), Match(facts=facts, places=places, confidence=_through_gateway(model)))


@word("model-not-before-within", "model", "number", f"{_END} may")
def model_not_before(case: Case, model: ModelUse, days: float) -> Match | None:
    """A 'not before' date of the model at the provider in use has passed or is at most this many days away; never gates."""
    life = model.lifecycle
    if life is None or life.retires_on is None or life.certainty is not Certainty.EARLIEST:
        return None
    if (life.retires_on - case.request.as_of).days > days:
        return None
    places, _ = _on_routes(case, model, [life])
    facts = _end_facts(case, model, [life], life.retires_on)
    past = life.retires_on <= case.request.as_of
    facts["may"] = f"may end at {facts['at']} any day since {life.retires_on}" if past else _NOT_BEFORE.format(**facts)
    return Match(facts=facts, places=places, severity=Severity.LOW, confidence=family_ceiling(model))


@word("model-retired-at-maker", "model", facts=f"{_END} provider")
def retired_at_maker(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The maker has shut the model down on its own service, while it is used through another host with its own calendar."""
    if model.lifecycle is not None or model.weights != "closed" or _announced(case, model):
        return None
    life = _end_at_maker(case, model)
    if life is None or life.retires_on is None or life.retires_on > case.request.as_of:
        return None
    asked = {} if model.providers else {"provider": "the host that is asked"}
    return Match(facts=_end_facts(case, model, [life], life.retires_on) | asked, confidence=Confidence.MEDIUM)


@word("model-deprecated", "model", facts="since at replacement source checked")
def model_deprecated(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The model is marked deprecated and no announced shutdown date is known."""
    life = model.lifecycle
    if _announced(case, model):
        return None
    since = life.deprecated_on if life is not None else None
    if since is not None and since > case.request.as_of:
        return None
    if since is None and (model.stage != "deprecated" or model.weights == "open" or not _at_maker(case, model)):
        return None
    known = case.catalog.models.get(model.id)
    facts = {
        "since": f" since {since}" if since else "",
        "at": (life.provider if life else "") or model.maker,
        "replacement": (life.replacement if life else "") or (known.replacement if known else ""),
        "source": life.source if life else known.origin.source if known else "",
        "checked": life.checked if life else known.origin.checked if known else None,
    }
    return joined(_ceiling(case, model), Match(facts=facts, confidence=family_ceiling(model)))


@word("model-stage", "model", "words")
def model_stage(_case: Case, model: ModelUse, stages: tuple[str, ...]) -> Match | None:
    """The catalog puts the model in one of these stages: announced, preview, experimental, ga, deprecated, retired."""
    return Match(confidence=family_ceiling(model)) if model.stage in stages else None


@word("model-has-end", "model")
def model_has_end(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """An announced shutdown or deprecation of the model is known, whenever and wherever."""
    return HOLDS if _announced(case, model) or model.stage in ("deprecated", "retired") else None


WORDS = (
    model_retired,
    model_retires_within,
    model_retires_after,
    model_not_before,
    retired_at_maker,
    model_deprecated,
    model_stage,
    model_has_end,
)
