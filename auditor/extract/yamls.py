"""YAML files of any product. In: text, parsed by events or, where that fails, line by line. Out: evidence with full key paths."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.config_sheet import Sheet
from auditor.extract.config_tables import table_sites
from auditor.extract.embedded import embedded_entries
from auditor.extract.entries import Entry, Hits, Wanted
from auditor.extract.places import Places
from auditor.extract.settle import settle
from auditor.extract.texts import as_described, is_recorded, word_evidence
from auditor.extract.yaml_events import yaml_entries
from auditor.extract.yaml_outline import outline_entries
from auditor.records import Evidence, Ignore, SourceFile

_TEMPLATE = ("{{-", "{%", "{{ if", "{{ range", "{{ include", "{{ template", "{{/*")


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a YAML file that has hits, and its ignores."""
    if not file.hits:
        return
    file = as_described(file)
    places, hits = Places(file.text), Hits(file.hits)
    if is_recorded(file):
        yield from word_evidence(file, places)
        return
    entries = [*inner(entries_of(file.text, file.hits), file.text, file.hits)]
    sheet = Sheet(file=file, places=places, hits=hits, tables=table_sites(entries, hits))
    yield from settle(sheet, entries)
    yield from comment_evidence(file, places, Spans(spans(entries)))


def entries_of(text: str, hits: tuple[int, ...]) -> list[Entry]:
    """Entries by the parser; where it gives up, or the file is a template, by lines."""
    if any(mark in text for mark in _TEMPLATE):
        return [*outline_entries(text)]
    entries, done = yaml_entries(text, Wanted(hits))
    if done >= len(text):
        return entries
    by_lines = [*outline_entries(text)]
    return [*entries, *(entry for entry in by_lines if max(entry.end, entry.key_at) > done)]


def inner(entries: list[Entry], text: str, offsets: tuple[int, ...]) -> Iterator[Entry]:
    """Entries, with files that stand inside block scalars (config maps) read as files."""
    hits = Hits(offsets)
    for entry in entries:
        replaced = embedded_entries(entry, text, hits) if entry.kind == "block" and hits.any(entry.at, entry.end) else None
        if replaced is None:
            yield entry
        else:
            yield from replaced


def spans(entries: list[Entry]) -> Iterator[tuple[int, int]]:
    """Where keys and scalars stand."""
    for entry in entries:
        if entry.key_at >= 0:
            yield entry.key_at, entry.key_at + len(entry.key)
        if entry.end > entry.at:
            yield entry.at, entry.end
