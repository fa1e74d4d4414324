"""What if somebody is gone, or a second way is added. In: an inventory, words. Out: dark and covered sites, the inventory after.

Words: an id of a provider, maker or model, or `license:NAME`, `country:XX`, `provider:ID`, `maker:ID`, `model:ID`. A site goes
dark when its route is down and no fallback leads from its file, or through its gateway, to a route that still stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from auditor.errors import UsageError
from auditor.facts import Catalog, Maker, Provider, fold
from auditor.frozen import replace
from auditor.records import Certainty, Inventory, LifecycleFact, ModelUse, Outage, ProviderUse, Site

AXES = ("provider", "maker", "model", "license", "country")
WHAT_IF = "what-if"


def outage_of(inventory: Inventory, catalog: Catalog, words: Iterable[str]) -> Outage:
    """Which sites go dark; raises `UsageError` for a word that names nothing known."""
    asked = tuple(words)
    wanted = [_parsed(word, inventory, catalog) for word in asked]
    uses = {use.id: use for use in inventory.models}
    real = [site for site in inventory.sites if site.kind != WHAT_IF]
    down = [site for site in real if _is_down(site, uses.get(site.model), wanted, catalog)]
    rest = [site for site in real if site not in down]
    standing = {site.place.path for site in rest}
    alive = {signal for site in rest for signal in site.covered_by} - {WHAT_IF}
    added = [replace(site, maker="", model="") for site in inventory.sites if site.kind == WHAT_IF]
    if any(not _is_down(site, None, wanted, catalog) for site in added):
        alive.add(WHAT_IF)
    covered = [site for site in down if _is_covered(site, standing, alive)]
    return Outage(
        words=asked,
        dark=tuple(site for site in down if site not in covered),
        covered=tuple(covered),
        untouched=tuple(rest),
    )


def _is_covered(site: Site, standing: set[str], alive: set[str]) -> bool:
    written = set(site.covered_by) - {WHAT_IF}
    return bool(written and site.place.path in standing) or bool(alive & set(site.covered_by))


def _parsed(word: str, inventory: Inventory, catalog: Catalog) -> tuple[tuple[str, ...], str]:
    """(axes, id) that a word asks for."""
    axis, colon, name = word.partition(":")
    if colon and axis in AXES:
        return (axis,), _named(axis, name, inventory, catalog)
    if word in catalog.providers or word in catalog.makers:
        return ("provider", "maker"), word
    if any(use.id == word for use in inventory.models):
        return ("model",), word
    key = catalog.model_keys.get(fold(word))
    if key:
        return ("model",), key
    from difflib import get_close_matches

    near = get_close_matches(word, sorted({*catalog.providers, *catalog.makers}), 3)
    also = "or write license:NAME, country:XX, provider:ID, maker:ID, model:ID"
    hint = f"did you mean {', '.join(near)}? O{also[1:]}" if near else also
    raise UsageError(f"{word}: no provider, maker or model of that name", hint)


def _named(axis: str, name: str, inventory: Inventory, catalog: Catalog) -> str:
    """The id as catalog or inventory spell it; raises `UsageError` for one that neither knows."""
    homes: Iterable[Maker | Provider] = (*catalog.makers.values(), *catalog.providers.values()) if axis == "country" else ()
    known: dict[str, set[str]] = {
        "provider": set(catalog.providers),
        "maker": set(catalog.makers),
        "model": {use.id for use in inventory.models},
        "license": {*catalog.licenses, *(use.license for use in inventory.models if use.license)},
        "country": {one.country for one in homes if one.country},
    }
    found = next((one for one in sorted(known[axis]) if one.lower() == name.lower()), "")
    if not found and axis == "model":
        found = catalog.model_keys.get(fold(name)) or ""
    if not found:
        from difflib import get_close_matches

        near = get_close_matches(name, sorted(known[axis]), 3)
        raise UsageError(f"{axis}:{name}: no {axis} of that name", f"did you mean {', '.join(near)}?" if near else "")
    return found


def _is_down(site: Site, use: ModelUse | None, wanted: list[tuple[tuple[str, ...], str]], catalog: Catalog) -> bool:
    provider, maker = catalog.providers.get(site.provider), catalog.makers.get(site.maker)
    values = {
        "provider": {site.provider},
        "maker": {site.maker},
        "model": {site.model},
        "license": {use.license} if use is not None else set(),
        "country": {one.country for one in (provider, maker) if one is not None},
    }
    return any(name and any(name in values[axis] for axis in axes) for axes, name in wanted)


def without(inventory: Inventory, outage: Outage, as_of: date) -> Inventory:
    """The inventory on the day after: models whose every site is dark count as retired."""
    dark = {site.model for site in outage.dark}
    alive = {site.model for site in (*outage.covered, *outage.untouched)}
    gone = LifecycleFact(
        provider="",
        deprecated_on=as_of,
        retires_on=as_of,
        certainty=Certainty.ANNOUNCED,
        replacement="",
        source=WHAT_IF,
        checked=as_of,
    )
    models = tuple(replace(use, lifecycle=gone, stage="retired") if use.id in dark - alive else use for use in inventory.models)
    return replace(inventory, models=models)


def with_added(inventory: Inventory, catalog: Catalog, words: Iterable[str]) -> Inventory:
    """The inventory after `add PROVIDER`: that provider stands as a fallback behind every call site."""
    for word in words:
        name = word.removeprefix("add ").strip()
        known = catalog.providers.get(name)
        if known is None:
            raise UsageError(f"--with {word}: no provider {name}", "write it as: --with 'add PROVIDER'")
        places = inventory.sites[0].place if inventory.sites else None
        real = [site for site in inventory.sites if site.kind != WHAT_IF]
        sites = [replace(site, covered_by=tuple(sorted({*site.covered_by, WHAT_IF}))) for site in real]
        sites += [site for site in inventory.sites if site.kind == WHAT_IF]
        way: dict[str, Any] = {"provider": name, "kind": WHAT_IF, "covered_by": (WHAT_IF,)}
        sites += [replace(site, **way, maker=site.maker if site.maker in known.hosts else "") for site in real]
        use = ProviderUse(id=name, kinds=known.kinds, places=(places,) if places else (), name=known.name, country=known.country)
        inventory = replace(inventory, sites=tuple(sites), providers=(*inventory.providers, use))
    return inventory
