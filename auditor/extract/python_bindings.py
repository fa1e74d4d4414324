"""Names of Python that stand for one thing here and another there. In: assignments by function. Out: what a use means.

The table of a file tells one thing for a name; this one says where a function, or a later line, gives it something else.
"""

from __future__ import annotations

import ast
from bisect import bisect_right, insort

from auditor.extract.bindings import Bound
from auditor.extract.python_tree import Tree
from auditor.rows import NamedTuple

_PLACES = 200  # assignments to one name in one function that are told apart
_MOST = 200  # nodes of an assigned value that are looked at
OURS = frozenset({"self", "cls"})
_FAR = 400  # nodes around a use: blocks stand at most 100 deep, the rest is for one expression


class Given(NamedTuple):
    """One assignment to a name: where it ends, what it gives (None: a stranger)."""

    place: tuple[int, int]
    bound: Bound | None


class Locals:
    """The assignments to names that some assignment makes an SDK's, by function (None: the module), in the order of the text."""

    def __init__(self, tree: Tree) -> None:
        """`tree` tells which function a node stands in."""
        self._tree = tree
        self._given: dict[str, dict[ast.AST | None, list[Given]]] = {}
        self._done: set[ast.AST] = set()
        self._declared: dict[ast.AST | None, frozenset[str]] = {}  # names that a function gives for others, by `global`

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
            given = self._given.setdefault(name, {}).setdefault(function, [])
            if len(given) < _PLACES:
                insort(given, Given(self._since(target), bound), key=_place)

    def _since(self, target: ast.AST) -> tuple[int, int]:
        """From where on a name means what it is given: what is assigned may be made of what it meant before."""
        statement = self._tree.parents.get(target)
        if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            return statement.end_lineno or statement.lineno, statement.end_col_offset or statement.col_offset
        return getattr(target, "lineno", 0), getattr(target, "col_offset", 0)

    def function(self, node: ast.AST) -> ast.AST | None:
        """The function that a node stands in."""
        return self._tree.enclosing(node)[0]

    def home(self, name: str, target: ast.AST) -> ast.AST | None:
        """The function whose name it is: none for what is declared `global`."""
        function = self.function(target)
        declared = self._declared.get(function)
        if declared is None:
            outer = (one for one in getattr(function, "body", ()) if isinstance(one, (ast.Global, ast.Nonlocal)))
            declared = self._declared[function] = frozenset(name for one in outer for name in one.names)
        return None if name in declared else function

    def of(self, node: ast.Name, known: Bound | None) -> Bound | None:
        """What the name means there: as its function gives it, or one around that; else what is `known` in the file."""
        given = self._given.get(node.id)
        if given is None or _is_all(given, known):
            return known
        own = True
        at: ast.AST | None = node
        for _ in range(_FAR):
            at = self._tree.parents.get(at) if at is not None else None
            if at is None or isinstance(at, ast.ClassDef):
                break
            if isinstance(at, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if at in given:
                    return _at(given[at], (node.lineno, node.col_offset) if own else None)
                own = False
        return _at(given[None], (node.lineno, node.col_offset) if own else None) if None in given else known


def _is_all(given: dict[ast.AST | None, list[Given]], known: Bound | None) -> bool:
    """Whether the name is given once, and means that in the whole file."""
    if len(given) > 1:
        return False
    (only,) = given.values()
    return len(only) == 1 and only[0].bound is known


def _at(given: list[Given], place: tuple[int, int] | None) -> Bound | None:
    """The last assignment above a place; from within another function, or in a loop, the first that makes an SDK's."""
    above = bisect_right(given, place, key=_place) if place is not None else 0
    return given[above - 1].bound if above else next((one.bound for one in given if one.bound is not None), None)


def _place(given: Given) -> tuple[int, int]:
    return given.place


def pairs(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    """Targets of a statement that binds names, each with what it is given."""
    match node:
        case ast.With() | ast.AsyncWith():
            return [(item.optional_vars, item.context_expr) for item in node.items if item.optional_vars is not None]
        case ast.Assign():
            return [(target, node.value) for target in node.targets]
        case ast.AnnAssign() | ast.NamedExpr() if node.value is not None:
            return [(node.target, node.value)]
        case _:
            return []


def in_order(tree: Tree) -> list[ast.AST]:
    """The assignments of a file from above, but locals made of a field that their class gives only below them: they come last.

    Until then an earlier class's field of that name would be taken for it.
    """
    nodes = sorted(tree.assigned, key=lambda node: (node.lineno, node.col_offset))  # type: ignore[attr-defined] # statements
    made = [
        (node, field)
        for node in nodes
        for target, value in pairs(node)
        if isinstance(target, ast.Name) and (field := _field(value))
    ]
    if not made:
        return nodes
    wanted = {field for _, field in made}
    given: dict[tuple[ast.ClassDef | None, str], int] = {}  # the line that first gives a class's field more than a literal
    for node in nodes:
        for target, value in pairs(node):
            if isinstance(target, ast.Attribute) and target.attr in wanted and not isinstance(value, ast.Constant):
                given.setdefault((tree.enclosing(node)[1], target.attr), target.lineno)
    late = {node for node, field in made if given.get((tree.enclosing(node)[1], field), 0) > node.lineno}  # type: ignore[attr-defined]
    return sorted(nodes, key=late.__contains__)


def _field(value: ast.expr) -> str:
    """The field of its own object that a value is made of: `self.client.chat()`."""
    at: ast.AST | None = value
    for _ in range(_MOST):
        inner = getattr(at, "func", None) or getattr(at, "value", None)  # calls, attributes, items
        if isinstance(at, ast.Attribute) and isinstance(inner, ast.Name) and inner.id in OURS:
            return at.attr
        if not isinstance(inner, ast.AST):
            break
        at = inner
    return ""


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
