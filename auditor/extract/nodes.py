"""From positioned nodes of JSON and TOML to entries. In: text. Out: entries with slot and site, bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.extract import json_places, toml_places
from auditor.extract.entries import MAX_ENTRIES, ROOT, Entry, Wanted, is_structural
from auditor.extract.json_entries import fast_entries
from auditor.extract.json_places import Node


def json_entries(text: str, wanted: Wanted) -> list[Entry]:
    """Wanted entries of a JSON text."""
    fast = fast_entries(text, wanted)
    return fast if fast is not None else [*_entries(json_places.nodes_of(text), wanted)]


def toml_entries(text: str, wanted: Wanted) -> list[Entry]:
    """Wanted entries of a TOML text."""
    return [*_entries(toml_places.nodes_of(text), wanted)]


def _entries(nodes: Iterable[Node], wanted: Wanted) -> Iterator[Entry]:
    paths: dict[tuple[str | int, ...], tuple[str, str]] = {(): ("", ROOT)}
    count = 0
    for node in nodes:
        count += 1
        if count > MAX_ENTRIES:
            return
        path = node.path
        if not path:
            continue
        above, last = path[:-1], path[-1]
        container = node.kind in {"object", "array", "table"}
        if isinstance(last, int):
            if container or not (_below(above) or wanted(_holder(above), node.start, node.end)):
                continue
            outer = len(above)
            while outer and isinstance(above[outer - 1], int):
                outer -= 1
            key = str(above[outer - 1]) if outer else ""
            slot = _names(above, paths)[0]
            # siblings of a list of scalars stand in the mapping that holds the list
            site = _names(above[: max(outer - 1, 0)], paths)[1]
            yield Entry(f"{slot}[]", site, key, -1, node.start, node.end, node.value, "item")
            continue
        if not (
            wanted.hit(node.key_start, node.key_end) if container else wanted(last, min(node.key_start, node.start), node.end)
        ):
            continue
        slot, site = _names(above, paths)
        name = last[:300]
        full = f"{slot}.{name}" if slot else name
        if container:
            yield Entry(full, site, name, node.key_start, node.key_start, node.key_start, "", "map")
        else:
            block = "block" if "\n" in node.value and len(node.value) > 200 else ""
            yield Entry(full, site, name, node.key_start, node.start, node.end, node.value, block)


def _below(path: tuple[str | int, ...]) -> bool:
    """Tell whether a path leads through a key below which everything is wanted."""
    return any(isinstance(part, str) and is_structural(part) for part in path)


def _holder(path: tuple[str | int, ...]) -> str:
    """The key that holds a list."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _names(path: tuple[str | int, ...], paths: dict[tuple[str | int, ...], tuple[str, str]]) -> tuple[str, str]:
    """Slot and site of a container, remembered."""
    known = paths.get(path)
    if known is not None:
        return known
    slot, site = "", ROOT
    for part in path:
        if isinstance(part, int):
            slot, site = f"{slot}[]", f"{site}[{part}]"
        else:
            slot, site = (f"{slot}.{part}" if slot else part), f"{site}.{part}"
    paths[path] = slot, site
    return slot, site
