"""The shelves: facts and rules, read from `rules/` once and kept as a compiled index.

In: directories. Out: a `Catalog` and a `Rulebook`. Refused: data that does not fit its shape, with file, key path and cure.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from auditor.facts import Catalog, Rulebook

VERSION = "6"  # of the index layout; raise it with every change of shape

SHARDED = ("packages", "imports", "models", "model_keys", "loose_keys")

_loaded: dict[tuple[str, str, bytes], dict[str, Any]] = {}


def rules_dir() -> str:
    """The shipped rules: inside the installed package, else beside it in a source tree."""
    house = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    packed = os.path.join(house, "_rules")
    return packed if os.path.isdir(packed) else os.path.join(os.path.dirname(house), "rules")


def load_library(cache_dir: str = "", extra: str = "", dirs: tuple[str, ...] = (), root: str = "") -> tuple[Catalog, Rulebook]:
    """Catalog and rulebook from one look at the index; see `load_catalog` and `load_rulebook`."""
    index = load_index(cache_dir, extra, root)
    return _catalog(index), _rulebook(index, dirs)


def load_catalog(cache_dir: str = "", extra: str = "", root: str = "") -> Catalog:
    """The catalog of a rules directory; `extra` is a file of newer lifecycle facts that `catalog update` wrote."""
    return _catalog(load_index(cache_dir, extra, root))


def load_rulebook(dirs: tuple[str, ...] = (), cache_dir: str = "", root: str = "") -> Rulebook:
    """The shipped rules and those of the user's own directories; one id may stand only once."""
    return _rulebook(load_index(cache_dir, "", root), dirs)


def load_index(cache_dir: str = "", extra: str = "", root: str = "") -> dict[str, Any]:
    """The compiled index, its big tables packed: that beside the rules, of this process or of the cache, else made anew."""
    from auditor.library import index as stored

    root = root or rules_dir()
    if not extra and stored.is_packed(root):
        shipped = stored.read(stored.beside(root), stored.shipped_stamp(VERSION), ours=False)
        if shipped is not None:
            return shipped
    fingerprint = stored.stamp(root, VERSION, extra)
    known = _loaded.get((root, extra, fingerprint))
    if known is not None:
        return known
    path = stored.path_of(cache_dir, root, extra) if cache_dir else ""
    found = stored.read(stored.beside(root), fingerprint) if not extra else None
    if found is None and path:
        found = stored.read(path, fingerprint)
    if found is None:
        found = made_index(root, extra, fingerprint)
        if path:
            stored.write(path, fingerprint, found)
    _loaded[(root, extra, fingerprint)] = found
    return found


def made_index(root: str, extra: str, fingerprint: bytes) -> dict[str, Any]:
    """The index of a rules directory, made from its files."""
    from auditor.library.compile import compiled
    from auditor.library.shards import packed

    found = compiled(root, extra)
    found["digest"] = fingerprint.hex()[:16]
    return found | {name: packed(found[name]) for name in SHARDED}


def shipped_index(root: str, *, packed: bool = True) -> bytes:
    """The index that stands beside the rules, so that a first start need not compile them.

    Rules that are not `packed` into a wheel may be edited: theirs holds as long as nothing has changed.
    """
    from auditor.library import index as stored

    fingerprint = stored.shipped_stamp(VERSION) if packed else stored.stamp(root, VERSION)
    return stored.sealed(fingerprint, made_index(root, "", fingerprint))


def _catalog(index: dict[str, Any]) -> Catalog:
    from auditor.library import tables
    from auditor.library.shards import Shards

    return Catalog(
        as_of=date.fromordinal(index["as_of"]),
        source=index["source"],
        digest=index["digest"],
        makers=tables.Table(index["makers"], tables.maker),
        providers=tables.Table(index["providers"], tables.provider),
        frameworks=tables.Table(index["frameworks"], tables.framework),
        packages=tables.Table(Shards(index["packages"]), tables.package),
        patterns=tables.Shelf(index["patterns"], tables.pattern),
        imports=Shards(index["imports"]),
        models=tables.Table(Shards(index["models"]), tables.model),
        model_keys=Shards(index["model_keys"]),
        families=tables.Shelf(index["families"], tables.family),
        licenses=tables.Table(index["licenses"], tables.license_),
        license_cards=index["license_cards"],
        hosts=index["hosts"],
        routes=index["routes"],
        env=index["env"],
        env_stems=index["env_stems"],
        prefixes=index["prefixes"],
        slugs=index["slugs"],
        key_prefixes=index["key_prefixes"],
        service_ends=tables.Table(index["service_ends"], tables.lifecycle),
        signals=tables.Shelf(index["signals"], tables.signal),
        files=tables.Shelf(index["files"], tables.file_spec),
        snippets=tables.Shelf(index["snippets"], tables.snippet),
        needles=index["needles"],
        picks=index["picks"],
        forms=tables.forms(index["forms"]),
        loose_keys=Shards(index["loose_keys"]),
        sieve=index["sieve"],
    )


def _rulebook(index: dict[str, Any], dirs: tuple[str, ...]) -> Rulebook:
    from auditor.library import tables

    rules = [tables.rule(row, shipped=True) for row in index["rules"]]
    if dirs:
        from auditor.library.own import own_rules

        rules += own_rules(dirs, rules)
    return Rulebook(rules=tuple(sorted(rules, key=lambda rule: rule.id)))
