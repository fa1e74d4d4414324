"""Files inside a scalar: a config map's `settings.yaml: |`. In: a block scalar. Out: the entries of the inner file at their true
offsets, below the slot of the scalar; None when the key names no file.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.entries import Entry, Hits, Wanted
from auditor.extract.nodes import json_entries, toml_entries
from auditor.extract.pairs_lines import pair_entries
from auditor.extract.yaml_events import yaml_entries

_LARGEST = 400_000
_JSON = re.compile(r"\s{0,400}(?:\{|\[\s{0,400}[{\"])")  # not `[INST]`, not `[section]`


def embedded_entries(entry: Entry, text: str, hits: Hits) -> list[Entry] | None:
    """Entries of the file that a block scalar holds."""
    suffix = entry.key.lower().rpartition(".")[2] if "." in entry.key else ""
    if entry.end - entry.at > _LARGEST:
        return None
    body = text[entry.at : entry.end]
    wanted = Wanted(tuple(hit - entry.at for hit in hits.within(entry.at, entry.end)))
    found: list[Entry] | None = None
    if suffix in {"yaml", "yml"} or (
        suffix not in {"json", "toml"} and entry.key.lower().endswith(("config", "values", "config_yaml"))
    ):
        found, done = yaml_entries(body, wanted)
        if done < len(body) and len(found) < 3:
            found = None
    if suffix == "json" or (found is None and _JSON.match(body)):
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
    dot = "." if one.slot and one.slot[0] != "[" else ""
    slot = f"{outer.slot}{dot}{one.slot}"
    site = f"{outer.site}.{outer.key}{one.site[1:]}"
    return one._replace(slot=slot, site=site, key_at=key_at, at=one.at + outer.at, end=one.end + outer.at)
