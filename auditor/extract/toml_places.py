"""TOML as a flat run of nodes with their places. In: text. Out: nodes in the order of the text, keys and list indices as path.
It never recurses; headers and keys that are too long or too deep are refused, what stands before a break is given.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from auditor import lazy_re as re
from auditor.extract.json_places import Node, string_value

DEPTH = 32  # parts of one path: generated manifests stay under 10
_LONGEST_KEY = 2_000

_TOKEN = re.compile(
    r'"""|' + r"'''|"
    r'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+|[\n\[\]{},=]|[\"']|[^\s\"'#\[\]{},=]++"
)
_BASIC_END = re.compile(r'[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""', re.DOTALL)

_Part = tuple[str, int, int]  # one part of a dotted key and where it stands


class _Walk:
    """Where the reader stands: the header's table, the open arrays and inline tables, the key being read."""

    __slots__ = ("counts", "equals", "frames", "lengths", "parts", "path", "table")

    def __init__(self) -> None:
        self.counts: dict[tuple[str | int, ...], int] = {}  # last index of each array of tables
        self.table: tuple[str | int, ...] = ()
        self.path: list[str | int] = []
        self.frames: list[str] = []
        self.lengths: list[int] = []  # how long the path was when a frame opened
        self.parts: list[_Part] = []
        self.equals = False

    def statement(self) -> None:
        """Begin a new line of the current table."""
        self.path = list(self.table)
        self.parts.clear()
        self.frames.clear()
        self.lengths.clear()
        self.equals = False

    def wants_key(self) -> bool:
        return not self.equals and (not self.frames or self.frames[-1] == "{")

    def node(self, kind: str, value: str, start: int, end: int) -> Node:
        in_list = bool(self.frames) and self.frames[-1] == "["
        key = (-1, -1) if in_list or not self.parts else self.parts[-1][1:]
        return Node(tuple(self.path), kind, value, start, end, *key)

    def open(self, bracket: str) -> None:
        self.frames.append(bracket)
        self.lengths.append(len(self.path))
        if bracket == "[":
            self.path.append(0)
        self.parts.clear()
        self.equals = False

    def close(self) -> None:
        self.frames.pop()
        del self.path[self.lengths.pop() :]
        self.settle()

    def settle(self) -> None:
        """After a value: drop its key, so that the next one begins at the enclosing container."""
        if self.frames and self.frames[-1] == "{":
            del self.path[self.lengths[-1] :]
        self.parts.clear()
        self.equals = False

    def comma(self) -> None:
        if self.frames and self.frames[-1] == "[":
            self.path[-1] = int(self.path[-1]) + 1
        self.settle()


def nodes_of(text: str) -> Iterator[Node]:
    """Every table, key and value of a TOML text; each part of a dotted key gives a `table` node at its own place."""
    walk = _Walk()
    find = _TOKEN.search
    match = find(text)
    while match:
        start, end = match.span()
        mark = text[start]
        if mark == "#":
            pass
        elif mark == "\n":
            if not walk.frames:
                walk.statement()
        elif mark == "[" and walk.wants_key() and not walk.frames and not walk.parts:
            end = _line_end(text, start)
            yield from _header(walk, text, start, end)
        elif mark == "=":
            yield from _keyed(walk)
            if len(walk.path) > DEPTH:
                end = _line_end(text, start)
                walk.statement()
        elif mark in "[]{},":
            if mark in "[{" and len(walk.path) + len(walk.frames) >= DEPTH:
                return
            yield from _bracket(walk, mark, start)
        else:
            end = yield from _word(walk, text, start, end)
        match = find(text, end)


def _bracket(walk: _Walk, mark: str, start: int) -> Iterator[Node]:
    if mark in "[{":
        if not walk.wants_key():
            yield walk.node("array" if mark == "[" else "object", "", start, start + 1)
            walk.open(mark)
    elif mark == ",":
        walk.comma()
    elif walk.frames:
        walk.close()


def _word(walk: _Walk, text: str, start: int, end: int) -> Generator[Node, None, int]:
    """Take a string or a bare word as part of a key or as a value; returns where reading goes on."""
    kind, value, inner, inner_end, end = _read(text, start, end)
    if inner < 0:  # a string that is never closed
        walk.parts.clear()
    elif walk.wants_key():
        if kind == "string":
            walk.parts.append((value, inner, inner_end))
        elif end - start <= _LONGEST_KEY:
            walk.parts.extend(_split(value, start))
    else:
        yield walk.node(kind, value, inner, inner_end)
        if not walk.frames or walk.frames[-1] == "{":
            walk.equals = False
    return end


def _read(text: str, start: int, end: int) -> tuple[str, str, int, int, int]:
    """Kind, value, inner start and end, and the offset after the token; inner start -1 when a string is not closed."""
    mark = text[start]
    if text.startswith(('"""', "'''"), start):
        inner = end
        if mark == "'":
            close = text.find("'''", inner)
        else:
            found = _BASIC_END.match(text, inner)
            close = found.end() - 3 if found else -1
        if close < 0:
            return "string", "", -1, -1, len(text)
        body = text[inner:close]
        return "string", body if mark == "'" else string_value(f'"{body}"'), inner, close, close + 3
    if mark in "\"'":
        if end - start == 1:
            return "string", "", -1, -1, _line_end(text, start)
        return "string", string_value(text[start:end]), start + 1, end - 1, end
    kind = "number" if mark in "+-.0123456789" else "word"
    return kind, text[start:end], start, end, end


def _split(bare: str, start: int) -> Iterator[_Part]:
    for part in bare.split("."):
        if part:
            yield part, start, start + len(part)
        start += len(part) + 1


def _keyed(walk: _Walk) -> Iterator[Node]:
    """Enter the key that `=` completes, giving a `table` node for every part but the last."""
    if not walk.wants_key() or not walk.parts:
        return
    if len(walk.path) + len(walk.parts) <= DEPTH:
        for name, start, end in walk.parts[:-1]:
            walk.path.append(name)
            yield Node(tuple(walk.path), "table", "", start, end, start, end)
        walk.path.append(walk.parts[-1][0])
    else:
        walk.path.extend(part[0] for part in walk.parts)
    walk.equals = True


def _header(walk: _Walk, text: str, start: int, end: int) -> Iterator[Node]:
    """`[a.b]` or `[[a.b]]`: every part is a `table` node, an array of tables gets its next index."""
    walk.table = ()
    if end - start > _LONGEST_KEY:
        walk.table = ("",)  # refused: what follows belongs to nothing
        walk.statement()
        return
    double = text.startswith("[[", start)
    parts: list[_Part] = []
    for match in _TOKEN.finditer(text, start + 1 + double, end):
        mark = text[match.start()]
        if mark in "]#":
            break
        kind, value, inner, inner_end, _ = _read(text, *match.span())
        if kind == "string" and inner >= 0:
            parts.append((value, inner, inner_end))
        elif mark not in "[\"'":
            parts.extend(_split(value, inner))
    path: tuple[str | int, ...] = ()
    for place, (name, first, last) in enumerate(parts[:DEPTH]):
        path = (*path, name)
        if double and place == len(parts) - 1:
            walk.counts[path] = walk.counts.get(path, -1) + 1
        if path in walk.counts:
            path = (*path, walk.counts[path])
        yield Node(path, "table", "", first, last, first, last)
    walk.table = path
    walk.statement()


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
