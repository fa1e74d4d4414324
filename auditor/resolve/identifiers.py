"""Names by which SDKs offer model ids as constants. In: an identifier of code. Out: the ids it may spell, the likeliest first.

`ModelAcme3_7MiniLatest`, `ACME3Dot5Turbo`, `ChatModelAcme4o20240806`.
"""

from __future__ import annotations

from collections.abc import Mapping

from auditor import lazy_re as re
from auditor.records import Evidence, How
from auditor.resolve.constants import is_quoted
from auditor.resolve.slots import last_segment, words

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{2,79}")
_SCAFFOLD = re.compile(r"[A-Za-z]{0,40}?Models?_?(?=[A-Z])")  # `ChatModelAcme4`
_DAY = re.compile(r"_?(20\d\d)_?([01]\d)_?([0-3]\d)\Z")
_DOT = re.compile(r"(?<=\d)Dot(?=\d)")
_JOINT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z]{2})(?=\d)")
_ADDED = frozenset({("api",), ("ai",), ("ad",)})


def told_of(one: Evidence, prefixes: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The platform that a member of an SDK is called after, behind the words of its slot: `Backend: acme.BackendUmbrella`."""
    said, lead = words(one.value), words(last_segment(one.slot))
    rest = said[len(lead) :] if said[: len(lead)] == lead and one.how is How.LITERAL and not is_quoted(one) else ()
    told = ("".join(rest), "".join(rest[:-1]) if rest[-1:] in _ADDED else "")
    return next(filter(None, (prefixes.get(name) or names.get(name) for name in told)), "")


def spellings(name: str) -> tuple[str, ...]:
    """The ids that an identifier may spell; none for plain words and lists: `ChatModel`, `model2`, `ACME_MODELS`."""
    said = any(char.isdigit() for char in name) or name.endswith("Latest")
    if not said or name.islower() or name.lower().endswith("models") or not _NAME.fullmatch(name):
        return ()
    found: list[str] = []
    lead = _SCAFFOLD.match(name)
    for text in (name, name[lead.end() :] if lead else ""):
        day = _DAY.search(text)
        stem = _JOINT.sub("-", _DOT.sub("-", text[: day.start()] if day else text)).replace("_", "-")
        if stem and day:
            found += [f"{stem}-{day[1]}-{day[2]}-{day[3]}".lower(), f"{stem}-{day[1]}{day[2]}{day[3]}".lower()]
        elif stem:
            found.append(stem.lower())
    return tuple(dict.fromkeys(found))
