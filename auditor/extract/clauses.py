"""Clauses of SQL. In: tokens and a string among them. Out: whether its clause compares it, and which column gets it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice, pairwise

from auditor import lazy_re as re
from auditor.extract.tokens import NAME, Tokens

_HOLDS = frozenset("where on having when if elsif check filter qualify while".split())  # what follows is compared
_GIVES = frozenset("set values select then else returning update return from as using with begin do loop".split())
_AMONG = frozenset({"in", "any", "some"})  # what stands between its brackets is compared in every clause
_ASKS = frozenset("in any all some array exists not and or between like ilike lower upper trim coalesce cast nullif".split())
_STEPS = 200
_INSERT = re.compile(
    r"\b(?:insert|replace)\s{1,9}(?:\w{1,12}\s{1,9}){0,3}?into\s{1,9}[^\s();]{1,200}\s{0,9}\(([^()]{1,4000})\)", re.IGNORECASE
)
_MOST = 2_000


def is_held(tokens: Tokens, index: int) -> bool:
    """Whether a condition compares a string: `WHERE name = 'x'`, `AND m IN ('x', 'y')`, `WHEN 'x' THEN`."""
    at, inside = index - 1, tokens.parent[index]
    for _ in range(_STEPS):
        word = tokens.word(at)
        if at < 0 or word == ";":
            break
        if at == inside:
            before = tokens.word(at - 1).lower()
            if before in _AMONG:
                return True
            if before == "if" and tokens.word(index - 1) in {",", "("}:
                break  # `IF(a, 'x', 'y')` gives a value
            if tokens.kind(at - 1) == NAME and before not in _HOLDS and before not in _ASKS:
                break  # an argument of a function, a value of a row
            inside = tokens.parent[at]
        elif word == ")" and tokens.mate[at] >= 0:
            at = tokens.mate[at]
        elif tokens.kinds[at] == NAME:
            if word.lower() in _HOLDS and not _is_existence(tokens, at):
                return True
            if word.lower() in _GIVES:
                break
        at -= 1
    return False


def _is_existence(tokens: Tokens, at: int) -> bool:
    """`IF NOT EXISTS` asks for a table or column, whatever value follows."""
    behind = (tokens.word(at + 1).lower(), tokens.word(at + 2).lower())
    return tokens.word(at).lower() == "if" and "exists" in behind and behind[0] in {"not", "exists"}


class Inserts:
    """The columns that each INSERT of a text names."""

    def __init__(self, text: str, code: str) -> None:
        """Find the lists of columns in masked code; their names are in the text."""
        found = list(islice(_INSERT.finditer(code), _MOST))
        self._begins = [one.end() for one in found]
        self._columns = [[_bare(name) for name in text[slice(*one.span(1))].split(",")] for one in found]
        self._ends = [_end(code, one.end(), after.start()) for one, after in pairwise(found)]
        self._ends += [_end(code, one.end(), len(code)) for one in found[-1:]]

    def column(self, tokens: Tokens, index: int) -> str:
        """The column that a whole value of a row fills, "" for what is no such value."""
        opener = tokens.parent[index]
        if opener < 1 or tokens.word(index - 1) not in {"(", ","} or tokens.words[opener] != "(":
            return ""
        if tokens.word(opener - 1) != "," and tokens.words[opener - 1].lower() not in {"values", "value"}:
            return ""
        at = bisect_right(self._begins, tokens.starts[opener]) - 1
        if at < 0 or tokens.starts[opener] >= self._ends[at]:
            return ""
        place = sum(1 for one in range(opener + 1, index) if tokens.words[one] == "," and tokens.parent[one] == opener)
        return self._columns[at][place] if place < len(self._columns[at]) else ""


def _bare(name: str) -> str:
    return name.strip(" \t\r\n\"'`[]")


def _end(code: str, begin: int, limit: int) -> int:
    """Where a statement ends."""
    at = code.find(";", begin, limit)
    return at if at >= 0 else limit
