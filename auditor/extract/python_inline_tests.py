"""What stands in production Python for tests only. In: a literal. Out: whether it is a record made up for tests."""

from __future__ import annotations

import ast

from auditor.extract.python_tree import Tree, key_of


def is_made_up(tree: Tree, node: ast.AST) -> bool:
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
