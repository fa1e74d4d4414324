"""Inventories as plain tuples: what comes back is what went in, to the types."""

from __future__ import annotations

import marshal
from datetime import date
from typing import Any

import pytest

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
from auditor.resolve.kept import inventory_of, plain

DAY = date(2026, 2, 28)
# words that stand in two lists are different things
PLACES = (
    Place("a.yaml", 1, 2, 3, Role.CONFIG, How.CONFIG, "acme-1", Confidence.LOW, "x: acme-1"),
    Place("é\udcff.py", 7, 1, 9, Role.PRODUCTION, How.CALL, "acme", Confidence.HIGH, ""),
)
VALUES: dict[str, Any] = {
    "str": "a",
    "bool": True,
    "int": 3,
    "tuple[str, ...]": ("a", ""),
    "tuple[Place, ...]": PLACES,
    "Place": PLACES[0],
    "date | None": DAY,
    "Certainty | None": Certainty.EARLIEST,
    "Resolution": Resolution.ALIAS,
    "tuple[tuple[str, Place], ...]": (("acme", PLACES[1]), ("", PLACES[0])),
}


def filled(record: type) -> Any:
    """A record with something in every field."""
    return record(**{name: VALUES[kind] for name, kind in record.__annotations__.items()})


VALUES["LifecycleFact | None"] = filled(LifecycleFact)
VALUES["tuple[LifecycleFact, ...]"] = (filled(LifecycleFact),)
for kind in (PackageUse, ProviderUse, ModelUse, SignalUse, Site, Unresolved, Project):
    VALUES[f"tuple[{kind.__name__}, ...]"] = (filled(kind), filled(kind))


@pytest.mark.parametrize("inventory", [Inventory(), filled(Inventory)], ids=["nothing", "everything"])
def test_an_inventory_comes_back(inventory: Inventory) -> None:
    back = inventory_of(marshal.loads(marshal.dumps(plain(inventory))))
    assert back == inventory
    assert repr(back) == repr(inventory)


def test_a_place_is_kept_once() -> None:
    assert len(plain(filled(Inventory))[1]) == len(PLACES)


def test_every_record_of_an_inventory_is_known() -> None:
    assert set(Inventory.__annotations__.values()) <= VALUES.keys()
