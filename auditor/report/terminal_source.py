"""The proof of a finding at a terminal: where it stands, the line itself, a caret below the name, and the further places."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len

from auditor.records import Finding, Place
from auditor.report import tally
from auditor.report.excerpt import parts
from auditor.report.ink import Ink, fitting
from auditor.report.safe import safe


def source(finding: Finding, gutter: str, ink: Ink) -> list[str]:
    """The arrow with the strongest place, then its line with a caret."""
    if not finding.places:
        return []
    place = finding.places[0]
    role = "" if place.role.value == "production" else f" ({place.role})"
    where = f"{safe(place.path)}:{place.line}:{place.column}"
    lines = ink.wrapped(f"{gutter}--> ", (where, "path"), (role, "dim"))
    if not place.excerpt.strip():
        return lines
    return lines + _line_and_caret(place, tally.label(finding, place), gutter, ink)


def _line_and_caret(place: Place, label: str, gutter: str, ink: Ink) -> list[str]:
    room = ink.width - len(gutter) - 3
    before, marked, after = parts(place)
    if not marked:
        return [ink.line((f"{place.line} | ", "dim"), (ink.cut(before, room), ""))]
    dots = "…" if ink.unicode else "..."
    marked = ink.cut(marked, room - 2 * len(dots))
    left = room - cell_len(marked)
    keep = max(left - min(cell_len(after), left // 3), 0)  # the end of the line gets a third at most
    if cell_len(before) > keep:
        before = dots + fitting(before, max(keep - len(dots), 0), tail=True)
    after = (
        ink.cut(after, max(left - cell_len(before), 0)) if left - cell_len(before) > len(dots) or cell_len(after) <= left else ""
    )
    caret = "^" * max(cell_len(marked), 1)
    pad = " " * cell_len(before)
    note = f" {label}" if cell_len(pad + caret) + len(label) < room else ""
    return [
        ink.line((f"{place.line} | ", "dim"), (before, ""), (marked, "bold"), (after, "")),
        ink.line((f"{gutter} | ", "dim"), (pad, ""), (caret, "mark"), (note, "mark")),
    ]


def more_places(finding: Finding, gutter: str, ink: Ink, verbose: int) -> list[str]:
    """`and 11 more places: a.py:3,9, b.py:4 and 6 more`; all of them when asked to be verbose."""
    others = sorted(finding.places[1:], key=lambda place: (place.path, place.line)) if verbose else finding.places[1:]
    if not others:
        return []
    shown = others if verbose else others[:4]
    files = [
        f"{safe(path, 120)}:{','.join(str(place.line) for place in group)}"
        for path, group in groupby(shown, key=lambda place: place.path)
    ]
    rest = len(others) - len(shown)
    tail = f" and {rest} more" if rest else ""
    return ink.wrapped(
        f"{gutter} ", (f"and {tally.plural(len(others), 'more place')}: ", "dim"), (", ".join(files) + tail, ""), hang=4
    )
