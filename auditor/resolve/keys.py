"""Whose a key may be. In: key-shaped text, and where providers are used. Out: prefix and place of what may open a model API.

The keys of some houses have one shape for all their services: there the name beside the key decides, or what its file uses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor import lazy_re as re
from auditor.facts import Catalog, Provider
from auditor.records import Evidence, Place
from auditor.resolve.scene import place_of
from auditor.resolve.slots import words
from auditor.resolve.variables import named_in

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{1,80}")


def keys_of(keys: Sequence[Evidence], catalog: Catalog, used: Mapping[str, Sequence[Place]]) -> tuple[tuple[str, Place], ...]:
    """Prefix and place of each key, without those of another service; `used` are the places of providers."""
    found = []
    for one in keys:
        prefix = one.value.rstrip("*")
        owners = [known for known in catalog.providers.values() if prefix in known.key_prefixes]
        shared = bool(owners) and all(known.keys_also_open for known in owners)
        if not shared or any(_opens(catalog, known, one, used.get(known.id, ())) for known in owners):
            found.append((prefix, place_of(one)))
    return tuple(sorted(found))


def _opens(catalog: Catalog, provider: Provider, key: Evidence, used: Sequence[Place]) -> bool:
    """Whether the key's own line names the provider, or its file uses it, and nothing there another service of the house."""
    line, _, above = key.callee.partition("\n")
    if _names_other(provider, line):
        return False
    if any(
        catalog.env.get(name.upper()) == provider.id or named_in(catalog, name) == provider.id for name in _NAME.findall(line)
    ):
        return True
    return any(place.path == key.path for place in used) and not _names_other(provider, above)


def _names_other(provider: Provider, text: str) -> bool:
    return any(word in provider.keys_also_open for name in _NAME.findall(text) for word in words(name))
