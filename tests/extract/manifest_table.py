"""How the manifest tests say what they expect: one line of text per evidence."""

from __future__ import annotations

import re

from auditor.extract import reader_of
from auditor.records import Evidence, Role, SourceFile

NEEDLE = re.compile("acme", re.IGNORECASE)


def file_of(format_: str, text: str, path: str = "x/manifest") -> SourceFile:
    """A source file in which every `acme` is a hit."""
    hits = tuple(match.start() for match in NEEDLE.finditer(text))
    return SourceFile(path=path, format=format_, role=Role.PRODUCTION, text=text, hits=hits)


def evidence(format_: str, text: str, path: str = "x/manifest") -> list[Evidence]:
    """What the reader of a format finds, with every place checked against the text."""
    reader = reader_of(format_)
    assert reader is not None
    found = [one for one in reader(file_of(format_, text, path)) if isinstance(one, Evidence)]
    lines = text.split("\n")
    for one in found:
        written = lines[one.line - 1][one.column - 1 : one.end_column - 1]
        if one.slot != "file":  # the name of a project file stands outside of its text
            assert written == one.value or one.value.endswith(f":{written}") or one.language in {"maven", "swift"}, one
    return found


def rows(format_: str, text: str, path: str = "x/manifest") -> list[str]:
    """Evidence of what bears the needle, own names and includes: `line:column value specifier resolved scope`, `-` for nothing."""
    return [
        f"{one.line}:{one.column} {one.value} {one.version or '-'} {one.resolved or '-'} {one.scope or '-'}"
        for one in evidence(format_, text, path)
        if NEEDLE.search(one.value) or one.scope in {"own", "include"} or one.how != "manifest"
    ]


def survives_every_cut(format_: str, text: str) -> None:
    """No beginning of a text, and no text with a hole, may raise."""
    reader = reader_of(format_)
    assert reader is not None
    for end in range(len(text)):
        list(reader(file_of(format_, text[:end])))
        list(reader(file_of(format_, text[end:])))
