"""Rows are as `typing.NamedTuple` makes them."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from auditor import rows


class Row(rows.NamedTuple):
    """A row."""

    name: str
    size: int = 3

    @property
    def twice(self) -> int:
        return 2 * self.size

    def named(self, name: str) -> Row:
        return self._replace(name=name)


class Real(typing.NamedTuple):
    """A row."""

    name: str
    size: int = 3

    @property
    def twice(self) -> int:
        return 2 * self.size

    def named(self, name: str) -> Real:
        return self._replace(name=name)


@pytest.mark.parametrize(
    "asked",
    [
        lambda cls: repr(cls("a", size=4)).removeprefix(cls.__name__),
        lambda cls: (cls("a").twice, cls("a").named("b").name, cls("a") == ("a", 3), hash(cls("a")) == hash(("a", 3))),
        lambda cls: (
            cls._fields,
            cls._field_defaults,
            cls.__doc__,
            typing.get_type_hints(cls),
            cls.__match_args__,
            cls.__module__,
        ),
        lambda cls: (cls._make(["a", 1]), cls("a")._asdict()),
        lambda cls: cls(),
        lambda cls: cls("a", 1, 2),
        lambda cls: cls(nam="a"),
        lambda cls: setattr(cls("a"), "name", "b"),
        lambda cls: setattr(cls("a"), "other", "b"),
        lambda cls: pickle.loads(pickle.dumps(cls("a"))).__class__ is cls,
        lambda cls: copy.deepcopy(cls("a")),
    ],
)
def test_as_typing_does(asked: Callable[[Any], Any]) -> None:
    said: list[Any] = []
    for cls in (Real, Row):
        try:
            said.append(asked(cls))
        except (TypeError, AttributeError) as error:
            said.append(type(error))
    assert said[0] == said[1]
