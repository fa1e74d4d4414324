"""The tokens of code around an offset. In: text and its spans. Out: windows of tokens with matched brackets, each made once.

A window is bounded, so a file of any size costs only what stands around its hits.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.extract.lexer import Spans

_TOKEN = re.compile(
    r"[A-Za-z_$@\x80-\U0010ffff][\w$]*|\d[\w.]*|\n|=>|->|::|:=|\?\.|\?->|\?\?=?|\?:|\|\|=?|&&|===?|!==?|=~|<=|>=|\.\.\.?|[^\s\w]"
)
_WHOLE = 24_000  # shorter texts are one window
_STEP = 8_192
_MARGIN = 4_096
_OPEN = {"(": ")", "[": "]", "{": "}"}
_CLOSE = frozenset(")]}")
NAME, STRING, NUMBER, SIGN = "n", "s", "0", "."


class Tokens:
    """Parallel lists, one entry per token; `mate` joins brackets, `parent` is the open bracket around a token."""

    __slots__ = ("broken", "ends", "kinds", "mate", "parent", "starts", "text", "words")

    def __init__(self, spans: Spans, low: int, high: int) -> None:
        """Tokenize [low, high), leaving comments out."""
        self.text = spans.text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[str] = []
        self.words: list[str] = []
        self.broken: list[bool] = []  # a line break stands before the token
        self._read(spans, low, high)
        self.mate = [-1] * len(self.starts)
        self.parent = [-1] * len(self.starts)
        self._match()

    def __len__(self) -> int:
        return len(self.starts)

    def _read(self, spans: Spans, low: int, high: int) -> None:
        index = bisect_right(spans.ends, low)
        at, fresh = low, True
        while at < high:
            inside = index < len(spans.starts)
            stop = min(spans.starts[index], high) if inside else high
            for found in _TOKEN.finditer(spans.text, at, stop):
                word = found.group()
                if word == "\n":
                    fresh = True
                    continue
                first = word[0]
                kind = NAME if first.isalpha() or first in "_$@" else NUMBER if first.isdigit() else SIGN
                self._add(found.start(), found.end(), kind, word, fresh)
                fresh = False
            if not inside or spans.starts[index] >= high:
                break
            if not spans.is_comment(index):
                self._add(spans.starts[index], spans.ends[index], STRING, "", fresh)
                fresh = False
            elif "\n" in spans.text[spans.starts[index] : spans.ends[index]][:2_000]:
                fresh = True
            at = spans.ends[index]
            index += 1

    def _add(self, start: int, end: int, kind: str, word: str, fresh: bool) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)
        self.words.append(word)
        self.broken.append(fresh)

    def _match(self) -> None:
        stack: list[int] = []
        for index, word in enumerate(self.words):
            if word in _CLOSE and self.kinds[index] == SIGN:
                # a closer without its opener is left alone, one of another kind closes the wrong ones too
                depth = len(stack) - 1
                while depth >= 0 and _OPEN[self.words[stack[depth]]] != word and len(stack) - depth < 8:
                    depth -= 1
                if depth >= 0 and _OPEN[self.words[stack[depth]]] == word:
                    opener = stack[depth]
                    del stack[depth:]
                    self.mate[index], self.mate[opener] = opener, index
            self.parent[index] = stack[-1] if stack else -1
            if word in _OPEN and self.kinds[index] == SIGN:
                stack.append(index)

    def find(self, offset: int) -> int:
        """Index of the token that holds `offset`, -1 between tokens."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else -1

    def word(self, index: int) -> str:
        """The word of a token, "" beyond the ends and for strings."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def kind(self, index: int) -> str:
        """The kind of a token, "" beyond the ends."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else ""


class Windows:
    """The windows of one text, made on demand."""

    def __init__(self, spans: Spans) -> None:
        """Remember the spans; nothing is read yet."""
        self.spans = spans
        self._made: dict[int, Tokens] = {}

    def around(self, offset: int) -> Tokens:
        """The window in whose middle `offset` stands."""
        size = len(self.spans.text)
        chunk = 0 if size <= _WHOLE else offset // _STEP
        made = self._made.get(chunk)
        if made is None:
            low, high = (0, size) if size <= _WHOLE else self._bounds(chunk, size)
            made = self._made[chunk] = Tokens(self.spans, low, high)
        return made

    def _bounds(self, chunk: int, size: int) -> tuple[int, int]:
        """From the start of a line outside of any span, to a little behind the chunk."""
        low = max(0, chunk * _STEP - _MARGIN)
        high = min(size, (chunk + 1) * _STEP + _MARGIN)
        line = self.spans.text.rfind("\n", max(0, low - 1_000), low) + 1
        low = line or low
        inside = self.spans.at(low)
        return (self.spans.ends[inside] if inside >= 0 and self.spans.ends[inside] < chunk * _STEP else low), high
