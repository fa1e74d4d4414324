"""XML files that are no manifest. In: text. Out: evidence for element texts and attributes; `key` and `value` join."""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.config_sheet import Sheet
from auditor.extract.entries import MAX_ENTRIES, ROOT, Entry, Hits
from auditor.extract.places import Places
from auditor.extract.settle import settle
from auditor.extract.words import fills
from auditor.extract.xml_places import Event, events_of
from auditor.extract.yamls import spans
from auditor.frozen import replace
from auditor.records import Evidence, Ignore, Role, SourceFile

_NAMES = frozenset({"key", "name", "id"})
_STRINGS = "resources.string."
_MODEL = re.compile(r"(?=[^\d]{0,100}\d)[a-z0-9][a-z0-9._:/@-]{2,100}")
_ADDRESS = re.compile(r"(?:https?|wss?)://[^\s<]{3,300}")


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of an XML file that has hits, and the ignores in its comments."""
    if not file.hits:
        return
    places, hits = Places(file.text), Hits(file.hits)
    entries = xml_entries(file.text)
    if file.role is Role.PROMPT_TEXT:
        kept = [entry for entry in entries if _is_set(entry)]
        yield from settle(Sheet(file=replace(file, role=Role.CONFIG), places=places, hits=hits), kept)
        yield from settle(Sheet(file=file, places=places, hits=hits), [entry for entry in entries if not _is_set(entry)])
    else:
        yield from settle(Sheet(file=file, places=places, hits=hits), entries)
    yield from comment_evidence(file, places, Spans(spans(entries)), ("<!--",))


def _is_set(entry: Entry) -> bool:
    """Whether a string of Android's resources is a setting: its name says a model or an address, and it is one, no title."""
    if not entry.slot.startswith(_STRINGS):
        return False
    pattern = {"model": _MODEL, "address": _ADDRESS}.get(fills(entry.key))
    return pattern is not None and pattern.fullmatch(entry.value) is not None


def xml_entries(text: str) -> list[Entry]:
    """Entries of the elements, named by their `key`, `name` or `id` where they have one."""
    reader = _Reader()
    for event in events_of(text):
        reader.take(event)
        if len(reader.entries) > MAX_ENTRIES:
            break
    reader.flush()
    return reader.entries


class _Reader:
    """Holds the path of open elements and the attributes of the one being opened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.path: list[tuple[str, str]] = [("", ROOT)]  # slot and site
        self.counts: dict[str, int] = {}
        self.element: Event | None = None
        self.attributes: list[Event] = []

    def take(self, event: Event) -> None:
        if event.kind == "attribute":
            self.attributes.append(event)
            return
        self.flush()
        if event.kind == "open":
            self.element = event
            slot, site = self.path[-1]
            inner = f"{site}.{event.name}"
            number = self.counts.get(inner, 0)
            self.counts[inner] = number + 1
            self.path.append((f"{slot}.{event.name}" if slot else event.name, f"{inner}[{number}]"))
        elif event.kind == "close":
            if len(self.path) > 1:
                self.path.pop()
        elif len(self.path) > 1:
            slot, site = self.path[-1]
            kind = "block" if "\n" in event.value else ""
            key = slot.rpartition(".")[2]
            self.entries.append(Entry(slot, site.rpartition(".")[0] or ROOT, key, -1, event.start, event.end, event.value, kind))

    def flush(self) -> None:
        """Turn the attributes of the element just opened into entries."""
        if self.element is None:
            return
        slot, site = self.path[-1]
        named = next((one for one in self.attributes if one.name.lower() in _NAMES and one.value), None)
        said = {one.name.lower() for one in self.attributes}
        if named is not None:
            above = slot.rpartition(".")[0]
            self.path[-1] = (f"{slot}.{named.value[:200]}", site)
            if "value" in said:
                slot = above
        else:
            self.entries.append(
                Entry(slot, site, self.element.name, self.element.start, self.element.start, self.element.start, "", "map")
            )
        for one in self.attributes:
            if one is named:
                kind = "map" if "value" in said else ""
                path = f"{slot}.{one.value[:200]}" if kind else f"{slot}.{one.name}"
                value = "" if kind else one.value
                key_at = one.start if kind else -1
                key = one.value[:200] if kind else one.name
                end = one.start if kind else one.end
                self.entries.append(Entry(path, site, key, key_at, one.start, end, value, kind))
            elif named is not None and one.name.lower() == "value":
                key = named.value[:200]
                self.entries.append(Entry(f"{slot}.{key}", site, key, named.start, one.start, one.end, one.value))
            else:
                self.entries.append(Entry(f"{slot}.{one.name}", site, one.name, -1, one.start, one.end, one.value))
        self.element = None
        self.attributes = []
