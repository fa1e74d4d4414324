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
_QUIET = re.compile(r"[-+]?@[-+]?(?=[A-Za-z_./\"'])")
_MOST = 20_000
_HERE = re.compile(r"<<-?[ \t]{0,4}([\"']?)([A-Za-z_]\w{0,60})\1")
_SCRIPTS = frozenset("bash sh zsh dash ash ksh ssh su sudo docker kubectl env".split())  # what runs the text that it is given


class Word(NamedTuple):
    """One word of a command line, quotes taken off; offsets are those of the text."""

    text: str
    start: int
    end: int


class Statement(NamedTuple):
    """The words between separators, the bounds of the comment that ends them, the text of a here-document given to them."""

    words: tuple[Word, ...]
    comment: tuple[int, int] | None = None
    body: Word | None = None


def statements(text: str, start: int, end: int) -> Iterator[Statement]:
    """Statements in order; a here-document follows the line that it is given on, unless it is a script to run."""
    words: list[Word] = []
    at, count = start, 0
    here: re.Match[str] | None = None
    owner: tuple[Word, ...] = ()
    while at < end and count < _MOST:
        count += 1
        match = _PIECE.match(text, at, end)
        if match is None:
            break
        first, stop = text[at], match.end()
        if first == "#" and (at == start or text[at - 1] in " \t\n;"):
            line_end = text.find("\n", at, end)
            stop = end if line_end < 0 else line_end
            yield Statement(tuple(words), (at, stop))
            words = []
        elif first == "\n" or first in ";|&()":
            if words:
                yield Statement(tuple(words))
            words = []
            if first == "\n" and here is not None:
                body = _body(text, here[2], stop, end) if owner and owner[0].text not in _SCRIPTS else None
                if body is not None:
                    yield Statement(owner, None, body)
                    stop = min(end, body.end + len(here[2]))
                here = None
        elif first == "<" and here is None and (here := _HERE.match(text, at, end)) is not None:
            owner, stop = tuple(words), here.end()
        elif first not in " \t\r\f\v<>" and not (first == "\\" and text[at + 1 : at + 2] in {"\n", "\r"}):
            words.append(_bare(text, at, stop) if words else _first(text, at, stop))
        at = stop
    if words:
        yield Statement(tuple(words))


def _body(text: str, mark: str, start: int, end: int) -> Word | None:
    """The text of a here-document as one word; None when it has no end."""
    close = re.compile(rf"^[ \t]*(?={mark}[ \t\r]*$)", re.MULTILINE).search(text, start, end)
    return Word(text[start : close.end()], start, close.end()) if close else None


def _first(text: str, start: int, end: int) -> Word:
    """The first word of a statement, without what make and batch files put before a command: `@tool`, `-@tool`."""
    quiet = _QUIET.match(text, start, end)
    return _bare(text, quiet.end() if quiet else start, end)


def _bare(text: str, start: int, end: int) -> Word:
    raw = text[start:end]
    if len(raw) >= 2 and raw[0] in "\"'" and raw[-1] == raw[0]:
        return Word(raw[1:-1], start + 1, end - 1)
    if '="' in raw or "='" in raw:
        name, equals, value = raw.partition("=")
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            return Word(f"{name}{equals}{value[1:-1]}", start, end)
    return Word(raw, start, end)
