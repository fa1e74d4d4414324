"""What surrounds a token: the key it fills, the call it is an argument of, the name it is assigned to.

In: tokens and an index. Out: `Item`, `Callee`, `Around`. All walks are bounded; nothing recurses.
"""

from __future__ import annotations

from auditor.extract.chains import CONTROL, Callee, before_generics, callee_of, chain_of, is_definition, name_of
from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.extract.words import fills
from auditor.rows import NamedTuple

_WALK = 90
_SEPARATORS = frozenset("= := => : ||= ??= ?:".split())
COMPARES = frozenset("== != === !== =~ <= >=".split())
_DECLARES = frozenset(
    "class struct interface enum impl trait namespace module protocol extension func fun fn def function record switch "
    "match if for while when loop unless guard package union mod unsafe async public private protected internal static "
    "export abstract final sealed object declare try else do finally catch get set init constructor override defmodule type "
    "service data case companion".split()
)
_TYPES = frozenset("class struct interface enum trait impl namespace module protocol extension object record".split())
# calls that hand their argument on
_THROUGH = frozenset(
    "stringify json_encode jsonencode to_json json dict some ok arc box rc string mapof listof hashmap pairof to_string "
    "optional lower trim strip tolowercase str freeze vec tolist asconst ptr pointer stringptr array arrayof encode "
    "to_owned clone dedent concat tostring serialize serializeobject uri url literal enum optionalof prefault stringvalue "
    "nonnull buildmap dictof jsonobject".split()
)
# the same, when the value is all there is between the brackets
_THROUGH_ALONE = frozenset(
    "into from of parse format cast value reference ref default create required ensure ofstring parseuri fromobject".split()
)


class Item(NamedTuple):
    """One argument, entry or statement: its first token, the bracket around it, the key it starts with."""

    edge: int
    parent: int
    key: str
    key_at: int  # token of the key, -1 for none
    compared: bool


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


def item_of(tokens: Tokens, index: int, language: Language) -> Item:
    """The item that holds token `index`."""
    edge, steps, parent = index, 0, tokens.parent[index]
    while edge > 0 and steps < _WALK:
        steps += 1
        before = edge - 1
        if before == parent:
            break
        word = tokens.words[before]
        if word in {",", ";"} and tokens.kinds[before] == SIGN:
            break
        if tokens.broken(edge) and language.line_ends and not _goes_on(tokens, before, edge):
            break
        if word in {")", "]", "}"} and tokens.kinds[before] == SIGN:
            mate = tokens.mate[before]
            if mate < 0 or (word == "}" and tokens.broken(edge) and not _goes_on(tokens, edge, edge)):
                break
            edge = mate
            continue
        if word in {"(", "[", "{"} and tokens.kinds[before] == SIGN:
            break
        edge = before
    return _keyed(tokens, edge, index, parent, language)


def _goes_on(tokens: Tokens, before: int, after: int) -> bool:
    """Whether a statement runs on over the line break between two tokens."""
    word, following = tokens.words[before], tokens.words[after]
    if before != after and tokens.kinds[before] == SIGN and word not in {")", "]", "}", "!", "?", ">"}:
        return True
    if before != after and word in {"and", "or", "return", "await", "else", "new", "in", "is", "not"}:
        return True
    return tokens.kinds[after] == SIGN and following not in {"(", "[", "{", "!", "#", "*", "&", "-", "<", "%"}


def _keyed(tokens: Tokens, edge: int, index: int, parent: int, language: Language) -> Item:
    at, compared, key_at = edge, False, -1
    while at < index:
        word = tokens.words[at]
        if tokens.kinds[at] != SIGN:
            compared = compared or word in {"in", "is"} or (word in {"case", "when"} and at == edge)
            at += 1
            continue
        if word in {"(", "[", "{"}:
            mate = tokens.mate[at]
            if mate < 0 or mate >= index:
                at += 1
                continue
            at = mate + 1
            continue
        if word in COMPARES:
            compared = True
        elif word in _SEPARATORS and key_at < 0 and _separates(tokens, at, edge, language):
            key_at = _key_before(tokens, at, edge, parent, language)
        elif word == "?" and key_at < 0 and at > edge:
            key_at = -2  # a ternary: its colon is no key
        at += 1
    if language.name == "javascript" and tokens.word(index - 1) == "=" and index - 2 > edge and tokens.kinds[index - 2] == NAME:
        key_at = index - 2 if tokens.words[index - 3] not in {":", "|", "<"} else key_at  # attributes stand side by side
    beside = index > edge and tokens.kinds[index - 1] == NAME
    if key_at < 0 and beside and (language.juxtaposed or (language.name == "elixir" and tokens.words[index - 1][0] == "@")):
        key_at = index - 1
    key_at = max(key_at, -1)
    return Item(edge, parent, name_of(tokens, key_at), key_at, compared)


def _separates(tokens: Tokens, at: int, edge: int, language: Language) -> bool:
    word = tokens.words[at]
    if word == "?:":
        return language.name == "javascript" and at == edge + 1
    if word == "=>":
        return tokens.kind(at - 1) == STRING or language.name in {"ruby", "php", "elixir"}
    return not (word == ":" and (at == edge or tokens.words[at - 1] in {"=", "=>", ":="}))


def _key_before(tokens: Tokens, at: int, edge: int, parent: int, language: Language) -> int:
    """The token that names what stands before a separator."""
    before = at - 1
    if language.type_last and tokens.words[at] == "=":
        lead = tokens.words[edge]
        if lead in {"var", "const"} and before > edge + 1:
            return edge + 1
        if parent > 0 and tokens.words[parent - 1] in {"var", "const"}:
            return edge
    if tokens.words[at] == ":=" and before > edge and tokens.words[before - 1] == ",":
        return edge
    word = tokens.words[before]
    if word == "]" and tokens.mate[before] >= edge:
        inner = tokens.mate[before] + 1
        return inner if tokens.kind(inner) == STRING else inner - 2
    if word in {"}", ")"} and tokens.mate[before] > edge:
        inner, before = before - 1, tokens.mate[before] - 1
        if tokens.words[before] in {"Some", "Ok", "Just"}:
            before = inner  # `if let Some(x) = ...`
    if word == "*" or tokens.kinds[before] == SIGN:
        before -= 1
    return before if before >= edge and tokens.kinds[before] in {NAME, STRING} else -1


def brace_kind(tokens: Tokens, opener: int, language: Language) -> str:
    """`object` (anonymous literal), `named` (literal or lambda behind a name) or `block`."""
    known = tokens.braces.get(opener)
    if known is None:
        known = tokens.braces[opener] = _brace_kind(tokens, opener, language)
    return known


def _brace_kind(tokens: Tokens, opener: int, language: Language) -> str:
    before = opener - 1
    word, kind = tokens.word(before), tokens.kind(before)
    if before < 0:
        return "block"
    if kind == NAME:
        return _named_brace(tokens, before, language)
    if word == ")":
        mate = tokens.mate[before]
        made = callee_of(tokens, mate) if mate >= 0 else None
        return "named" if made and made.made else "block"
    if word == "]":
        return "object"
    if word == ">":
        name = before_generics(tokens, before)
        return "named" if name > 0 and tokens.word(name - 1) == "new" else "block"
    if word == "=>":
        return "object" if language.name in {"ruby", "php"} else "block"
    if word == "{":
        return "object" if tokens.word(opener + 2) in {":", "="} or tokens.word(before - 1) == "}" else "block"
    return "block" if word in {";", "}", "->", "|"} or kind == STRING else "object"


def _named_brace(tokens: Tokens, before: int, language: Language) -> str:
    word = tokens.words[before]
    if word in {"return", "yield", "default", "await", "in"}:
        return "object"
    if word in _DECLARES:
        return "block"
    if word[0] == "@":
        return "block"
    item = item_of(tokens, before, language)
    lead = item.edge
    while tokens.words[lead] in {"[", "@", "#"} and lead < before:
        lead += 1
    head = tokens.words[lead:before]
    if tokens.words[lead] in _DECLARES or tokens.word(lead + 1) in _DECLARES or ("=" not in head and not _TYPES.isdisjoint(head)):
        return "block"
    if _heads(tokens, before) or (language.name == "go" and tokens.word(before - 1) == ")"):
        return "block"
    if tokens.word(chain_of(tokens, before).start - 1) == "]" and language.name in {"go", "csharp"}:
        return "object"
    if tokens.word(before - 1) in {"->", ":"} and tokens.word(before - 2) == ")":
        return "block"  # the body behind a return type
    return "named"


def _heads(tokens: Tokens, before: int) -> bool:
    """Whether the line of a brace begins with a word of control flow: `for _, x := range acme.All {`."""
    at = before
    while at > 0 and before - at < 40 and not tokens.broken(at) and tokens.words[at - 1] not in {"{", "}"}:
        at -= 1
    return tokens.words[at] in {"for", "if", "switch", "while", "func", "else", "match", "select", "guard", "fn", "}"}


def around(tokens: Tokens, index: int, language: Language) -> Around:
    """Climb from a value to the call or statement it belongs to."""
    inner = item = item_of(tokens, index, language)
    key, key_at = _paired(tokens, index, item)
    compared = item.compared
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
                break
            if kind == "named":
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
        item = outer
    call, opener = named or (None, -1)
    return Around(key, key_at, call, opener, False, compared, indexed, table, item, inner)


def _hands_on(call: Callee, key: str) -> bool:
    last = call.names[-1].lower()
    return last in _THROUGH or (last in _THROUGH_ALONE and not key)


def _paired(tokens: Tokens, index: int, item: Item) -> tuple[str, int]:
    """The key of a value; in `put("model", "x")` the string before it."""
    if item.key_at >= 0 or item.edge != index or tokens.word(index - 1) != "," or tokens.kind(index - 2) != STRING:
        return item.key, item.key_at
    key = name_of(tokens, index - 2).lstrip("-")
    if tokens.word(index - 3) in {"(", "{", ",", "["} and fills(key) and not key.isupper():
        return key, index - 2
    return item.key, item.key_at


def _is_index(tokens: Tokens, opener: int) -> bool:
    """Whether `[` follows a name, a call or another index without a gap."""
    before = opener - 1
    named = tokens.kind(before) == NAME and tokens.words[before] not in CONTROL
    return (named or tokens.word(before) in {"]", ")"}) and tokens.ends[before] == tokens.starts[opener]


def _made(tokens: Tokens, opener: int) -> Callee | None:
    """The constructor call before an initializer: `new Acme(...) { ... }`."""
    mate = tokens.mate[opener - 1] if opener > 0 and tokens.words[opener - 1] == ")" else -1
    return callee_of(tokens, mate) if mate > 0 else None
