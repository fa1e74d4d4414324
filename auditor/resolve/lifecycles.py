"""When a model ends for one route. In: what an id resolved to, and the provider that serves it. Out: the fact that counts.

A model's end at its maker says nothing about other platforms; a whole service that ended ends everything on it.
"""

from __future__ import annotations

from auditor.facts import Catalog, Lifecycle
from auditor.records import Certainty
from auditor.resolve.models import Resolved


def lifecycle_for(catalog: Catalog, resolved: Resolved, provider: str) -> Lifecycle | None:
    """The end at that provider; at the maker's own platform only if the provider is that one or not known ("")."""
    provider = provider or resolved.provider
    ends = {one.provider: one for one in resolved.lifecycle}
    service = catalog.service_ends.get(provider) if provider else None
    if not provider:
        return next((ends[one] for one in own_platforms(catalog, resolved.maker) if one in ends), None)
    own = ends.get(provider) or ends.get(catalog.forms.shared_ends.get(provider, ""))
    if own is None and provider in own_platforms(catalog, resolved.maker):
        own = ends.get(resolved.maker)
    return _sooner(own, service)


def own_platforms(catalog: Catalog, maker: str) -> tuple[str, ...]:
    """The providers that are the maker's own first-hand service, the one of its name first."""
    own = [maker] if maker in catalog.providers else []
    for provider_id, provider in catalog.providers.items():
        if provider.own_models and provider_id != maker and provider.hosts == (maker,) and not provider.hyperscaler:
            own.append(provider_id)
    return tuple(own)


def _sooner(one: Lifecycle | None, other: Lifecycle | None) -> Lifecycle | None:
    if one is None or other is None:
        return one or other
    if one.certainty is not other.certainty:
        return one if one.certainty is Certainty.ANNOUNCED else other
    return min(one, other, key=lambda end: str(end.retires_on or end.deprecated_on or "9999"))
