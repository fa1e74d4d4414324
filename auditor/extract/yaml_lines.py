"""Lines of flat machine- or hand-written YAML manifests. In: text. Out: per line its indent, key and scalar with places. Anchors,
flow collections and block scalars are not understood, and nothing is built, so aliases cannot grow.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.rows import NamedTuple

_LINE = re.compile(
    r"([ ]*)(?P<dashes>(?:-[ ]+)*)"
    r"(?:(?P<key>\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'#:\-][^\s:#]*|-[^\s:#]+)[ ]*:(?=\s|$)[ \t]*)?"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\s#](?:[^\n#]|(?<=\S)#)*)?"
)
_LONGEST = 2_000


class Line(NamedTuple):
    """One line; `indent` counts the dashes of list items too, `start` is where the scalar begins without its quotes."""

    indent: int
    item: bool
    key: str
    key_start: int
    value: str
    start: int


def lines_of(text: str) -> Iterator[Line]:
    """Every line that holds a key or a list item."""
    at = 0
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        match = _LINE.match(raw.rstrip("\r")) if len(raw) <= _LONGEST else None
        if not match or match.end() == len(match[1]):
            continue
        key, key_start = _bare(match["key"] or "", match.start("key"))
        value, value_start = _bare((match["value"] or "").rstrip(), match.start("value"))
        if key or value:
            yield Line(match.end("dashes"), bool(match["dashes"]), key, start + key_start, value, start + value_start)


def _bare(text: str, start: int) -> tuple[str, int]:
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return text[1:-1], start + 1
    return text, start
