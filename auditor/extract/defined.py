"""Constants that the file itself defines under the name of a model. In: a name with a hit. Out: evidence that it is one's own.

`enum Kind { LARGE_3("x") }`, `const LARGE_3: Kind = Kind { id: "x" }`: what it stands for is written there, not spelled by its
name. The evidence bears the site of what stands in the brackets.
"""

from __future__ import annotations

from auditor.extract.chains import GLUE, callee_of, forward
from auditor.extract.scopes import outer_of
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, SIGN, Tokens
from auditor.records import DEFINED, How, Role

_DECLARES = frozenset("const static val let var final readonly".split())
_EXTENDS = frozenset({":", "extends"})  # `object Large3 : Kind("x")`
_STOPS = frozenset({";", "{", "}", ",", "(", ")"})
_ENDS = frozenset({"", "(", ",", "}", "{", ";", "="})  # of an entry's name
_GIVES = frozenset({"=", ":=", "=>"})
_HEAD = 40  # tokens of the head of a type
_VALUE = 16  # tokens from the name of a constant to what it is given
_INSIDE = 60  # tokens of what it is made of


def tell_own(sheet: Sheet, tokens: Tokens, index: int) -> None:
    """Tell an entry of an enumeration or a constant made of several things; plain text is followed as such."""
    name = tokens.words[index]
    if name.islower() or not any(char.isdigit() for char in name) or tokens.word(index - 1) in GLUE:
        return
    if _is_entry(sheet, tokens, index):
        opener = index + 1 if tokens.word(index + 1) == "(" else -1
    else:
        opener = _record(tokens, index)
        if opener < 0:
            return
    mate = min(tokens.mate[opener], opener + _INSIDE) if opener >= 0 else -1
    if any(tokens.words[at] == name and tokens.words[at - 1] in GLUE for at in range(opener + 1, mate)):
        return  # `LARGE_3(Acme.LARGE_3)`: called after somebody else's
    call = callee_of(tokens, opener) if opener >= 0 else None
    site = sheet.site(tokens, call.last) if call is not None else ""
    sheet.add(
        How.LITERAL, name, tokens.starts[index], tokens.ends[index], role=Role.LOOKUP_TABLE, scope=DEFINED, site=site,
    )  # fmt: skip


def _is_entry(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """Whether a name stands where the entries of an enumeration do."""
    before = tokens.word(index - 1)
    if tokens.word(index + 1) not in _ENDS and not (index + 1 < len(tokens) and tokens.broken(index + 1)):
        return False
    if before not in {"{", ",", "]", ")", "case"} and before[:1] != "@" and not tokens.broken(index):
        return False
    inside, opener = outer_of(sheet, tokens, index)
    if opener < 0 or inside.words[opener] != "{":
        return False
    for at in range(opener - 1, max(opener - _HEAD, -1), -1):
        word = inside.words[at]
        if word == "enum" and inside.word(at - 1) not in GLUE:
            return True
        if inside.kinds[at] == SIGN and word in {"{", "}", ";", "="}:
            break
    return False


def _record(tokens: Tokens, index: int) -> int:
    """The bracket that opens what a constant or object is made of, -1 for what is given a name or a text alone."""
    first = _given_at(tokens, index)
    if first < 0:
        return -1
    if tokens.word(first) == "{" or (tokens.word(first) == "(" and tokens.word(first - 1) == "new"):
        return first
    return forward(tokens, first)[1] if tokens.kind(first) == NAME else -1


def _given_at(tokens: Tokens, index: int) -> int:
    """Where what a constant is given begins, behind `new`; -1 for any other name."""
    at, gives = index + 1, _GIVES
    if tokens.word(index - 1) == "object":
        gives = _EXTENDS
    elif not _is_declared(tokens, index):
        return -1
    elif tokens.word(at) == "{" and tokens.mate[at] > 0:  # `Large3 { get; } = new("x")`
        at = tokens.mate[at] + 1
    for equals in range(at, min(at + _VALUE, len(tokens))):
        if tokens.words[equals] in gives:
            return equals + 1 + (tokens.word(equals + 1) in {"new", "&"})
        if tokens.words[equals] in _STOPS:
            break
    return -1


def _is_declared(tokens: Tokens, index: int) -> bool:
    """Whether a word before a name, in its own statement, declares a constant."""
    for at in range(index - 1, max(index - 8, -1), -1):
        if tokens.words[at] in _DECLARES:
            return True
        if tokens.words[at] in _STOPS:
            break
    return False
