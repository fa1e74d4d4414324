"""Words about what happens when a vendor is down. In: a part. Out: calls without fallback, fallbacks that give nothing."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.judge.case import Case
from auditor.judge.conditions_concentration import hosted, untold
from auditor.judge.conditions_lifecycle import model_retired
from auditor.judge.parts import Part
from auditor.judge.places import strongest, whole_call
from auditor.judge.words import Match, listed, word
from auditor.records import Confidence, How, ModelUse, Place, SignalUse, Subject

FALLBACKS = frozenset({"fallback", "router", "load-balancing", "circuit-breaker", "degradation"})
PATIENCE = frozenset({"timeout", "retry", "circuit-breaker", "fallback"})
_WRAPPERS = frozenset({"framework", "gateway", "router", "agent"})
_NONE = re.compile(
    r"(?:retr|time_?out)\w{0,20}[\"']?[ \t]{0,9}[:=][ \t]{0,9}(?:0|none|null|nil|undefined|false)(?![.\w])"
)  # no patience
_CALLED = frozenset({How.CALL, How.ENDPOINT, How.ENV})  # a gateway of one's own has no address that the catalog knows
_NEAR = 12  # lines after a fallback call that still belong to its arguments


def fallbacks(part: Part, kinds: frozenset[str] = frozenset({"fallback", "router"})) -> tuple[SignalUse, ...]:
    """Safeguards of these kinds that prove something."""
    return tuple(
        signal for signal in part.signals if signal.group == "resilience" and _kind(signal) in kinds and signal.strength != "weak"
    )


def _kind(signal: SignalUse) -> str:
    return signal.kind.replace(" ", "-")


@word("no-fallback", "inventory", facts="sites providers")
def no_fallback(case: Case, part: Part, _argument: object) -> Match | None:
    """Calls to hosted providers exist and no fallback does. Gateways are left out: their own configuration may hold one."""
    sites = [site for site in part.sites if site.provider in hosted(case, part) and not site.untold]
    if not sites or fallbacks(part, FALLBACKS) or any(site.covered_by for site in part.sites):
        return None
    called = {use.id for use in part.providers if any(place.how in _CALLED for place in use.places)}
    if any(case.is_gateway(provider) for provider in {*hosted(case, part), *called, *(site.provider for site in part.sites)}):
        return None
    names = ", ".join(sorted({site.provider for site in sites}))
    return Match(facts={"sites": len(sites), "providers": names}, places=strongest(site.place for site in sites))


@word("sites-uncovered", "inventory", facts="covered uncovered sites fallback")
def sites_uncovered(case: Case, part: Part, _argument: object) -> Match | None:
    """A fallback covers some call sites to hosted providers and not others; the others are the places."""
    sites = [site for site in part.sites if case.is_vendor(site.provider)]
    bare = [site for site in sites if not site.covered_by and not case.is_gateway(site.provider)]
    covered = [site for site in sites if site.covered_by]
    if not bare or not covered:
        return None
    titles = {signal.id: signal.title for signal in part.signals}
    names = sorted({titles.get(signal, signal) for site in covered for signal in site.covered_by})
    return Match(
        facts={"covered": len(covered), "uncovered": len(bare), "sites": len(sites), "fallback": ", ".join(names)},
        places=strongest(site.place for site in bare),
    )


def _beside(signal: SignalUse, model: ModelUse) -> bool:
    """Whether the model stands among the arguments of the fallback."""
    return any(
        there.path == here.path and here.line <= there.line <= here.line + _NEAR
        for here in signal.places
        for there in model.places
    )


@word("fallback-same-maker", "inventory", facts="maker models fallback")
def fallback_same_maker(_case: Case, part: Part, _argument: object) -> Match | None:
    """Two or more models take part in a fallback and all are of one maker."""
    for signal in fallbacks(part):
        files = {place.path for place in signal.places}
        models = [model for model in part.models if any(place.path in files for place in model.places)]
        makers = {model.maker for model in models}
        if len(models) < 2 or len(makers) != 1 or "" in makers or any(_open_at_two(model) for model in models):
            continue
        maker = next(iter(makers))
        return Match(
            facts={
                "maker": maker,
                "models": listed(model.id for model in models),
                "fallback": signal.title,
                "signal": signal.id,
            },
            places=signal.places,
            subject=Subject(kind="maker", id=maker),
            confidence=Confidence.MEDIUM,
        )
    return None


def _open_at_two(model: ModelUse) -> bool:
    """One open model at two hosts does survive the loss of a host."""
    return model.weights == "open" and len(model.providers) > 1


@word("fallback-retired", "inventory", facts="model ended at fallback source checked")
def fallback_retired(case: Case, part: Part, _argument: object) -> Match | None:
    """A model among the arguments of a fallback has been shut down, so the fallback fails when it is needed."""
    for signal in fallbacks(part):
        for model in part.models:
            gone = model_retired.test(case, model, True) if _beside(signal, model) else None
            if gone is None:
                continue
            paths = {place.path for place in signal.places}
            return Match(
                facts={**gone.facts, "model": model.id, "fallback": signal.title},
                places=tuple(place for place in model.places if place.path in paths),
                subject=Subject(kind="model", id=model.id),
                confidence=Confidence.MEDIUM,
            )
    return None


@word("no-self-hosting", "inventory", facts="sites models")
def no_self_hosting(case: Case, part: Part, _argument: object) -> Match | None:
    """All models in use are closed and no local runtime is in use: there is nothing that you could run yourself."""
    models = [model for model in part.models if model.kind in ("chat", "completion", "code", "")]
    if not models or any(model.weights != "closed" for model in models) or _runs_locally(case, part):
        return None
    if "" in untold(case, part, models):
        return None  # whose weights may be open
    return Match(
        facts={"sites": len(part.sites), "models": listed(model.id for model in models)},
        places=strongest(place for model in models for place in model.places),
    )


@word("no-local-runtime", "inventory", facts="models")
def no_local_runtime(case: Case, part: Part, _argument: object) -> Match | None:
    """Open models are in use, all through hosts, and no local runtime is there for the offline case."""
    models = [model for model in part.models if model.weights == "open" and model.kind in ("chat", "completion", "code")]
    if not models or not all(case.is_hosted(model) for model in models) or _runs_locally(case, part):
        return None
    return Match(
        facts={"models": listed(model.id for model in models)},
        places=strongest(place for model in models for place in model.places),
    )


def _runs_locally(case: Case, part: Part) -> bool:
    kinds = {_kind(signal) for signal in part.signals}
    return (
        any(case.is_local(use.id) for use in part.providers)
        or any(package.kind == "local-runtime" for package in part.packages)
        or any(kind.startswith("local") for kind in kinds)
    )


def _patient(place: Place) -> bool:
    line = _NONE.sub("", place.excerpt.lower())
    return any(said in line for said in ("timeout", "time_out", "retr", "backoff"))


@word("no-patience", "inventory", facts="calls")
def no_patience(case: Case, part: Part, _argument: object) -> Match | None:
    """Calls to hosted providers exist, made on one line and wrapped by nothing; no time-out or retry is in sight."""
    if any(package.kind in _WRAPPERS and package.used for package in part.packages):
        return None
    sites = [site for site in part.sites if case.is_vendor(site.provider)]
    made = [place for use in part.providers if case.is_vendor(use.id) for place in use.places if place.how is How.CALL]
    if (
        not made
        or not all(whole_call(place) for place in made)
        or any(_patient(place) for place in (*made, *(site.place for site in sites)))
    ):
        return None
    if not sites or any(_kind(signal) in PATIENCE for signal in case.inventory.signals):
        return None
    return Match(facts={"calls": len(sites)}, places=strongest(site.place for site in sites), confidence=Confidence.LOW)


WORDS = (
    no_fallback,
    sites_uncovered,
    fallback_same_maker,
    fallback_retired,
    no_self_hosting,
    no_local_runtime,
    no_patience,
)
