"""Records in a list that a call is given: each says something of itself only. In: an argument and its call.

Out: the fields of its evidence, with a site of the record's own, from which the call is reached as its receiver.
"""

from __future__ import annotations

from auditor.extract.chains import Callee
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import Tokens

_BRACKETS = frozenset({"{", "[", "("})
_LEVELS = 6


def parted(fields: dict[str, str], line: int, column: int) -> dict[str, str]:
    """The fields of an argument that stands in the record which begins at a place."""
    return {**fields, "site": f"{fields['site']}/{line}:{column}", "receiver": fields["site"]}


def call_fields(sheet: Sheet, tokens: Tokens, index: int, call: Callee | None) -> dict[str, str]:
    """`callee`, `site` and `receiver` of the argument at `index`."""
    fields = sheet.call_fields(tokens, call)
    record = record_of(tokens, index, call) if call is not None else -1
    return parted(fields, *sheet.places.at(tokens.starts[record])) if record >= 0 else fields


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


def is_entry(tokens: Tokens, opener: int) -> bool:
    """Whether a record of the same kind stands beside the one that opens here."""
    behind, same = tokens.mate[opener], tokens.words[opener]
    if behind < 0 or same not in _BRACKETS:
        return False
    if tokens.word(opener - 1) == "," and tokens.word(tokens.mate[opener - 2]) == same:
        return True
    return tokens.word(behind + 1) == "," and tokens.word(behind + 2) == same
