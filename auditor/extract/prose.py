"""Markdown and text. In: a document. Out: its front matter as settings (prompts, agents) or as facts of a model card; words of
the body, code blocks included, in the role of documentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor import lazy_re as re
from auditor.extract.comments import Spans, ignores
from auditor.extract.config_sheet import Sheet
from auditor.extract.entries import ROOT, Entry, Hits, Wanted, is_variable, plain
from auditor.extract.places import Places
from auditor.extract.settle import settle
from auditor.extract.texts import word_at
from auditor.extract.yaml_events import yaml_entries
from auditor.records import DECIDING, Evidence, How, Ignore, Role, SourceFile

_MOST = 300
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_LARGEST = 60_000
_SETTINGS = re.compile(
    r"(?:^|/)(?:agents?|subagents?|commands?|prompts?|chatmodes?|skills?|modes?|rules|assistants?|personas?)/|\.prompt(?:\.md|y)?$|\.mdc$"
)
_CARD = frozenset(
    {"basemodel", "pipelinetag", "libraryname", "licensename", "licenselink", "basemodelrelation", "modelname", "modelcreator"}
)
_FACTS = {
    "license": "license",
    "licensename": "license_name",
    "licenselink": "license_link",
    "basemodel": "base_model",
    "basemodelrelation": "base_model_relation",
    "modelname": "name",
    "libraryname": "library",
    "pipelinetag": "pipeline",
    "quantizedby": "quantized_by",
    "modelcreator": "organization",
}


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a document that has hits, and the ignores in its comments."""
    if not file.hits:
        return
    places, hits = Places(file.text), Hits(file.hits)
    entries, body = front_matter(file.text)
    if {plain(entry.slot.removesuffix("[]")) for entry in entries} & _CARD:
        yield from _card(file, places, entries)
    elif hits.any(0, body):
        yield from _settings(file, places, hits, entries)
    yield from _words(file, places, hits.within(body, len(file.text)))
    yield from ignores(file, places, Spans(()), ("<!--", "//", "#"))


def front_matter(text: str) -> tuple[list[Entry], int]:
    """Entries of the YAML between the first two `---` lines, at their true offsets, and where it ends."""
    start = _FRONT.match(text)
    end = _END.search(text, start.end(), start.end() + _LARGEST) if start else None
    if start is None or end is None:
        return [], 0
    moved = start.end()
    entries, _ = yaml_entries(text[moved : end.start()], Wanted((), every=True))
    return [
        entry._replace(at=entry.at + moved, end=entry.end + moved, key_at=entry.key_at + moved if entry.key_at >= 0 else -1)
        for entry in entries
    ], end.end()


def _settings(file: SourceFile, places: Places, hits: Hits, entries: list[Entry]) -> Iterator[Evidence]:
    role = (
        Role.CONFIG
        if file.role in {Role.DOCS, Role.PROMPT_TEXT, Role.PRODUCTION, Role.CI} and _SETTINGS.search(file.path)
        else file.role
    )
    for found in settle(Sheet(file=file, places=places, hits=hits), entries):
        yield found if found.role is not file.role else found._replace(role=role)


def _card(file: SourceFile, places: Places, entries: Iterable[Entry]) -> Iterator[Evidence]:
    """What a model card says of the weights it stands beside."""
    role = Role.CONFIG if file.role in DECIDING | {Role.DOCS} else file.role
    for entry in entries:
        slot = _FACTS.get(plain(entry.slot.removesuffix("[]")))
        if slot and entry.value and entry.kind in {"", "item"}:
            yield places.make(file, How.ARTIFACT, entry.value, entry.at, entry.end, slot=slot, site=ROOT, role=role)


def _words(file: SourceFile, places: Places, hits: Iterable[int]) -> Iterator[Evidence]:
    role = file.role
    if role in DECIDING or role is Role.CI:
        role = Role.PROMPT_TEXT if file.path.endswith((".prompt", ".prompty")) else Role.DOCS
    last, count, text = -1, 0, file.text
    for hit in hits:
        if hit < last:
            continue
        start, last = word_at(text, hit, 0, len(text))
        word = text[start:last]
        how = How.ENDPOINT if "://" in word else How.ENV if is_variable(word) else How.LITERAL
        yield places.make(file, how, word, start, last, role=role)
        count += 1
        if count >= _MOST:
            return
