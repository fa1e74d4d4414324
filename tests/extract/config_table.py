"""What a configuration file says, as short rows: how, value, slot and what else a case asks for."""

from __future__ import annotations

import re

from auditor.discover.formats import format_of
from auditor.extract import reader_of
from auditor.records import Evidence, Ignore, Role, SourceFile

NEEDLE = re.compile(r"acme|(?<![a-z])nova", re.IGNORECASE)


def read(path: str, text: str, role: Role = Role.CONFIG) -> list[Evidence | Ignore]:
    hits = tuple(match.start() for match in NEEDLE.finditer(text))
    reader = reader_of(format_of(path))
    assert reader is not None
    return list(reader(SourceFile(path=path, format=format_of(path), role=role, text=text, hits=hits)))


def evidence(path: str, text: str, role: Role = Role.CONFIG) -> list[Evidence]:
    return [one for one in read(path, text, role) if isinstance(one, Evidence)]


def rows(path: str, text: str, role: Role = Role.CONFIG) -> list[tuple[str, str, str]]:
    """(how, value, slot) of everything that is no comment, in order; the value is what stands at its place."""
    found = evidence(path, text, role)
    lines = text.splitlines()
    for one in found:
        there = lines[one.line - 1][one.column - 1 : one.end_column - 1]
        assert not one.value or one.via or one.value in there or there in one.value or "@" in there or ":" in there, (one, there)
    return [(one.how.value, one.value, one.slot) for one in found if one.role is not Role.COMMENT]
