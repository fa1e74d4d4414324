"""XML as a flat run of events with their places. In: text, well-formed or cut. Out: opened and closed elements, attributes, text.
A document with a DTD is refused: nothing of it is given. Entities are not expanded, nesting over `DEPTH` ends the reading.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from auditor import lazy_re as re
from auditor.rows import NamedTuple

DEPTH = 100

_TAG = re.compile(r"<(?:(?P<skip>!--|\?)|(?P<cdata>!\[CDATA\[)|(?P<bad>!)|(?P<close>/)?(?P<name>[A-Za-z_][\w.:-]*+))")
_ATTRIBUTE = re.compile(
    r"(?P<end>/?>)|(?P<key>[A-Za-z_][\w.:-]*+)\s*+=\s*+(?:\"(?P<double>[^\"<]*+)\"|'(?P<single>[^'<]*+)')|[^\s>]"
)
_ENTITY = re.compile(r"&(lt|gt|amp|quot|apos);")
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class Event(NamedTuple):
    """What stands at text[start:end]: `open` and `close` of element `name`, an `attribute` (after its `open`), or `text`."""

    kind: str
    name: str
    value: str
    start: int
    end: int


def events_of(text: str) -> Iterator[Event]:
    """Every element, attribute and non-blank text in order; prefixes of names are dropped."""
    depth = 0
    position = 0
    while match := _TAG.search(text, position):
        yield from _text(text, position, match.start())
        start, position = match.span()
        if match["skip"]:
            position = _after(text, "-->" if match["skip"] == "!--" else "?>", position)
        elif match["cdata"]:
            end = text.find("]]>", position)
            end = len(text) if end < 0 else end
            yield Event("text", "", text[position:end].strip(), position, end)
            position = end + 3
        elif match["bad"]:  # a DTD stands before the root, so nothing has been given yet
            return
        elif match["close"]:
            depth -= 1
            yield Event("close", _local(match["name"]), "", start, position)
            position = _after(text, ">", position)
        else:
            depth += 1
            if depth > DEPTH:
                return
            yield Event("open", _local(match["name"]), "", match.start("name"), match.end("name"))
            position, empty = yield from _attributes(text, position)
            if empty:
                depth -= 1
                yield Event("close", _local(match["name"]), "", position, position)


def _attributes(text: str, position: int) -> Generator[Event, None, tuple[int, bool]]:
    """Attributes of the tag being read; returns where it ends and whether it is empty."""
    while match := _ATTRIBUTE.search(text, position):
        position = match.end()
        if match["end"]:
            return position, match["end"] == "/>"
        if match["key"] and not match["key"].startswith("tools:"):  # what only Android's editor shows
            group = "double" if match["double"] is not None else "single"
            yield Event("attribute", _local(match["key"]), _plain(match[group]), *match.span(group))
    return len(text), False


def _text(text: str, start: int, end: int) -> Iterator[Event]:
    body = text[start:end]
    stripped = body.strip()
    if stripped:
        start += body.find(stripped)
        yield Event("text", "", _plain(stripped), start, start + len(stripped))


def _after(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return len(text) if found < 0 else found + len(mark)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda match: _CHARACTERS[match[1]], text) if "&" in text else text
