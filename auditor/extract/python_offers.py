"""Entries of a menu in Python. In: a string with its surroundings. Out: whether people are offered it to choose from.

Labeled records in a list, `("acme-3", "Acme 3")` pairs, `{"acme-3": "Acme 3"}`, and the list that a widget shows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from auditor.extract.examples import EXAMPLES, SCHEMAS
from auditor.extract.offers import is_labeled, is_listing, is_title, is_translation, takes_first
from auditor.extract.python_beside import is_one_of_several, mate_of
from auditor.extract.python_context import Context
from auditor.extract.python_tree import Tree, key_of
from auditor.extract.sheet import Sheet
from auditor.extract.words import words

_PICKERS = frozenset("selectbox multiselect radio dropdown combobox select pills segmentedcontrol".split())
_MOST = 32  # keys of one record that are looked at
_UP = 16


def is_offered(tree: Tree, sheet: Sheet, node: ast.expr, where: Context) -> bool:
    """Whether a string is one of several that a menu offers; what it shows first, or is said to be the default, is none."""
    parent = tree.parents.get(node)
    value = _text(node)
    mate = mate_of(tree, node)
    if mate is not None:
        return is_title(value, _text(mate))
    if isinstance(parent, ast.Dict):
        return _is_labeled(parent, node) and _is_entry(tree, sheet, parent)
    if isinstance(parent, ast.Tuple) and len(parent.elts) == 2:
        return any(is_title(value, _text(one)) for one in parent.elts if one is not node) and _is_entry(tree, sheet, parent)
    if isinstance(parent, (ast.List, ast.Tuple)) and where.call is not None and len(parent.elts) > 1:
        return _picks(where.call) and not _is_default(where.call, parent.elts.index(node), value)
    return False


def is_told(tree: Tree, node: ast.expr, where: Context) -> bool:
    """Whether a string is the id of a record as servers list what they run: `Model(id="acme-3", owned_by="acme")`."""
    parent = tree.parents.get(node)
    holder = key_of(where.target) if isinstance(where.target, ast.expr) else ""
    if isinstance(parent, ast.keyword) and isinstance(where.call, ast.Call):
        beside = [(one.arg or "", _text(one.value)) for one in where.call.keywords[:_MOST] if one is not parent]
        return is_listing(parent.arg or "", beside, holder)
    if not isinstance(parent, ast.Dict):
        return False
    at = next((at for at, value in enumerate(parent.values[:_MOST]) if value is node), -1)
    return at >= 0 and is_listing(_text(parent.keys[at]), _beside(parent, node), holder)


def _text(node: ast.expr | None) -> str:
    """A text, also one that is translated: `("acme-3", _("Acme 3"))`."""
    if isinstance(node, ast.Call) and node.args and is_translation(key_of(node.func)):
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_labeled(record: ast.Dict, node: ast.expr) -> bool:
    at = next((at for at, value in enumerate(record.values[:_MOST]) if value is node), -1)
    return at >= 0 and is_labeled(_text(record.keys[at]), _text(node), _beside(record, node))


def _beside(record: ast.Dict, node: ast.expr) -> Iterator[tuple[str, str]]:
    for key, value in zip(record.keys[:_MOST], record.values, strict=False):
        if value is not node and not (isinstance(value, ast.Constant) and not value.value):
            yield _text(key), _text(value)


def _is_entry(tree: Tree, sheet: Sheet, record: ast.expr) -> bool:
    """Whether records of the same kind stand beside this one, and it is not the one that is taken unasked: `MODELS[0]`."""
    outer = tree.parents.get(record)
    if not isinstance(outer, (ast.List, ast.Tuple)) or not is_one_of_several(record, outer):
        return False
    holder = tree.parents.get(outer)
    target = holder.target if isinstance(holder, ast.AnnAssign) else holder.targets[0] if isinstance(holder, ast.Assign) else None
    return outer.elts[0] is not record or target is None or not takes_first(sheet, key_of(target))


def _picks(call: ast.Call) -> bool:
    return key_of(call.func).replace("_", "").lower() in _PICKERS


def _is_default(call: ast.Call, place: int, value: str) -> bool:
    """Whether a widget shows this entry unasked: the first one, or the one that it is told by place or text."""
    given = next((one.value for one in call.keywords if one.arg in {"index", "value", "default"}), ast.Constant(0))
    return isinstance(given, ast.Constant) and given.value in {place, value}


def is_shown(tree: Tree, node: ast.AST) -> bool:
    """Whether a string stands under the key of an example, also in the schema of a class, which is given to a name."""
    for _ in range(_UP):
        parent = tree.parents.get(node)
        if isinstance(parent, ast.keyword) and words(parent.arg or "") in EXAMPLES:
            return True
        if isinstance(parent, ast.Dict):
            at = next((at for at, value in enumerate(parent.values[:_UP]) if value is node), -1)
            key = parent.keys[at] if at >= 0 else None
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and words(key.value) in EXAMPLES:
                return True
        if isinstance(parent, ast.Assign):
            return words(key_of(parent.targets[0])) in SCHEMAS
        if parent is None or isinstance(parent, (ast.stmt, ast.arguments)):
            break
        node = parent
    return False
