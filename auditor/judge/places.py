"""Places in order of what they prove. In: the places of a subject. Out: the same, the strongest first."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.records import Confidence, How, Place, Role

_ROLES = (Role.PRODUCTION, Role.INFRA, Role.CONFIG, Role.CI)
_HOWS = (
    How.CALL,
    How.ENDPOINT,
    How.LITERAL,
    How.CONFIG,
    How.IMAGE,
    How.ENV,
    How.IMPORT,
    How.ARTIFACT,
    How.MANIFEST,
    How.LOCKFILE,
)
_SURE = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


def strength(place: Place) -> tuple[int, int, int, Place]:
    """Sort key: the place that proves most comes first; no two places are alike in it, or a set's order would decide."""
    role = _ROLES.index(place.role) if place.role in _ROLES else len(_ROLES)
    return role, _SURE.index(place.confidence), _HOWS.index(place.how), place


def whole_call(place: Place) -> bool:
    """Whether the line shows the whole call; what stands on later lines cannot be judged."""
    return bool(place.excerpt) and place.excerpt.count("(") == place.excerpt.count(")")


def strongest(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each place once, the strongest first."""
    return tuple(sorted(set(places), key=strength))
