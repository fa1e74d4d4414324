"""Which places are listed where there are very many. In: findings, the inventory, how many places one of them may list.

Out: both with fewer places, the strongest of them, and notes of how many there are in all. To be asked when all is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from auditor.frozen import replace
from auditor.judge.places import strongest
from auditor.records import Finding, Inventory, ModelUse, PackageUse, Place, ProviderUse, Role, SignalUse, Unresolved
from auditor.rows import NamedTuple

LISTS = 20  # all findings together list as many places as so many of the longest; so do all entries of the inventory
_NOTES = 20

_Use = PackageUse | ProviderUse | ModelUse | SignalUse | Unresolved
Use = TypeVar("Use", PackageUse, ProviderUse, ModelUse, SignalUse, Unresolved)


class Listed(NamedTuple):
    """What reports show, and what they say of the rest."""

    findings: tuple[Finding, ...]
    inventory: Inventory
    notes: tuple[str, ...]


def listed(findings: tuple[Finding, ...], inventory: Inventory, most: int) -> Listed:
    """Findings and inventory with at most so many places each, fewer when there are very many lists."""
    level = _level([len(one.places) for one in findings], most)
    notes = [
        f"{one.rule} {one.subject.id}: the first {level} of {len(one.places)} places are listed"
        for one in findings
        if len(one.places) > level
    ]
    shown = tuple(replace(one, places=one.places[:level]) if len(one.places) > level else one for one in findings)
    stock: tuple[_Use, ...] = (
        *inventory.packages,
        *inventory.providers,
        *inventory.models,
        *inventory.signals,
        *inventory.unresolved,
    )
    height = _level([len(use.places) for use in stock], most)
    cut = [use for use in stock if len(use.places) > height]
    if cut:
        inventory = replace(
            inventory,
            packages=_shortened(inventory.packages, height),
            providers=_shortened(inventory.providers, height),
            models=_shortened(inventory.models, height),
            signals=_shortened(inventory.signals, height),
            unresolved=_shortened(inventory.unresolved, height),
        )
    said = [f"inventory, {_name(use)}: {height} of {len(use.places)} places are listed" for use in cut]
    return Listed(shown, inventory, (*notes[:_NOTES], *said[:_NOTES]))


def _level(counts: Sequence[int], most: int) -> int:
    """The longest list that leaves each its fair share of the room for all: short ones are whole, long ones equal."""
    left, lists = most * LISTS, len(counts)
    for count in sorted(counts):
        if min(count, most) * lists > left:
            return min(max(left // lists, 1), most)
        left -= min(count, most)
        lists -= 1
    return most


def _shortened(uses: Iterable[Use], most: int) -> tuple[Use, ...]:
    return tuple(_short(use, most) if len(use.places) > most else use for use in uses)


def _short(use: Use, most: int) -> Use:
    """The same with the strongest places, one of each role and file before the second of any."""
    ranked: tuple[Place, ...] = strongest(use.places)
    roles: dict[Role, Place] = {}
    files: dict[str, Place] = {}
    for place in ranked:
        roles.setdefault(place.role, place)
        files.setdefault(place.path, place)
    kept = tuple(dict.fromkeys((*roles.values(), *files.values(), *ranked)))[:most]
    return replace(use, places=tuple(sorted(kept)), unlisted=use.unlisted + len(ranked) - most)


def _name(use: _Use) -> str:
    match use:
        case PackageUse():
            return f"{use.ecosystem}:{use.name}"
        case Unresolved():
            return use.raw
        case _:
            return use.id
