"""Who takes which part of the calls. In: an inventory. Out: shares by provider, maker, country, license; concentration.

Counting rule: the unit is a call site in production, config or infra (a client call, or a configured model slot). Tests,
docs and examples do not count. A site whose axis is not known counts as `unknown`, so that shares add up to 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from auditor.facts import Catalog
from auditor.records import DECIDING, Inventory, ModelUse, Share, Site

UNKNOWN = "unknown"
LOCAL = "self-hosted"
CLOSED = "proprietary"


def shares(inventory: Inventory, catalog: Catalog) -> Mapping[str, tuple[Share, ...]]:
    """Shares per axis, the largest first."""
    sites = [site for site in inventory.sites if site.place.role in DECIDING]
    models = {model.id: model for model in inventory.models}
    return {
        "provider": _shares(_provider(site, catalog) for site in sites),
        "maker": _shares(site.maker or UNKNOWN for site in sites),
        "country": _shares(_country(site, catalog) for site in sites),
        "license": _shares(_license(models.get(site.model)) for site in sites),
    }


def _shares(ids: Iterable[str]) -> tuple[Share, ...]:
    counts = Counter(ids)
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Share(id=name, share=round(sites / total, 4), sites=sites) for name, sites in ranked)


def _provider(site: Site, catalog: Catalog) -> str:
    return site.provider if site.provider in catalog.providers else UNKNOWN


def _country(site: Site, catalog: Catalog) -> str:
    known = catalog.providers.get(site.provider)
    if known is None:
        return UNKNOWN
    if known.runs_here:
        return LOCAL
    return known.country or UNKNOWN


def _license(model: ModelUse | None) -> str:
    if model is None:
        return UNKNOWN
    return model.license or (CLOSED if model.weights == "closed" else UNKNOWN)


def herfindahl(parts: Iterable[Share]) -> float | None:
    """Sum of squared shares over the known ids: 1 = all in one hand, 1/n = n equal ones; None when nothing is known."""
    known = [part.sites for part in parts if part.id != UNKNOWN]
    total = sum(known)
    return sum((sites / total) ** 2 for sites in known) if total else None
