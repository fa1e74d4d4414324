"""Whether two names of one spelling are one name. In: the place that gives it a value, and a use. Out: yes or no."""

from __future__ import annotations

import ast

from auditor.extract.python_tree import Tree, key_of, parameters
from auditor.extract.sheet import Sheet


def visible(tree: Tree, sheet: Sheet, literal: ast.expr, use: ast.expr, *, option: bool) -> bool:
    """Whether a name of the same spelling is the same name: by function, class or module."""
    function, owner = tree.enclosing(literal)
    used_in, user = tree.enclosing(use)
    if isinstance(use, ast.Subscript):
        use = use.value
    if isinstance(use, ast.Attribute):
        base = use.value.id if isinstance(use.value, ast.Name) else ""
        if base in {"self", "cls"}:
            return owner is not None and owner is user
        return option or (owner is not None and (function is None or base == owner.name))
    if function is used_in:
        return (function is not None or owner is None or owner is user) and not _overwritten(tree, sheet, literal, use)
    if function is None and isinstance(use, ast.Name) and _shadowed(tree, sheet, use.id, used_in):
        return False
    while function is not None and used_in is not None and used_in is not function:
        used_in = tree.enclosing(used_in)[0]
    return function is used_in if function is not None else owner is None or owner is user


def _shadowed(tree: Tree, sheet: Sheet, name: str, function: ast.AST | None) -> bool:
    """Whether a function has a name of its own of that spelling."""
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    if any(arg.arg == name for arg, _ in parameters(function)):
        return True
    return any(sheet.spend() and tree.enclosing(node)[0] is function for node in tree.named(name))


def _overwritten(tree: Tree, sheet: Sheet, literal: ast.expr, use: ast.expr) -> bool:
    """Whether, in straight text order, the name holds something else by the time of the use."""
    here, there = tree.start(literal), tree.start(use)
    if here > there:
        return True
    above: set[ast.AST] = set()
    at: ast.AST | None = use
    while at is not None and len(above) < 200:
        above.add(at)
        at = tree.parents.get(at)
    for node in tree.named(key_of(use)):
        if not sheet.spend():
            return True
        # an assignment behind the literal, in a block that the use stands in
        if tree.parents.get(node) in above and here < tree.start(node) and tree.end(node) <= there:
            return True
    return False
