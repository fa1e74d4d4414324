"""The shelves: facts and rules, read from `rules/` once and kept as a compiled index.

In: directories. Out: a `Catalog` and a `Rulebook`. Refused: data that does not fit its shape, with file, key path and cure.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from auditor.facts import Catalog, Rulebook

VERSION = "2"  # of the index layout; raise it with every change of shape

_loaded: dict[tuple[str, str, bytes], dict[str, Any]] = {}


def rules_dir() -> str:
    """The shipped rules: inside the installed package, else beside it in a source tree."""
    house = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    packed = os.path.join(house, "_rules")
    return packed if os.path.isdir(packed) else os.path.join(os.path.dirname(house), "rules")


def load_catalog(cache_dir: str = "", extra: str = "", root: str = "") -> Catalog:
    """The catalog of a rules directory; `extra` is a file of newer lifecycle facts that `catalog update` wrote."""
    from auditor.library import tables

    index = load_index(cache_dir, extra, root)
    return Catalog(
        as_of=date.fromordinal(index["as_of"]),
        source=index["source"],
        digest=index["digest"],
        makers=tables.Table(index["makers"], tables.maker),
        providers=tables.Table(index["providers"], tables.provider),
        frameworks=tables.Table(index["frameworks"], tables.framework),
        packages=tables.Table(index["packages"], tables.package),
        patterns=tuple(map(tables.pattern, index["patterns"])),
        imports=index["imports"],
        models=tables.Table(index["models"], tables.model),
        model_keys=index["model_keys"],
        families=tuple(map(tables.family, index["families"])),
        licenses=tables.Table(index["licenses"], tables.license_),
        license_cards=index["license_cards"],
        hosts=index["hosts"],
        env=index["env"],
        env_stems=index["env_stems"],
        prefixes=index["prefixes"],
        slugs=index["slugs"],
        key_prefixes=index["key_prefixes"],
        service_ends=tables.Table(index["service_ends"], tables.lifecycle),
        signals=tuple(map(tables.signal, index["signals"])),
        files=tuple(map(tables.file_spec, index["files"])),
        snippets=tuple(map(tables.snippet, index["snippets"])),
        needles=index["needles"],
        picks=index["picks"],
        forms=tables.forms(index["forms"]),
        loose_keys=index["loose_keys"],
    )


def load_rulebook(dirs: tuple[str, ...] = (), cache_dir: str = "", root: str = "") -> Rulebook:
    """The shipped rules and those of the user's own directories; one id may stand only once."""
    from auditor.library import tables

    rules = [tables.rule(row, shipped=True) for row in load_index(cache_dir, "", root)["rules"]]
    if dirs:
        from auditor.library.own import own_rules

        rules += own_rules(dirs, rules)
    return Rulebook(rules=tuple(sorted(rules, key=lambda rule: rule.id)))


def load_index(cache_dir: str = "", extra: str = "", root: str = "") -> dict[str, Any]:
    """The compiled index: from this process, from the cache, else made anew."""
    from auditor.library import index as stored

    root = root or rules_dir()
    fingerprint = stored.stamp(root, VERSION, extra)
    known = _loaded.get((root, extra, fingerprint))
    if known is not None:
        return known
    path = stored.path_of(cache_dir, root, extra) if cache_dir else ""
    found = stored.read(path, fingerprint) if path else None
    if found is None:
        from auditor.library.compile import compiled

        found = compiled(root, extra)
        found["digest"] = fingerprint.hex()[:16]
        if path:
            stored.write(path, fingerprint, found)
    _loaded[(root, extra, fingerprint)] = found
    return found
