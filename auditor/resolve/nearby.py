"""Evidence that stands together. In: evidence, or what it shows. Out: the call, block or file around it; who is shown twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor import lazy_re as re
from auditor.records import Evidence, How, Role

ASIDE = frozenset({Role.COMMENT, Role.DOCS, Role.PROMPT_TEXT, Role.LOOKUP_TABLE})  # roles of what is only told
_OPENS = re.compile(r"[\w.]{0,80}(?:client|resource)\(\s{0,3}(?:service\w{0,10}\s?=\s?)?[\"']([\w.-]{1,60})[\"']")


def folder_of(path: str) -> str:
    """The directory of a file, "" for the root."""
    return path.rpartition("/")[0]


def around(one: Evidence) -> tuple[str, str]:
    """The call or the block of a file of settings; in code that gives it to no call, the file."""
    return one.path, one.site if one.callee or one.how is How.CONFIG else ""


def opens(one: Evidence) -> str:
    """The service for which a call of a whole cloud's SDK makes a client, "" where its line does not say: `client("storage")`."""
    found = None if one.receiver else _OPENS.match(one.excerpt, one.column - 1)
    return found[1] if found else ""


def paired(shown: Iterable[tuple[Evidence, str]]) -> set[str]:
    """Providers of whom one file shows both a variable and the port: either alone could be any server's."""
    ways: dict[tuple[str, str], set[How]] = defaultdict(set)
    for one, provider in shown:
        if one.role not in ASIDE:
            ways[one.path, provider].add(one.how)
    return {provider for (_, provider), found in ways.items() if found >= {How.ENV, How.ENDPOINT}}
