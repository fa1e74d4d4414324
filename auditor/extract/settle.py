"""From entries to evidence. In: the entries of one configuration file and its hits. Out: `Evidence` for every key and scalar a
needle begins in, and for the generic slots (model, provider, base url ...) of the same file; values of secrets are never given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.extract.commands import command_evidence, list_evidence
from auditor.extract.entries import (
    Entry,
    Hits,
    is_code,
    is_command,
    is_env_parent,
    is_generic,
    is_prose,
    is_secret,
    is_valued,
    is_variable,
    is_worth,
    plain,
)
from auditor.extract.images import image
from auditor.extract.places import Places
from auditor.extract.references import references, settled
from auditor.extract.texts import text_evidence
from auditor.records import Evidence, How, Role, SourceFile

MOST = 1_500
LONG = 240
SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none", "~", "enabled", "disabled"})
_URL = re.compile(r"(?:https?|wss?|grpcs?)://[^\s\"'<>]", re.IGNORECASE)
_HOST = re.compile(r"(?:[A-Za-z0-9][\w.-]{0,200}):\d{2,5}(?:/[^\s]{0,200})?$|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,20}(?:/[^\s]{0,200})?$")
_ADDRESS_KEY = re.compile(r"(?:url|uri|host|endpoint|base|server|address|addr|baseurls|urls|domain|origin)$")
_ACTION = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}(?:/[\w./-]{1,200})?$")


@dataclass(slots=True)
class Sheet:
    """One file being settled: its text with lines, its hits, and the entries that join others."""

    file: SourceFile
    places: Places
    hits: Hits
    tables: frozenset[str] = frozenset()  # sites of look-up tables
    terse: bool = False  # only hits: minified or generated files
    values: dict[str, Entry] = field(default_factory=dict)  # site -> `value:` beside a `name:`
    named: set[str] = field(default_factory=set)  # sites where a `name:` names a variable
    tags: dict[str, Entry] = field(default_factory=dict)  # site -> `tag:` beside a `repository:`
    registries: dict[str, Entry] = field(default_factory=dict)

    def make(self, how: How, value: str, start: int, end: int, entry: Entry, **more: str) -> Evidence:
        """Evidence that stands in the entry's slot and site."""
        fields: dict[str, object] = {"slot": entry.slot, "site": entry.site, **more}
        if self.tables and "role" not in fields and in_table(entry.site, self.tables):
            fields["role"] = Role.LOOKUP_TABLE
        return self.places.make(self.file, how, value, start, max(end, start), **fields)


def in_table(site: str, tables: frozenset[str]) -> bool:
    """Tell whether a site is one of the tables or lies below one."""
    if site in tables:
        return True
    at = max(site.rfind("."), site.rfind("["))
    while at > 0:
        if site[:at] in tables:
            return True
        at = max(site.rfind(".", 0, at), site.rfind("[", 0, at))
    return False


def settle(sheet: Sheet, entries: Iterable[Entry]) -> Iterator[Evidence]:
    """Evidence of all entries, at most `MOST`."""
    kept = list(entries)
    for entry in kept:
        word = entry.key.lower()
        if word in {"value", "default", "defaultvalue"}:
            sheet.values.setdefault(entry.site, entry)
        elif word in {"name", "key"} and is_variable(entry.value):
            sheet.named.add(entry.site)
        elif word == "tag":
            sheet.tags.setdefault(entry.site, entry)
        elif word == "registry":
            sheet.registries.setdefault(entry.site, entry)
    count = 0
    for found in _all(sheet, kept):
        yield found
        count += 1
        if count >= MOST:
            return


def _all(sheet: Sheet, entries: list[Entry]) -> Iterator[Evidence]:
    run: list[Entry] = []  # items of one list of words: the arguments of a command
    for entry in entries:
        if entry.kind == "item" and is_command(entry.key):
            if run and (run[-1].slot != entry.slot or run[-1].site != entry.site):
                yield from list_evidence(sheet.file, sheet.places, sheet.hits, run)
                run = []
            run.append(entry)
            continue
        if run:
            yield from list_evidence(sheet.file, sheet.places, sheet.hits, run)
            run = []
        yield from _one(sheet, entry)
    if run:
        yield from list_evidence(sheet.file, sheet.places, sheet.hits, run)


def _one(sheet: Sheet, entry: Entry) -> Iterator[Evidence]:
    hits = sheet.hits
    if entry.site in sheet.named and sheet.values.get(entry.site) is entry:
        return  # said with the name beside it
    in_value = hits.any(entry.at, entry.end) if entry.end > entry.at else False
    in_key = entry.key_at >= 0 and hits.any(entry.key_at, entry.key_at + len(entry.key) + 1)
    if entry.kind in {"map", "alias"}:
        if in_key or in_value:
            start = entry.at if entry.kind == "alias" and in_value else max(entry.key_at, 0)
            value = entry.value if entry.kind == "alias" and in_value else ""
            yield sheet.make(How.CONFIG, value, start, start + len(value or entry.key), entry)
        return
    variable = _variable_of(entry)
    if variable and (in_key or in_value or (is_worth(variable[0]) and not sheet.terse)):
        yield from _variable(sheet, entry, *variable)
        return
    named = _named_variable(sheet, entry, in_value)
    if named is not None:
        yield from named
        return
    if not (in_value or in_key or (not sheet.terse and is_generic(entry))):
        yield from _references(sheet, entry)
        return
    if in_value and is_command(entry.key) and (entry.kind == "block" or " " in entry.value):
        yield from command_evidence(sheet.file, sheet.places, hits, entry)
        return
    yield from _scalar(sheet, entry, in_value, in_key)


def _variable_of(entry: Entry) -> tuple[str, int, str] | None:
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
    yield from _variable(sheet, entry, entry.key, 0, entry.value)


def _variable(sheet: Sheet, entry: Entry, name: str, offset: int, value: str) -> Iterator[Evidence]:
    at = entry.at if entry.kind == "item" else entry.key_at
    yield sheet.make(How.ENV, name, at, at + len(name), entry)
    if is_secret(name):
        yield from _references(sheet, entry, every=True)
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
            yield sheet.make(How.ENV, ref.name, at + ref.name_at, at + ref.name_at + len(ref.name), entry, slot=name)
    if not literal or len(literal) > LONG or "{{" in literal or literal.isdecimal() or literal.lower() in SWITCHES:
        return
    named = is_valued(name) and entry_hit(sheet.hits, entry, name)
    if named or sheet.hits.any(at, at + len(value)) or is_worth(name):
        how = How.ENDPOINT if _is_address(literal, name) else How.LITERAL
        yield sheet.make(how, literal, at + inner, at + inner + len(literal), entry, slot=name, via=name if not via else via)


def entry_hit(hits: Hits, entry: Entry, name: str) -> bool:
    """Tell whether a needle begins in the name of the variable that an entry sets."""
    at = entry.at if entry.kind == "item" else entry.key_at
    return at >= 0 and hits.any(at, at + len(name))


def _named_variable(sheet: Sheet, entry: Entry, in_value: bool) -> Iterator[Evidence] | None:
    """`name: X` beside `value: y` (Kubernetes, pipelines, app manifests), and scalars that are names of variables."""
    if entry.kind in {"block"} or not is_variable(entry.value):
        return None
    beside = sheet.values.get(entry.site) if entry.key.lower() in {"name", "key"} else None
    if beside is not None:
        said = in_value or sheet.hits.any(beside.at, beside.end) or is_worth(entry.value)
        return _pair(sheet, entry, beside) if said else iter(())
    if in_value:
        return iter((sheet.make(How.ENV, entry.value, entry.at, entry.end, entry),))
    return None


def _pair(sheet: Sheet, entry: Entry, beside: Entry) -> Iterator[Evidence]:
    yield sheet.make(How.ENV, entry.value, entry.at, entry.end, entry)
    if not is_secret(entry.value) and beside.kind not in {"map", "alias"}:
        yield from value_evidence(sheet, beside, (beside.value, beside.at), entry.value)


def _references(sheet: Sheet, entry: Entry, *, every: bool = False) -> Iterator[Evidence]:
    """Variables that a scalar refers to; those without a needle only when `every` is asked."""
    if entry.kind == "block":
        return
    for ref in references(entry.value):
        at = entry.at + ref.name_at
        if is_variable(ref.name) and (every or sheet.hits.any(at, at + len(ref.name))):
            yield sheet.make(How.ENV, ref.name, at, at + len(ref.name), entry)


def _scalar(sheet: Sheet, entry: Entry, in_value: bool, in_key: bool) -> Iterator[Evidence]:
    if is_secret(entry.key):
        at = entry.key_at if entry.key_at >= 0 else entry.at
        if in_key:
            yield sheet.make(How.CONFIG, "", at, at + len(entry.key), entry)
        yield from _references(sheet, entry, every=True)
        return
    if in_value and (entry.kind == "block" or len(entry.value) > LONG or is_prose(entry.key) or entry.value.count(" ") > 5):
        role = sheet.file.role if is_code(entry.key) or is_command(entry.key) else Role.PROMPT_TEXT
        yield from text_evidence(sheet, entry, role)
        return
    special = _image(sheet, entry) if in_value else None
    if special is not None:
        yield special
        return
    yield from _setting(sheet, entry, in_value, in_key)


def _setting(sheet: Sheet, entry: Entry, in_value: bool, in_key: bool) -> Iterator[Evidence]:
    """A plain scalar: an address, or a setting; references in it are variables of their own."""
    refs = references(entry.value)
    literal, via, inner = settled(entry.value, refs)
    for ref in refs:
        if is_variable(ref.name):
            at = entry.at + ref.name_at
            yield sheet.make(How.ENV, ref.name, at, at + len(ref.name), entry)
    if "{{" in literal and not in_value:
        literal = ""
    if len(literal) > LONG * 2:
        literal = ""
    how = How.ENDPOINT if _is_address(literal, entry.key) else How.CONFIG
    if literal or in_key or in_value:
        start, end = (entry.at + inner, entry.at + inner + len(literal)) if literal else (max(entry.key_at, 0), max(entry.key_at, 0) + len(entry.key))
        yield sheet.make(how, literal, start, min(end, max(entry.end, start)) if literal else end, entry, via=via)


def _image(sheet: Sheet, entry: Entry) -> Evidence | None:
    word = plain(entry.key)
    if word == "uses":
        name, _, ref = entry.value.partition("@")
        if name.startswith("docker://"):
            return _image_at(sheet, entry, entry.value)
        if _ACTION.match(name) and not name.startswith("."):
            return sheet.make(How.MANIFEST, name, entry.at, entry.at + len(name), entry, language="github-action", version=ref, scope="runtime")
        return None
    if word.endswith("image") or word in {"container", "imagename", "imageuri"}:
        return _image_at(sheet, entry, settled(entry.value, references(entry.value))[0])
    if word == "repository" and (entry.site in sheet.tags or plain(entry.parent).endswith("image")):
        registry = sheet.registries.get(entry.site)
        prefix = registry.value.rstrip("/") + "/" if registry and registry.value else ""
        tag = sheet.tags.get(entry.site)
        found = image(prefix + entry.value)
        if found is not None:
            version = tag.value if tag else ""
            return sheet.make(How.IMAGE, found[0], entry.at, entry.end, entry, version=found[1] or version)
    return None


def _image_at(sheet: Sheet, entry: Entry, text: str) -> Evidence | None:
    found = image(text)
    if found is None:
        return None
    return sheet.make(How.IMAGE, found[0], entry.at, entry.end, entry, version=found[1])


def _is_address(value: str, key: str) -> bool:
    if _URL.match(value):
        return True
    return bool(_ADDRESS_KEY.search(plain(key.rpartition(".")[2])) and len(value) < 260 and _HOST.match(value))
