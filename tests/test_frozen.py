"""Records behave as frozen data classes that take keywords do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import pytest

from auditor.frozen import Frozen, field, names, replace
from auditor.records import Config, Policy


class Thing(Frozen):
    name: str
    size: int = 3
    tags: list[str] = field(default_factory=list)

    @property
    def twice(self) -> int:
        return 2 * self.size

    @cached_property
    def thrice(self) -> int:
        return 3 * self.size


@dataclasses.dataclass(frozen=True, kw_only=True)
class Model:
    name: str
    size: int = 3
    tags: list[str] = dataclasses.field(default_factory=list)

    @property
    def twice(self) -> int:
        return 2 * self.size

    @cached_property
    def thrice(self) -> int:
        return 3 * self.size


@pytest.mark.parametrize(
    "asked",
    [
        lambda cls: repr(cls(name="a")).removeprefix(cls.__name__),
        lambda cls: cls(name="a") == cls(name="a", size=3),
        lambda cls: cls(name="a") == cls(name="b"),
        lambda cls: cls(name="a") != cls(name="b"),
        lambda cls: cls(name="a") == "a",
        lambda cls: cls(name="a").tags is cls(name="a").tags,
        lambda cls: (cls(name="a").twice, cls(name="a", size=4).thrice, cls.size),
        lambda cls: (one := cls(name="a"), one.thrice, one == cls(name="a"))[2],
        lambda cls: cls("a"),
        lambda cls: cls(),
        lambda cls: cls(size=1),
        lambda cls: cls(name="a", other=1),
        lambda cls: cls(nam="a"),
        lambda cls: cls.tags,
        lambda cls: setattr(cls(name="a"), "name", "b"),
        lambda cls: setattr(cls(name="a"), "other", "b"),
        lambda cls: delattr(cls(name="a"), "name"),
        lambda cls: hash(cls(name="a", tags=())) == hash(cls(name="a", tags=())),
        lambda cls: hash(cls(name="a")),
        lambda cls: dataclasses.replace(cls(name="a"), size=4).size,
        lambda cls: dataclasses.replace(cls(name="a"), other=4),
        lambda cls: [one.name for one in dataclasses.fields(cls)],
        lambda cls: dataclasses.asdict(cls(name="a")),
        lambda cls: copy.deepcopy(cls(name="a", tags=["b"])).tags,
        lambda cls: pickle.loads(pickle.dumps(cls(name="a", size=5))).size,
        lambda cls: setattr(copy.copy(cls(name="a")), "name", "b"),
    ],
)
def test_as_dataclasses_do(asked: Callable[[Any], Any]) -> None:
    said: list[Any] = []
    for cls in (Model, Thing):
        try:
            said.append(asked(cls))
        except (TypeError, AttributeError) as error:
            said.append(type(error))
    assert said[0] == said[1]


def test_replaced_and_listed() -> None:
    one = Thing(name="a")
    assert replace(one, size=4) == Thing(name="a", size=4)
    assert replace(one, size=4) != one
    assert names(one) == names(Thing) == ("name", "size", "tags")
    assert dataclasses.fields(one) == dataclasses.fields(Thing)  # the very same: making them costs a millisecond


def test_what_is_wrong_is_named() -> None:
    given: Mapping[str, Any] = {"size": 1, "colour": "red"}
    with pytest.raises(TypeError, match="Thing: missing or unknown: colour, name"):
        Thing(**given)


def test_defaults_are_not_shared() -> None:
    Thing(name="a").tags.append("b")
    assert Thing(name="a").tags == []
    assert Config().policy == Policy()
    assert Config(policy=Policy(default="deny")) != Config()
