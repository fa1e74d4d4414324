"""Addresses where models are called at a host that no needle knows. In: a source file. Out: the same with hits at them.

Only what every compatible server answers at, written in full: the rest of such a file says whom it asks.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.frozen import replace
from auditor.records import SourceFile

_PATH = "/completions"
_ADDRESS = re.compile(r"https?://[\w.:-]{3,120}/(?:[\w.-]{1,60}/){0,6}(?:chat|v\d)/completions\b")


def with_addresses(file: SourceFile) -> SourceFile:
    """The file with a hit wherever such an address begins; unchanged when it has no other hit."""
    if not file.hits or _PATH not in file.text:
        return file
    found = {match.start() for match in _ADDRESS.finditer(file.text)}
    return replace(file, hits=tuple(sorted(found.union(file.hits)))) if found else file
