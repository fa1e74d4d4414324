"""Bodies of classes in lexed code. In: the sheet and an offset. Out: the class around it; a field is one thing in it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from auditor import lazy_re as re

if TYPE_CHECKING:
    from auditor.extract.sheet import Sheet

Span = tuple[int, int]
_HEAD = re.compile(
    r"\b(?:class|struct|actor|object|impl|extension|record|mixin)\b(?=\s{1,20}+(?:[A-Z]|extends\b)|\s?[<{])[^{};]{0,400}+\{"
)
_RUBY = re.compile(r"^([ \t]{0,40}+)class[ \t]+[A-Z]", re.MULTILINE)
_LEVELS = 24  # of brackets around a place
_MOST = 200  # classes of one file that are told apart


def class_of(sheet: Sheet, offset: int) -> Span | None:
    """The innermost class around a place, None for none."""
    ruby = sheet.language.name == "ruby"
    known = sheet.known.classes
    if known is None:
        known = sheet.known.classes = dict(_by_end(sheet.code) if ruby else _by_brace(sheet))
    if ruby:  # classes stand in order, and few within others
        start = max((start for start in known if start <= offset), default=-1)
        return (start, known[start]) if start >= 0 and offset < known[start] else None
    brackets = sheet.brackets
    at = brackets.around(offset) if known else -1
    for _ in range(_LEVELS):
        if at < 0:
            break
        if brackets.opens[at] in known:
            return brackets.opens[at], known[brackets.opens[at]]
        at = brackets.outer[at]
    return None


def _by_brace(sheet: Sheet) -> list[Span]:
    return [(found.end() - 1, sheet.brackets.close_of(found.end() - 1)) for found in _heads(_HEAD, sheet.code)]


def _by_end(code: str) -> list[Span]:
    """Classes that end with a word as far to the left as they begin."""
    spans = []
    for found in _heads(_RUBY, code):
        end = code.find(f"\n{found[1]}end", found.end())
        spans.append((found.start(), end if end >= 0 else len(code)))
    return spans


def _heads(head: re.Pattern[str], code: str) -> list[re.Match[str]]:
    return list(islice(head.finditer(code), _MOST))
