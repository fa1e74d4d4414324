"""Big literals in Python, and records made up for tests. In: a node and its context. Out: its role."""

from __future__ import annotations

import ast

from auditor import lazy_re as re
from auditor.extract.python_context import Context
from auditor.extract.python_tree import Tree, key_of
from auditor.extract.sheet import Sheet
from auditor.records import Role

_ASKED = re.compile(r"(?:[\w\])\"']\s+(?:not\s+)?in\s+|\.(?:startswith|endswith)\()(?:\w+\.)*\Z")
_EQUALED = re.compile(r"[=!]=\s*(?:\w+\.)*\Z")
_TESTED = re.compile(
    r"\b(?:(\w+)\s+(?:not\s+)?in\s+[\w.()]{1,60}|[\w.()]{1,60}\.(?:startswith|endswith)\((\w+)\))\s+for\s+(?:\1|\2)\s+in\s+(?:\w+\.)*\Z"
)
_LOOP = re.compile(r"\bfor\b")


def role_of(tree: Tree, sheet: Sheet, node: ast.expr, where: Context) -> Role:
    """`lookup-table` for entries of big literals and enumerations, `test` for records made up for tests, else the file's."""
    if _is_made_up(tree, node):
        return Role.TEST
    bounds = []
    if isinstance(where.table, ast.expr):
        bounds.append((tree.start(where.table), tree.end(where.table)))
    if where.call is not None:
        bounds += _collection(tree, where.call)
    listing = _listing(tree, node) if where.call is None or where.table is None else None
    if listing is not None:
        bounds.append((tree.start(listing.body[0]), tree.end(listing)))
    if any(sheet.is_listed(low, high) for low, high in bounds) or _is_only_asked(tree, sheet, where):
        return Role.LOOKUP_TABLE
    return sheet.file.role


def _is_made_up(tree: Tree, node: ast.AST) -> bool:
    """Whether the literal stands in a factory of records: `class UserFactory(factory.Factory)`, `(DjangoModelFactory)`."""
    owner = tree.enclosing(node)[1]
    for base in owner.bases if owner is not None else ():
        inner = base
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        if inner is not base and isinstance(inner, ast.Name) and inner.id == "factory":
            return True
        if key_of(base).endswith("ModelFactory"):
            return True
    return False


def _is_only_asked(tree: Tree, sheet: Sheet, where: Context) -> bool:
    """Whether all that this file does with a named list is to ask whether something is in it, or is its private name's value."""
    if where.call is not None or not isinstance(where.table, (ast.List, ast.Tuple, ast.Set, type(None))):
        return False
    if where.table is None and not (isinstance(where.target, ast.Name) and where.target.id.startswith("_")):
        return False
    if where.target is None or not hasattr(where.target, "lineno"):  # a parameter's default
        return False
    name = key_of(where.target)
    uses = [at for at in sheet.places_of(name) if not tree.start(where.target) <= at <= tree.end(where.target)] if name else []
    lines = [sheet.text[tree.places.offset(tree.places.at(at)[0]) : at] for at in uses]
    if where.table is None:
        return bool(lines) and all(_EQUALED.search(line[-200:]) for line in lines)
    return bool(lines) and all((_ASKED.search(line) and not _LOOP.search(line)) or _TESTED.search(line[-300:]) for line in lines)


def _collection(tree: Tree, call: ast.Call) -> list[tuple[int, int]]:
    """The outermost literal that a call is an entry of: `[Info("acme-1", 8192), Info("acme-2", 8192)]`."""
    found: ast.expr | None = None
    node: ast.AST | None = call
    for _ in range(8):
        node = tree.parents.get(node) if node is not None else None
        if not isinstance(node, (ast.expr, ast.keyword)) or isinstance(node, ast.Lambda):
            break
        if isinstance(node, (ast.Dict, ast.List, ast.Set, ast.Tuple)):
            found = node
    return [(tree.start(found), tree.end(found))] if found is not None else []


def _listing(tree: Tree, node: ast.AST) -> ast.ClassDef | None:
    """The class whose own constants hold a value, when it has no methods to speak of."""
    for _ in range(6):
        parent = tree.parents.get(node)
        if parent is None or isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return None
        if isinstance(parent, ast.ClassDef):
            constants = sum(isinstance(child, (ast.Assign, ast.AnnAssign)) for child in parent.body)
            return parent if constants * 2 > len(parent.body) else None
        node = parent
    return None
