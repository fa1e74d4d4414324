"""Files inside a scalar: a config map's `settings.yaml: |`. In: a block scalar. Out: the entries of the inner file at their true
offsets, below the slot of the scalar; None when the key names no file.
"""

from __future__ import annotations

from auditor.extract.entries import Entry, Hits, Wanted
from auditor.extract.nodes import json_entries, toml_entries
from auditor.extract.pairs_lines import pair_entries
from auditor.extract.yaml_events import yaml_entries

_LARGEST = 400_000


def embedded_entries(entry: Entry, text: str, hits: Hits) -> list[Entry] | None:
    """Entries of the file that a block scalar holds."""
    suffix = entry.key.lower().rpartition(".")[2] if "." in entry.key else ""
    if entry.end - entry.at > _LARGEST:
        return None
    body = text[entry.at : entry.end]
    wanted = Wanted(tuple(hit - entry.at for hit in hits.within(entry.at, entry.end)))
    first = body.lstrip()[:1]
    found: list[Entry] | None = None
    if suffix in {"yaml", "yml"} or (
        suffix not in {"json", "toml"} and entry.key.lower().endswith(("config", "values", "config_yaml"))
    ):
        found, done = yaml_entries(body, wanted)
        if done < len(body) and len(found) < 3:
            found = None
    if suffix == "json" or (found is None and first == "{"):
        found = json_entries(body, wanted)
    elif suffix == "toml":
        found = toml_entries(body, wanted)
    elif suffix in {"env", "properties", "ini", "conf"}:
        found = pair_entries(body)
    if not found:
        return None
    return [_moved(one, entry) for one in found]


def _moved(one: Entry, outer: Entry) -> Entry:
    key_at = one.key_at + outer.at if one.key_at >= 0 else -1
    slot = f"{outer.slot}.{one.slot}" if one.slot else outer.slot
    site = f"{outer.site}.{outer.key}{one.site[1:]}"
    return one._replace(slot=slot, site=site, key_at=key_at, at=one.at + outer.at, end=one.end + outer.at)
