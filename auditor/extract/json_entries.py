"""JSON as entries, fast: one match per member. In: text and what is wanted. Out: the wanted entries, or None where the text is
no plain JSON (comments, single quotes, cuts), which `json_places` reads with more patience.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.entries import MAX_DEPTH, MAX_ENTRIES, ROOT, Entry, Wanted, is_structural
from auditor.extract.json_places import string_value

_MEMBER = re.compile(
    r'[\s,]*+(?:"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"\s*+:\s*+)?'
    r'(?:"([^"\\\n]*+(?:\\.[^"\\\n]*+)*+)"|([\[{])|([\]}])|([^\s",\[\]{}:/\']++))'
)
_KEY, _STRING, _OPEN, _CLOSE, _PLAIN = 1, 2, 3, 4, 5


class _Frame:
    """One open object or array."""

    __slots__ = ("index", "is_list", "keep", "key", "site", "slot")

    def __init__(self, slot: str, site: str, key: str, *, is_list: bool) -> None:
        self.slot = slot
        self.site = site  # of an array: the site of the object that holds it
        self.key = key  # of an array: the key that holds it
        self.is_list = is_list
        self.index = 0
        self.keep = False  # everything below is wanted


def fast_entries(text: str, wanted: Wanted) -> list[Entry] | None:
    """Entries of plain JSON, None for anything else."""
    out: list[Entry] = []
    stack = [_Frame("", ROOT, "", is_list=True)]
    at = 0
    match = _MEMBER.match
    while len(out) < MAX_ENTRIES:
        found = match(text, at)
        if found is None:
            return out if len(stack) == 1 and not text[at:].strip(" \t\r\n,") else None
        at = found.end()
        kind = found.lastindex
        top = stack[-1]
        if kind == _CLOSE:
            if len(stack) == 1 or found[_KEY] is not None:
                return None
            stack.pop()
        elif kind == _OPEN:
            if len(stack) >= MAX_DEPTH:
                return out
            _opened(text, found, stack, out, wanted)
        elif kind is not None:
            if found[_KEY] is None and not top.is_list:
                return None
            _scalar(found, kind, top, out, wanted)
    return out


def _scalar(found: re.Match[str], kind: int, top: _Frame, out: list[Entry], wanted: Wanted) -> None:
    start, end = found.span(kind)
    if top.is_list:
        top.index += 1
        if top.keep or wanted(top.key, start, end):
            out.append(Entry(f"{top.slot}[]", top.site, top.key, -1, start, end, _value(found, kind), "item"))
        return
    key, key_at = found[_KEY], found.start(_KEY)
    if top.keep or wanted(key, key_at, end):
        if "\\" in key:
            key = string_value(f'"{key}"')
        key = key[:300]
        value = _value(found, kind)
        slot = f"{top.slot}.{key}" if top.slot else key
        out.append(Entry(slot, top.site, key, key_at, start, end, value, "block" if "\n" in value and len(value) > 200 else ""))


def _value(found: re.Match[str], kind: int) -> str:
    value = found[kind]
    return string_value(f'"{value}"') if kind == _STRING and "\\" in value else value


def _opened(text: str, found: re.Match[str], stack: list[_Frame], out: list[Entry], wanted: Wanted) -> None:
    top = stack[-1]
    is_list = text[found.end() - 1] == "["
    if found[_KEY] is None or top.is_list:
        index, top.index = top.index, top.index + 1
        if len(stack) == 1:
            stack.append(_Frame("", ROOT, "", is_list=is_list))
            return
        path = f"{top.site}.{top.key}[{index}]" if top.key else f"{top.site}[{index}]"
        stack.append(_Frame(f"{top.slot}[]", path, "", is_list=is_list))
        stack[-1].keep = top.keep
        return
    key, key_at = found[_KEY][:300], found.start(_KEY)
    slot = f"{top.slot}.{key}" if top.slot else key
    keep = top.keep or is_structural(key)
    if keep or wanted.hit(key_at, found.end()):
        out.append(Entry(slot, top.site, key, key_at, key_at, key_at, "", "map"))
    stack.append(_Frame(slot, top.site, key, is_list=True) if is_list else _Frame(slot, f"{top.site}.{key}", "", is_list=False))
    stack[-1].keep = keep
