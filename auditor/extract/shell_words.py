"""Command lines as words with their places. In: a range of a text. Out: statements, each a tuple of words, and the comments."""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.rows import NamedTuple

_PIECE = re.compile(
    r"\\\r?\n|[ \t\r\f\v]++|\n|[;|&()]++|[<>]++"
    r"|(?:[^\s;|&()<>\"'\\]++|\$\{[^}\n]{0,300}\}|\\[^\n]|\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"|'[^']*+')++"
    r"|.",
    re.DOTALL,
)
_MOST = 20_000


class Word(NamedTuple):
    """One word of a command line, quotes taken off; offsets are those of the text."""

    text: str
    start: int
    end: int


def statements(text: str, start: int, end: int) -> Iterator[tuple[tuple[Word, ...], tuple[int, int] | None]]:
    """Statements between separators, in order, each with the bounds of the comment that ends it, if any."""
    words: list[Word] = []
    at, count = start, 0
    while at < end and count < _MOST:
        count += 1
        match = _PIECE.match(text, at, end)
        if match is None:
            break
        first, stop = text[at], match.end()
        if first == "#" and (at == start or text[at - 1] in " \t\n;"):
            line_end = text.find("\n", at, end)
            stop = end if line_end < 0 else line_end
            yield tuple(words), (at, stop)
            words = []
        elif first == "\n" or first in ";|&()":
            if words:
                yield tuple(words), None
            words = []
        elif first not in " \t\r\f\v<>" and not (first == "\\" and text[at + 1 : at + 2] in {"\n", "\r"}):
            words.append(_bare(text, at, stop))
        at = stop
    if words:
        yield tuple(words), None


def _bare(text: str, start: int, end: int) -> Word:
    raw = text[start:end]
    if len(raw) >= 2 and raw[0] in "\"'" and raw[-1] == raw[0]:
        return Word(raw[1:-1], start + 1, end - 1)
    if '="' in raw or "='" in raw:
        name, equals, value = raw.partition("=")
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            return Word(f"{name}{equals}{value[1:-1]}", start, end)
    return Word(raw, start, end)
