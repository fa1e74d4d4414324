"""How a name is cut into stems. In: a name and the words that any repository may use. Out: pieces that tell the name apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from auditor import lazy_re as re

SHORTEST = 4
LONGEST = 40

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^A-Za-z\d]+")
_WILD = re.compile(r"[*{}<>\[\]|]+")
_WORDS = re.compile(r"[^a-z]+")


class Cutter:
    """Cuts names at their separators; what consists of ordinary words is no stem."""

    def __init__(self, ordinary: Iterable[str]) -> None:
        self._ordinary = frozenset(ordinary)
        self._tells: dict[str, bool] = {}

    def stems(self, name: str) -> Iterator[str]:
        """The pieces of a name that may stand for it: neighboring parts, long enough, more than ordinary words."""
        parts = _PARTS.findall(_WILD.sub(" ", name)[:200])
        for start in range(len(parts)):
            piece = ""
            for part in parts[start:]:
                piece += part
                if part.isspace() or len(piece) > LONGEST:
                    break
                if len(piece) >= SHORTEST and part[-1].isalnum() and self._telling(piece):
                    yield piece

    def has_stem(self, name: str) -> bool:
        """Whether a name can be looked for without a frame."""
        return any(True for _ in self.stems(name))

    def stands_alone(self, stem: str) -> bool:
        """Whether a stem that the data names may be looked for as it is."""
        return len(stem) >= SHORTEST and stem.strip("-_ ").lower() not in self._ordinary

    def is_phrase(self, text: str) -> bool:
        """Whether a literal is long, of more than one word, and not known as ordinary."""
        words = [word for word in _PARTS.findall(text) if word[0].isalnum()]
        return len(text) >= SHORTEST * 2 and len(words) > 1 and text.lower() not in self._ordinary

    def _telling(self, piece: str) -> bool:
        known = self._tells.get(piece)
        if known is None:
            known = self._tells[piece] = self._tells_apart(piece)
        return known

    def _tells_apart(self, piece: str) -> bool:
        low = piece.lower()
        if low in self._ordinary or not piece[0].isalpha():
            return False
        words = [word for word in _WORDS.split(low) if word]
        if all(word in self._ordinary or len(word) < 3 for word in words):
            return len(words) > 1 and len(piece) >= SHORTEST * 2
        return True


class Stems:
    """Literals of at least `SHORTEST` characters, asked whether one of them lies in a name."""

    def __init__(self, found: Iterable[str] = ()) -> None:
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for stem in found:
            self.add(stem)

    def add(self, stem: str) -> None:
        """Takes one more."""
        self._by_start[stem[:SHORTEST]].append(stem)

    def found_in(self, name: str) -> bool:
        """Whether a stem lies in the name."""
        starts = self._by_start
        return any(
            name.startswith(stem, place)
            for place in range(len(name) - SHORTEST + 1)
            if (start := name[place : place + SHORTEST]) in starts
            for stem in starts[start]
        )

    def __iter__(self) -> Iterator[str]:
        return (stem for found in self._by_start.values() for stem in found)


def literal_of(pattern: str) -> str:
    """The longest part of a pattern without wildcards."""
    return max(_WILD.split(pattern), key=len, default="")
