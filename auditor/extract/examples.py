"""Examples that the description of an interface shows: `@Schema(example = "acme-3")`, `json_schema_extra={"example": {...}}`.

In: a string of lexed code with its surroundings. Out: whether it is such an example, which nothing is given.
"""

from __future__ import annotations

from auditor.extract.braces import brace_kind
from auditor.extract.items import item_of
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import Tokens
from auditor.extract.words import words

SCHEMAS = frozenset({("json", "schema", "extra"), ("schema", "extra"), ("openapi", "examples"), ("openapi", "extra")})
EXAMPLES = SCHEMAS | {("example",), ("examples",), ("x", "example"), ("x", "examples")}
_LEVELS = 8


def is_example(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """Whether a string of lexed code stands under the key of an example; a name that is given one (`example = ...`) is no key."""
    for _ in range(_LEVELS if sheet.has_examples else 0):
        item = item_of(tokens, index, sheet.language)
        if item.parent < 0:
            break
        keyed = words(item.key) in EXAMPLES
        if keyed and (tokens.words[item.parent] != "{" or brace_kind(tokens, item.parent, sheet.language) != "block"):
            return True
        index = item.parent
    return False
