"""Entries that rate an id: `"x": 128000`, `"x" to Price(0.1)`, `put("x", 4)`. In: tokens and a string. Out: whether it is rated.

An id that is given amounts and nothing else is the row of a table, in whatever way a language writes maps.
"""

from __future__ import annotations

from auditor.extract.chains import callee_of
from auditor.extract.tokens import NAME, NUMBER, SIGN, STRING, Tokens

_PUTS = frozenset({"put", "insert", "entry", "pair", "add", "putifabsent"})
_LONGEST = 60
_SIGNS = frozenset({"-", "+"})


def rates(tokens: Tokens, index: int) -> bool:
    """Whether the string at `index` is the key of an entry whose value is made of amounts alone."""
    following = tokens.word(index + 1)
    if following in {":", "=>", "->", "to"}:
        return amount_end(tokens, index + 2) > 0
    if following == "]" and tokens.word(index - 1) == "[" and tokens.word(index + 2) in {"=", ":"}:
        return tokens.word(index - 2) in {"{", ","} and amount_end(tokens, index + 3) > 0
    if following != ",":
        return False
    end = amount_end(tokens, index + 2)
    return end > 0 and tokens.word(end) in {")", "]", "}", ","} and _pairs(tokens, index, end)


def _pairs(tokens: Tokens, index: int, end: int) -> bool:
    """Whether the brackets around a string and an amount hold pairs: `("x", 4)`, `{ "x", 4 }`, `put("x", 4)`."""
    opener = tokens.parent[index]
    if opener < 0:
        return False
    whole = opener == index - 1 and tokens.mate[opener] == end
    if tokens.words[opener] == "{":
        return whole
    call = callee_of(tokens, opener) if tokens.words[opener] == "(" else None
    if call is None:
        return whole and tokens.kind(opener - 1) == SIGN and tokens.word(opener - 1) in {"[", ","}
    name = call.names[-1].lower()
    return (whole and name in _PUTS) or (name == "of" and call.names[0].lower().endswith("map"))


def amount_end(tokens: Tokens, at: int) -> int:
    """The token behind a number, or behind brackets with a number and no text; 0 for any other value."""
    if tokens.word(at) in _SIGNS:
        at += 1
    if tokens.kind(at) == NUMBER:
        return at + 1 if tokens.word(at + 1) not in {"+", "-", "*", "?", "."} else 0
    while tokens.kind(at) == NAME or tokens.word(at) in {".", "::", "&"}:
        at += 1
    close = tokens.mate[at] if tokens.word(at) in {"(", "[", "{"} else -1
    if close < 0 or close - at > _LONGEST:
        return 0
    kinds, held = set(tokens.kinds[at:close]), False
    for inner in range(at + 1, close):
        # the names of what is rated may be quoted
        held = held or (tokens.kinds[inner] == STRING and tokens.word(inner + 1) not in {":", "=>", "->", "to", "=", "]"})
    return close + 1 if NUMBER in kinds and not held else 0
