"""When a model ends for one route. In: what an id resolved to, and the provider that serves it. Out: the fact that counts.

A model's end at its maker says nothing about other platforms; a whole service that ended ends everything on it.
"""

from __future__ import annotations

from auditor.facts import Catalog, Lifecycle
from auditor.records import Certainty
from auditor.resolve.models import Resolved


def lifecycle_for(catalog: Catalog, resolved: Resolved, provider: str) -> Lifecycle | None:
    """The end at that provider; at the maker's own platform only when the provider is not known ("")."""
    provider = provider or resolved.provider
    ends = {one.provider: one for one in resolved.lifecycle}
    if not provider:
        own = sorted((one for one in ends if catalog.is_house(one, resolved.maker)), key=lambda one: _others(catalog, one))
        return ends[own[0]] if own else None
    end = ends.get(provider) or ends.get(catalog.forms.shared_ends.get(provider, ""))
    return _sooner(end, catalog.service_ends.get(provider))


def _others(catalog: Catalog, provider: str) -> int:
    """How many makers it serves: the fewer, the more it is the maker's first-hand service."""
    known = catalog.providers.get(provider)
    return len(known.hosts) if known else 0


def _sooner(one: Lifecycle | None, other: Lifecycle | None) -> Lifecycle | None:
    if one is None or other is None:
        return one or other
    if one.certainty is not other.certainty:
        return one if one.certainty is Certainty.ANNOUNCED else other
    return min(one, other, key=lambda end: str(end.retires_on or end.deprecated_on or "9999"))
