"""TOML files of any product that are no manifest. In: text. Out: evidence with full key paths."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.config_sheet import Sheet
from auditor.extract.config_tables import table_sites
from auditor.extract.entries import Hits, Wanted
from auditor.extract.nodes import toml_entries
from auditor.extract.places import Places
from auditor.extract.settle import settle
from auditor.extract.yamls import spans
from auditor.records import Evidence, Ignore, SourceFile


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a TOML file that has hits, and its ignores."""
    if not file.hits:
        return
    places, hits = Places(file.text), Hits(file.hits)
    entries = toml_entries(file.text, Wanted(file.hits))
    yield from settle(Sheet(file=file, places=places, hits=hits, tables=table_sites(entries, hits)), entries)
    yield from comment_evidence(file, places, Spans(spans(entries)))
