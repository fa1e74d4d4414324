"""From entries to evidence. In: the entries of one configuration file and its hits. Out: `Evidence` for every key and scalar a
needle begins in, and for the generic slots (model, provider, base url ...) of the same file; values of secrets are never given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from auditor import lazy_re as re
from auditor.extract.commands import command_evidence, list_evidence
from auditor.extract.config_sheet import Sheet, is_address
from auditor.extract.config_tables import is_remark, priced_tables, used_rows
from auditor.extract.entries import (
    Entry,
    is_code,
    is_command,
    is_generic,
    is_prose,
    is_secret,
    is_structural,
    is_variable,
    is_worth,
    plain,
)
from auditor.extract.images import image
from auditor.extract.references import references, settled
from auditor.extract.texts import text_evidence
from auditor.extract.variables import LONG, named_variable, references_in, variable_evidence, variable_of
from auditor.records import Evidence, How, Role

_MOST = 20_000  # more than a file may say (`Budgets.evidence_per_file`), so that `scan` counts something where this cuts
_ASIDE = frozenset({Role.PROMPT_TEXT, Role.LOOKUP_TABLE})  # named and never judged
_MOST_ASIDE = 1_000  # cuts silently, see `settle`
CHART = "${tag}"  # a chart fills in its own version where its values name none
# a list or mapping that has nothing in it
_EMPTY = re.compile(r"[\"']?[ \t]{0,20}[:=][ \t]{0,40}(\[[ \t]{0,40}\]|\{[ \t]{0,40}\})")
_ACTION = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}(?:/[\w./-]{1,200})?$")


def settle(sheet: Sheet, entries: Iterable[Entry]) -> Iterator[Evidence]:
    """Evidence of all entries. Words of prompts and tables come last and are bounded, so that they take no room of a setting.
    What is left out of them is counted nowhere: by default no finding is decided by it.
    """
    kept = list(entries)
    priced = priced_tables(kept, sheet.tables)
    if priced:  # a copied table of prices shows nobody who is reached
        kept = [entry for entry in kept if entry.kind == "map" or not is_remark(entry, priced)]
    sheet.used.update(used_rows(kept, sheet.hits))
    for entry in kept:
        word = entry.key.lower()
        if word in {"value", "default", "defaultvalue"}:
            sheet.values.setdefault(entry.site, entry)
        elif word in {"name", "key", "secretkey"} and is_variable(entry.value):
            sheet.named.setdefault(entry.site, entry)
        elif word == "tag":
            sheet.tags.setdefault(entry.site, entry)
        elif word == "registry":
            sheet.registries.setdefault(entry.site, entry)
    aside: list[Evidence] = []
    count = 0
    for found in islice(_all(sheet, kept), _MOST):
        count += 1
        if found.role in _ASIDE:
            aside.append(found)
        else:
            yield found
    yield from aside if count == _MOST else aside[:_MOST_ASIDE]


def _all(sheet: Sheet, entries: list[Entry]) -> Iterator[Evidence]:
    run: list[Entry] = []  # items of one list of words: the arguments of a command
    for entry in entries:
        if entry.kind == "item" and is_command(entry.key):
            if run and (run[-1].slot != entry.slot or run[-1].site != entry.site):
                yield from list_evidence(sheet.file_of(run[0]), sheet.places, sheet.hits, run)
                run = []
            run.append(entry)
            continue
        if run:
            yield from list_evidence(sheet.file_of(run[0]), sheet.places, sheet.hits, run)
            run = []
        yield from _one(sheet, entry)
    if run:
        yield from list_evidence(sheet.file_of(run[0]), sheet.places, sheet.hits, run)


def _one(sheet: Sheet, entry: Entry) -> Iterator[Evidence]:
    hits = sheet.hits
    if entry.site in sheet.named and sheet.values.get(entry.site) is entry:
        return  # said with the name beside it
    in_value = hits.any(entry.at, entry.end) if entry.end > entry.at else False
    in_key = entry.key_at >= 0 and hits.any(entry.key_at, entry.key_at + len(entry.key) + 1)
    if in_key and sheet.used and f"{entry.site}.{entry.key}" in sheet.used:
        end, mapping = entry.key_at + len(entry.key), entry.slot[: -len(entry.key) - 1]
        more = {"slot": f"{mapping}[]", "site": f"{entry.site}.{entry.key}"}
        yield sheet.make(How.CONFIG, entry.key, entry.key_at, end, entry, **more)
        return
    if entry.kind in {"map", "alias"}:
        if in_key or in_value or is_structural(entry.key):
            start = entry.at if entry.kind == "alias" and in_value else max(entry.key_at, 0)
            value = entry.value if entry.kind == "alias" and in_value else ""
            empty = _EMPTY.match(sheet.file.text, start + len(entry.key)) if not value and is_structural(entry.key) else None
            if empty is not None:
                start, value = empty.start(1), empty[1]
            yield sheet.make(How.CONFIG, value, start, start + len(value or entry.key), entry)
        return
    variable = variable_of(entry)
    if variable:
        if in_key or in_value or (is_worth(variable[0]) and not sheet.terse):
            yield from variable_evidence(sheet, entry, *variable)
        return
    named = named_variable(sheet, entry, in_value)
    if named is not None:
        yield from named
        return
    if not (in_value or in_key or (not sheet.terse and is_generic(entry))):
        yield from references_in(sheet, entry)
        return
    if in_value and is_command(entry.key) and (entry.kind == "block" or " " in entry.value):
        yield from command_evidence(sheet.file_of(entry), sheet.places, hits, entry)
        return
    yield from _scalar(sheet, entry, in_value, in_key)


def _scalar(sheet: Sheet, entry: Entry, in_value: bool, in_key: bool) -> Iterator[Evidence]:
    if is_secret(entry.key):
        at = entry.key_at if entry.key_at >= 0 else entry.at
        if in_key:
            yield sheet.make(How.CONFIG, "", at, at + len(entry.key), entry)
        yield from references_in(sheet, entry, every=True)
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
    how = How.ENDPOINT if is_address(literal, entry.key) else How.CONFIG
    if literal or in_key or in_value:
        start, end = (
            (entry.at + inner, entry.at + inner + len(literal))
            if literal
            else (max(entry.key_at, 0), max(entry.key_at, 0) + len(entry.key))
        )
        yield sheet.make(how, literal, start, min(end, max(entry.end, start)) if literal else end, entry, via=via)


def _image(sheet: Sheet, entry: Entry) -> Evidence | None:
    word = plain(entry.key)
    if word == "uses":
        name, _, ref = entry.value.partition("@")
        if name.startswith("docker://"):
            return _image_at(sheet, entry, entry.value)
        if _ACTION.match(name) and not name.startswith("."):
            return sheet.make(
                How.MANIFEST, name, entry.at, entry.at + len(name), entry, language="github-action", version=ref, scope="runtime"
            )
        return None
    if word.endswith("image") or word in {"container", "imagename", "imageuri"}:
        return _image_at(sheet, entry, settled(entry.value, references(entry.value))[0])
    if word == "repository" and (entry.site in sheet.tags or plain(entry.parent).endswith("image")):
        registry = sheet.registries.get(entry.site)
        prefix = registry.value.rstrip("/") + "/" if registry and registry.value else ""
        tag = sheet.tags.get(entry.site)
        found = image(prefix + entry.value)
        if found is not None:
            version = (tag.value if tag else "") or CHART
            return sheet.make(How.IMAGE, found[0], entry.at, entry.end, entry, version=found[1] or version)
    return None


def _image_at(sheet: Sheet, entry: Entry, text: str) -> Evidence | None:
    found = image(text)
    if found is None:
        return None
    return sheet.make(How.IMAGE, found[0], entry.at, entry.end, entry, version=found[1])
