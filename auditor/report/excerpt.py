"""The source line of a place, ready to print. In: a place and a width. Out: safe text around a mark that is always in sight."""

from __future__ import annotations

from auditor.records import Place
from auditor.report.safe import safe
from auditor.rows import NamedTuple


class Shown(NamedTuple):
    """The line in three parts; `marked` is what the finding is about, "" when it cannot be told."""

    before: str
    marked: str
    after: str


def parts(place: Place) -> Shown:
    """The line without its indentation, split at the mark; a mark that masking has moved is looked for again."""
    raw = place.excerpt
    start, end = place.column - 1, place.end_column - 1
    if not (0 <= start < end <= len(raw)) or (
        place.text and place.text not in raw[start:end] and raw[start:end] not in place.text
    ):
        start = raw.find(place.text) if place.text else -1
        end = start + len(place.text)
    if start < 0:
        return Shown(safe(raw.strip()), "", "")
    lead = min(len(raw) - len(raw.lstrip()), start)
    shown = Shown(safe(raw[lead:start]), safe(raw[start:end]), safe(raw[end:].rstrip()))
    if "##" in "".join(shown):  # a command for a CI runner may be split by the mark, where `safe` cannot see it
        return Shown(*(part.replace("#", "\\x23") for part in shown))
    return shown
