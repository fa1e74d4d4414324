"""YAML as entries, through libyaml's events: nothing is constructed, nothing is expanded. In: text. Out: entries in order and the
offset up to which the text was understood. Nesting, events and entries are bounded.
"""

from __future__ import annotations

from typing import Any, Protocol

from auditor.extract.entries import MAX_DEPTH, MAX_ENTRIES, ROOT, Entry, Wanted, is_structural

MAX_EVENTS = 250_000


class _Frame:
    """One open mapping or list."""

    __slots__ = ("index", "keep", "key", "key_at", "key_end", "mapping", "site", "slot")

    def __init__(self, slot: str, site: str, *, mapping: bool, key: str = "") -> None:
        self.slot = slot  # of the container itself
        self.site = site  # of the mapping that items stand in
        self.mapping = mapping
        self.key = key  # mapping: the key that waits for its value, "" when none; list: the key that holds it
        self.key_at = -1
        self.key_end = -1
        self.index = 0
        self.keep = False  # everything below is wanted


class _Reader:
    """Turns events into entries with an explicit stack."""

    def __init__(self, text: str, wanted: Wanted) -> None:
        self.text = text
        self.wanted = wanted
        self.entries: list[Entry] = []
        self.stack: list[_Frame] = []
        self.documents = 0
        self.done = 0

    def take(self, event: Any) -> bool:
        """Take one event; False when a budget is spent."""
        kind = event.__class__.__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind == "MappingStartEvent" or kind == "SequenceStartEvent":  # noqa: PLR1714  (no set is built per event)
            self._open(event, mapping=kind == "MappingStartEvent")
        elif kind == "MappingEndEvent" or kind == "SequenceEndEvent":  # noqa: PLR1714
            self.stack.pop()
            self._next()
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "DocumentStartEvent":
            self.documents += 1
            self.stack.clear()
        if event.end_mark is not None:
            self.done = event.end_mark.index
        return len(self.stack) <= MAX_DEPTH and len(self.entries) < MAX_ENTRIES

    def _root(self) -> str:
        return ROOT if self.documents < 2 else f"{ROOT}{self.documents}"

    def _here(self) -> tuple[str, str, str, int, str]:
        """Slot, site, key, offset of the key and kind of what comes now."""
        if not self.stack:
            return "", self._root(), "", -1, ""
        top = self.stack[-1]
        if top.mapping:
            return (f"{top.slot}.{top.key}" if top.slot else top.key), top.site, top.key, top.key_at, ""
        return f"{top.slot}[]", top.site, top.key, -1, "item"

    def _next(self) -> None:
        if self.stack:
            top = self.stack[-1]
            if top.mapping:
                top.key_at = -1
                top.key_end = -1
            else:
                top.index += 1

    def _open(self, event: Any, *, mapping: bool) -> None:
        start = event.start_mark.index
        top = self.stack[-1] if self.stack else None
        if top is not None and top.mapping and top.key_end < 0:  # a mapping or list as a key: `{{ x }}`, `? [a]`
            top.key, top.key_at, top.key_end = "?", start, start
            self.stack.append(_Frame(f"{top.slot}.?", f"{top.site}.?", mapping=mapping))
            self.stack[-1].index = -1
            return
        slot, site, key, key_at, kind = self._here()
        keep = (top is not None and top.keep) or (bool(key) and is_structural(key))
        if kind != "item" and key_at >= 0 and (keep or self.wanted.hit(key_at, start)):
            self.entries.append(Entry(slot, site, key, key_at, key_at, key_at, "", "map"))
        path = self._path(top)
        if mapping:
            self.stack.append(_Frame(slot, path, mapping=True))
        else:
            self.stack.append(_Frame(slot, site if kind != "item" else path, mapping=False, key=key))
        self.stack[-1].keep = keep

    def _path(self, top: _Frame | None) -> str:
        if top is None:
            return self._root()
        if top.mapping:
            return f"{top.site}.{top.key}"
        return f"{top.site}.{top.key}[{top.index}]" if top.key else f"{top.site}[{top.index}]"

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style
        value = event.value
        if style in {"'", '"'}:
            start, end = start + 1, max(end - 1, start + 1)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.mapping and top.key_end < 0:
            top.key, top.key_at, top.key_end = value[:300], start, end
            return
        if top is not None and not top.keep and not self.wanted(top.key, top.key_at if top.mapping else start, end):
            self._next()
            return
        slot, site, key, key_at, kind = self._here()
        if style in {"|", ">"}:
            line = self.text.find("\n", start, end)
            start = end if line < 0 else line + 1
            kind = "block"
        self.entries.append(Entry(slot, site, key, key_at, start, end, value, kind))
        self._next()

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        top = self.stack[-1] if self.stack else None
        if top is not None and top.mapping and top.key_end < 0:
            top.key, top.key_at, top.key_end = "*", start, end
            return
        slot, site, key, key_at, _ = self._here()
        self.entries.append(Entry(slot, site, key, key_at, start, end, self.text[start:end], "alias"))
        self._next()


def yaml_entries(text: str, wanted: Wanted) -> tuple[list[Entry], int]:
    """Wanted entries of a YAML text, and where understanding ended: the length of the text when all of it was read."""
    from yaml import YAMLError

    reader = _Reader(text, wanted)
    try:
        parser = _parser(text)
        for _ in range(MAX_EVENTS):
            event = parser.get_event()
            if event is None:
                return reader.entries, len(text)
            if not reader.take(event):
                return reader.entries, len(text)
    except (YAMLError, ValueError, IndexError, UnicodeError):
        return reader.entries, min(reader.done, len(text))
    else:
        return reader.entries, len(text)


class _Parser(Protocol):
    """What libyaml's parser and the pure one both offer."""

    def get_event(self) -> Any:
        """Next event, None at the end."""


def _parser(text: str) -> _Parser:
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not know it
    except ImportError:  # a build without libyaml
        from yaml import SafeLoader

        return SafeLoader(text)
    parser: _Parser = CParser(text)
    return parser
