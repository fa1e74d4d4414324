"""YAML that does not parse: templates, tabs, cut files. In: text from an offset on. Out: entries by indentation, line by line.

It understands `key: value`, `- item`, quoted keys, block scalars and nothing of flow maps; template lines are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.entries import MAX_DEPTH, MAX_ENTRIES, ROOT, Entry
from auditor.rows import NamedTuple

_LINE = re.compile(
    r"(?P<indent>[ \t]{0,200})(?P<dashes>(?:-[ \t]{1,20}){0,5})"
    r"(?:(?P<key>\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'"
    r"|[^\s#&*!|>'\"%@`\[\]{},:-][^#\n:]{0,200}|-[^\s#\n:-][^#\n:]{0,200})[ \t]{0,20}:(?=[ \t\r\n]|$))?"
    r"[ \t]{0,200}(?P<rest>[^\n]*)"
)
_DECORATION = re.compile(r"(?:[&!][^\s]{0,100}[ \t]{1,10}){1,3}")
_BLOCK = re.compile(r"[|>][-+0-9]{0,3}[ \t]{0,10}(?:#[^\n]*)?\r?$")
_LONGEST = 64_000


class _Level(NamedTuple):
    """An open key or list item; children are indented deeper."""

    indent: int
    key: str  # "-" for an item
    slot: str
    site: str  # path of what stands below
    above: str  # site of the mapping it stands in


class _Outline:
    """Where the reader stands."""

    def __init__(self) -> None:
        self.stack: list[_Level] = []
        self.counts: dict[str, int] = {}
        self.documents = 1

    def root(self) -> str:
        return ROOT if self.documents < 2 else f"{ROOT}{self.documents}"

    def leave(self, indent: int, *, item: bool) -> None:
        """Close what is not above a line of this indentation; a list may stand as deep as its key."""
        while self.stack:
            top = self.stack[-1]
            if top.indent > indent or (top.indent == indent and (not item or top.key == "-")):
                self.stack.pop()
            else:
                return

    def item(self, indent: int) -> None:
        """Open a list item."""
        top = self.stack[-1] if self.stack else None
        slot, site, above = (top.slot, top.site, top.above) if top else ("", self.root(), self.root())
        index = self.counts.get(site, 0)
        self.counts[site] = index + 1
        self.stack.append(_Level(indent, "-", f"{slot}[]", f"{site}[{index}]", above))

    def holder(self) -> str:
        """Key of the list that the innermost item stands in."""
        return next((level.key for level in reversed(self.stack) if level.key != "-"), "")


def outline_entries(text: str, start: int = 0) -> Iterator[Entry]:
    """Entries of the lines from `start` on."""
    outline = _Outline()
    count, at = 0, start
    while at < len(text) and count < MAX_ENTRIES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line_at, at = at, end + 1
        match = _LINE.match(text, line_at, end) if end - line_at <= _LONGEST else None
        if match is None or _empty(match, outline):
            continue
        for found in _line(match, outline):
            count += 1
            if found.kind == "block":
                block_end = _block_end(text, at, len(match["indent"].expandtabs(8)))
                yield found._replace(at=at, end=block_end, value=text[at:block_end])
                at = block_end
            else:
                yield found


def _empty(match: re.Match[str], outline: _Outline) -> bool:
    """Tell whether a line holds nothing but a comment, a template or the end of a document."""
    rest = match["rest"].strip()
    if match["key"] is not None:
        return False
    if rest.startswith("---") and not match["indent"]:
        outline.stack.clear()
        outline.documents += 1
        return True
    if not rest:
        return not match["dashes"]
    return rest.startswith(("#", "{{", "{%"))


def _line(match: re.Match[str], outline: _Outline) -> Iterator[Entry]:
    dashes = match["dashes"]
    indent = len(match["indent"].expandtabs(8))
    outline.leave(indent, item=bool(dashes))
    for number, place in enumerate(at for at, char in enumerate(dashes) if char == "-"):
        if len(outline.stack) < MAX_DEPTH:
            outline.item(indent + place if number else indent)
    top = outline.stack[-1] if outline.stack else None
    rest, rest_at = match["rest"], match.start("rest")
    decoration = _DECORATION.match(rest)
    if decoration:
        rest, rest_at = rest[decoration.end() :], rest_at + decoration.end()
    value, at, end = _value(rest, rest_at)
    if match["key"] is None:
        if top is not None and dashes and value:
            kind = "block" if _BLOCK.match(rest) else "item"
            yield Entry(top.slot, top.above, outline.holder(), -1, at, end, value, kind)
        return
    key, key_at = match["key"], match.start("key")
    if key[0] in "\"'":
        key, key_at = key[1:-1], key_at + 1
    key = key.strip()
    slot, site = (top.slot, top.site) if top else ("", outline.root())
    path = f"{slot}.{key}" if slot else key
    if value and value.startswith("[") and value.endswith("]"):
        yield from _flow_list(value, at, path, site, key)
    elif value and not _BLOCK.match(rest):
        yield Entry(path, site, key, key_at, at, end, value, "alias" if value.startswith("*") else "")
    else:
        kind = "block" if value else "map"
        yield Entry(path, site, key, key_at, key_at, key_at, "", kind)
        if not value and len(outline.stack) < MAX_DEPTH:
            outline.stack.append(_Level(indent + len(dashes), key, path, f"{site}.{key}", site))


def _flow_list(value: str, at: int, path: str, site: str, key: str) -> Iterator[Entry]:
    for match in re.finditer(r"[^\s,\[\]\"']{1,400}", value):
        yield Entry(f"{path}[]", site, key, -1, at + match.start(), at + match.end(), match.group(), "item")


def _value(rest: str, at: int) -> tuple[str, int, int]:
    """The scalar without quotes and trailing comment, and where it stands."""
    rest = rest.rstrip()
    if rest[:1] in {'"', "'"}:
        close = rest.rfind(rest[0])
        if close > 0:
            return rest[1:close], at + 1, at + close
    if rest.startswith("#"):
        return "", at, at
    comment = rest.find(" #")
    if comment >= 0:
        rest = rest[:comment].rstrip()
    return rest, at, at + len(rest)


def _block_end(text: str, at: int, indent: int) -> int:
    """Offset behind the lines that are indented deeper than `indent`."""
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        body = line.lstrip(" \t")
        if body.strip() and len(line) - len(body) <= indent:
            return at
        at = end + 1
    return len(text)
