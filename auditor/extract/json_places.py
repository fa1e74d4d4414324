"""JSON as a flat run of nodes with their places. In: text (comments, trailing commas, single quotes tolerated). Out: nodes in
the order of the text. It never recurses, reads each character once and stops where nesting passes `DEPTH`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.rows import NamedTuple

DEPTH = 100

_TOKEN = re.compile(
    r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
    r"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'"
    r"|//[^\n]*+|/\*|[{}\[\]:,]|[\"'/]|[^\s\"'{}\[\]:,/]++",
    re.DOTALL,
)


class Node(NamedTuple):
    """One value of a structured file: scalars carry their text, containers stand where they open.

    `path` holds keys and list indices. `start` and `end` enclose the scalar without its quotes; `key_start` and `key_end`
    enclose the key without its quotes and are -1 for list items and for the root.
    """

    path: tuple[str | int, ...]
    kind: str  # string | number | word | object | array (| table in TOML)
    value: str
    start: int
    end: int
    key_start: int = -1
    key_end: int = -1


class _Walk:
    """Where the reader stands: the open containers and the key that waits for its value."""

    __slots__ = ("colon", "key", "key_end", "key_start", "kinds", "path")

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.path: list[str | int] = []
        self.forget()

    def forget(self) -> None:
        self.key = ""
        self.key_start = self.key_end = -1
        self.colon = False

    def wants_key(self) -> bool:
        return bool(self.kinds) and self.kinds[-1] == "{" and not self.colon

    def node(self, kind: str, value: str, start: int, end: int) -> Node:
        here: list[str | int] = self.path
        if self.kinds and self.kinds[-1] == "{":
            here = [*here, self.key]
        return Node(tuple(here), kind, value, start, end, self.key_start, self.key_end)

    def open(self, bracket: str) -> None:
        if self.kinds and self.kinds[-1] == "{":
            self.path.append(self.key)
        self.kinds.append(bracket)
        if bracket == "[":
            self.path.append(0)
        self.forget()

    def close(self) -> None:
        if self.kinds and self.kinds.pop() == "[":
            self.path.pop()
        if self.kinds and self.kinds[-1] == "{":
            self.path.pop()
        self.forget()

    def comma(self) -> None:
        if self.kinds and self.kinds[-1] == "[":
            self.path[-1] = int(self.path[-1]) + 1
        self.forget()


def nodes_of(text: str) -> Iterator[Node]:
    """Every value of a JSON text, outer before inner; what stands before a break is given, the rest as far as it goes."""
    walk = _Walk()
    find = _TOKEN.search
    match = find(text)
    while match:
        start, end = match.span()
        mark = text[start]
        if mark in "{[":
            if len(walk.kinds) >= DEPTH:
                return
            if not walk.wants_key():
                yield walk.node("object" if mark == "{" else "array", "", start, end)
                walk.open(mark)
        elif mark in "}]":
            walk.close()
        elif mark == ",":
            walk.comma()
        elif mark == ":":
            walk.colon = walk.key_start >= 0
        elif mark == "/":
            end = _after_comment(text, start, end)
        elif mark in "\"'" and end - start == 1:  # a string that its line does not close
            end = _line_end(text, start)
            walk.forget()
        else:
            yield from _scalar(walk, text, start, end)
        match = find(text, end)


def _scalar(walk: _Walk, text: str, start: int, end: int) -> Iterator[Node]:
    mark = text[start]
    if mark in "\"'":
        kind, value, start, end = "string", string_value(text[start:end]), start + 1, end - 1
    else:
        value = text[start:end]
        kind = "number" if mark in "+-.0123456789" else "word"
    if walk.wants_key():
        walk.key, walk.key_start, walk.key_end = value, start, end
        return
    yield walk.node(kind, value, start, end)
    if walk.kinds and walk.kinds[-1] == "{":
        walk.forget()


def string_value(quoted: str) -> str:
    """Unquote a JSON or TOML basic string; escapes that mean nothing are left as written."""
    if "\\" not in quoted or quoted[0] == "'":
        return quoted[1:-1]
    try:
        value: str = json.loads(quoted, strict=False)
    except ValueError:
        return quoted[1:-1]
    return value.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate must not reach an encoder


def _after_comment(text: str, start: int, end: int) -> int:
    if text.startswith("/*", start):
        close = text.find("*/", end)
        return len(text) if close < 0 else close + 2
    return end


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
