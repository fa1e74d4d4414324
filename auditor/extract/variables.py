"""Environment variables in configuration. In: an entry that sets, names or refers to one. Out: evidence for the variable, and a
second one for the value it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extract.config_sheet import Sheet, is_address
from auditor.extract.entries import Entry, Hits, is_env_parent, is_secret, is_valued, is_variable, is_worth, turns_off
from auditor.extract.references import filling, references, settled
from auditor.records import Evidence, How

LONG = 240
SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "~", "enabled", "disabled"})


def variable_of(entry: Entry) -> tuple[str, int, str] | None:
    """Name, offset of the value in the entry's text, and value, when the entry sets an environment variable."""
    if entry.kind == "item":
        if not is_env_parent(entry.key):
            return None
        name, equals, value = entry.value.partition("=")
        if is_variable(name.strip()) or (equals and re.fullmatch(r"[A-Z][A-Z0-9_]{1,80}", name)):
            return name.strip(), len(name) + len(equals), value
        return None
    if entry.kind == "block" or not is_variable(entry.key):
        return None
    return entry.key, 0, entry.value


def dotenv_evidence(sheet: Sheet, entry: Entry) -> Iterator[Evidence]:
    """Evidence of one line of a dotenv file, where every key is a variable."""
    yield from variable_evidence(sheet, entry, entry.key, 0, entry.value)


def variable_evidence(sheet: Sheet, entry: Entry, name: str, offset: int, value: str) -> Iterator[Evidence]:
    """Evidence for a variable that an entry sets, and for its value unless that is a secret."""
    if turns_off(name, value):
        return
    at = entry.at if entry.kind == "item" or entry.key_at < 0 else entry.key_at
    yield sheet.make(How.ENV, name, at, at + len(name), entry)
    if is_secret(name):
        for ref in references(entry.value[offset:]):
            if is_variable(ref.name):
                start = entry.at + offset + ref.name_at
                yield sheet.make(How.ENV, ref.name, start, start + len(ref.name), entry, **filling(name, value))
        return
    yield from value_evidence(sheet, entry, (value, entry.at + offset), name)


def value_evidence(sheet: Sheet, entry: Entry, found: tuple[str, int], name: str) -> Iterator[Evidence]:
    """The value that a variable is set to: a second evidence in the slot of its name, when it says something."""
    value, at = found
    quoted = value[:1] in {'"', "'"}
    value, at = value.strip().strip("\"'"), at + quoted
    refs = references(value)
    literal, via, inner = settled(value, refs)
    for ref in refs:
        if is_variable(ref.name) and ref.name != name:
            more = filling(name, value)
            yield sheet.make(How.ENV, ref.name, at + ref.name_at, at + ref.name_at + len(ref.name), entry, **more)
    if not literal or len(literal) > LONG or "{{" in literal or literal.isdecimal() or literal.lower() in SWITCHES:
        return
    if literal[0] + literal[-1] == "<>":
        return  # to be filled in: `<acme-organization-id>`
    named = is_valued(name) and entry_hit(sheet.hits, entry, name)
    if named or sheet.hits.any(at, at + len(value)) or is_worth(name):
        how = How.ENDPOINT if is_address(literal, name) else How.LITERAL
        yield sheet.make(how, literal, at + inner, at + inner + len(literal), entry, slot=name, via=via or name)


def entry_hit(hits: Hits, entry: Entry, name: str) -> bool:
    """Tell whether a needle begins in the name of the variable that an entry sets."""
    at = entry.at if entry.kind == "item" else entry.key_at
    return at >= 0 and hits.any(at, at + len(name))


def named_variable(sheet: Sheet, entry: Entry, in_value: bool) -> Iterator[Evidence] | None:
    """`name: X` beside `value: y` (Kubernetes, pipelines, app manifests), and scalars that are names of variables."""
    if entry.kind == "block" or not is_variable(entry.value):
        return None
    beside = sheet.values.get(entry.site) if entry.key.lower() in {"name", "key"} else None
    entry = _in_list(entry)
    beside = beside._replace(site=entry.site) if beside is not None else None
    if beside is not None:
        said = in_value or sheet.hits.any(beside.at, beside.end) or is_worth(entry.value)
        return _pair(sheet, entry, beside) if said else iter(())
    if in_value:
        return iter((sheet.make(How.ENV, entry.value, entry.at, entry.end, entry, **_kept_for(sheet, entry)),))
    return None


def _in_list(entry: Entry) -> Entry:
    """The name of a variable in the block that all of one program are, however they are listed."""
    listed = entry.key.lower() == "name" and entry.site.endswith("]") and is_env_parent(entry.parent)
    return entry._replace(site=entry.site[: entry.site.rfind("[")]) if listed else entry


def _kept_for(sheet: Sheet, entry: Entry) -> dict[str, str]:
    """Slot and site of the variable that a key of a secret fills: `secretKeyRef: {key: X}`, `remoteRef: {property: X}`."""
    if entry.key.lower() not in {"key", "property"} or not entry.parent.lower().endswith("ref"):
        return {}
    above = entry.site.rpartition(".")[0]
    for site in (above, above.rpartition(".")[0]):
        named = sheet.named.get(site)
        if named is not None:
            return {"slot": named.value, "site": _in_list(named).site}
        home, _, name = site.rpartition(".")
        if is_variable(name):
            return {"slot": name, "site": home}
    return {}


def _pair(sheet: Sheet, entry: Entry, beside: Entry) -> Iterator[Evidence]:
    if turns_off(entry.value, beside.value):
        return
    yield sheet.make(How.ENV, entry.value, entry.at, entry.end, entry)
    if not is_secret(entry.value) and beside.kind not in {"map", "alias"}:
        yield from value_evidence(sheet, beside, (beside.value, beside.at), entry.value)


def references_in(sheet: Sheet, entry: Entry, *, every: bool = False) -> Iterator[Evidence]:
    """Variables that a scalar refers to; those without a needle only when `every` is asked."""
    if entry.kind == "block":
        return
    for ref in references(entry.value):
        at = entry.at + ref.name_at
        if is_variable(ref.name) and (every or sheet.hits.any(at, at + len(ref.name))):
            yield sheet.make(How.ENV, ref.name, at, at + len(ref.name), entry)
