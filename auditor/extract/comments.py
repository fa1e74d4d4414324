"""Comments of configuration files. In: hits that no entry holds. Out: evidence in the role of a comment, and inline ignores."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from auditor.extract.places import Places, ignores_of
from auditor.extract.texts import word_at
from auditor.records import Evidence, How, Ignore, Role, SourceFile

_MOST = 400
_TRIES = 40  # marks looked at on one line
_REACH = 4_000  # characters of a line in which a comment may begin
_BEFORE = " \t;,{}[]()\"'>"


class Spans:
    """Ranges of the text that are no comment: keys and scalars."""

    __slots__ = ("ends", "starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Keep ranges, nested ones as part of the outer."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(ranges):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def holds(self, offset: int) -> bool:
        """Tell whether an offset lies in one of the ranges."""
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and offset < self.ends[at]


def comment_evidence(
    file: SourceFile, places: Places, spans: Spans, marks: tuple[str, ...] = ("#",)
) -> Iterator[Evidence | Ignore]:
    """Words of comments at which a needle begins, and the ignores written in comments."""
    text, last, count = file.text, -1, 0
    begins = _Begins(places, spans, marks)
    for hit in file.hits:
        if hit < last or spans.holds(hit) or count >= _MOST:
            continue
        start = begins.before(hit)
        if start < 0:
            continue
        line = places.at(hit)[0]
        first, last = word_at(text, hit, start, places.offset(line) + len(places.line_text(line)))
        count += 1
        yield places.make(file, How.LITERAL, text[first:last], first, last, role=Role.COMMENT)
    yield from ignores(file, places, spans, marks)


def ignores(file: SourceFile, places: Places, spans: Spans, marks: tuple[str, ...]) -> Iterator[Ignore]:
    """Inline suppressions in comments."""
    begins = _Begins(places, spans, marks)
    at = file.text.find("ai-audit:")
    while at >= 0:
        start = begins.before(at)
        if start >= 0:
            line, column = places.at(start)
            alone = not places.line_text(line)[: column - 1].strip()
            yield from ignores_of(file.path, places.line_text(line, 2_000)[column - 1 :], line, alone)
            at = places.offset(line + 1)
        at = file.text.find("ai-audit:", at + 1)


class _Begins:
    """Where the comment of a line begins; the last line is remembered, for one may hold a hundred thousand hits."""

    __slots__ = ("_line", "_mark", "_marks", "_places", "_spans")

    def __init__(self, places: Places, spans: Spans, marks: tuple[str, ...]) -> None:
        self._places, self._spans, self._marks = places, spans, marks
        self._line = self._mark = -1

    def before(self, offset: int) -> int:
        """Offset of the mark that begins the comment around `offset` on its line, -1 if there is none."""
        line = self._places.at(offset)[0]
        if line != self._line:
            self._line, self._mark = line, self._first(line)
        return self._mark if self._mark < offset else -1

    def _first(self, line: int) -> int:
        begin = at = self._places.offset(line)
        end = min(self._places.offset(line + 1), begin + _REACH)
        text = self._places.text
        for _ in range(_TRIES):
            found = [start for mark in self._marks if (start := text.find(mark, at, end)) >= 0]
            if not found:
                return -1
            at = min(found)
            if (at == begin or text[at - 1] in _BEFORE) and not self._spans.holds(at):
                return at
            at += 1
        return -1
