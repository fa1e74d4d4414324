"""Big literals in lexed code: price, context-window and capability tables, enumerations of all models.

In: the sheet and the offset of a value. Out: whether it stands in one. Brackets are matched once for the whole text, so a table
may be longer than any window of tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from auditor import lazy_re as re
from auditor.extract.braces import brace_kind
from auditor.extract.chains import callee_of, is_definition
from auditor.extract.choices import choice_start

if TYPE_CHECKING:
    from auditor.extract.sheet import Sheet

_BRACKET = re.compile(r"[()\[\]{}]")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_LISTINGS = frozenset({"enum", "class", "object", "struct", "interface", "module"})
_LEVELS = 8
_LOOK = 20_000  # characters of code that are looked at for ids
_MANY = 6  # different ids in code that are a table
_VERSIONED = re.compile(r"[\"'`]([A-Za-z][\w./:@]{0,40}-[\w./:@-]{1,60})[\"'`]")
_MEMBERS = 4_000  # brackets directly inside of a class that are looked at


class Brackets:
    """All brackets of a text: where each opens and closes, and which one is innermost at an offset."""

    def __init__(self, text: str) -> None:
        """Match brackets of masked code; a wrong closer closes nothing."""
        self.opens: list[int] = []
        self.closes: list[int] = []
        self.outer: list[int] = []
        self._events: list[int] = []
        self._inner: list[int] = []
        stack: list[int] = []
        for found in _BRACKET.finditer(text):
            sign, at = found.group(), found.start()
            if sign in _PAIRS:
                self.outer.append(stack[-1] if stack else -1)
                stack.append(len(self.opens))
                self.opens.append(at)
                self.closes.append(len(text))
            elif stack and _PAIRS[text[self.opens[stack[-1]]]] == sign:
                self.closes[stack.pop()] = at
            self._events.append(at)
            self._inner.append(stack[-1] if stack else -1)

    def close_of(self, offset: int) -> int:
        """Where the bracket that opens at an offset closes; the text's end when nothing closes it."""
        at = self.around(offset)
        return self.closes[at] if at >= 0 else offset

    def inside(self, at: int) -> Iterator[int]:
        """The brackets directly inside of one, in order."""
        inner = at + 1
        while inner < len(self.opens) and self.opens[inner] < self.closes[at]:
            yield inner
            inner = bisect_right(self.opens, self.closes[inner])

    def around(self, offset: int) -> int:
        """Index of the innermost bracket around an offset, -1 for none."""
        at = bisect_right(self._events, offset) - 1
        return self._inner[at] if at >= 0 else -1


class Known:
    """What was found out about the brackets of one text, by their number."""

    __slots__ = ("acts", "bodies", "classes", "crowded", "kinds")

    def __init__(self) -> None:
        """Know nothing yet."""
        self.kinds: dict[int, str] = {}
        self.acts: dict[int, bool] = {}  # there is code in a class
        self.classes: dict[int, int] | None = None  # where bodies of classes begin and end, once known
        self.crowded: dict[int, bool] = {}  # code names many ids
        self.bodies: dict[int, list[tuple[int, int]]] = {}  # code with hits directly inside of a listing


def in_table(sheet: Sheet, offset: int) -> bool:
    """Whether a value stands in a literal or listing with many different ids."""
    brackets = sheet.brackets
    at, argument = brackets.around(offset), False
    first = at
    for _ in range(_LEVELS):
        if at < 0:
            return False
        kind = _kind_of(sheet, at)
        argument = argument or kind == "through"
        if kind == "choice" and argument:
            return False  # a call in each arm uses what it is given
        if kind != "through" and sheet.is_listed(*_entries(sheet, at, kind, offset)):
            if kind == "stop":
                return _names_many(sheet, at)
            # a record in a class that does something is a setting of that class, whatever lists stand beside it
            return kind != "listing" or argument or at == first or not _acts(sheet, at)
        if kind in {"stop", "listing", "choice"}:
            return False
        at = brackets.outer[at]
    return False


def _names_many(sheet: Sheet, at: int) -> bool:
    """Whether code names many ids, and not only settings with a provider's name: those are no table."""
    crowded = sheet.known.crowded
    if at not in crowded:
        low = sheet.brackets.opens[at]
        found = _VERSIONED.findall(sheet.text, low, min(sheet.brackets.closes[at], low + _LOOK))
        crowded[at] = len(set(found)) >= _MANY
    return crowded[at]


def _entries(sheet: Sheet, at: int, kind: str, offset: int) -> tuple[int, int]:
    """From where to where the entries stand that are counted: what the methods of a class name are no entries of it."""
    brackets, bodies = sheet.brackets, sheet.known.bodies
    low, high = brackets.opens[at], brackets.closes[at]
    if kind != "listing":
        return low, high
    if at not in bodies:
        bodies[at] = [
            (brackets.opens[inner], brackets.closes[inner])
            for inner in brackets.inside(at)
            if sheet.hits.any(brackets.opens[inner], brackets.closes[inner]) and _kind_of(sheet, inner) == "stop"
        ]
    for start, end in bodies[at]:
        if start > offset:
            return low, start
        low = max(low, end)
    return low, high


def is_code(sheet: Sheet, at: int) -> bool:
    """Whether a bracket, by its number, holds statements or the arms of a choice."""
    return _kind_of(sheet, at) in {"choice", "stop"}


def _kind_of(sheet: Sheet, at: int) -> str:
    kind = sheet.known.kinds.get(at)
    if kind is None:
        kind = sheet.known.kinds[at] = _kind(sheet, sheet.brackets.opens[at])
    return kind


def _acts(sheet: Sheet, at: int) -> bool:
    """Whether there is code in a class: a brace of its own that is no literal."""
    acts = sheet.known.acts
    if at not in acts:
        opens, code = sheet.brackets.opens, sheet.code
        inner = islice(sheet.brackets.inside(at), _MEMBERS)
        acts[at] = any(code[opens[one]] == "{" and _kind_of(sheet, one) == "stop" for one in inner)
    return acts[at]


def _kind(sheet: Sheet, opener: int) -> str:
    """`literal`, `listing` (an enumeration, a group of constants), `choice` (its arms), `through` (a call) or `stop` (code)."""
    tokens = sheet.windows.around(opener)
    index = tokens.find(opener)
    if index < 0:
        return "stop"
    word = tokens.words[index]
    if word == "[":
        return "literal"
    if word == "(":
        if tokens.word(index - 1) in {"const", "var"}:
            return "listing"
        call = callee_of(tokens, index)
        if call is None:
            return "stop" if tokens.word(index - 1) in {"if", "while", "for", "switch", "match", "catch"} else "through"
        return "stop" if is_definition(tokens, call, index, sheet.language) else "through"
    if choice_start(tokens, index, sheet.language) >= 0:
        return "choice"
    if brace_kind(tokens, index, sheet.language) != "block":
        return "literal"
    lead, steps = index - 1, 0
    while lead >= 0 and steps < 14 and tokens.words[lead] not in {"{", "}", ";", ")"}:
        if tokens.words[lead] in _LISTINGS:
            return "listing"
        lead, steps = lead - 1, steps + 1
    return "stop"
