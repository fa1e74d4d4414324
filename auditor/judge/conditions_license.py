"""Words about licenses of open weights. In: one license with its models. Out: an obligation, judged by the declared context.

What the user has not declared is asked for and stays `medium`. Weights that somebody else hosts stay `low`: the host's
agreement comes first. A maker's own API stands under the maker's terms of service, not under the license of the weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from auditor.frozen import replace
from auditor.judge.case import Case, LicenseUse
from auditor.judge.conditions_concentration import untold
from auditor.judge.parts import Part
from auditor.judge.places import strongest
from auditor.judge.words import HOLDS, Match, joined, listed, word
from auditor.records import Confidence, How, ModelUse, Severity, Subject

_EU = frozenset("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split())
_BREACH = "Using the weights in a product breaks the license, whoever runs them."
_HOSTED = "The license binds whoever runs the weights; your agreement with the host says what you may do with it."
_DECLARED = "your context declares commercial use"
_WEIGHT_FILES = (".gguf", ".safetensors")


def _bearing(case: Case, use: LicenseUse) -> Match | None:
    """Whether the license binds us at all, and how gravely; None for a maker's own API."""
    models = [model for model in use.models if not _own_api(case, model)]
    if use.terms is None or not models:
        return None
    places = strongest(place for model in models for place in model.places)
    ids = listed(model.id for model in models)
    origin = use.terms.origin.confidence
    if all(case.is_hosted(model) for model in models):
        return Match(
            facts={"models": ids, "model": models[0].id}, places=places, severity=Severity.LOW, confidence=Confidence.MEDIUM
        )
    return Match(facts={"models": ids, "model": models[0].id}, places=places, confidence=origin)


def _own_api(case: Case, model: ModelUse) -> bool:
    return case.is_hosted(model) and all(case.is_own_maker(provider, model.maker) for provider in _sellers(case, model))


def _sellers(case: Case, model: ModelUse) -> tuple[str, ...]:
    """Who answers for the model, without the gateway of one's own through which it is asked."""
    return tuple(provider for provider in model.providers if case.is_vendor(provider)) or model.providers


def _sold(case: Case, model: ModelUse) -> bool:
    """Whether clouds sell the model: weights that may not be used commercially only by agreement with their maker.

    A cloud that runs whatever one brings sells machines.
    """
    known = [case.catalog.providers.get(provider) for provider in _sellers(case, model)]
    return case.is_hosted(model) and all(one is not None and one.hyperscaler and model.maker in one.hosts for one in known)


def _asks(key: str, about: str) -> Match:
    return Match(
        facts={"verdict": f"declare `{key}` under [context] to have {about} judged", "needs": key}, severity=Severity.MEDIUM
    )


def _says(sentence: str) -> Match:
    return Match(facts={"verdict": sentence, "needs": ""})


def _judged(case: Case, use: LicenseUse, verdict: Match | None) -> Match | None:
    bearing = _bearing(case, use)
    return joined(bearing, verdict) if bearing is not None and verdict is not None else None


@word("license-forbids-commercial", "license", facts="verdict needs breach")
def forbids_commercial(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """Commercial use is forbidden, and the context declares commercial use or does not say."""
    if use.terms is None or use.terms.commercial != "no" or case.request.config.context.commercial is False:
        return None
    if all(_sold(case, model) for model in use.models):
        return None
    said = _asks("commercial", "this") if case.request.config.context.commercial is None else _says(_DECLARED)
    return _judged(case, use, joined(said, Match(facts={"breach": _HOSTED if use.hosted else _BREACH})))


@word("license-user-limit", "license", facts="limit verdict needs")
def user_limit(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """Rights end above a number of monthly active users that the context exceeds or does not declare."""
    limit = use.terms.user_limit if use.terms is not None else None
    return _limited(case, use, limit, case.request.config.context.monthly_active_users, "monthly_active_users")


@word("license-revenue-limit", "license", facts="limit verdict needs")
def revenue_limit(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """Rights end above a yearly revenue that the context exceeds or does not declare."""
    limit = use.terms.revenue_limit if use.terms is not None else None
    return _limited(case, use, limit, case.request.config.context.annual_revenue_usd, "annual_revenue_usd")


def _limited(case: Case, use: LicenseUse, limit: int | None, declared: int | None, key: str) -> Match | None:
    if limit is None or (declared is not None and declared <= limit):
        return None
    verdict = _asks(key, "this") if declared is None else _says(f"your context declares {declared:,}")
    return _judged(case, use, joined(verdict, Match(facts={"limit": f"{limit:,}"})))


@word("license-excludes-region", "license", facts="regions verdict needs")
def excludes_region(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """Regions are excluded that the context serves, or the context does not say which it serves."""
    excluded = use.terms.regions_excluded if use.terms is not None else ()
    use = _narrowed(use)
    if use.terms is None or not excluded or not use.models:
        return None
    served = case.request.config.context.regions
    hit = sorted(region for region in {one.upper() for one in served or ()} if _excluded(region, excluded))
    if served is not None and not hit:
        return None
    said = _says(f"your context serves {', '.join(hit)}") if hit else _asks("regions", "this")
    return _judged(case, use, joined(said, _regions(excluded, use.terms.regions_note)))


def _regions(excluded: tuple[str, ...], note: str) -> Match:
    """A note tells whom the exclusion binds: who sits there, say. The context tells whom one serves, so nothing is sure."""
    named = ", ".join(excluded)
    return Match(facts={"regions": f"{named} ({note})" if note else named}, severity=Severity.MEDIUM if note else None)


def _narrowed(use: LicenseUse) -> LicenseUse:
    """Some licenses exclude regions for some of their models only."""
    only = use.terms.regions_only_models if use.terms is not None else ()
    if not only:
        return use
    models = tuple(model for model in use.models if any(one in model.id.lower() for one in only))
    return replace(use, models=models)


def _excluded(region: str, excluded: tuple[str, ...]) -> bool:
    names = {one.upper() for one in excluded}
    return (
        region in names
        or ("EU" in names and region in _EU)
        or (region == "EU" and bool(names & _EU))
        or region in ("*", "GLOBAL")
    )


@word("license-limits-service", "license", facts="limit verdict needs")
def limits_service(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """A kind of service is forbidden or conditioned, and the context declares that kind or none."""
    limit = use.terms.service_limit if use.terms is not None else ""
    service = case.request.config.context.service
    if not limit or (service is not None and not _same_service(service, limit)):
        return None
    verdict = _asks("service", "this") if service is None else _says(f"your context declares `{service}`")
    return _judged(case, use, joined(verdict, Match(facts={"limit": limit})))


def _same_service(service: str, limit: str) -> bool:
    return service.lower().replace("-", " ").strip() in limit.lower().replace("-", " ")


@word("license-limits-outputs", "license", facts="limit verdict needs")
def limits_outputs(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """Outputs may not, or not freely, train other models, and the context declares training on outputs or does not say."""
    limit = use.terms.output_training if use.terms is not None else ""
    trains = case.request.config.context.trains_on_outputs
    if not limit or trains is False:
        return None
    verdict = _says("your context declares training on outputs") if trains else _asks("trains_on_outputs", "this")
    if trains is None:
        verdict = joined(verdict, Match(severity=Severity.LOW))  # few do; a duty to know, no risk yet
    return _judged(case, use, joined(verdict, Match(facts={"limit": limit})))


@word("license-use-policy", "license")
def use_policy(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """A use policy must be followed and passed on, and the weights run with you."""
    if use.terms is None or not use.terms.use_policy or use.hosted:
        return None
    return _judged(case, use, HOLDS)


@word("license-naming-duty", "license", facts="duty")
def naming_duty(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """The model must be named or credited. Notices of OSI licenses count only where the context redistributes weights."""
    if use.terms is None or not use.terms.naming or use.hosted:
        return None
    if use.terms.osi and not case.request.config.context.redistributes_weights:
        return None
    return _judged(case, use, Match(facts={"duty": use.terms.naming}))


@word("license-binds-redistribution", "license", facts="how_given redistribution")
def binds_redistribution(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """Weights lie in the repository, or the context redistributes them, and the license forbids or conditions that."""
    terms = use.terms
    if terms is None or terms.redistribution not in ("forbidden", "conditional"):
        return None
    files = strongest(place for place in use.places if place.how is How.ARTIFACT and place.path.lower().endswith(_WEIGHT_FILES))
    if not files and not case.request.config.context.redistributes_weights:
        return None
    ceiling = None if terms.redistribution == "forbidden" else Severity.MEDIUM
    given = "lie in this repository" if files else "are redistributed by your declared context"
    ids = listed(model.id for model in use.models)
    return Match(
        facts={"how_given": given, "models": ids, "redistribution": terms.redistribution}, places=files or None, severity=ceiling
    )


@word("license-unknown", "license")
def license_unknown(_case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """The license of open weights that run with you is not established."""
    known = use.terms is not None and use.terms.commercial != "unknown"
    return None if known or use.hosted else Match(confidence=Confidence.LOW)


@word("license-open-not-osi", "license", facts="openness")
def open_not_osi(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """The weights can be downloaded, but not under OSI open source terms, and no other limit of the license says so already."""
    terms = use.terms
    if terms is None or terms.osi or use.hosted or terms.openness == "closed" or terms.commercial == "no":
        return None
    if terms.user_limit or terms.revenue_limit or terms.regions_excluded or terms.service_limit:
        return None
    return _judged(case, use, Match(facts={"openness": terms.openness}))


@word("family-licenses-differ", "inventory", facts="family licenses models")
def family_licenses_differ(case: Case, part: Part, _argument: object) -> Match | None:
    """Two models of one maker's line are in use under different licenses, at least one of them not OSI open source."""
    lines: dict[tuple[str, str], list[ModelUse]] = defaultdict(list)
    for model in part.models:
        if model.weights == "open" and model.license and not case.is_hosted(model):
            lines[model.maker, _line(model)].append(model)
    for (_, line), models in sorted(lines.items()):
        licenses = {model.license for model in models}
        if len(licenses) > 1 and not all(_osi(case.catalog.licenses, one) for one in licenses):
            pairs = listed(f"{model.id} ({model.license})" for model in models)
            return Match(
                facts={"family": line, "licenses": ", ".join(sorted(licenses)), "models": pairs},
                places=strongest(place for model in models for place in model.places),
                subject=Subject(kind="maker", id=models[0].maker),
            )
    return None


def _line(model: ModelUse) -> str:
    name = (model.family or model.id).rpartition("/")[2].lower()
    return "".join(name[: next((at for at, letter in enumerate(name) if not letter.isalpha()), len(name))])


def _osi(licenses: Mapping[str, object], license_: str) -> bool:
    return bool(getattr(licenses.get(license_), "osi", False))


@word("maker-turns-closed", "inventory", facts="maker drift drift_on models source checked")
def maker_turns_closed(case: Case, part: Part, _argument: object) -> Match | None:
    """All open weights in use are of one maker whose newest line is less open than the older ones."""
    chats = [model for model in part.models if model.kind in ("chat", "completion", "code")]
    models = [model for model in chats if model.weights == "open"]
    makers = {model.maker for model in models}
    known = case.catalog.makers.get(next(iter(makers))) if len(makers) == 1 else None
    if known is None or not known.drift or (known.drift_on is not None and known.drift_on > case.request.as_of):
        return None
    if "" in untold(case, part, chats) or not all(model.maker for model in chats):
        return None
    return Match(
        facts={
            "maker": known.id,
            "drift": known.drift,
            "drift_on": known.drift_on,
            "models": listed(model.id for model in models),
            "source": known.origin.source,
            "checked": known.origin.checked,
        },
        places=strongest(place for model in models for place in model.places),
        subject=Subject(kind="maker", id=known.id),
    )


WORDS = (
    forbids_commercial,
    user_limit,
    revenue_limit,
    excludes_region,
    limits_service,
    limits_outputs,
    use_policy,
    naming_duty,
    binds_redistribution,
    license_unknown,
    open_not_osi,
    family_licenses_differ,
    maker_turns_closed,
)
