"""What public feeds say of models' ends. In: `rules/models/_feeds.toml` and the JSON of a feed. Out: claims, one per model.

How a feed writes is data: the way to its entries and its keys. Refused: JSON of another shape, with the path to what is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from auditor import lazy_re as re
from auditor.errors import CatalogError
from auditor.frozen import Frozen
from auditor.library import schema
from auditor.library.loader import read_toml
from auditor.library.schema import Key, Shape
from auditor.rows import NamedTuple

PLACE = ("models", "_feeds.toml")
FILE = f"rules/{'/'.join(PLACE)}"

_KEY = Key(default=schema.REQUIRED)
_LIST = Key("texts", ())
FEED: Shape = {
    "name": _KEY,
    "url": _KEY,
    "rows": Key("texts", schema.REQUIRED),
    **dict.fromkeys("marks firm replacement reference edition stamps skip".split(), _LIST),
    **dict.fromkeys("model provider retires_on earliest deprecated_on noticed recommended status gone".split(), Key()),
    "cites": Key("flag", default=False),
}
BOOK: Shape = {"source": _KEY, "checked": Key("day", schema.REQUIRED), "shared": _LIST, "names": Key("pairs", {})}

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PEEK = 200  # entries that are looked at to tell whose form a file has


class Feed(Frozen):
    """One feed: where it is and how it writes; the keys are explained in the file they stand in."""

    name: str
    url: str
    rows: tuple[str, ...]
    marks: tuple[str, ...] = ()
    model: str = ""
    provider: str = ""
    retires_on: str = ""
    earliest: str = ""
    firm: tuple[str, ...] = ()
    deprecated_on: str = ""
    noticed: str = ""
    replacement: tuple[str, ...] = ()
    recommended: str = ""
    reference: tuple[str, ...] = ()
    cites: bool = False
    status: str = ""
    gone: str = ""
    edition: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    named: bool = False  # by the user: then plain http to this machine is allowed


class FeedBook(Frozen):
    """All feeds of a rules directory, how they spell providers, and which hosts speak for a provider."""

    root: str
    feeds: tuple[Feed, ...]
    names: Mapping[str, str]
    vendors: Mapping[str, tuple[str, ...]]
    shared: tuple[str, ...]


class Claim(NamedTuple):
    """What one feed says of one model at one provider, both as the feed spells them."""

    provider: str
    model: str
    retires_on: date | None
    deprecated_on: date | None
    certainty: str  # announced | earliest | "" = the feed cannot tell
    gone: bool
    replacement: tuple[str, ...]
    references: tuple[str, ...]


class Reading(NamedTuple):
    """One feed as read: its claims, how many entries it has, and its day (`declared`: said by the feed as a whole)."""

    claims: tuple[Claim, ...]
    entries: int
    edition: date | None
    declared: bool


def book_of(root: str) -> FeedBook:
    """The feeds that a rules directory names."""
    raw = read_toml(os.path.join(root, *PLACE), FILE)
    tables = raw.pop("feed", [])
    vendors = raw.pop("vendors", {})
    head = schema.complete(BOOK, raw, FILE, "", {})
    made = [schema.complete(FEED, table, FILE, f"feed[{place}]", {}) for place, table in enumerate(tables)]
    hosts = schema.complete(dict.fromkeys(vendors, _LIST), vendors, FILE, "vendors", {})
    return FeedBook(
        root=root, feeds=tuple(Feed(**row) for row in made), names=head["names"], vendors=hosts, shared=head["shared"]
    )


def feed_of(data: object, feeds: tuple[Feed, ...]) -> Feed | None:
    """The feed whose form the data has; None when it is nobody's."""
    for feed in feeds:
        for count, (_, _, row) in enumerate(_walk(data, feed.rows, Form(feed, strict=False), {})):
            if all(mark in row for mark in feed.marks):
                return feed
            if count > _PEEK:
                break
    first = "[]" if isinstance(data, list) else None
    for feed in feeds:  # broken data of a known form: reading it names the path
        if feed.rows[0] == first or (isinstance(data, dict) and feed.rows[0] in data):
            return feed
    return None


def reading_of(data: object, feed: Feed) -> Reading:
    """Everything a feed claims; raises `CatalogError` at the first entry that is not of its form."""
    form = Form(feed)
    edition, declared = _edition(data, feed), True
    claims: list[Claim] = []
    entries, newest = 0, None
    for where, keys, row in _walk(data, feed.rows, form, {}):
        entries += 1
        days = [_day(row, key, where, form) for key in feed.stamps]
        newest = max((day for day in (newest, *days) if day), default=None)
        claim = _claim(row, keys, where, form)
        if claim is not None:
            claims.append(claim)
    if not entries:
        raise CatalogError(f"{feed.name}: has no entries", "the feed may be broken; try again later")
    if edition is None:
        edition, declared = newest, False
    return Reading(tuple(claims), entries, edition, declared)


class Form(NamedTuple):
    """Which feed is read, and whether what does not fit is an error or passed over."""

    feed: Feed
    strict: bool = True

    def wrong(self, where: str, expected: str, found: object) -> CatalogError:
        """The error of a value that is not what the feed's form says."""
        shown = _kind(found) if isinstance(found, (dict, list)) else repr(found)[:80]
        at = f"{where.removeprefix('.')}: " if where else ""
        return CatalogError(
            f"{self.feed.name}: {at}expected {expected}, found {shown}",
            "the feed has changed or is broken; nothing was taken over",
        )


Found = tuple[str, dict[str, str], dict[str, Any]]


def _walk(value: object, way: tuple[str, ...], form: Form, keys: dict[str, str], where: str = "") -> Iterator[Found]:
    step = way[0] if way else ""
    if step == "[]":
        if isinstance(value, list):
            for place, item in enumerate(value):
                yield from _walk(item, way[1:], form, keys, f"{where}[{place}]")
            return
        expected = "a list"
    elif not isinstance(value, dict) or (step and step[0] != "{" and step not in value):
        expected = f'an object with the key "{step}"' if step and step[0] != "{" else "an object"
    elif not step:
        yield where, keys, value
        return
    elif step[0] != "{":
        yield from _walk(value[step], way[1:], form, keys, f"{where}.{step}")
        return
    else:
        for name, inner in value.items():
            if name not in form.feed.skip:
                yield from _walk(inner, way[1:], form, keys | {step[1:-1]: name}, f"{where}.{name}")
        return
    if form.strict:
        raise form.wrong(where, expected, value)


def _claim(row: dict[str, Any], keys: dict[str, str], where: str, form: Form) -> Claim | None:
    feed = form.feed
    provider = keys.get("provider") or _text(row, feed.provider, where, form)
    model = keys.get("model") or _text(row, feed.model, where, form)
    retires = _day(row, feed.retires_on, where, form)
    earliest = _day(row, feed.earliest, where, form)
    deprecated = _day(row, feed.deprecated_on, where, form)
    gone = bool(feed.gone) and _text(row, feed.status, where, form) == feed.gone
    end = retires or earliest
    if not (end or deprecated or gone):
        return None
    for key, value in ((feed.provider, provider), (feed.model, model)):
        if not value:
            raise form.wrong(f"{where}.{key}", "a text", row.get(key))
    if deprecated and (deprecated == _day(row, feed.noticed, where, form) or (end and deprecated >= end)):
        deprecated = None
    if not (end or deprecated or gone):
        return None
    firm = "*" in feed.firm or provider in feed.firm
    return Claim(
        provider,
        model,
        end,
        deprecated,
        ("announced" if firm else "") if retires or not earliest else "earliest",
        gone,
        _several(row, feed.replacement, where, form, feed.recommended),
        _several(row, feed.reference, where, form),
    )


def _several(row: dict[str, Any], way: tuple[str, ...], where: str, form: Form, only: str = "") -> tuple[str, ...]:
    """Texts at a key, or at a key of each table in a list; `only` names a flag that such a table must carry."""
    found = row.get(way[0]) if way else None
    if found is None:
        return ()
    where = f"{where}.{way[0]}"
    items = found if isinstance(found, list) else [found]
    made = []
    for place, item in enumerate(items):
        text = item
        if len(way) > 1:
            if not isinstance(item, dict):
                raise form.wrong(f"{where}[{place}]", "an object", item)
            if only and item.get(only) is not True:
                continue
            text = item.get(way[1])
        if not isinstance(text, str):
            raise form.wrong(f"{where}[{place}]" if isinstance(found, list) else where, "a text", text)
        made.append(text)
    return tuple(made)


def _edition(data: object, feed: Feed) -> date | None:
    for key in feed.edition if isinstance(data, dict) else ():
        day = _day(data, key, "", Form(feed)) if isinstance(data, dict) else None
        if day is not None:
            return day
    return None


def _text(row: dict[str, Any], key: str, where: str, form: Form) -> str:
    found = row.get(key) if key else None
    if found is None:
        return ""
    if not isinstance(found, str):
        raise form.wrong(f"{where}.{key}", "a text", found)
    return found


def _day(row: dict[str, Any], key: str, where: str, form: Form) -> date | None:
    """The day of a date or time stamp; None when it is absent or empty."""
    text = _text(row, key, where, form)
    if not text:
        return None
    try:
        if _DAY.match(text) and (len(text) == 10 or text[10] in "T "):
            return date.fromisoformat(text[:10])
    except ValueError:
        pass
    raise form.wrong(f"{where}.{key}", "a day as 2026-01-31", text)


def _kind(found: object) -> str:
    return "a list" if isinstance(found, list) else "an object"
