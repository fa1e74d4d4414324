"""HCL and Bicep files. In: text. Out: evidence for resource types, attributes, variables with their defaults and list items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.extract.block_entries import block_entries
from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.config_sheet import Sheet
from auditor.extract.config_tables import table_sites
from auditor.extract.entries import Entry, Hits, is_generic
from auditor.extract.places import Places
from auditor.extract.settle import settle
from auditor.extract.yamls import inner, spans
from auditor.records import Evidence, How, Ignore, SourceFile

_WORDS = frozenset({"true", "false", "null", "string", "int", "bool", "object", "array", "number", "any", "list", "map", "set"})


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a file in a block language that has hits, and its ignores."""
    if not file.hits:
        return
    places, hits = Places(file.text), Hits(file.hits)
    entries = block_entries(file.text)
    sheet = Sheet(file=file, places=places, hits=hits, tables=table_sites(entries, hits))
    yield from _types(sheet, entries)
    yield from _declared(
        settle(sheet, inner([entry for entry in entries if entry.kind not in {"type", "ref"}], file.text, file.hits))
    )
    marks = ("#", "//", "/*") if file.format == "hcl" else ("//", "/*")
    yield from comment_evidence(file, places, Spans(spans(entries)), marks)


def _types(sheet: Sheet, entries: Iterable[Entry]) -> Iterator[Evidence]:
    for entry in entries:
        if entry.kind == "type" and sheet.hits.any(entry.at, entry.end):
            yield sheet.make(How.MANIFEST, entry.value, entry.at, entry.end, entry, language="terraform", scope="runtime")
        elif (
            entry.kind == "ref"
            and entry.key_at >= 0
            and entry.value not in _WORDS
            and not entry.value[0].isdigit()
            and is_generic(entry)
        ):
            yield sheet.make(How.CONFIG, "", entry.at, entry.end, entry, via=entry.value)


def _declared(found: Iterable[Evidence]) -> Iterator[Evidence]:
    """The default of a variable stands in the slot of the variable, which can be set from outside."""
    for evidence in found:
        parts = evidence.slot.split(".")
        if len(parts) == 3 and parts[0] == "variable" and parts[2] == "default":
            yield evidence._replace(slot=f"variable.{parts[1]}", via=f"var.{parts[1]}")
        elif len(parts) == 2 and parts[0] == "param" and evidence.value:
            yield evidence._replace(via=parts[1])
        else:
            yield evidence
