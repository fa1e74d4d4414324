"""The tokens of code around an offset. In: text and its spans. Out: windows of tokens with matched brackets, each made once.

A window is bounded, so a file of any size costs only what stands around its hits.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import itemgetter

from auditor import lazy_re as re
from auditor.extract.lexer import Spans

# a string is masked as one mark and a filler for each character behind it, a comment as blanks
_MARK, _FILL = "\x01", "\x02"
_TOKEN = re.compile(
    # a name begins with a letter, one of `_$@` or any sign beyond ASCII: said by what it is not, which compiles ten times as fast
    r"([^\x00-#%-?\[-^`{-\x7f][\w$]*|\x01\x02*|\d[\w.]*|=>|->|::|:=|\?\.|\?->|\?\?=?|\?:|\|\|=?|&&|===?|!==?|=~|<=|>=|\.\.\.?"
    r"|[^\s\w\x02])"
)
_WHOLE = 6_000  # shorter texts are one window
_STEP = 2_048
_MARGIN = 2_048
_OPEN = {"(": ")", "[": "]", "{": "}"}
_BRACKETS = frozenset("()[]{}")
NAME, STRING, NUMBER, SIGN = "n", "s", "0", "."
_FIRST = itemgetter(0)


class _Kinds(dict[str, str]):
    """The kind of a token by its first character; letters beyond ASCII begin names."""

    def __missing__(self, first: str) -> str:
        return NAME


_KINDS = _Kinds({chr(code): SIGN for code in range(33, 128)})
_KINDS.update(dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$@", NAME))
_KINDS.update(dict.fromkeys("0123456789", NUMBER))
_KINDS[_MARK] = STRING


class Tokens:
    """Parallel lists, one entry per token; `mate` joins brackets, `parent` is the open bracket around a token."""

    __slots__ = ("braces", "choices", "ends", "kinds", "low", "mate", "parent", "rows", "starts", "text", "words")

    def __init__(self, spans: Spans, low: int, high: int) -> None:
        """Tokenize [low, high), leaving comments out."""
        self.text = spans.text
        self.low = low
        parts = _TOKEN.split(masked(spans, low, high))
        offsets = list(accumulate(map(len, parts), initial=low))
        self.words = parts[1::2]  # a string's word is its mask
        if spans.language.name == "php":  # its arrow is a dot, those of others point at values
            self.words = ["?->" if word == "->" else word for word in self.words]
        self.starts = offsets[1:-1:2]
        self.ends = offsets[2::2]
        self.kinds = list(map(_KINDS.__getitem__, map(_FIRST, self.words)))
        self.mate = [-1] * len(self.words)
        self.parent: list[int] = []
        self.braces: dict[int, str] = {}  # kinds of braces, once known
        self.choices: dict[int, int] = {}  # where choices begin, once known
        self.rows: dict[int, int] = {}  # the addresses of records, once known
        self._match()

    def __len__(self) -> int:
        return len(self.starts)

    def _match(self) -> None:
        stack: list[int] = []
        words, parent, done = self.words, self.parent, 0
        for index in [index for index, word in enumerate(words) if word in _BRACKETS]:
            parent += [stack[-1] if stack else -1] * (index - done)
            word = words[index]
            if word not in _OPEN:
                # a closer without its opener is left alone, one of another kind closes the wrong ones too
                depth = len(stack) - 1
                while depth >= 0 and _OPEN[words[stack[depth]]] != word and len(stack) - depth < 8:
                    depth -= 1
                if depth >= 0 and _OPEN[words[stack[depth]]] == word:
                    opener = stack[depth]
                    del stack[depth:]
                    self.mate[index], self.mate[opener] = opener, index
            parent.append(stack[-1] if stack else -1)
            if word in _OPEN:
                stack.append(index)
            done = index + 1
        parent += [stack[-1] if stack else -1] * (len(words) - done)

    def broken(self, index: int) -> bool:
        """Whether a line break stands before a token."""
        return index == 0 or "\n" in self.text[self.ends[index - 1] : self.starts[index]]

    def find(self, offset: int) -> int:
        """Index of the token that holds `offset`, -1 between tokens."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else -1

    def word(self, index: int) -> str:
        """The word of a token, "" beyond the ends."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def kind(self, index: int) -> str:
        """The kind of a token, "" beyond the ends."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else ""


def masked(spans: Spans, low: int, high: int) -> str:
    """Code of text[low:high] with strings and comments masked, at the same offsets."""
    parts, at, comments = [], low, spans.comments
    index = bisect_right(spans.ends, low)
    while index < len(spans.starts) and spans.starts[index] < high:
        start, end = max(spans.starts[index], low), spans.ends[index]
        parts.append(spans.text[at:start])
        width = end - start
        parts.append(" " * width if comments[index] else _MARK + _FILL * (width - 1))
        at = end
        index += 1
    parts.append(spans.text[at:high])
    return "".join(parts).replace("\x00", " ") if "\x00" in spans.text else "".join(parts)


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
