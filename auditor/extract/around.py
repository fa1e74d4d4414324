"""What surrounds a token: the key it fills, the call it is an argument of, the name it is assigned to.

In: tokens and an index. Out: `Around`. All walks are bounded; nothing recurses.
"""

from __future__ import annotations

from auditor.extract.braces import brace_kind
from auditor.extract.chains import CONTROL, Callee, callee_of, is_definition, name_of
from auditor.extract.choices import given_by
from auditor.extract.ended import choice_of
from auditor.extract.items import Item, item_of
from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, STRING, Tokens
from auditor.extract.words import fills
from auditor.rows import NamedTuple

# calls that hand their argument on
_THROUGH = frozenset(
    "stringify json_encode jsonencode to_json json dict some ok arc box rc string mapof listof hashmap pairof to_string "
    "optional lower trim strip tolowercase str freeze vec tolist asconst ptr pointer stringptr array arrayof encode "
    "to_owned clone dedent concat tostring serialize serializeobject uri url literal enum optionalof prefault stringvalue "
    "nonnull buildmap dictof jsonobject setof linkedsetof linkedmapof mutablelistof mutablemapof arraylistof hashmapof "
    "mutablesetof hashsetof sortedsetof sequenceof listofnotnull persistentlistof persistentsetof immutablelistof aslist "
    "arraylist hashset linkedhashset linkedlist unmodifiablelist mutablestateof mutablestateflow".split()
)
# the same, when the value is all there is between the brackets
_THROUGH_ALONE = frozenset(
    "into from of parse format sprintf cast value reference ref default create required ensure ofstring parseuri "
    "fromobject".split()
)

_PAIRS = {"kotlin": "to", "scala": "->"}
_DECLARES = frozenset({"buildConfigField", "resValue"})  # what Android calls it


class Around(NamedTuple):
    """Where a value goes: innermost key, innermost call (or named literal) with the bracket that opens it, statement."""

    key: str
    key_at: int
    call: Callee | None
    opener: int
    first: bool  # the first thing between the call's brackets, without a key
    compared: bool
    indexed: bool  # it stands in `name[...]`
    table: int  # the outermost literal bracket that is no call and no block, -1 for none
    item: Item  # in the call's brackets, or the statement
    inner: Item  # of the value itself


def around(tokens: Tokens, index: int, language: Language) -> Around:
    """Climb from a value to the call or statement it belongs to."""
    inner = item = item_of(tokens, index, language)
    key, key_at = _paired(tokens, index, item, language)
    compared, value = item.compared, index
    head = choice_of(tokens, index, language)
    if head >= 0 and not key:
        item, value = item_of(tokens, head, language), head
        key, key_at, compared = item.key, item.key_at, item.compared
    named: tuple[Callee, int] | None = None
    first, indexed, table = False, False, -1
    for _ in range(10):
        opener = item.parent
        if opener < 0:
            break
        word = tokens.words[opener]
        up = opener
        if word == "(":
            call = callee_of(tokens, opener)
            if call is not None and is_definition(tokens, call, opener, language):
                break
            if call is not None and not _hands_on(call, key):
                first = item.edge == opener + 1 and not key
                return Around(key, key_at, call, opener, first, compared, indexed, table, item, inner)
            if call is not None:
                up = call.start
            elif tokens.word(opener - 1) in {"if", "while", "switch", "elif", "unless", "when", "match"}:
                break
        elif word == "{":
            kind = brace_kind(tokens, opener, language)
            if kind == "block":
                up = given_by(tokens, opener, item.edge, value, language)
                if up < 0:
                    break
            elif kind == "named":
                call = callee_of(tokens, opener) or _made(tokens, opener)
                if call is not None:
                    named = (call, opener) if named is None or language.juxtaposed else named
                    up = call.start
            elif table < 0 or opener < table:
                table = opener
        elif _is_index(tokens, opener):
            indexed = True
            break
        elif table < 0 or opener < table:
            table = opener
        outer = item_of(tokens, up, language)
        compared = compared or outer.compared
        if not key:
            key, key_at = outer.key, outer.key_at
        item, value = outer, up
    call, opener = named or (None, -1)
    return Around(key, key_at, call, opener, False, compared, indexed, table, item, inner)


def _hands_on(call: Callee, key: str) -> bool:
    last = call.names[-1].lower()
    return last in _THROUGH or (last in _THROUGH_ALONE and not key)


def _paired(tokens: Tokens, index: int, item: Item, language: Language) -> tuple[str, int]:
    """The key of a value; in `put("model", "x")` and `"model" to "x"` the string before it."""
    if tokens.word(index - 1) == _PAIRS.get(language.name) and tokens.kind(index - 2) == STRING:
        key = name_of(tokens, index - 2)
        return (key, index - 2) if fills(key) else (item.key, item.key_at)
    if item.key_at >= 0 or item.edge != index or tokens.word(index - 1) != "," or tokens.kind(index - 2) != STRING:
        return item.key, item.key_at
    if _declares(tokens, index):
        return name_of(tokens, index - 2), index - 2
    key = name_of(tokens, index - 2).lstrip("-")
    if tokens.word(index - 3) in {"(", "{", ",", "["} and fills(key) and not key.isupper():
        return key, index - 2
    return item.key, item.key_at


def _declares(tokens: Tokens, index: int) -> bool:
    """Whether a build is told a constant, by type, name and value, with or without brackets around: the name is what it fills."""
    if tokens.word(index - 3) != ",":
        return False
    return tokens.word(index - 5) in _DECLARES or tokens.word(tokens.parent[index] - 1) in _DECLARES


def _is_index(tokens: Tokens, opener: int) -> bool:
    """Whether `[` follows a name, a call or another index without a gap."""
    before = opener - 1
    named = tokens.kind(before) == NAME and tokens.words[before] not in CONTROL
    return (named or tokens.word(before) in {"]", ")"}) and tokens.ends[before] == tokens.starts[opener]


def _made(tokens: Tokens, opener: int) -> Callee | None:
    """The constructor call before an initializer: `new Acme(...) { ... }`."""
    mate = tokens.mate[opener - 1] if opener > 0 and tokens.words[opener - 1] == ")" else -1
    return callee_of(tokens, mate) if mate > 0 else None
