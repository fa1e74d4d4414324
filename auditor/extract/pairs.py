"""Dotenv, Java properties, ini files, pairs in braces. In: text. Out: variables for dotenv, else settings with full key paths."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.config_sheet import Sheet
from auditor.extract.entries import Entry, Hits, is_worth
from auditor.extract.hocon import block_pairs, is_blocks
from auditor.extract.pairs_lines import pair_entries
from auditor.extract.places import Places
from auditor.extract.settle import settle
from auditor.extract.variables import dotenv_evidence
from auditor.extract.yamls import spans
from auditor.records import Evidence, Ignore, SourceFile

_MARKS = {"env": ("#",), "properties": ("#", "!"), "ini": ("#", ";")}


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a file of pairs that has hits, and its ignores."""
    if not file.hits:
        return
    places, hits = Places(file.text), Hits(file.hits)
    blocks = file.format == "ini" and is_blocks(file.path, file.text)
    entries = block_pairs(file.text) if blocks else pair_entries(file.text, colon=file.format == "properties")
    sheet = Sheet(file=file, places=places, hits=hits)
    if file.format == "env":
        for entry in entries:
            if _says(entry, hits):
                yield from dotenv_evidence(sheet, entry)
    else:
        yield from settle(sheet, entries)
    marks = ("#", "//") if blocks else _MARKS.get(file.format, ("#",))
    yield from comment_evidence(file, places, Spans(spans(entries)), marks)


def _says(entry: Entry, hits: Hits) -> bool:
    return hits.any(entry.key_at, entry.key_at + len(entry.key)) or hits.any(entry.at, entry.end) or is_worth(entry.key)
