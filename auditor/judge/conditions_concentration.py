"""Words about concentration. In: a part (repository or project). Out: who all its calls hang on, with those call sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from auditor.judge.case import Case
from auditor.judge.parts import Part
from auditor.judge.places import strongest
from auditor.judge.sdks import sdks_of
from auditor.judge.words import HOLDS, Match, listed, word
from auditor.records import ModelUse, Place, Role, Site, Subject

# a package of these kinds carries calls; the others watch, store or test
_CARRIES = ("provider-sdk", "framework", "agent", "router", "gateway", "embedding")
_PUBLISHED = frozenset({"provider-sdk", "framework", "gateway", "router", "local-runtime"})


def hosted(case: Case, part: Part) -> dict[str, tuple[Place, ...]]:
    """Hosted providers that this part surely uses, each with its places; what runs with you is no vendor."""
    if part.path not in case.hosted:
        found = {use.id: set(use.places) for use in part.providers if case.is_vendor(use.id)}
        for site in part.sites:
            if site.provider in found or case.is_vendor(site.provider):
                found.setdefault(site.provider, set()).add(site.place)
        case.hosted[part.path] = {one: strongest(places) for one, places in sorted(found.items()) if one in case.reached}
    return case.hosted[part.path]


def makers_of(part: Part) -> dict[str, tuple[Place, ...]]:
    """Makers of the models this part uses, each with the places."""
    found: dict[str, set[Place]] = {}
    for model in part.models:
        if model.maker:
            found.setdefault(model.maker, set()).update(model.places)
    for site in part.sites:
        if site.maker:
            found.setdefault(site.maker, set()).add(site.place)
    return {maker: strongest(places) for maker, places in sorted(found.items())}


def untold(case: Case, part: Part, models: Iterable[ModelUse]) -> set[str]:
    """Makers ("" for anybody) that may be asked beside those of `models`: calls to other providers that name no model."""
    told = {provider for model in models for provider in model.providers}
    calls = (site for site in part.sites if not site.model and site.provider not in told and case.serves(site.provider))
    asked = {
        (site.maker, case.catalog.providers[site.provider].hosts) for site in calls if "embed" not in site.place.text.lower()
    }
    return {maker or (hosts[0].strip("*") if len(hosts) == 1 else "") for maker, hosts in asked}


def _calls(sites: Iterable[Site]) -> tuple[Place, ...]:
    return strongest(site.place for site in sites)


def _extent(sites: int) -> str:
    if not sites:
        return "every use found"
    return "the only call site found" if sites == 1 else f"all {sites} call sites"


def _elsewhere(case: Case, part: Part, provider: str) -> bool:
    """Whether a call may go somewhere else: a local runtime, an address from outside, an unknown host of another maker."""
    if any(case.is_local(use.id) for use in part.providers) or any(site.untold for site in part.sites):
        return True
    own_gateways = {use.id for use in part.providers if case.is_gateway(use.id) and not case.is_vendor(use.id)}
    for site in part.sites:
        routed = site.provider == provider
        untold = not site.maker or case.is_own_maker(provider, site.maker)
        if not routed and not (untold and (site.provider == "" or site.provider in own_gateways)):
            return True
    return False


@word("one-provider", "inventory", facts="provider provider_name country makers extent source checked")
def one_provider(case: Case, part: Part, _argument: object) -> Match | None:
    """Every call goes to one hosted provider; no second one and no local runtime is in use. A gateway is not meant."""
    found = hosted(case, part)
    if len(found) != 1:
        return None
    provider, places = next(iter(found.items()))
    if case.is_gateway(provider) or _elsewhere(case, part, provider):
        return None
    known = case.catalog.providers[provider]
    makers = ", ".join(makers_of(part)) or "not known"
    return Match(
        facts={
            "provider": provider,
            "provider_name": known.name,
            "country": known.country or "country not known",
            "makers": makers,
            "extent": _extent(len(part.sites)),
            "source": known.origin.source,
            "checked": known.origin.checked,
        },
        places=_calls(part.sites) or places,
        subject=Subject(kind="provider", id=provider),
    )


@word("one-maker", "inventory", facts="maker provider extent models")
def one_maker(case: Case, part: Part, _argument: object) -> Match | None:
    """All models in use are of one maker and at least one is closed, though the provider serves other makers too."""
    makers = makers_of(part)
    providers = hosted(case, part)
    if len(makers) != 1 or len(providers) != 1 or any(case.is_local(use.id) for use in part.providers):
        return None
    maker, places = next(iter(makers.items()))
    provider = next(iter(providers))
    known = case.catalog.providers.get(provider)
    if case.is_own_maker(provider, maker) or known is None or set(known.hosts) <= {maker}:
        return None  # nobody else is to be had there
    if not part.models or not all(model.maker for model in part.models):
        return None
    if all(model.weights == "open" for model in part.models) or untold(case, part, part.models) - {maker}:
        return None
    return Match(
        facts={"maker": maker, "provider": provider, "extent": _extent(len(part.sites)), "models": _ids(part.models)},
        places=places,
        subject=Subject(kind="maker", id=maker),
    )


@word("top-provider-share-at-least", "inventory", "number", "provider provider_name share percent sites others")
def top_share(case: Case, part: Part, least: float) -> Match | None:
    """One hosted provider takes at least this share (0-1) of the call sites, and others exist beside it."""
    counts = Counter(site.provider for site in part.sites if case.serves(site.provider) and not site.untold)
    if len(counts) < 2:
        return None
    provider, sites = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = sites / sum(counts.values())
    if share < least or case.is_local(provider):
        return None
    return Match(
        facts={
            "provider": provider,
            "provider_name": case.name(provider),
            "share": round(share, 4),
            "percent": round(100 * share),
            "sites": sites,
            "others": ", ".join(sorted(set(counts) - {provider})),
        },
        places=_calls(site for site in part.sites if site.provider == provider and not site.untold),
        subject=Subject(kind="provider", id=provider),
    )


@word("providers-share-one-maker", "inventory", facts="maker providers models")
def one_maker_behind(case: Case, part: Part, _argument: object) -> Match | None:
    """Two or more hosted providers, gateways not counted, are in use, each with a known model, and one maker made all of them."""
    routes: dict[str, set[str]] = {}
    for model in part.models:
        for provider in (one for one in model.providers if not case.is_gateway(one)):
            routes.setdefault(provider, set()).add(model.maker)
    for site in part.sites:
        if site.provider and site.maker and not case.is_gateway(site.provider):
            routes.setdefault(site.provider, set()).add(site.maker)
    makers = {maker for served in routes.values() for maker in served}
    if len(makers) != 1 or "" in makers or len(routes) < 2:
        return None
    providers = {one: places for one, places in hosted(case, part).items() if not case.is_gateway(one)}
    if set(providers) - set(routes) or any(case.is_local(provider) for provider in routes):
        return None
    maker = next(iter(makers))
    places = strongest({providers[provider][0] for provider in providers} | set(makers_of(part)[maker]))
    return Match(
        facts={"maker": maker, "providers": ", ".join(sorted(routes)), "models": _ids(part.models)},
        places=places,
        subject=Subject(kind="maker", id=maker),
    )


@word("sdks-share-one-provider", "inventory", facts="provider packages")
def one_endpoint(case: Case, part: Part, _argument: object) -> Match | None:
    """Two or more SDKs that the code imports lead to the one hosted provider in use."""
    providers = hosted(case, part)
    if len(providers) != 1:
        return None
    provider = next(iter(providers))
    packages = [one for one in part.packages if one.provider == provider and one.used and one.kind in _CARRIES]
    names = sorted({one.name for one in packages})
    if max(sdks_of(packages, case.catalog.providers[provider].slugs).values(), default=0) < 2:
        return None
    return Match(
        facts={"provider": provider, "packages": ", ".join(names)},
        places=strongest(place for one in packages for place in one.places),
        subject=Subject(kind="provider", id=provider),
    )


@word("one-open-maker", "inventory", facts="maker models families")
def one_open_maker(case: Case, part: Part, _argument: object) -> Match | None:
    """All chat models in use have open weights and come from one maker; no call may ask for others."""
    chats = [model for model in part.models if model.kind in ("chat", "completion", "code")]
    makers = {model.maker for model in chats}
    if len(makers) != 1 or "" in makers or any(model.weights != "open" for model in chats):
        return None
    maker = next(iter(makers))
    if untold(case, part, chats) - {maker}:
        return None
    families = sorted({model.family for model in chats if model.family})
    return Match(
        facts={"maker": maker, "models": _ids(chats), "families": ", ".join(families)},
        places=strongest(place for model in chats for place in model.places),
        subject=Subject(kind="maker", id=maker),
    )


@word("one-country", "inventory", facts="country providers")
def one_country(case: Case, part: Part, _argument: object) -> Match | None:
    """Two or more hosted providers are in use and the head offices of all stand in one country."""
    providers = {} if any(site.untold for site in part.sites) else hosted(case, part)
    countries = {case.country(provider) for provider in providers}
    if len(providers) < 2 or len(countries) != 1 or "" in countries or any(case.is_local(use.id) for use in part.providers):
        return None
    sites = {(site.provider, site.place) for site in part.sites if site.place.role is Role.PRODUCTION}
    calls = {provider: strongest(place for owner, place in sites if owner == provider) for provider in providers}
    return Match(
        facts={"country": next(iter(countries)), "providers": ", ".join(sorted(providers))},
        places=strongest((calls[provider] or places)[0] for provider, places in providers.items() if places),
    )


@word("gateway-only", "inventory", facts="provider provider_name extent source checked")
def gateway_only(case: Case, part: Part, _argument: object) -> Match | None:
    """Every call goes through one hosted gateway; no direct provider and no local runtime is in use."""
    found = hosted(case, part)
    if len(found) != 1 or any(case.is_local(use.id) for use in part.providers):
        return None
    provider, places = next(iter(found.items()))
    known = case.catalog.providers[provider]
    if not case.is_gateway(provider):
        return None
    if any(site.provider not in ("", provider) for site in part.sites):
        return None
    return Match(
        facts={
            "provider": provider,
            "provider_name": known.name,
            "extent": _extent(len(part.sites)),
            "source": known.origin.source,
            "checked": known.origin.checked,
        },
        places=_calls(part.sites) or places,
        subject=Subject(kind="provider", id=provider),
    )


@word("one-hyperscaler", "inventory", facts="cloud providers")
def one_hyperscaler(case: Case, part: Part, _argument: object) -> Match | None:
    """Two or more hosted providers are in use and all are services of one cloud."""
    providers = hosted(case, part)
    clouds = {case.catalog.providers[provider].hyperscaler for provider in providers}
    if len(providers) < 2 or len(clouds) != 1 or "" in clouds or any(case.is_local(use.id) for use in part.providers):
        return None
    return Match(
        facts={"cloud": next(iter(clouds)), "providers": ", ".join(sorted(providers))},
        places=strongest(places[0] for places in providers.values() if places),
    )


@word("sites-at-least", "inventory", "number", "sites")
def sites_at_least(_case: Case, part: Part, least: float) -> Match | None:
    """At least this many call sites were found."""
    return Match(facts={"sites": len(part.sites)}) if len(part.sites) >= least else None


@word("publishes-sdk", "inventory")
def publishes_sdk(case: Case, part: Part, _argument: object) -> Match | None:
    """The project is itself an SDK, framework or gateway of the catalog: what it reaches is its product, not its dependency."""
    for ecosystem, name in part.own:
        known = case.catalog.packages.get((ecosystem, name)) or case.catalog.packages.get((ecosystem, _unversioned(name)))
        if known is not None and known.kind in _PUBLISHED:
            return HOLDS
    return None


def _unversioned(name: str) -> str:
    head, _, tail = name.rpartition("/")
    return head if head and tail[:1] == "v" and tail[1:].isdigit() else name


def _ids(models: Iterable[ModelUse]) -> str:
    return listed(model.id for model in models)


WORDS = (
    one_provider,
    one_maker,
    top_share,
    one_maker_behind,
    one_endpoint,
    one_open_maker,
    one_country,
    gateway_only,
    one_hyperscaler,
    sites_at_least,
    publishes_sdk,
)
