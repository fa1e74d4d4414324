"""When a model ends for one route. In: what an id resolved to, and the provider that serves it. Out: the fact that counts.

A model's end at its maker says nothing about other platforms; a whole service that ended ends everything on it.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Catalog, Lifecycle
from auditor.records import Certainty
from auditor.resolve.models import Resolved

_DATED = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4})")
_SEVERAL = 2  # snapshots: one alone may be a release beside the name


def lifecycle_for(catalog: Catalog, resolved: Resolved, provider: str) -> Lifecycle | None:
    """The end at that provider; at the maker's own platform only when the provider is not known ("")."""
    provider = provider or resolved.provider
    ends = {one.provider: one for one in resolved.lifecycle}
    if not provider:
        own = sorted((one for one in ends if catalog.is_house(one, resolved.maker)), key=lambda one: _others(catalog, one))
        return ends[own[0]] if own else None
    shared = catalog.forms.shared_ends.get(provider, provider)
    end = ends.get(provider) or ends.get(shared) or _of_snapshots(catalog, resolved, shared)
    return _sooner(end, catalog.service_ends.get(provider))


def _of_snapshots(catalog: Catalog, resolved: Resolved, provider: str) -> Lifecycle | None:
    """The last end of the snapshots that a bare name can mean at a host, when all of them end there.

    A maker may point the name to a newer one on its own service, and weights are packed under names of their own.
    """
    known = catalog.models.get(resolved.id)
    if known is None or known.lifecycle != resolved.lifecycle:
        return None  # a short name, which may be that of a deployment
    if not resolved.floating or resolved.weights != "closed" or catalog.is_house(provider, resolved.maker):
        return None
    dated = [one for one in catalog.models if one.startswith(resolved.id) and _DATED.fullmatch(one, len(resolved.id))]
    rows = [next((row for row in catalog.models[one].lifecycle if row.provider == provider), None) for one in dated]
    sure = [row for row in rows if row is not None and row.certainty is Certainty.ANNOUNCED and row.retires_on is not None]
    if len(sure) < _SEVERAL or len(sure) < len(rows):
        return None
    return max(sure, key=lambda row: str(row.retires_on))


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
