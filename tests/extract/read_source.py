"""Reads a text as one file with hits of an invented vendor; shared by the tests of source code."""

from __future__ import annotations

from auditor.extract import reader_of
from auditor.records import Evidence, How, Ignore, Role, SourceFile

NEEDLES = ("acme",)


def read_text(
    format_: str, text: str, path: str = "", needles: tuple[str, ...] = NEEDLES, role: Role = Role.PRODUCTION
) -> list[Evidence]:
    """All evidence of a text; needles match in any case, as the prefilter's do."""
    return [found for found in read_all(format_, text, path, needles, role) if isinstance(found, Evidence)]


def read_all(
    format_: str, text: str, path: str = "", needles: tuple[str, ...] = NEEDLES, role: Role = Role.PRODUCTION
) -> list[Evidence | Ignore]:
    lower, hits = text.lower(), set()
    for needle in needles:
        at = lower.find(needle)
        while at >= 0:
            hits.add(at)
            at = lower.find(needle, at + 1)
    file = SourceFile(path=path or f"src/file.{format_}", format=format_, role=role, text=text, hits=tuple(sorted(hits)))
    reader = reader_of(format_)
    assert reader is not None
    return list(reader(file))


def brief(found: Evidence) -> str:
    """One line of evidence: `how value slot=.. callee=.. via=.. role`, parts that say nothing left out."""
    parts = [found.how.value, found.value]
    parts += [f"{name}={value}" for name in ("slot", "via") if (value := getattr(found, name))]
    if found.how.value != "call" and found.callee:
        parts.append(f"callee={found.callee}")
    if found.role is not Role.PRODUCTION:
        parts.append(found.role.value)
    return " ".join(parts)


def marks(found: list[Evidence]) -> str:
    """What literals and addresses are, by place: `x table`, `x said`, or `x =slot @callee <variable`."""
    said = {Role.LOOKUP_TABLE: "table", Role.PROMPT_TEXT: "said", Role.COMMENT: "comment"}
    parts = []
    for one in found:
        if one.how in (How.LITERAL, How.ENDPOINT):
            use = f"={one.slot}" + f" @{one.callee}" * bool(one.callee) + f" <{one.via}" * bool(one.via)
            parts.append(f"{one.value} {said.get(one.role, use)}")
    return " | ".join(dict.fromkeys(parts))
