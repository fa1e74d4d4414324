"""One file from text to masked evidence. In: a `SourceFile`. Out: its evidence and ignores, bounded; nothing raw passes.

Every string that a report could show goes through the masker here, where evidence is made.
"""

from __future__ import annotations

from typing import Any

from auditor.extract import reader_of
from auditor.extract.masks import MASK, SHORTEST, Masker
from auditor.extract.places import Places
from auditor.frozen import replace
from auditor.records import SECRET, Confidence, Evidence, How, Ignore, Role, SourceFile

VALUE_LIMIT = 400
_BEFORE, _LINES = 120, 60  # characters before a key, and lines above it, in which its name is looked for
_SCREENS = (".tsx", ".jsx", ".vue", ".svelte")
_NAMES = frozenset({How.IMPORT, How.CALL, How.MANIFEST, How.LOCKFILE, How.ENV})


def scan(file: SourceFile, masker: Masker, limit: int) -> tuple[list[Evidence], list[Ignore], int]:
    """Evidence and inline ignores, at most `limit` of each, and how many were left out over the limit."""
    shown = masker.mask_path(file.path)
    if shown != file.path:  # a file may be named after a key
        file = replace(file, path=shown)
    reader = reader_of(file.format)
    if reader is None:
        return [], [], 0
    evidence: list[Evidence] = []
    ignores: list[Ignore] = []
    over = 0
    told = _Told(masker)
    for found in reader(file):
        kept: list[Any] = ignores if isinstance(found, Ignore) else evidence
        if len(kept) >= limit:
            over += 1
        elif isinstance(found, Ignore):
            ignores.append(found)
        else:
            evidence.append(_masked(_read_variable(found, file), told))
    evidence += _secrets(file, masker)
    return evidence, ignores, over


def _read_variable(found: Evidence, file: SourceFile) -> Evidence:
    """A variable named in a help or error text: the program reads it, so it has the role of the file; a screen tells people."""
    if found.how is not How.ENV or found.role is not Role.PROMPT_TEXT or file.path.endswith(_SCREENS):
        return found
    return found._replace(role=file.role, confidence=Confidence.MEDIUM)


class _Told:
    """The texts of one file that were masked: lines, slots and callees come again and again."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._texts: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def mask(self, text: str) -> str:
        if len(text) < SHORTEST:
            return text
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = self._masker.mask(text)
        return known

    def mask_name(self, text: str) -> str:
        if len(text) < SHORTEST:
            return text
        known = self._names.get(text)
        if known is None:
            known = self._names[text] = self._masker.mask_name(text)
        return known


def _masked(found: Evidence, told: _Told) -> Evidence:
    value, slot = found.value[:VALUE_LIMIT], found.slot[:VALUE_LIMIT]
    new = (
        told.mask_name(value) if found.how in _NAMES else told.mask(value),
        told.mask(found.version[:VALUE_LIMIT]),
        told.mask_name(slot),
        told.mask_name(found.callee[:VALUE_LIMIT]),
        told.mask(found.excerpt),
    )
    if new == (found.value, found.version, found.slot, found.callee, found.excerpt):
        return found
    return found._replace(value=new[0], version=new[1], slot=new[2], callee=new[3], excerpt=new[4])


def _secrets(file: SourceFile, masker: Masker) -> list[Evidence]:
    if file.role in (Role.TEST, Role.FIXTURE, Role.DOCS, Role.EXAMPLE, Role.GENERATED, Role.VENDORED):
        return []
    places: Places | None = None
    found = []
    for start, end, prefix in masker.secrets(file.text):
        places = places or Places(file.text)
        evidence = places.make(file, How.LITERAL, prefix + MASK, start, end, slot=SECRET)
        named = masker.mask(_named(places, evidence.line, start))
        found.append(evidence._replace(callee=named, excerpt=masker.mask(evidence.excerpt)))
        if len(found) == 20:
            break
    return found


def _named(places: Places, line: int, start: int) -> str:
    """What a key is called: the text before it on its line, then the lines it stands under, from the nearest outwards."""
    before = places.text[max(places.starts[line - 1], start - _BEFORE) : start]
    found, depth = [before.replace("\n", " ")], len(before) - len(before.lstrip())
    for above in range(line - 1, max(line - _LINES, 0), -1):
        text = places.line_text(above, _BEFORE)
        indent = len(text) - len(text.lstrip())
        if depth and indent < depth and text.strip():
            found.append(text)
            depth = indent
    return "\n".join(found)
