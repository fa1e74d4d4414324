"""What goes dark when somebody is gone, what a fallback carries, and what a second provider changes."""

from __future__ import annotations

import advised
import pytest

from auditor.advise.simulate import outage_of, with_added, without
from auditor.errors import UsageError
from auditor.records import Inventory, Outage, Site

LARGE, PRO, SAGE = (
    advised.use("acme-3-large"),
    advised.use("globex-pro"),
    advised.use("openmind/Sage-70B", providers=("initech",)),
)


def at(use: object, path: str, line: int, *covers: str) -> Site:
    return advised.site(use, line, covered_by=covers, place=advised.place(path, line))  # type: ignore[arg-type]  # a ModelUse


THERE = advised.inventory(
    LARGE, PRO, SAGE,
    sites=(
        at(LARGE, "a.py", 1),
        at(LARGE, "b.py", 1, "chain"),
        at(PRO, "b.py", 2, "chain"),
        at(LARGE, "c.py", 1, "list"),  # falls back to the same maker only
        at(LARGE, "c.py", 2, "list"),
        at(SAGE, "d.py", 1),
    ),
)  # fmt: skip


def lines(sites: tuple[Site, ...]) -> list[str]:
    return [f"{site.place.path}:{site.place.line}" for site in sites]


def down(*words: str, there: Inventory = THERE) -> Outage:
    return outage_of(there, advised.catalog(), words)


@pytest.mark.parametrize(
    ("words", "dark", "covered"),
    [
        (("acme",), ["a.py:1", "c.py:1", "c.py:2"], ["b.py:1"]),
        (("provider:acme",), ["a.py:1", "c.py:1", "c.py:2"], ["b.py:1"]),
        (("maker:openmind",), ["d.py:1"], []),
        (("initech",), ["d.py:1"], []),
        (("acme-3-large",), ["a.py:1", "c.py:1", "c.py:2"], ["b.py:1"]),
        (("model:globex-pro",), [], ["b.py:2"]),
        (("license:Apache-2.0",), ["d.py:1"], []),
        (("license:apache-2.0",), ["d.py:1"], []),
        (("country:FR",), [], ["b.py:2"]),
        (("acme", "globex"), ["a.py:1", "b.py:1", "b.py:2", "c.py:1", "c.py:2"], []),
        (("wonka",), [], []),
    ],
)
def test_who_goes_dark(words: tuple[str, ...], dark: list[str], covered: list[str]) -> None:
    outage = down(*words)
    assert lines(outage.dark) == dark
    assert lines(outage.covered) == covered
    assert len(outage.dark) + len(outage.covered) + len(outage.untouched) == len(THERE.sites)
    assert outage.words == words


@pytest.mark.parametrize("word", ["acmee", "model:none", "country:XX", "license:", "provider:acmee", "", ":"])
def test_an_unknown_word_is_named(word: str) -> None:
    with pytest.raises(UsageError) as caught:
        down(word)
    assert word.partition(":")[2] in caught.value.message


def test_the_day_after_dark_models_are_retired() -> None:
    after = without(THERE, down("acme", "globex"), advised.TODAY)
    assert {use.id: use.stage for use in after.models} == {
        "acme-3-large": "retired", "globex-pro": "retired", "openmind/Sage-70B": "ga",
    }  # fmt: skip
    covered = without(THERE, down("globex"), advised.TODAY)
    assert {use.stage for use in covered.models} == {"ga"}  # a fallback carries it


def test_an_added_provider_stands_behind_every_call() -> None:
    more = with_added(THERE, advised.catalog(), ["add bluth"])
    outage = down("acme", there=more)
    assert outage.dark == ()
    assert lines(outage.covered) == ["a.py:1", "b.py:1", "c.py:1", "c.py:2"]
    assert "bluth" in {provider.id for provider in more.providers}
    assert lines(down("acme", "bluth", there=more).dark) == ["a.py:1", "c.py:1", "c.py:2"]  # gone as well


def test_only_providers_can_be_added() -> None:
    with pytest.raises(UsageError, match="no provider nobody"):
        with_added(THERE, advised.catalog(), ["add nobody"])


def test_nothing_there_nothing_dark() -> None:
    outage = down("acme", there=Inventory())
    assert (outage.dark, outage.covered, outage.untouched) == ((), (), ())
    assert with_added(Inventory(), advised.catalog(), ["add acme"]).sites == ()
