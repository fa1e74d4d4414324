"""Addresses that come from outside, in Python. In: a call of an SDK. Out: the name that fills its address and has to be given.

What has a default, may be left out, or is given a value in the file is not meant: there the SDK's own address may be the one.
"""

from __future__ import annotations

import ast

from auditor.extract.env_reads import is_environment
from auditor.extract.python_tree import Tree, key_of
from auditor.extract.words import fills

_OURS = frozenset({"self", "cls"})
_DEEP = 12
_MOST = 64  # assignments to one name that are looked at


def untold(tree: Tree, call: ast.Call) -> str:
    """The dotted name, "" for none: `Acme(base_url=base_url)` of a parameter without a default, `Acme(base_url=config.url)`."""
    for keyword in call.keywords:
        if keyword.arg and fills(keyword.arg) == "address":
            return _variable(keyword.value) or _given(tree, keyword.value)
    return ""


def _variable(node: ast.expr) -> str:
    """The variable that is read, without a default."""
    key = (
        node.slice
        if isinstance(node, ast.Subscript)
        else node.args[0]
        if isinstance(node, ast.Call) and len(node.args) == 1
        else None
    )
    reader = node.value if isinstance(node, ast.Subscript) else node.func if isinstance(node, ast.Call) else None
    if reader is None or not isinstance(key, ast.Constant) or not isinstance(key.value, str):
        return ""
    return key.value if is_environment(tuple(_name(reader).split("."))) else ""


def _name(node: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(node, (ast.Attribute, ast.Subscript)) and len(parts) < _DEEP:
        parts.append(key_of(node))
        node = node.value
    return ".".join([key_of(node), *reversed(parts)])


def _given(tree: Tree, node: ast.expr) -> str:
    if len(tree.named(key_of(node))) > _MOST:
        return ""
    function, owner = tree.enclosing(node)
    if isinstance(node, ast.Name):
        named = [one for one in tree.named(node.id) if isinstance(_target(one), ast.Name)]
        if len(named) == 1 and named[0].value is not None:
            return _variable(named[0].value)
        return node.id if not named and _is_required(function, node.id) else ""
    if not isinstance(node, (ast.Attribute, ast.Subscript)) or not key_of(node):
        return ""
    if key_of(node.value) in _OURS:
        fields = [one for one in tree.named(key_of(node)) if tree.enclosing(one)[1] is owner]
        return _name(node) if fields and all(_is_handed_in(tree, one) for one in fields) else ""
    loose = any(one.value is not None or _may_lack(one) for one in tree.named(key_of(node)))
    return "" if loose else _name(node)


def _target(node: ast.Assign | ast.AnnAssign) -> ast.expr:
    return node.targets[0] if isinstance(node, ast.Assign) else node.target


def _is_handed_in(tree: Tree, node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether a field is a required parameter, or declared without a value."""
    if node.value is None:
        return not _may_lack(node)
    return isinstance(node.value, ast.Name) and _is_required(tree.enclosing(node)[0], node.value.id)


def _is_required(function: ast.AST | None, name: str) -> bool:
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    plain = [*function.args.posonlyargs, *function.args.args]
    required = plain[: len(plain) - len(function.args.defaults)]
    required += [one for one, given in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True) if given is None]
    return any(one.arg == name and not _is_optional(one.annotation) for one in required)


def _may_lack(node: ast.Assign | ast.AnnAssign) -> bool:
    return isinstance(node, ast.AnnAssign) and _is_optional(node.annotation)


def _is_optional(annotation: ast.expr | None) -> bool:
    """`Optional[str]`, `str | None`, also as a text."""
    match annotation:
        case ast.Constant():
            return "None" in str(annotation.value) or "Optional" in str(annotation.value)
        case ast.BinOp():
            return isinstance(annotation.right, ast.Constant) or isinstance(annotation.left, ast.Constant)
        case ast.Subscript():
            return key_of(annotation.value) in {"Optional", "Union"}
        case _:
            return False
