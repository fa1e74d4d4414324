"""What the audit has to say about itself. In: case, suppression events, skips. Out: one event group per thing worth a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditor.judge.case import Case, Group
from auditor.judge.policy import strangers
from auditor.records import Confidence, How, Place, Role, Skip

# how skips of other rooms say that evidence was cut off, and that a setting of the tree had no effect
_OVER = "pieces of evidence"
_UNHEARD = ("ignore file", "configuration")


def events_of(case: Case, suppressions: Iterable[Group], skipped: Iterable[Skip]) -> tuple[Group, ...]:
    """All events, those of one kind and subject joined."""
    found = [*_catalog(case), *suppressions, *_skips(tuple(skipped)), *_policy(case)]
    joined: dict[tuple[str, str], list[Group]] = {}
    for one in found:
        joined.setdefault((one.kind, one.id), []).append(one)
    return tuple(
        Group(kind=kind, id=id_, places=tuple(place for one in group for place in one.places), facts=group[-1].facts)
        for (kind, id_), group in sorted(joined.items())
    )


def _catalog(case: Case) -> Iterable[Group]:
    """The age of the catalog matters where something was judged by it."""
    inventory = case.inventory
    if inventory.packages or inventory.providers or inventory.models:
        yield Group(kind="catalog", id="catalog", places=())


def _skips(skipped: tuple[Skip, ...]) -> Iterable[Group]:
    """What is missing without anybody having wanted that; files left out on purpose are only listed."""
    lost = [skip for skip in skipped if skip.internal or _OVER in skip.reason]
    if lost:
        facts: Mapping[str, Any] = {"detail": "; ".join(sorted({skip.reason for skip in lost})[:3]), "count": len(lost)}
        yield Group(kind="skipped-files", id="skipped", places=tuple(_place(skip.path) for skip in lost), facts=facts)
    for skip in skipped:
        if skip.reason.startswith(_UNHEARD):
            yield Group(kind="ignored-config", id=skip.path, places=(_place(skip.path),), facts={"detail": skip.reason})


def _policy(case: Case) -> Iterable[Group]:
    catalog, config = case.catalog, case.request.config
    if not config.policy.allow and not config.policy.deny:
        return
    known: dict[str, Iterable[str]] = {
        "provider": catalog.providers,
        "maker": catalog.makers,
        "license": (*catalog.licenses, "unknown"),
        "country": {one.country for one in catalog.providers.values()} | {one.country for one in catalog.makers.values()},
    }
    for axis, listed in strangers(config.policy, known):
        places = (_place(config.source),) if config.source else ()
        yield Group(kind="unknown-policy-name", id=f"{axis}: {listed}", places=places, facts={"detail": f"{axis} `{listed}`"})


def _place(path: str) -> Place:
    return Place(path, 1, 1, 1, Role.CONFIG, How.CONFIG, "", Confidence.HIGH, "")
