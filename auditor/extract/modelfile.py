"""Modelfiles: FROM, ADAPTER and LICENSE of a model built on another. In: text. Out: the base model and its facts."""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.entries import ROOT
from auditor.extract.places import Places
from auditor.records import Evidence, How, Ignore, SourceFile

_LINE = re.compile(r"^[ \t]{0,20}(FROM|ADAPTER|LICENSE)[ \t]{1,20}(?:\"{1,3})?([^\s\"]{1,300})", re.MULTILINE | re.IGNORECASE)
_TEXT = re.compile(r"\"\"\"")


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a Modelfile, and its ignores."""
    places = Places(file.text)
    ranges = _texts(file.text)
    spans = Spans(ranges)
    for match in _LINE.finditer(file.text):
        if spans.holds(match.start()) and match[1].upper() != "LICENSE":
            continue
        start, end = match.span(2)
        ranges.append((start, end))
        word = match[1].upper()
        if word == "FROM" and not match[2].startswith((".", "/", "~")):
            yield places.make(file, How.LITERAL, match[2], start, end, slot="model", site=ROOT)
        else:
            slot = {"FROM": "base_model", "ADAPTER": "adapter", "LICENSE": "license"}[word]
            yield places.make(file, How.ARTIFACT, match[2], start, end, slot=slot, site=ROOT)
    yield from comment_evidence(file, places, Spans(ranges))


def _texts(text: str) -> list[tuple[int, int]]:
    """Bounds of the texts in triple quotes."""
    marks = [match.start() for match in _TEXT.finditer(text)][:400]
    return [(start, end + 3) for start, end in zip(marks[::2], [*marks[1::2], len(text)], strict=False)]
