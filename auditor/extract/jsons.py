"""JSON files of any product, with comments and trailing commas. In: text. Out: evidence with full key paths; look-up tables and
minified files give hits only.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.config_sheet import Sheet
from auditor.extract.config_tables import table_sites
from auditor.extract.entries import Hits, Wanted
from auditor.extract.nodes import json_entries
from auditor.extract.places import Places
from auditor.extract.settle import settle
from auditor.extract.texts import as_described, is_recorded, word_evidence
from auditor.extract.yamls import spans
from auditor.records import Evidence, How, Ignore, SourceFile

_MINIFIED = 200_000
_CARDS = frozenset({"config.json", "adapter_config.json", "tokenizer_config.json"})  # beside weights
_FACTS = {
    "_name_or_path": "name",
    "name_or_path": "name",
    "base_model_name_or_path": "base_model",
    "model_type": "architecture",
    "architectures": "architecture",
    "peft_type": "adapter",
}


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a JSON file that has hits, and the ignores in its comments."""
    if not file.hits:
        return
    file = as_described(file)
    places, hits = Places(file.text), Hits(file.hits)
    if is_recorded(file):
        yield from word_evidence(file, places)
        return
    terse = len(file.text) > _MINIFIED and len(file.text) > len(places.starts) * 2_000
    entries = json_entries(file.text, Wanted(file.hits, terse=terse))
    sheet = Sheet(file=file, places=places, hits=hits, tables=table_sites(entries, hits), terse=terse)
    facts = _FACTS if file.path.rpartition("/")[2] in _CARDS else {}
    for entry in entries:
        slot = facts.get(entry.slot.removesuffix("[]"))
        if slot and entry.value:
            yield sheet.make(How.ARTIFACT, entry.value, entry.at, entry.end, entry, slot=slot)
    yield from settle(sheet, [entry for entry in entries if entry.slot.removesuffix("[]") not in facts])
    yield from comment_evidence(file, places, Spans(spans(entries)), ("//", "/*"))
