"""Records that say something of themselves only: in a list that a call is given, or with an address of their own.

In: a value and its call, if any. Out: the fields of its evidence, with a site of the record's own, from which the call is
reached as its receiver.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.around import around
from auditor.extract.braces import brace_kind
from auditor.extract.chains import Callee, name_of
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import STRING, Tokens
from auditor.extract.words import fills, is_api, is_plain

_BRACKETS = frozenset({"{", "[", "("})
_LEVELS = 6
_GIVES = frozenset({":", "=>", "="})
_ENTRIES = 200  # tokens of a record in which its address is looked for, what stands in brackets left out


def parted(fields: dict[str, str], line: int, column: int) -> dict[str, str]:
    """The fields of an argument that stands in the record which begins at a place."""
    return {**fields, "site": f"{fields['site']}/{line}:{column}", "receiver": fields["site"]}


def call_fields(sheet: Sheet, tokens: Tokens, index: int, call: Callee | None, slot: str = "") -> dict[str, str]:
    """`callee`, `site` and `receiver` of the value at `index`; of what stands in no call, the record's site alone.

    A plain `slot` is of the record whose address stands beside it, `acmeModel` may be of another one.
    """
    fields = sheet.call_fields(tokens, call)
    record = row_of(sheet, tokens, index, call) if is_plain(slot) else -1
    record = record_of(tokens, index, call) if record < 0 and call is not None else record
    if record < 0:
        return fields
    line, column = sheet.places.at(tokens.starts[record])
    return parted(fields, line, column) if fields else {"site": f"{line}:{column}"}


def outward(sheet: Sheet, tokens: Tokens, call: Callee | None) -> Iterator[dict[str, str]]:
    """The fields of the calls around a configuration's: an address inside of it also belongs to the client that is made of it."""
    for _ in range(3):
        call = around(tokens, call.start, sheet.language).call if call is not None else None
        if call is None or not sheet.is_sdk(call):
            return
        yield sheet.call_fields(tokens, call)


def record_of(tokens: Tokens, index: int, call: Callee) -> int:
    """The bracket that opens the record around a token, where others like it stand beside it in the call; -1 for none."""
    at = tokens.parent[index]
    for _ in range(_LEVELS):
        outer = tokens.parent[at] if at > call.last else -1
        if outer <= call.last:
            break
        if tokens.words[outer] in {"[", "{"} and is_entry(tokens, at):
            return at
        at = outer
    return -1


def row_of(sheet: Sheet, tokens: Tokens, index: int, call: Callee | None) -> int:
    """The bracket that opens the record around a token which has an address of its own; -1 for none, or a client's options."""
    if call is not None and sheet.is_sdk(call):
        return -1
    at = tokens.parent[index]
    for _ in range(_LEVELS):
        outer = tokens.parent[at] if at >= 0 else -1
        if at < 0 or tokens.words[at] == "(" or (call is not None and (outer <= call.last or tokens.words[outer] == "(")):
            break
        if address_in(sheet, tokens, at) >= 0:
            return at
        at = outer
    return -1


def address_in(sheet: Sheet, tokens: Tokens, opener: int) -> int:
    """The string that a record gives as the address of an API, under a name that says nothing else; -1 for none."""
    known = tokens.rows.get(opener)
    if known is None:
        block = tokens.words[opener] == "{" and brace_kind(tokens, opener, sheet.language) == "block"
        known = tokens.rows[opener] = -1 if block else _address_in(tokens, opener)
    return known


def _address_in(tokens: Tokens, opener: int) -> int:
    found: list[int] = []
    at = opener + 1
    for _ in range(_ENTRIES):
        if at >= len(tokens) or at == tokens.mate[opener]:
            break
        given = tokens.kinds[at] == STRING and tokens.words[at - 1] in _GIVES and at - 2 > opener
        if given and fills(name_of(tokens, at - 2)) == "address" and "://" in name_of(tokens, at):
            found.append(at)
        at = tokens.mate[at] + 1 if tokens.words[at] in _BRACKETS and tokens.mate[at] > at else at + 1
    if len(found) != 1:  # of several, each may be another's
        return -1
    key, url = name_of(tokens, found[0] - 2), name_of(tokens, found[0])
    return found[0] if is_plain(key) and is_api(key, url) else -1


def is_entry(tokens: Tokens, opener: int) -> bool:
    """Whether a record of the same kind stands beside the one that opens here."""
    behind, same = tokens.mate[opener], tokens.words[opener]
    if behind < 0 or same not in _BRACKETS:
        return False
    if tokens.word(opener - 1) == "," and tokens.word(tokens.mate[opener - 2]) == same:
        return True
    return tokens.word(behind + 1) == "," and tokens.word(behind + 2) == same
