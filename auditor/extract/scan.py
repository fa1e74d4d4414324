"""One file from text to masked evidence. In: a `SourceFile`. Out: its evidence and ignores, bounded; nothing raw passes.

Every string that a report could show goes through the masker here, where evidence is made.
"""

from __future__ import annotations

from auditor.extract import reader_of
from auditor.extract.masks import MASK, Masker
from auditor.extract.places import Places
from auditor.records import SECRET, Confidence, Evidence, How, Ignore, Role, SourceFile

VALUE_LIMIT = 400
_NAMES = frozenset({How.IMPORT, How.CALL, How.MANIFEST, How.LOCKFILE, How.ENV})


def scan(file: SourceFile, masker: Masker, limit: int) -> tuple[list[Evidence], list[Ignore], int]:
    """Evidence (at most `limit`), inline ignores, and how much evidence was left out over the limit."""
    reader = reader_of(file.format)
    if reader is None:
        return [], [], 0
    evidence: list[Evidence] = []
    ignores: list[Ignore] = []
    over = 0
    for found in reader(file):
        if isinstance(found, Ignore):
            ignores.append(found)
        elif len(evidence) >= limit:
            over += 1
        else:
            evidence.append(_masked(_read_variable(found, file.role), masker))
    evidence += _secrets(file, masker)
    return evidence, ignores, over


def _read_variable(found: Evidence, role: Role) -> Evidence:
    """A variable named in a help or error text: the program reads it, so it has the role of the file."""
    if found.how is not How.ENV or found.role is not Role.PROMPT_TEXT:
        return found
    return found._replace(role=role, confidence=Confidence.MEDIUM)


def _masked(found: Evidence, masker: Masker) -> Evidence:
    value = found.value[:VALUE_LIMIT]
    named = found.how in _NAMES
    return found._replace(
        value=masker.mask_name(value) if named else masker.mask(value),
        version=masker.mask(found.version[:VALUE_LIMIT]),
        slot=masker.mask_name(found.slot[:VALUE_LIMIT]),
        callee=masker.mask_name(found.callee[:VALUE_LIMIT]),
        excerpt=masker.mask(found.excerpt),
    )


def _secrets(file: SourceFile, masker: Masker) -> list[Evidence]:
    if file.role in (Role.TEST, Role.FIXTURE, Role.DOCS, Role.EXAMPLE, Role.GENERATED, Role.VENDORED):
        return []
    places: Places | None = None
    found = []
    for start, end, prefix in masker.secrets(file.text):
        places = places or Places(file.text)
        evidence = places.make(file, How.LITERAL, prefix + MASK, start, end, slot=SECRET)
        found.append(evidence._replace(excerpt=masker.mask(evidence.excerpt)))
        if len(found) == 20:
            break
    return found
