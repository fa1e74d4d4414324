"""The part of a Python text that is worth a syntax tree. In: text, spans, hits. Out: the text without functions that say nothing.

Parsing is what costs, and most functions of a file with a hit hold none. Those are left out, and taken in again when a name
turns up in them that the rest asks for. Lines stay where they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from auditor import lazy_re as re
from auditor.extract.lexer import Spans
from auditor.extract.python_tree import LONGEST
from auditor.rows import NamedTuple

_TOP = re.compile(r"\n(?=[^\s#)\]}])")
_BELOW = re.compile(r"\n([ \t]+)(?=@|def\b|class\b|async[ \t]+def\b)")
_OPENS = re.compile(r"[ \t]*(?:(def|async[ \t]+def)\b|(class)\b|(@))")
_SHORT = 3_000  # characters: below, nothing is won
_LONG_NAME = 200
_ROUNDS = 4  # of asking


class _Island(NamedTuple):
    """A function, a method or a whole class, its decorators included; from a line's start to a line's start."""

    start: int
    end: int
    name: str
    top: bool


class Islands:
    """What is left out of one file; shrinks as names are asked for."""

    def __init__(self, spans: Spans, hits: Iterable[int]) -> None:
        """Leave out what holds no hit but in comments and docstrings."""
        self._text = spans.text
        self._spans = spans
        self.left_out: list[_Island] = []
        self._taken: list[_Island] = []
        self._asked = 0
        if len(self._text) < _SHORT or "\r" in self._text or "\f" in self._text:
            return
        telling = [hit for hit in hits if not self._only_told(hit)]
        self.left_out = self._islands(telling)
        self._starts = [one.start for one in self.left_out]

    def sparse(self) -> str:
        """The text with one empty statement in the place of each island that is left out."""
        pieces, at = [], 0
        for one in self.left_out:
            start = self._indented(one)
            pieces += [self._text[at:start], "0", "\n" * self._text.count("\n", start, one.end)]
            at = one.end
        pieces.append(self._text[at:])
        return "".join(pieces)

    def names(self) -> Iterator[str]:
        """The functions and classes of the module that are left out."""
        return (one.name for one in self.left_out if one.top)

    def holds(self, offset: int) -> bool:
        """Whether a place is left out."""
        at = bisect_right(self._starts, offset) - 1 if self.left_out else -1
        return at >= 0 and offset < self.left_out[at].end

    def ask(self, names: Iterable[str]) -> bool:
        """Take in again the islands in which one of the names stands (`.name`: an attribute); whether there are any."""
        wanted: set[int] = set()
        for name in names if self.left_out else ():
            self._search(name, wanted)
        if not wanted:
            return False
        self._asked += 1
        left = [one for at, one in enumerate(self.left_out) if at not in wanted]
        if len(self._text) - sum(one.end - one.start for one in left) > LONGEST:
            return False  # a tree without them says more than none
        if self._asked > _ROUNDS:
            return len(self._text) <= LONGEST and self.give_up()
        self._taken = [one for at, one in enumerate(self.left_out) if at in wanted]
        self.left_out = left
        self._starts = [one.start for one in left]
        return True

    def give_up(self) -> bool:
        """Leave out nothing any more; whether that changes anything."""
        before, self.left_out, self._taken = self.left_out, [], []
        return bool(before)

    def taken(self) -> str:
        """What was asked for last, on its own lines, methods below an `if`; "" when that cannot be written so."""
        pieces, at, block = [], 0, ""
        for one in self._taken:
            gap = self._text.count("\n", at, one.start)
            indent = self._text[one.start : self._indented(one)]
            if indent and (gap or indent != block):
                if not gap:
                    return ""
                pieces += ["\n" * (gap - 1), "if 1:\n"]
            else:
                pieces.append("\n" * gap)
            pieces.append(self._text[one.start : one.end])
            at, block = one.end, indent
        return "".join(pieces)

    def _indented(self, one: _Island) -> int:
        """Where the statement begins."""
        start = one.start
        while self._text[start] in " \t":
            start += 1
        return start

    def _search(self, name: str, wanted: set[int]) -> None:
        text, islands = self._text, self.left_out
        place = 0
        at = text.find(name, islands[0].start)
        while at >= 0:
            while place < len(islands) and (islands[place].end <= at or place in wanted):
                place += 1
            if place == len(islands):
                return
            if at < islands[place].start:
                at = text.find(name, islands[place].start)
            elif self._is_name(at, at + len(name)):
                wanted.add(place)
                at = text.find(name, islands[place].end)
            else:
                at = text.find(name, at + len(name))

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a whole name of code stands there: an attribute, or what is no other object's attribute."""
        text = self._text
        behind = text[end : end + 1]
        span = self._spans.at(start)
        if behind.isalnum() or behind == "_" or (span >= 0 and text.find("{", self._spans.starts[span], start) < 0):
            return False  # strings are words, but for what stands in the braces of a formatted one
        before = text[start - 1]
        if text[start] == "." or not (before.isalnum() or before in "_."):
            return True
        return before == "." and text.endswith(("self.", "cls."), 0, start)

    def _only_told(self, hit: int) -> bool:
        """Whether a hit stands in a comment or a docstring."""
        span = self._spans.at(hit)
        return span >= 0 and (self._spans.is_comment(span) or self._is_doc(self._spans.starts[span], self._spans.ends[span]))

    def _is_doc(self, start: int, end: int) -> bool:
        """Whether a string is a statement of its own at the begin of a block."""
        text = self._text
        while start > 0 and text[start - 1].isalpha():  # `r"..."`
            start -= 1
        line = text.rfind("\n", 0, start) + 1
        if text[line:start].strip() or text[end : end + 80].partition("\n")[0].strip():
            return False
        above = text[:line].rstrip() if line < 400 else text[line - 400 : line].rstrip()
        return above.endswith(":") and not above.endswith(("':", '":'))

    def _islands(self, hits: list[int]) -> list[_Island]:
        found: list[_Island] = []
        for start, end, inner in self._pieces(0, len(self._text), _TOP):
            if not _holds(hits, start, end):
                found.append(_Island(start, end, self._name(start, end), top=True))
            elif inner:
                # the shallowest: what stands deeper is in a method, or under an `if`
                indents = {found[1] for found in _BELOW.finditer(self._text, start, end) if self._spans.at(found.end()) < 0}
                if indents:
                    indent = min(indents, key=lambda one: (len(one), one))
                    members = re.compile(rf"\n(?={re.escape(indent)}[^\s#)\]}}])")
                    for low, high, _ in self._pieces(start, end, members):
                        if low > start and not _holds(hits, low, high):
                            found.append(_Island(low, high, "", top=False))
        return found

    def _pieces(self, low: int, high: int, begins: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
        """The functions and classes (True) in a stretch, by the lines on which statements begin there."""
        text, spans = self._text, self._spans
        starts = [0] if not low else []
        for found in begins.finditer(text, low, high):
            start = found.end()
            span = spans.at(start)
            if span < 0 or spans.starts[span] == start:
                starts.append(start)
        starts.append(high)
        begun, decorated = -1, False
        for at, start in enumerate(starts[:-1]):
            opens = _OPENS.match(text, start, min(start + _LONG_NAME, high))
            if opens is None:
                decorated = False
                continue
            if not decorated:
                begun = start
            decorated = bool(opens[3])
            if not decorated:
                yield begun, starts[at + 1], bool(opens[2])

    def _name(self, start: int, end: int) -> str:
        found = re.compile(r"(?:\A|^)(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE).search(self._text, start, end)
        return found[1] if found else ""


def _holds(hits: list[int], start: int, end: int) -> bool:
    at = bisect_right(hits, start - 1)
    return at < len(hits) and hits[at] < end
