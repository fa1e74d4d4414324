"""Models of the inventory. In: every place that names one. Out: `ModelUse`s by canonical id, with the end at each route in use,
and strings in model slots that name no known model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.records import DECIDING, OFFERED, Certainty, LifecycleFact, ModelUse, Place, Resolution, Unresolved
from auditor.resolve.addresses import ELSEWHERE, NOBODY
from auditor.resolve.lifecycles import lifecycle_for
from auditor.resolve.model_finder import ModelFinder, Named
from auditor.resolve.models import Resolved
from auditor.resolve.scene import Scene, place_of

_SURENESS = tuple(Resolution)


def model_uses(scene: Scene, named: Iterable[Named]) -> tuple[ModelUse, ...]:
    """One use per canonical id."""
    groups: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        groups[one.model.id].append(one)
    return tuple(_use(scene, group) for _, group in sorted(groups.items()))


def _use(scene: Scene, group: list[Named]) -> ModelUse:
    first = min(group, key=lambda one: (_SURENESS.index(one.model.resolution), one.model.raw)).model
    deciding = [one for one in group if one.place.role in DECIDING] or group
    providers = tuple(sorted({one.provider for one in deciding if one.provider}))
    ends = _ends(scene, deciding, first)
    return ModelUse(
        raw=tuple(sorted({one.model.raw for one in group})),
        id=first.id,
        maker=first.maker,
        providers=providers,
        family=first.family,
        kind=first.kind,
        weights=first.weights,
        license=first.license,
        floating=first.floating or any(_floats(one) for one in deciding),
        stage=first.stage,
        lifecycle=ends[0] if ends else None,
        resolution=first.resolution,
        base=first.base,
        fine_tuned=first.fine_tuned,
        places=tuple(sorted({one.place for one in group})),
        ends=ends,
        offered=_offered(group),
        elsewhere=tuple(sorted({one.place for one in group if one.away == ELSEWHERE})),
    )


def _offered(group: list[Named]) -> tuple[Place, ...]:
    """The places where people are only offered the model to choose."""
    used = {one.place for one in group if one.evidence.scope != OFFERED}
    return tuple(sorted({one.place for one in group} - used))


def _floats(one: Named) -> bool:
    """Whether the tag moves: `:latest` is whatever was pulled last."""
    return one.model.raw.endswith(":latest")


def _ends(scene: Scene, deciding: list[Named], first: Resolved) -> tuple[LifecycleFact, ...]:
    """The end at each route in use, the nearest first; an announced one before a 'not before' date."""
    found = {}
    # released weights at an address of one's own end nowhere, and the maker's day binds no host that is another for sure
    nowhere = NOBODY if first.weights == "open" else {ELSEWHERE}
    for provider in sorted({one.provider for one in deciding if one.away not in nowhere}):
        fact = lifecycle_for(scene.catalog, first, provider)
        if fact is not None:
            found[provider or fact.provider] = fact
    nearest = sorted(
        found.items(),
        key=lambda pair: (pair[1].certainty is Certainty.EARLIEST, str(pair[1].retires_on or pair[1].deprecated_on or "9999")),
    )
    return tuple(
        LifecycleFact(
            provider=provider,
            deprecated_on=fact.deprecated_on,
            retires_on=fact.retires_on,
            certainty=fact.certainty,
            replacement=fact.replacement or first.replacement,
            source=fact.origin.source,
            checked=fact.origin.checked,
        )
        for provider, fact in nearest
    )


def unresolved(finder: ModelFinder) -> tuple[Unresolved, ...]:
    """Strings in model slots of LLM calls that name no known model."""
    return tuple(
        Unresolved(
            raw=raw, slot=group[0].slot, near=finder.resolver.near(raw), places=tuple(sorted({place_of(one) for one in group}))
        )
        for raw, group in sorted(finder.open.items())
    )
