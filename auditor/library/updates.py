"""From documents of feeds to the new overlay. In: bytes as they came. Out: what to tell the user, the files in place.

Everything is read, judged and loaded once as a scan would load it before a file is touched; the first fault ends it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from auditor.errors import CatalogError
from auditor.facts import Catalog, fold
from auditor.library import load_catalog, stores
from auditor.library.agreement import End, Key, Settled, known_end, settled
from auditor.library.feeds import Feed, FeedBook, feed_of, reading_of
from auditor.library.loader import read_toml
from auditor.library.stores import Seen
from auditor.rows import NamedTuple

BEHIND = timedelta(days=180)  # a feed that far behind the catalog is a leftover, not a slow one
SLACK = timedelta(days=7)  # entries come and go: the newest of them may look a little older than the last time
ALIVE = timedelta(days=30)  # a feed that says no day of its own is as of today while its entries are that fresh
LARGEST_TOML = 2_000_000
_SHOWN = 20
_KEPT = "the catalog is as it was before"


class Place(NamedTuple):
    """Where an update goes, which feeds there are, and the day it is made on."""

    folder: str
    book: FeedBook
    today: date


class Document(NamedTuple):
    """One answer: whose it is (None: told by its form), where it is from, and its bytes (None: not changed since)."""

    feed: Feed | None
    place: str
    body: bytes | None
    etag: str
    on: date  # the day to take for a feed that says none


class Past(NamedTuple):
    """What is there before the update."""

    catalog: Catalog
    seen: dict[str, Seen]
    rows: dict[Key, End]
    checked: date | None
    damaged: bool


def past_of(place: Place) -> Past:
    """The bundled catalog, what is kept of the feeds, and the rows of earlier updates; a damaged overlay counts as none."""
    path = os.path.join(place.folder, stores.OVERLAY)
    catalog = load_catalog("", "", place.book.root)
    seen = stores.state_of(os.path.join(place.folder, stores.STATE))
    if not os.path.lexists(path):
        return Past(catalog, seen, {}, None, damaged=False)
    try:
        _, checked, rows = stores.overlay_rows(read_toml(path, path), path)
    except CatalogError:
        return Past(catalog, {}, {}, None, damaged=True)
    return Past(catalog, seen, rows, checked, damaged=False)


def brought(place: Place, past: Past, documents: list[Document]) -> str:
    """Judge the documents, put the new overlay in place and say what changed."""
    seen = dict(past.seen)
    for document in documents:
        if document.body is None and document.feed is not None:
            old = seen[document.feed.name]
            alive = not document.feed.edition and (old.edition is None or place.today - old.edition <= ALIVE)
            seen[document.feed.name] = old._replace(said=max(old.said, document.on)) if alive else old
            continue
        data = _data(document)
        if isinstance(data, _Overlay):
            return _imported(place, past, data)
        feed = document.feed or feed_of(data, place.book.feeds)
        if feed is None:
            known = ", ".join(one.name for one in place.book.feeds)
            raise CatalogError(f"{document.place}: not in the form of a feed that is known", f"known: {known}; or a catalog.toml")
        seen[feed.name] = _seen(feed, data, document, past, place.today)
    voices = {name: (one.said, one.claims) for name, one in sorted(seen.items())}
    result = settled(voices, past.catalog, place.book, past.rows)
    days = [one.said for one in seen.values()] + ([past.checked] if past.checked else [])
    head = Head(" + ".join(["bundled", *voices]), min(max(days), place.today))
    return _placed(place, past, result, head, seen)


class Head(NamedTuple):
    """What an overlay says of itself: where it is from, and its day."""

    source: str
    checked: date


class _Overlay(NamedTuple):
    name: str
    tables: dict[str, Any]


def _data(document: Document) -> object:
    """JSON, or the tables of an overlay where the user named the document."""
    body = document.body or b""
    try:
        text = body.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError as fault:
        raise CatalogError(f"{document.place}: not a text in UTF-8 (byte {fault.start})", _KEPT) from None
    if text[:1] == "<":
        raise CatalogError(f"{document.place}: a web page instead of JSON", f"a login or error page, perhaps; {_KEPT}")
    if document.feed is None and text[:1] not in ("{", "["):
        return _Overlay(document.place, _tables(text, document.place))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        reason = "nested too deeply" if isinstance(fault, RecursionError) else str(fault)
        raise CatalogError(f"{document.place}: not valid JSON: {reason}", f"cut short, perhaps; {_KEPT}") from None


def _tables(text: str, place: str) -> dict[str, Any]:
    import tomli

    if len(text) > LARGEST_TOML:
        raise CatalogError(f"{place}: neither JSON nor a catalog.toml of less than 2 MB", _KEPT)
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError) as fault:
        raise CatalogError(f"{place}: neither JSON nor TOML: {fault}", _KEPT) from None


def _seen(feed: Feed, data: object, document: Document, past: Past, today: date) -> Seen:
    """What is kept of a feed just read; refused when it is older than what was there."""
    reading = reading_of(data, feed)
    edition = min(reading.edition, today) if reading.edition else None  # a clock may be ahead of ours
    old = past.seen.get(feed.name)
    if edition and old and old.edition and edition < old.edition - (timedelta(0) if reading.declared else SLACK):
        raise CatalogError(f"{document.place}: of {edition}, older than what {feed.name} said on {old.edition}", _KEPT)
    if edition and reading.declared and edition < past.catalog.as_of - BEHIND:
        raise CatalogError(f"{document.place}: of {edition}, older than the catalog of {past.catalog.as_of}", _KEPT)
    from_file = "://" not in document.place
    alive = edition is None or (not reading.declared and not from_file and today - edition <= ALIVE)
    said = min(document.on, today) if alive or edition is None else edition
    return Seen("" if from_file else document.place, document.etag, edition, said, reading.claims)


def _imported(place: Place, past: Past, overlay: _Overlay) -> str:
    """An overlay of the user's: its rows beside those that are there, the newer winning."""
    name, catalog = overlay.name, past.catalog
    source, checked, found = stores.overlay_rows(overlay.tables, name)
    if checked < max(past.checked or date.min, catalog.as_of - BEHIND):
        raise CatalogError(f"{name}: of {checked}, older than what is there", _KEPT)
    rows, added, changed = dict(past.rows), [], []
    same = older = unknown = 0
    for count, ((spelled, provider), row) in enumerate(found.items()):
        if provider not in catalog.providers:
            raise CatalogError(
                f'{name}: lifecycle[{count}].provider: "{provider}" is not in the catalog', "see: ai-audit provider ID"
            )
        if row.deprecated_on and row.retires_on and row.deprecated_on > row.retires_on:
            raise CatalogError(f"{name}: lifecycle[{count}]: deprecated_on is after retires_on", _KEPT)
        model = catalog.model_keys.get(fold(spelled))
        if model is None:
            unknown += 1
            continue
        key, end = (model, provider), row._replace(checked=min(row.checked, place.today))
        before = known_end(catalog, key, past.rows)
        if before is not None and end.checked < before.checked:
            older += 1
            continue
        rows[key] = end
        if before is None:
            added.append(key)
        elif before[:3] == end[:3]:
            same += 1
        else:
            changed.append((key, before))
    result = Settled(rows, tuple(added), tuple(changed), same, older, 0, 0, unknown, ())
    return _placed(place, past, result, Head(source, min(checked, place.today)), past.seen)


def _placed(place: Place, past: Past, result: Settled, head: Head, seen: Mapping[str, Seen]) -> str:
    """Loads the new overlay as a scan would, then puts it in place."""
    text = stores.overlay_text(head.source, head.checked, result.rows)
    with stores.trial(place.folder, text) as path:
        loaded = load_catalog("", path, place.book.root)
        for model, provider in result.rows:
            if model in loaded.models and all(end.provider != provider for end in loaded.models[model].lifecycle):
                raise CatalogError(f"{model} at {provider}: lost on the way", _KEPT)
    stores.put(place.folder, {stores.OVERLAY: text, stores.STATE: stores.state_text(seen)})
    said = f"catalog of {loaded.as_of}: {head.source}"
    return "\n".join([said, *_told(result, past), f"written to {os.path.join(place.folder, stores.OVERLAY)}"])


def _told(result: Settled, past: Past) -> list[str]:
    """What changed and what was left out, with reasons."""
    lines = [f"{len(result.added)} ends new, {len(result.changed)} changed, {result.same} as known"]
    if past.damaged:
        lines.append("the file of the earlier update was damaged and has been made anew")
    news = [(key, "new", "") for key in result.added]
    news += [(key, "changed", f", before: {_said(before)}") for key, before in result.changed]
    for (model, provider), what, before in sorted(news)[:_SHOWN]:
        lines.append(f"  {what}: {model} at {provider} {_said(result.rows[model, provider])}{before}")
    if len(news) > _SHOWN:
        lines.append(f"  and {len(news) - _SHOWN} more")
    reasons = (
        (result.unknown, "of models or providers that the catalog does not know"),
        (result.alone, "that only one feed tells, without a page of the provider"),
        (result.older, "older than what the catalog knows"),
        (result.gone, "of models that are called gone without a day"),
        (len(result.disputed), "on which feeds do not agree"),
    )
    lines += [f"left out: {count} {reason}" for count, reason in reasons if count]
    lines += [f"  disputed: {dispute}" for dispute in result.disputed[:_SHOWN]]
    return lines


def _said(end: End) -> str:
    if end.retires_on is None:
        return f"deprecated {end.deprecated_on}"
    return f"{'retires' if end.certainty == 'announced' else 'retires not before'} {end.retires_on}"
