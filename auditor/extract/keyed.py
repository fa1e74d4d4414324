"""Dependency tables of TOML manifests: `name = "spec"`, `name = {version = ...}`, `[deps.name]`, `name.workspace = true`. In:
nodes of one table. Out: one `Declared` per name with its fields, whichever way it is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.json_places import Node


class Declared:
    """One name of a dependency table and what is said of it; the plain value stands under ""."""

    __slots__ = ("fields", "key", "name", "table")

    def __init__(self, table: tuple[str | int, ...], name: str, key: tuple[int, int]) -> None:
        """Begin with a name and where it stands."""
        self.table = table
        self.name = name
        self.key = key
        self.fields: dict[str, Node] = {}

    def value(self, *names: str) -> str:
        """Give the first of these fields that has a text."""
        return next((self.fields[name].value for name in names if name in self.fields and self.fields[name].value), "")

    def is_set(self, name: str) -> bool:
        """Tell whether a field says true."""
        return name in self.fields and self.fields[name].value == "true"


class Tables:
    """Collects the dependency tables of one file while its nodes pass by."""

    def __init__(self) -> None:
        """Begin empty."""
        self._found: dict[tuple[str | int, ...], Declared] = {}

    def take(self, table: tuple[str | int, ...], node: Node) -> None:
        """Take a node below `table`."""
        depth = len(table)
        if len(node.path) <= depth or not isinstance(node.path[depth], str):
            return
        path = node.path[: depth + 1]
        found = self._found.get(path)
        if found is None:
            if len(node.path) > depth + 1 or node.key_start < 0:
                return
            found = self._found[path] = Declared(table, str(node.path[depth]), (node.key_start, node.key_end))
        rest = [part for part in node.path[depth + 1 :] if isinstance(part, str)]  # indices of alternatives say nothing
        if node.kind in {"string", "number", "word"} and len(rest) < 3:
            found.fields.setdefault(".".join(rest), node)

    def __iter__(self) -> Iterator[Declared]:
        """Give the names in the order of the text."""
        return iter(self._found.values())
