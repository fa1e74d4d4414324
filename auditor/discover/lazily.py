"""Regular expressions that are compiled when they are first asked. Most scans ask few of them, and start-up counts."""

from __future__ import annotations

from auditor import lazy_re as re


class Lazy:
    """A pattern; `signs` are substrings of which every match holds one, so that most texts are answered without it."""

    __slots__ = ("_compiled", "_flags", "_signs", "_source")

    def __init__(self, source: str, *, flags: int = 0, signs: str = "") -> None:
        self._source = source
        self._flags = flags
        self._signs = tuple(signs.split())
        self._compiled: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def names(self, text: str) -> bool:
        """Whether the whole text matches."""
        if self._signs and not any(sign in text for sign in self._signs):
            return False
        return self.pattern.fullmatch(text) is not None

    def stands_in(self, text: str) -> bool:
        """Whether some part of the text matches."""
        return self.pattern.search(text) is not None
