"""Lines of `key = value`: dotenv, Java properties, ini. In: text. Out: entries; a section header stands before the key."""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.entries import MAX_ENTRIES, ROOT, Entry

_SECTION = re.compile(r"[ \t]{0,20}\[([^\]\n]{1,200})\][ \t]{0,20}(?:[#;][^\n]*)?\r?$")
_PAIR = re.compile(
    r"[ \t]{0,40}(?:export[ \t]{1,8}|set[ \t]{1,8}|setx[ \t]{1,8}|\$env:)?"
    r"(?P<key>\"[^\"\n]{1,200}\"|[A-Za-z_%][^\s=:#!\[\]\"']{0,300}(?:\[[^\]\n]{0,60}\][^\s=:#]{0,200}){0,3})"
    r"[ \t]{0,80}(?P<sign>[:?+]?=|:(?!/)|(?<=[ \t]))[ \t]{0,80}(?P<value>[^\n]*)"
)
_LONGEST = 64_000


def pair_entries(text: str, *, colon: bool = False) -> list[Entry]:
    """Entries of the pairs in a text; `colon` allows `key: value` and `key value` as properties do."""
    return [*_pairs(text, colon=colon)]


def _pairs(text: str, *, colon: bool) -> Iterator[Entry]:
    section, at, count = "", 0, 0
    while at < len(text) and count < MAX_ENTRIES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line_at, at = at, end + 1
        if end - line_at > _LONGEST:
            continue
        first = text[line_at:end].lstrip(" \t\ufeff")[:1]
        if first in {"#", "!", ";", ""}:
            continue
        header = _SECTION.match(text, line_at, end) if first == "[" else None
        if header:
            section = header[1].strip().strip('"')
            continue
        match = _PAIR.match(text, line_at, end)
        if match is None or (match["sign"] in {":", ""} and not colon):
            continue
        start, stop = match.span("value")
        start, stop, at = _value(text, start, stop, at, colon=colon)
        key, key_at = match["key"], match.start("key")
        if key[0] == '"':
            key, key_at = key[1:-1], key_at + 1
        count += 1
        slot = f"{section}.{key}" if section else key
        site = f"{ROOT}.{slot.rpartition('.')[0]}" if "." in slot else ROOT
        value = text[start:stop]
        yield Entry(slot, site, key, key_at, start, stop, value, "block" if "\n" in value else "")


def _value(text: str, start: int, stop: int, after: int, *, colon: bool) -> tuple[int, int, int]:
    """Bounds of the value without quotes and trailing comment, and where the next line begins."""
    while stop > start and text[stop - 1] in " \t\r":
        stop -= 1
    quote = text[start : start + 1]
    if quote in {'"', "'"} and not colon:
        close = text.find(quote, start + 1, min(len(text), start + 20_000))
        while close > 0 and text[close - 1] == "\\":
            close = text.find(quote, close + 1, min(len(text), start + 20_000))
        if close >= 0 and (close <= stop or text.count("=", stop, close) < 2):  # dotenv values may run over lines
            next_line = text.find("\n", close)
            return start + 1, close, len(text) if next_line < 0 else next_line + 1
        return start + 1, stop, after
    if colon:
        while stop > start and text[stop - 1] == "\\" and after < len(text):  # properties continue a line
            following = text.find("\n", after)
            stop = len(text) if following < 0 else following
            after = stop + 1
            while stop > start and text[stop - 1] in " \t\r":
                stop -= 1
        return start, stop, after
    for mark in (" #", "\t#", " ;"):
        comment = text.find(mark, start, stop)
        if comment >= 0:
            stop = comment
    while stop > start and text[stop - 1] in " \t\r":
        stop -= 1
    return start, stop, after
