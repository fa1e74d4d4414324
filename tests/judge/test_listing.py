"""Long lists of places: what is left out, what is kept, and what is said of it."""

from __future__ import annotations

from typing import Any

import made
import pytest

from auditor.judge.listing import LISTS, listed
from auditor.judge.places import strongest
from auditor.records import Confidence, How, Inventory, ModelUse, Place, Role, Unresolved


def places(count: int, role: Role = Role.PRODUCTION, path: str = "a.py") -> tuple[Place, ...]:
    return tuple(Place(path, line, 1, 2, role, How.CALL, "x", Confidence.HIGH, "") for line in range(1, count + 1))


def stock(*counts: int) -> Inventory:
    return Inventory(models=tuple(made.model(f"m{number}", places=places(count)) for number, count in enumerate(counts)))


def shown(inventory: Inventory, most: int) -> tuple[tuple[ModelUse, ...], tuple[str, ...]]:
    found = listed((), inventory, most)
    return found.inventory.models, found.notes


@pytest.mark.parametrize(
    ("counts", "most", "kept"),
    [
        ((3,), 3, [3]),
        ((4,), 3, [3]),
        ((0, 2, 9), 3, [0, 2, 3]),
        ((10,) * LISTS, 10, [10] * LISTS),
        ((10,) * LISTS * 2, 10, [5] * LISTS * 2),
        ((1,) * LISTS + (10,) * LISTS, 10, [1] * LISTS + [9] * LISTS),
        ((5_000,) * 3 + (1,), 10, [10, 10, 10, 1]),
        ((2,) * 500, 10, [1] * 500),
    ],
)
def test_each_gets_its_fair_share(counts: tuple[int, ...], most: int, kept: list[int]) -> None:
    models, notes = shown(stock(*counts), most)
    assert [len(one.places) for one in models] == kept
    assert [len(one.places) + one.unlisted for one in models] == list(counts)
    cut = [f"{kept[n]} of {count} places" for n, count in enumerate(counts) if kept[n] < count]
    assert len(notes) == min(len(cut), 20)
    assert all(said in note for said, note in zip(cut, notes, strict=False))


def test_what_fits_is_the_same_object() -> None:
    inventory = stock(3, 2)
    assert listed((), inventory, 3).inventory is inventory


def test_strong_places_stay_and_every_role_with_them() -> None:
    many = (*places(50, Role.TEST, "a_test.py"), *places(50, Role.DOCS, "b.md"), *places(5, path="z.py"))
    (model,), _ = shown(Inventory(models=(made.model("m", places=many),)), 7)
    assert [place.role for place in model.places] == [Role.TEST, Role.DOCS, *[Role.PRODUCTION] * 5]
    assert model.places == tuple(sorted(model.places))
    (model,), _ = shown(Inventory(models=(made.model("m", places=many),)), 2)
    assert [place.role for place in model.places] == [Role.TEST, Role.PRODUCTION]


def test_a_small_file_is_listed_beside_a_large_one() -> None:
    many = (*places(50), *places(1, path="z.py"))
    (model,), _ = shown(Inventory(models=(made.model("m", places=many),)), 7)
    assert [place.path for place in model.places] == ["a.py"] * 6 + ["z.py"]


def test_every_list_of_the_inventory_is_cut() -> None:
    long = places(9)
    full = Inventory(
        packages=(made.package(places=long),),
        providers=(made.provider(places=long),),
        models=(made.model(places=long),),
        signals=(made.signal(places=long),),
        unresolved=(Unresolved(raw="x", slot="model", near=(), places=long),),
    )
    found = listed((), full, 4)
    cut = found.inventory
    uses: tuple[Any, ...] = (*cut.packages, *cut.providers, *cut.models, *cut.signals, *cut.unresolved)
    for use in uses:
        assert (len(use.places), use.unlisted) == (4, 5)
    assert len(found.notes) == 5


def test_calls_of_one_chain_have_an_order() -> None:
    chain = tuple(Place("a.py", 1, 1, 2, Role.PRODUCTION, How.CALL, f"x{at}", Confidence.HIGH, "") for at in range(40))
    assert strongest(reversed(chain)) == tuple(sorted(chain))
