"""Objects of options that stand in a variable: `const o = { baseURL: "http://h" }; new Acme(o)`. In: the name that a client gets.
Out: the addresses and models of the literal with that name, told as the call's own.
"""

from __future__ import annotations

from auditor.extract.chains import Callee, callee_of, name_of
from auditor.extract.constants import given, makes
from auditor.extract.env_reads import variable_at
from auditor.extract.scopes import scope
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.extract.uses import Use, spot_at
from auditor.extract.words import fills, how_of
from auditor.records import How

_ENTRIES = 300  # tokens of one literal that are looked at
_TYPE = 24  # tokens of a type between a name and what it is given
_DEPTH = 3  # literals in literals: `{ configuration: { baseURL } }`
_FILLED = frozenset({"address", "model"})
_ENDS = frozenset({",", "}", "]", ")"})


def handed(sheet: Sheet, tokens: Tokens, index: int, opener: int) -> None:
    """Tell what the literal named at `index` fills of the call that opens at `opener`."""
    call = callee_of(tokens, opener)
    if call is None or not makes(call) or not sheet.is_sdk(call):
        return
    use_at = tokens.starts[index]
    for at in reversed(sheet.places_of(tokens.words[index].lstrip("$@"))):
        if at >= use_at or not sheet.spend():
            continue
        there = sheet.windows.around(at)
        key = there.find(at)
        literal = _literal(there, key)
        low, high = scope(sheet, there, key) if literal >= 0 else (0, 0)
        if low <= use_at < high:
            _entries(sheet, there, literal, (tokens, call))
            return


def _literal(tokens: Tokens, key: int) -> int:
    """The bracket of the literal that a name is given where it stands, behind its type if it has one; -1 for none."""
    if key < 0 or tokens.word(key - 1) in {".", "?."}:
        return -1
    at = key + 1
    if tokens.word(at) == ":":
        while at < key + _TYPE and tokens.word(at) not in {"=", ";", ")", "{"}:
            at += 1
    opens = tokens.word(at) == "=" and tokens.kind(at) == SIGN and tokens.word(at + 1) in {"{", "["}
    return at + 1 if opens else -1


def _entries(sheet: Sheet, tokens: Tokens, literal: int, to: tuple[Tokens, Callee]) -> None:
    end = tokens.mate[literal] if tokens.mate[literal] >= 0 else len(tokens)
    fields = sheet.call_fields(*to)
    for at in range(literal + 1, min(end, literal + _ENTRIES)):
        if not _is_inside(tokens, at, literal):
            continue
        if tokens.kinds[at] == NAME and tokens.words[at - 1] in {"{", ","} and tokens.word(at + 1) in {",", "}"}:
            slot = tokens.words[at] if fills(tokens.words[at]) in _FILLED else ""  # `{ baseURL }`
        else:
            slot = _slot(tokens, at, literal)
        if not slot:
            continue
        variable = variable_at(tokens, at)
        if variable:
            sheet.add(How.ENV, variable, tokens.starts[at], tokens.ends[at], slot=slot, **fields)
        elif tokens.kinds[at] == STRING and (spot := spot_at(sheet, tokens, at)) is not None:
            sheet.reached.add(spot.start)
            sheet.add(how_of(spot.word), spot.word.value, spot.start, spot.end, slot=slot, **fields)
        elif tokens.kinds[at] == NAME and tokens.word(at + 1) in _ENDS and tokens.word(at - 1) != ".":
            given(sheet, to[0], Use(slot, to[1], ""), tokens.words[at], dotted=False)


def _slot(tokens: Tokens, at: int, literal: int) -> str:
    """The model or address slot of the entry whose value begins with the chain that ends at a token."""
    start = at
    while start > literal + 2 and tokens.words[start - 1] in {".", "?."}:
        start -= 2
    if tokens.words[start - 1] not in {":", "=>"} or tokens.word(at + 1) not in {*_ENDS, "|", "||", "??", "!", "as"}:
        return ""
    slot = name_of(tokens, start - 2)
    return slot if fills(slot) in _FILLED else ""


def _is_inside(tokens: Tokens, at: int, literal: int) -> bool:
    """Whether a token stands in the literal or in one inside of it, and in no call."""
    parent = tokens.parent[at]
    for _ in range(_DEPTH):
        if parent == literal:
            return True
        if parent < 0 or tokens.words[parent] not in {"{", "["}:
            return False
        parent = tokens.parent[parent]
    return False
