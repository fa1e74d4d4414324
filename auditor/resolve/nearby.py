"""Evidence that stands together. In: evidence, or what it shows. Out: the call, block or file around it; who is shown twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.records import Evidence, How, Role

ASIDE = frozenset({Role.COMMENT, Role.DOCS, Role.PROMPT_TEXT, Role.LOOKUP_TABLE})  # roles of what is only told


def folder_of(path: str) -> str:
    """The directory of a file, "" for the root."""
    return path.rpartition("/")[0]


def around(one: Evidence) -> tuple[str, str]:
    """The call or the block of a file of settings; in code that gives it to no call, the file."""
    return one.path, one.site if one.callee or one.how is How.CONFIG else ""


def paired(shown: Iterable[tuple[Evidence, str]]) -> set[str]:
    """Providers of whom one file shows both a variable and the port: either alone could be any server's."""
    ways: dict[tuple[str, str], set[How]] = defaultdict(set)
    for one, provider in shown:
        if one.role not in ASIDE:
            ways[one.path, provider].add(one.how)
    return {provider for (_, provider), found in ways.items() if found >= {How.ENV, How.ENDPOINT}}
