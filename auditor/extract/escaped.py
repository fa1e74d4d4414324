"""Places in a JSON string. In: the text it stands for. Out: how far its inside reaches up to a character, and back."""

from __future__ import annotations

import json
from bisect import bisect_right

_BLOCK = 500  # characters: one line of a notebook may be the whole file, and hold a hit in every word


class Escaped:
    """A text as the inside of a JSON string, measured once by blocks."""

    __slots__ = ("_ascii", "_ends", "_text")

    def __init__(self, text: str, *, ascii_only: bool) -> None:
        """`ascii_only` writes all other characters as escapes."""
        self._text, self._ascii = text, ascii_only
        self._ends = [0]
        for start in range(0, len(text), _BLOCK):
            self._ends.append(self._ends[-1] + self._width(start, start + _BLOCK))

    @property
    def width(self) -> int:
        """Characters of the whole inside."""
        return self._ends[-1]

    def inside(self, at: int) -> int:
        """Characters of the inside before character `at` of the text."""
        block = min(max(at, 0), len(self._text)) // _BLOCK
        return self._ends[block] + self._width(block * _BLOCK, at)

    def outside(self, inside: int) -> int:
        """Characters of the text that are over before character `inside` of the inside."""
        block = max(bisect_right(self._ends, inside) - 1, 0)
        at, left = block * _BLOCK, inside - self._ends[block]
        while at < len(self._text):
            left -= self._width(at, at + 1)
            if left < 0:
                break
            at += 1
        return at

    def _width(self, start: int, end: int) -> int:
        return len(json.dumps(self._text[start:end], ensure_ascii=self._ascii)) - 2
