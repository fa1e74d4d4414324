"""Names of Python that stand for one thing here and another there. In: assignments by function. Out: what a use means.

The table of a file tells one thing for a name; this one says where a function, or a later line, gives it something else.
"""

from __future__ import annotations

import ast
from collections import defaultdict

from auditor.extract.bindings import Bound
from auditor.extract.python_tree import Tree
from auditor.rows import NamedTuple

_PLACES = 200  # assignments to one name that are told apart
_MOST = 200  # nodes of an assigned value that are looked at


class Given(NamedTuple):
    """One assignment to a name: the function it stands in (None: the module), its place, what it gives (None: a stranger)."""

    function: ast.AST | None
    place: tuple[int, int]
    bound: Bound | None


class Locals:
    """The assignments to names that some assignment makes an SDK's."""

    def __init__(self, tree: Tree) -> None:
        """`tree` tells which function a node stands in."""
        self._tree = tree
        self._given: dict[str, list[Given]] = defaultdict(list)
        self._done: set[ast.AST] = set()

    def __contains__(self, name: str) -> bool:
        """Whether the name has to be looked up by place."""
        return name in self._given

    def is_done(self, target: ast.AST) -> bool:
        """Whether an assignment has been noted."""
        return target in self._done

    def skip(self, target: ast.AST) -> None:
        """Note an assignment that gives a name what it has."""
        self._done.add(target)

    def give(self, name: str, target: ast.AST, bound: Bound | None, function: ast.AST | None) -> None:
        """Note one assignment, or parameter, once."""
        if target not in self._done:
            self._done.add(target)
            if len(self._given[name]) >= _PLACES:
                return
            place = (getattr(target, "lineno", 0), getattr(target, "col_offset", 0))
            self._given[name].append(Given(function, place, bound))

    def function(self, node: ast.AST) -> ast.AST | None:
        """The function that a node stands in."""
        return self._tree.enclosing(node)[0]

    def of(self, node: ast.Name, known: Bound | None) -> Bound | None:
        """What the name means there: as its function gives it, or one around that; else what is `known` in the file."""
        given = self._given.get(node.id, ())
        function = self.function(node)
        own = True
        while given:
            here = [one for one in given if one.function is function]
            if here:
                return _at(here, (node.lineno, node.col_offset) if own else None)
            if function is None:
                break
            function, own = self._tree.enclosing(function)[0], False
        return known


def _at(given: list[Given], place: tuple[int, int] | None) -> Bound | None:
    """The last assignment above a place; from within another function, or in a loop, the first that makes an SDK's."""
    above = [one for one in given if place is not None and one.place < place]
    if above:
        return max(above, key=lambda one: one.place).bound
    return next((one.bound for one in sorted(given, key=lambda one: one.place) if one.bound is not None), None)


def is_same(name: str, value: ast.expr) -> bool:
    """Whether a value is made of the name itself, as a view of it: `client = client.with_options()`."""
    at: ast.AST = value
    for _ in range(_MOST):
        if isinstance(at, ast.Name):
            return at.id == name
        at = getattr(at, "func", None) or getattr(at, "value", None)  # type: ignore[assignment] # calls, attributes, items
        if not isinstance(at, ast.AST):
            return False
    return True


def is_strange(name: str, value: ast.expr) -> bool:
    """Whether an assigned value surely is something else: a literal or a call, not None and nothing made of the name itself."""
    if isinstance(value, ast.Await):
        value = value.value
    if isinstance(value, ast.Constant):
        return value.value is not None
    if not isinstance(value, (ast.Call, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.ListComp, ast.DictComp, ast.JoinedStr)):
        return False
    for count, node in enumerate(ast.walk(value)):
        if count > _MOST or (isinstance(node, ast.Name) and node.id == name):
            return False
    return True
