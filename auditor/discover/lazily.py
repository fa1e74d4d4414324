"""Patterns of names, with a quick way to say no. In: a pattern and signs. Out: whether a name or a part of it matches."""

from __future__ import annotations

from auditor import lazy_re as re


class Lazy:
    """A pattern; `signs` are substrings of which every match holds one, so that most texts are answered without it."""

    __slots__ = ("_signs", "pattern")

    def __init__(self, source: str, *, flags: int = 0, signs: str = "") -> None:
        self.pattern = re.compile(source, flags)
        self._signs = tuple(signs.split())

    def names(self, text: str) -> bool:
        """Whether the whole text matches."""
        return self._may(text) and self.pattern.fullmatch(text) is not None

    def stands_in(self, text: str) -> bool:
        """Whether some part of the text matches."""
        return self._may(text) and self.pattern.search(text) is not None

    def _may(self, text: str) -> bool:
        return not self._signs or any(sign in text for sign in self._signs)
