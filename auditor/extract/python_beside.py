"""What stands beside a literal that no call gets. In: its node and slot. Out: the dictionary or class that it shares with others.

Only plain names share one (`model`, `provider`, `base_url`): `acme_model` and `globex_url` are settings of two services.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from auditor.extract.python_tree import Tree
from auditor.extract.words import fills, words

_UP = 4
_MOST = 40
_PLAIN = frozenset("model llm name id identifier provider vendor backend base url uri endpoint host api type default".split())


def is_plain(slot: str) -> bool:
    """Whether a name says only what it holds and not whose it is."""
    parts = words(slot)
    return bool(parts) and _PLAIN.issuperset(parts)


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


def site_of(tree: Tree, block: ast.Dict | ast.ClassDef) -> str:
    """The id of a block: no call begins where it does."""
    line, column = tree.places.at(tree.start(block))
    return f"{line}:{column}"


def beside(block: ast.Dict | ast.ClassDef, model: str) -> Iterator[tuple[str, ast.Constant]]:
    """The plain settings of a block that say whose model stands in its slot `model`: a provider's name, an address."""
    for slot, value in _pairs(block) if fills(model) == "model" or model == "name" else ():
        if not is_plain(slot) or fills(slot) not in {"address", "other"}:
            continue
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield slot, value


def _pairs(block: ast.Dict | ast.ClassDef) -> Iterator[tuple[str, ast.expr | None]]:
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
