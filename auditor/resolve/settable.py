"""What can be changed without a release. In: the scene, call sites, counted roles. Out: signals: a model, an address or a
provider that comes from configuration, with the providers whose calls it moves.

A default in code dates all the same: other rules speak of its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from auditor.records import Evidence, How, Place, Role, SignalUse, Site
from auditor.resolve.defaults import is_default
from auditor.resolve.scene import Scene, place_of
from auditor.resolve.slots import purpose
from auditor.resolve.variables import owner_of

MODEL, ENDPOINT, SWITCH = "configurable model", "configurable endpoint", "provider switch"
_TITLES = {MODEL: "model from configuration", ENDPOINT: "base URL from configuration", SWITCH: "provider from configuration"}
_PURPOSES = {"model": MODEL, "url": ENDPOINT, "provider": SWITCH}


def settable(scene: Scene, sites: Iterable[Site], roles: frozenset[Role]) -> tuple[SignalUse, ...]:
    """One signal for each kind that is seen, sorted by id."""
    found: dict[str, set[tuple[Place, str]]] = defaultdict(set)
    for site in sites:
        if site.configurable and site.model:
            found[MODEL].add((site.place, site.provider))
    for one in scene.evidence:
        if one.role in roles:
            for kind, provider in _shown(scene, one):
                found[kind].add((place_of(one), provider))
    return tuple(_signal(kind, found[kind]) for kind in sorted(found))


def _shown(scene: Scene, one: Evidence) -> Iterator[tuple[str, str]]:
    """What one piece of evidence says can be set, and whose calls that moves; "" for somebody we do not know."""
    kind = _PURPOSES.get(purpose(one.slot or one.value), "")
    set_outside = one.how is How.ENV or bool(one.via) or one.role is Role.CONFIG
    if kind == SWITCH and set_outside and one.how in (How.LITERAL, How.CONFIG):
        provider = scene.catalog.slugs.get(one.value.lower(), "")
        if provider:
            yield kind, provider
    elif kind == MODEL and one.how is How.ENV:
        owner = owner_of(scene.catalog, one.value)
        if owner is not None:
            yield kind, owner.provider
    elif kind == ENDPOINT and (one.how is How.ENV or (one.how is How.ENDPOINT and (set_outside or is_default(one)))):
        owner = owner_of(scene.catalog, one.value if one.how is How.ENV else one.via)
        provider = owner.provider if owner is not None else scene.addresses.provider(one) if one.how is How.ENDPOINT else ""
        if provider:
            yield kind, provider


def _signal(kind: str, seen: set[tuple[Place, str]]) -> SignalUse:
    return SignalUse(
        id=kind.replace(" ", "-"),
        group="resilience",
        kind=kind,
        provider="",
        strength="medium",
        title=_TITLES[kind],
        covers=tuple(sorted({provider for _, provider in seen if provider})),
        retires_on=None,
        replacement="",
        places=tuple(sorted({(place.path, place.line): place for place, _ in sorted(seen, reverse=True)}.values())),
    )
