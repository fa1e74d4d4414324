"""Examples that the description of an interface shows: `@Schema(example = "acme-3")`, `json_schema_extra={"example": {...}}`.

In: a string with its surroundings, in lexed code or in a syntax tree. Out: whether it is such an example, which nothing is given.
"""

from __future__ import annotations

import ast

from auditor.extract.braces import brace_kind
from auditor.extract.items import item_of
from auditor.extract.python_tree import Tree, key_of
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import Tokens
from auditor.extract.words import words

_SCHEMAS = frozenset({("json", "schema", "extra"), ("schema", "extra"), ("openapi", "examples"), ("openapi", "extra")})
_KEYS = _SCHEMAS | {("example",), ("examples",), ("x", "example"), ("x", "examples")}
_LEVELS = 8
_UP = 16


def is_example(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """Whether a string of lexed code stands under the key of an example; a name that is given one (`example = ...`) is no key."""
    for _ in range(_LEVELS if sheet.has_examples else 0):
        item = item_of(tokens, index, sheet.language)
        if item.parent < 0:
            break
        keyed = words(item.key) in _KEYS
        if keyed and (tokens.words[item.parent] != "{" or brace_kind(tokens, item.parent, sheet.language) != "block"):
            return True
        index = item.parent
    return False


def is_shown(tree: Tree, node: ast.AST) -> bool:
    """The same of a syntax tree, where the schema of a class may also be given to a name."""
    for _ in range(_UP):
        parent = tree.parents.get(node)
        if isinstance(parent, ast.keyword) and words(parent.arg or "") in _KEYS:
            return True
        if isinstance(parent, ast.Dict):
            at = next((at for at, value in enumerate(parent.values[:_UP]) if value is node), -1)
            key = parent.keys[at] if at >= 0 else None
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and words(key.value) in _KEYS:
                return True
        if isinstance(parent, ast.Assign):
            return words(key_of(parent.targets[0])) in _SCHEMAS
        if parent is None or isinstance(parent, (ast.stmt, ast.arguments)):
            break
        node = parent
    return False
