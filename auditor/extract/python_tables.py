"""Big literals in Python, and lists that are only asked. In: a node and its context. Out: its role."""

from __future__ import annotations

import ast

from auditor import lazy_re as re
from auditor.extract.defaults import is_asked, is_default_name, is_live, is_mark, shows_name
from auditor.extract.python_context import Context
from auditor.extract.python_tree import Tree, key_of
from auditor.extract.sheet import Sheet
from auditor.extract.words import fills
from auditor.records import Role

_ASKED = re.compile(r"(?:[\w\])\"']\s+(?:not\s+)?in\s+|\.(?:startswith|endswith)\()(?:\w+\.)*\Z")
_EQUALED = re.compile(r"[=!]=\s*(?:\w+\.)*\Z")
_TESTED = re.compile(
    r"\b(?:(\w+)\s+(?:not\s+)?in\s+[\w.()]{1,60}|[\w.()]{1,60}\.(?:startswith|endswith)\((\w+)\))\s+for\s+(?:\1|\2)\s+in\s+(?:\w+\.)*\Z"
)
_LOOP = re.compile(r"\bfor\b")
_PLACED = re.compile(r"\.(?:index|count)\(")
_WALKED = re.compile(r"[ \t]*for[ \t]+(\w+)[ \t]+in[ \t]+(?:\w+\.)*\Z")
_BLOCK = 1_500  # characters below the head of a loop that are read
_LEVELS = 5
_MOST = 200  # entries of one record
_NEAR = 300  # characters before a use that say what is done with it


def role_of(tree: Tree, sheet: Sheet, node: ast.expr, where: Context) -> Role:
    """`lookup-table` for entries of big literals and enumerations, and of what is only asked, else the file's."""
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


def is_default(tree: Tree, node: ast.expr) -> bool:
    """Whether an entry of a table is what is taken when nobody chooses, or stands beside the address at which it is asked."""
    key, record, beside = _keyed(tree, node)
    if record is None or shows_name(key):
        return False
    model = fills(key) == "model"
    if is_default_name(key) or _is_marked(key, beside):
        return True
    for _ in range(_LEVELS):  # an entry of a map is the default itself; of a record below it only what a slot for models holds
        key, outer, _ = _keyed(tree, record)
        if is_default_name(key):
            return True
        if not (outer and model):
            break
        record = outer
    return False


def _is_marked(key: str, beside: list[tuple[str, ast.expr]]) -> bool:
    live = is_asked(key)
    for name, node in beside:
        value = node.value if isinstance(node, ast.Constant) else node
        if (live and is_live(name) and value) or (is_mark(name) and value is True):
            return True
    return False


def _keyed(tree: Tree, node: ast.expr) -> tuple[str, ast.expr | None, list[tuple[str, ast.expr]]]:
    """The key or name that a value is given to, and the record or call with all its pairs; None where it is a statement."""
    parent = tree.parents.get(node)
    outer = tree.parents.get(parent) if isinstance(parent, ast.keyword) else None
    if isinstance(parent, ast.keyword) and isinstance(outer, ast.Call):
        return parent.arg or "", outer, [(one.arg or "", one.value) for one in outer.keywords[:_MOST]]
    if isinstance(parent, ast.Dict):
        pairs = [(_word(key), one) for key, one in zip(parent.keys[:_MOST], parent.values, strict=False)]
        key = next((name for name, one in pairs if one is node), None)
        return (key, parent, pairs) if key is not None else ("", None, [])
    target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target if isinstance(parent, ast.AnnAssign) else None
    return key_of(target) if target is not None else "", None, []


def _word(key: ast.expr | None) -> str:
    if isinstance(key, ast.Constant):
        return key.value if isinstance(key.value, str) else ""
    return key_of(key) if key is not None else ""


def _is_only_asked(tree: Tree, sheet: Sheet, where: Context) -> bool:
    """Whether all that this file does with a named list is to ask whether something is in it, or is its private name's value."""
    if where.call is not None or not isinstance(where.table, (ast.List, ast.Tuple, ast.Set, type(None))):
        return False
    if where.table is None and not (isinstance(where.target, ast.Name) and where.target.id.startswith("_")):
        return False
    if where.target is None or not hasattr(where.target, "lineno"):  # a parameter's default
        return False
    single = where.table is None
    key = ("is compared" if single else "is asked", where.target)
    known = tree.known.get(key)
    if known is None:
        known = tree.known[key] = _asks(tree, sheet, where.target, single=single)
    return known


def _asks(tree: Tree, sheet: Sheet, target: ast.expr, *, single: bool) -> bool:
    """Whether every use of an assigned name, and there is one, asks whether something is in it, or equal to it when `single`."""
    name, start, end = key_of(target), tree.start(target), tree.end(target)
    uses = [at for at in (sheet.places_of(name) if name else ()) if not start <= at <= end]
    if single:
        return bool(uses) and all(_EQUALED.search(_before(tree, sheet, at)) for at in uses)
    return bool(uses) and all(_asks_at(tree, sheet, at, at + len(name)) for at in uses)


def _asks_at(tree: Tree, sheet: Sheet, at: int, end: int) -> bool:
    """Whether one use of a list asks something: what is in it, where in it something stands, or by a loop that only asks."""
    before = _before(tree, sheet, at)
    if (_ASKED.search(before) and not _LOOP.search(before)) or _TESTED.search(before) or _PLACED.match(sheet.text, end):
        return True
    loop = _WALKED.match(before)
    return loop is not None and sheet.text[end : end + 1] == ":" and _only_asks(sheet.text, end, loop)


def _only_asks(text: str, start: int, loop: re.Match[str]) -> bool:
    """Whether the block of a loop holds its variable against something and else only looks up with it: `m in x and x[m]`."""
    use = re.compile(
        rf"(?P<held>\b(?:starts|ends)with\(|[=!]= )?(?P<open>\[)?\b{loop[1]}\b(?P<asks> (?:not )?in\b| [=!]=)?(?P<close>\])?"
    )
    depth, asked = len(loop[0]) - len(loop[0].lstrip()), False
    for line in text[start : start + _BLOCK].split("\n")[1:]:
        if line.strip() and len(line) - len(line.lstrip()) <= depth:
            return asked
        for found in use.finditer(line):
            if found["held"] or found["asks"]:
                asked = True
            elif not (found["open"] and found["close"]):
                return False
    return asked and start + _BLOCK >= len(text)


def _before(tree: Tree, sheet: Sheet, at: int) -> str:
    """What stands before a use on its line, of a line of any length the nearest part."""
    return sheet.text[max(tree.places.offset(tree.places.at(at)[0]), at - _NEAR) : at]


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
            return parent if _lists(tree, parent) else None
        node = parent
    return None


def _lists(tree: Tree, owner: ast.ClassDef) -> bool:
    key = ("lists", owner)
    known = tree.known.get(key)
    if known is None:
        constants = sum(isinstance(child, (ast.Assign, ast.AnnAssign)) for child in owner.body)
        known = tree.known[key] = constants * 2 > len(owner.body)
    return known
