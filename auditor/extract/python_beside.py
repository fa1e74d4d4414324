"""What stands beside a literal. In: its node and slot. Out: the value of a key, the record or block it is in.

Only plain names share one (`model`, `provider`, `base_url`): `acme_model` and `globex_url` are settings of two services.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from auditor.extract.python_tree import Tree, key_of
from auditor.extract.rates import is_amount
from auditor.extract.words import fills, is_api, is_plain, is_secret

_LITERALS = (ast.Dict, ast.List, ast.Tuple, ast.Set)
_UP = 4
_LEVELS = 12
_FEW = 8  # entries that are looked at, of a list of any length
_MOST = 40


def mate_of(tree: Tree, node: ast.expr) -> ast.expr | None:
    """The value of a dictionary whose key the node is."""
    parent = tree.parents.get(node)
    return parent.values[parent.keys.index(node)] if isinstance(parent, ast.Dict) and node in parent.keys else None


def is_pattern(mate: ast.expr | None) -> bool:
    """Whether a key is explained by an expression: `{"ACME_KEY": re.compile(...)}` says what a key looks like."""
    return isinstance(mate, ast.Call) and key_of(mate.func) == "compile"


def is_rate(mate: ast.expr | None) -> bool:
    """Whether a key only looks something up: an amount, a record of amounts, a class or what else code calls by a name."""
    if isinstance(mate, (ast.Name, ast.Attribute)):
        name = key_of(mate).rpartition(".")[2]
        return not (fills(name) or is_secret(name))
    if isinstance(mate, ast.Dict):
        return bool(mate.values) and all(_is_amount(one) for one in mate.values[:_MOST])
    if isinstance(mate, (ast.Tuple, ast.List)):
        return bool(mate.elts) and all(_is_amount(one) for one in mate.elts[:_MOST])
    return _is_amount(mate)


def _is_amount(node: ast.expr | None) -> bool:
    """A price, a window, a size."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return False
    return isinstance(node.value, (int, float)) or (isinstance(node.value, str) and is_amount(node.value))


def is_one_of_several(record: ast.AST, outer: ast.List | ast.Tuple | ast.Set) -> bool:
    """Whether records of the same kind stand beside one in its list."""
    return sum(type(one) is type(record) for one in outer.elts[:_FEW]) > 1


def record_of(tree: Tree, node: ast.AST, call: ast.Call) -> ast.expr | None:
    """The record around an argument of a call, where others like it stand beside it in a list."""
    for _ in range(_LEVELS):
        outer = tree.parents.get(node)
        if outer is None or node is call:
            break
        if isinstance(outer, (ast.List, ast.Tuple, ast.Set)) and isinstance(node, (ast.Dict, ast.Call, ast.Tuple)):
            return node if is_one_of_several(node, outer) else None
        node = outer
    return None


def row_of(tree: Tree, node: ast.AST, slot: str, call: ast.Call | None) -> ast.Dict | None:
    """The record whose setting `slot` the literal is, and that says where its models are called; no call gets it alone."""
    for _ in range(_LEVELS if is_plain(slot) else 0):
        outer = tree.parents.get(node)
        if outer is None or isinstance(outer, (ast.Lambda, ast.comprehension)):
            break
        if isinstance(node, ast.Dict) and (call is None or isinstance(outer, _LITERALS)) and _has_address(tree, node):
            return node
        if outer is call or isinstance(outer, ast.stmt):
            break
        node = outer
    return None


def _has_address(tree: Tree, record: ast.Dict) -> bool:
    """Whether a record gives one address, under a name that says nothing else; of several, each may be another's."""
    known = tree.known.get(("address", record))
    if known is None:
        pairs = [(slot, value.value) for slot, value in _pairs(record) if isinstance(value, ast.Constant)]
        urls = [(slot, str(url)) for slot, url in pairs if fills(slot) == "address" and "://" in str(url)]
        known = tree.known["address", record] = len(urls) == 1 and is_plain(urls[0][0]) and is_api(*urls[0])
    return known


def block_of(tree: Tree, node: ast.AST, slot: str) -> ast.Dict | ast.ClassDef | None:
    """The dictionary or class whose setting `slot` the literal is."""
    if not is_plain(slot):
        return None
    for _ in range(_UP):
        parent = tree.parents.get(node)
        if isinstance(parent, ast.Dict):
            return parent if node in parent.values else None
        if isinstance(parent, (ast.Assign, ast.AnnAssign)):
            around = tree.parents.get(parent)
            return around if isinstance(around, ast.ClassDef) else None
        if parent is None or isinstance(parent, ast.stmt):
            return None
        node = parent
    return None


def site_of(tree: Tree, block: ast.expr | ast.stmt) -> str:
    """The id of a block: no call begins where it does."""
    line, column = tree.places.at(tree.start(block))
    return f"{line}:{column}"


def beside(block: ast.Dict | ast.ClassDef | ast.Call, model: str) -> Iterator[tuple[str, ast.Constant]]:
    """The plain settings of a block that say whose model stands in its slot `model`: a provider's name, an address."""
    for slot, value in _pairs(block) if fills(model) == "model" or model == "name" else ():
        if not is_plain(slot) or fills(slot) not in {"address", "other"}:
            continue
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield slot, value


def _pairs(block: ast.Dict | ast.ClassDef | ast.Call) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(block, ast.Call):
        yield from ((one.arg, one.value) for one in block.keywords[:_MOST] if one.arg)
        return
    if isinstance(block, ast.Dict):
        for key, value in zip(block.keys[:_MOST], block.values, strict=False):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value
        return
    for node in block.body[:_MOST]:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
