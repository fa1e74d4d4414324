"""The lines of a lockfile that a needle hits. Lockfiles are written by machines and may have 100,000 lines, so their readers look
at the surroundings of hits only; every look has a bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.records import SourceFile
from auditor.rows import NamedTuple

_MOST = 20_000
_LONGEST = 4_000
_AROUND = 500


class Line(NamedTuple):
    """A line with a hit (or as much of a very long one as matters): where it begins, its text, the first hit in it."""

    start: int
    text: str
    hit: int


def lines_hit(file: SourceFile) -> Iterator[Line]:
    """Every line with a hit once; in lines without end, one window per hit."""
    text = file.text
    last = -1
    for hit in file.hits[:_MOST]:
        if hit < last:
            continue
        floor = max(0, hit - _LONGEST)
        start = text.rfind("\n", floor, hit) + 1 or floor
        end = text.find("\n", hit, hit + _LONGEST)
        if end < 0 and len(text) - hit > _LONGEST:  # a line without end: only what stands around the hit
            start, end = max(start, hit - _AROUND), hit + _AROUND
            last = hit + 1
        elif end < 0:
            last = end = len(text)
        else:
            last = end
        yield Line(start, text[start:end].rstrip("\r"), hit)


def block_after(text: str, position: int, ends: tuple[str, ...], longest: int = _LONGEST) -> str:
    """What follows `position` up to the first of `ends`, bounded."""
    block = text[position : position + longest]
    cuts = [cut for cut in (block.find(end) for end in ends) if cut >= 0]
    return block[: min(cuts)] if cuts else block
