"""An inventory as plain tuples that can be marshaled, and back. In and out: the same records, each place once."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from auditor.frozen import Frozen, names
from auditor.records import (
    Certainty,
    Confidence,
    How,
    Inventory,
    LifecycleFact,
    ModelUse,
    PackageUse,
    Place,
    Project,
    ProviderUse,
    Resolution,
    Role,
    SignalUse,
    Site,
    Unresolved,
)

_RECORDS: tuple[type[Frozen], ...] = (
    Inventory, PackageUse, ProviderUse, LifecycleFact, ModelUse, SignalUse, Site, Unresolved, Project
)  # fmt: skip
_NUMBERS = {record: number for number, record in enumerate(_RECORDS)}
_NAMES = tuple(names(record) for record in _RECORDS)
_WORDS: tuple[Any, ...] = (*Role, *How, *Confidence, *Resolution, *Certainty)
_PLACES = {(type(word), word): number for number, word in enumerate(_WORDS)}
_TUPLE, _WORD, _DAY, _PLACE = -1, -2, -3, -4


def plain(inventory: Inventory) -> tuple[Any, ...]:
    """The inventory, and the places it speaks of, as tuples, texts and numbers."""
    places: dict[Place, int] = {}
    told = _plain(inventory, places)
    return told, tuple(_row(place) for place in places)


def inventory_of(kept: tuple[Any, ...]) -> Inventory:
    """The inverse of `plain`."""
    told, rows = kept
    inventory: Inventory = _record(told, [_place(row) for row in rows])
    return inventory


def _row(place: Place) -> tuple[Any, ...]:
    return (*place[:4], _number(place[4]), _number(place[5]), place[6], _number(place[7]), place[8])


def _place(row: tuple[Any, ...]) -> Place:
    path, line, column, end, role, how, text, confidence, excerpt = row
    return Place(path, line, column, end, _WORDS[role], _WORDS[how], text, _WORDS[confidence], excerpt)


def _number(word: Enum) -> int:
    return _PLACES[type(word), word]


def _plain(value: Any, places: dict[Place, int]) -> Any:
    kind = type(value)
    if kind is Place:
        return _PLACE, places.setdefault(value, len(places))
    if kind is tuple:
        return (_TUPLE, *(_plain(one, places) for one in value))
    number = _NUMBERS.get(kind)
    if number is not None:
        return (number, *(_plain(getattr(value, name), places) for name in _NAMES[number]))
    if isinstance(value, Enum):
        return _WORD, _number(value)
    return (_DAY, value.toordinal()) if kind is date else value


def _record(told: Any, places: list[Place]) -> Any:
    if type(told) is not tuple:
        return told
    kind = told[0]
    if kind == _PLACE:
        return places[told[1]]
    if kind == _WORD:
        return _WORDS[told[1]]
    if kind == _DAY:
        return date.fromordinal(told[1])
    values = [_record(one, places) for one in told[1:]]
    return tuple(values) if kind == _TUPLE else _RECORDS[kind](**dict(zip(_NAMES[kind], values, strict=True)))
