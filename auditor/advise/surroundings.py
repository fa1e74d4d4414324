"""What is already there. In: inventory, catalog, day, policy. Out: a `Setting` that makes one way easier than another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from auditor.facts import Catalog, Model, Provider
from auditor.records import DECIDING, Confidence, How, Inventory, Place, Policy, is_template
from auditor.rows import NamedTuple

ANY = Policy()
_ROUTERS = ("gateway", "router", "abstraction")


class Setting(NamedTuple):
    """Providers, local runtimes and packages in use, whether something routes, whether calls speak a common protocol, the day."""

    providers: frozenset[str]
    local: frozenset[str]
    packages: frozenset[str]
    routed: bool
    speaks: bool
    as_of: date
    policy: Policy


def setting_of(inventory: Inventory, catalog: Catalog, as_of: date, policy: Policy) -> Setting:
    """The surroundings of one project."""
    used = [package for package in inventory.packages if package.used or not package.direct]
    names = frozenset(package.name.lower() for package in used)
    providers = frozenset(provider.id for provider in inventory.providers if any(map(_counts, provider.places)))
    return Setting(
        providers=providers,
        local=frozenset(one for one in providers if runs_here(catalog.providers.get(one))),
        packages=names,
        routed=any(signal.kind in _ROUTERS for signal in inventory.signals)
        or any(package.kind in ("gateway", "router") for package in used),
        speaks=_speaks(names, any(package.kind == "provider-sdk" for package in used), providers, catalog),
        as_of=as_of,
        policy=policy,
    )


def _counts(place: Place) -> bool:
    """Documentation and tests mention what is not at hand; so does the name of a key in a template of settings."""
    if place.how is How.ENV and is_template(place.path):
        return False
    return place.role in DECIDING and place.confidence is not Confidence.LOW


def _speaks(names: frozenset[str], sdk: bool, providers: Iterable[str], catalog: Catalog) -> bool:
    """A client whose base URL can be set is in use, or plain HTTP to services that all speak the common protocol."""
    clients = {one.package.lower() for one in catalog.snippets if one.purpose == "base-url" and one.package}
    if any(is_named(client, names) for client in clients):
        return True
    known = [catalog.providers[one] for one in providers if one in catalog.providers]
    return not sdk and bool(known) and all(one.openai_compatible and one.base_url for one in known)


def is_named(client: str, names: Iterable[str]) -> bool:
    """Whether a package is among those in use; a major version at the end of a path is the same package."""
    bare = client.lower().rpartition("/v")[0] or client.lower()
    return any(name == client.lower() or name == bare or name.startswith(bare + "/v") for name in names)


def runs_here(provider: Provider | None) -> bool:
    """Whether the provider is software that one runs oneself."""
    return provider is not None and provider.runs_here


def allowed(model: Model, provider: Provider | None, catalog: Catalog, policy: Policy) -> bool:
    """Whether the user's own policy lets a proposal stand: advice must not break it."""
    if not (policy.allow or policy.deny) and policy.default != "deny":
        return True
    maker = catalog.makers.get(model.maker)
    offices = {one.country for one in (maker, None if runs_here(provider) else provider) if one is not None and one.country}
    pairs = [("model", model.id), ("maker", model.maker), *(("country", office) for office in sorted(offices))]
    pairs += [("provider", provider.id)] if provider is not None else []
    pairs += [("license", model.license or "unknown")] if model.weights == "open" else []
    for axis, id_ in pairs:
        listed = policy.allow.get(axis)
        if _matches(policy.deny.get(axis, ()), id_) or (listed is not None and not _matches(listed, id_)):
            return False
    return policy.default != "deny" or any(_matches(policy.allow.get(axis, ()), id_) for axis, id_ in pairs)


def _matches(patterns: Iterable[str], id_: str) -> bool:
    from fnmatch import fnmatchcase  # few have a policy

    return any(fnmatchcase(id_.lower(), pattern.lower()) for pattern in patterns)
