"""Reads a JSON report back. In: the text of one, possibly written by a stranger. Out: a Report that renders the same.

Anything missing, of a wrong type or of a newer major version is refused with the key path; unknown keys are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from auditor.errors import UsageError

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")
DEPTH = 8


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the report with the path that leads to it."""

    value: Any
    path: str = ""

    def refuse(self, wanted: str) -> UsageError:
        """The error that says what should stand here."""
        found = type(self.value).__name__ if isinstance(self.value, dict | list) else json.dumps(self.value)[:40]
        return UsageError(
            f"report: {self.path or 'top'}: expected {wanted}, found {found}", "give a file written by `--format json`"
        )

    def __getitem__(self, key: str) -> Node:
        if not isinstance(self.value, dict):
            raise self.refuse("an object")
        if key not in self.value:
            raise UsageError(f"report: {self.path or 'top'}: no key {key!r}", "give a file written by `--format json`")
        return Node(self.value[key], f"{self.path}.{key}" if self.path else key)

    def get(self, key: str, default: Any) -> Node:
        """The value under a key that older reports may not have."""
        held = isinstance(self.value, dict) and key in self.value
        return self[key] if held else Node(default, f"{self.path}.{key}")

    def __iter__(self) -> Iterator[Node]:
        if not isinstance(self.value, list):
            raise self.refuse("a list")
        return (Node(value, f"{self.path}[{index}]") for index, value in enumerate(self.value))

    def items(self) -> Iterator[tuple[str, Node]]:
        """The pairs of an object, sorted."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object")
        return ((key, self[key]) for key in sorted(self.value))

    def text(self) -> str:
        """A string; null reads as ""."""
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            raise self.refuse("text")
        return self.value

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.refuse("true or false")
        return self.value

    def number(self) -> float:
        """Any number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.refuse("a number")
        return self.value

    def count(self) -> int:
        """A whole number that is not negative."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            raise self.refuse("a whole number")
        return self.value

    def day(self) -> date:
        """A date."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.refuse("a date like 2026-01-31") from None

    def maybe_day(self) -> date | None:
        """A date, or None for null."""
        return None if self.value is None else self.day()

    def texts(self) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(node.text() for node in self)

    def each(self, read: Callable[[Node], Item]) -> tuple[Item, ...]:
        """A list, each item read the same way."""
        return tuple(read(node) for node in self)

    def shallow(self) -> Any:
        """The bare value, refused when it is nested deeper than anything we write."""
        level = [self.value]
        for _ in range(DEPTH):
            level = [inner for value in level if isinstance(value, dict | list) for inner in _inside(value)]
        if level:
            raise self.refuse("a value of few levels")
        return self.value

    def one_of(self, choices: type[Choice]) -> Choice:
        """A word of a closed set."""
        try:
            return choices(self.text())
        except ValueError:
            raise self.refuse("one of " + ", ".join(choices)) from None


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def tree(text: str) -> Node:
    """The report as a tree of nodes; refuses what is no JSON object or of another major version."""
    try:
        top = Node(json.loads(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"report: not JSON: {error}", "give a file written by `--format json`") from None
    version = top["schema_version"].text()
    if version.partition(".")[0] != "1":
        raise UsageError(f"report: schema version {version[:20]!r} is not known", "this release reads version 1.x")
    return top
