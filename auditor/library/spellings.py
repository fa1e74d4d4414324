"""How model ids are spelled. In: `rules/models/_forms.toml` and the known spellings. Out: the forms as one row, and loose keys.

A loose key finds `acme3.1-8b`, `Acme-3_1-8B` and `org/acme-v3p1-8b` by one look-up; undated names lead to the newest dated one.
"""

from __future__ import annotations

import os
import re
from typing import Any

from auditor import lazy_re
from auditor.errors import CatalogError
from auditor.facts import squeeze
from auditor.library import schema
from auditor.library.schema import Key, Shape

FILE = "rules/models/_forms.toml"

_LIST = Key("texts", ())
FORMS: Shape = {
    **dict.fromkeys("skip markers services repackers folders refused bare asked words sized defaults underscored".split(), _LIST),
    **dict.fromkeys(("short", "kinds", "vendors", "shared_ends"), Key("pairs", {})),
    "floating": _LIST,
}
REWRITE: Shape = {"match": Key(default=schema.REQUIRED), "replace": Key()}
SHAPE: Shape = {
    "match": Key(default=schema.REQUIRED),
    "has": Key(),
    "provider": Key(),
    **dict.fromkeys(("tuned", "floats", "weak", "once", "image", "address"), Key("flag", default=False)),
}

_POINT = lazy_re.compile(r"(?<=[a-z]\d)~(?=\d(?!\d))")  # `3~5`, no size and no date
_DATED = lazy_re.compile(r"^(.{3,}?)-(?:(\d{8})|(20\d\d-\d\d-\d\d)|(\d\d-20\d\d)|([01]\d[0-3]\d|2[2-9][01]\d)|(latest))$")


def forms_of(root: str) -> tuple[Any, ...]:
    """The forms of a rules directory as one plain row: words first, then rewrites, then shapes; all empty without the file."""
    path = os.path.join(root, "models", "_forms.toml")
    from auditor.library.loader import read_toml

    raw = read_toml(path, FILE) if os.path.exists(path) else {}
    lists = {"rewrite": REWRITE, "shape": SHAPE}
    head = {key: value for key, value in raw.items() if key not in lists and key not in {"source", "checked"}}
    made = schema.complete(FORMS, head, FILE, "", {})
    rows = []
    for name, shape in lists.items():
        tables = [schema.complete(shape, table, FILE, f"{name}[{place}]", {}) for place, table in enumerate(raw.get(name, []))]
        for place, table in enumerate(tables):
            _compiles(table["match"], f"{name}[{place}].match")
        rows.append(tuple(tuple(table[key] for key in shape) for table in tables))
    for name in ("skip", "markers"):
        _compiles("|".join(made[name]), name)
    return (*(made[key] for key in FORMS), *rows)


def _compiles(match: str, where: str) -> None:
    try:
        re.compile(match)
    except re.error as fault:
        raise CatalogError(f"{FILE}: {where}: not a regular expression: {fault}") from fault


def loose_keys(model_keys: dict[str, str], rewrites: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Loose key -> model id for every known spelling; `~id` where the date was left out."""
    found: dict[str, str] = {}
    given: dict[str, str] = {}
    undated: dict[str, tuple[str, str]] = {}
    changes = [(re.compile(match), replace) for match, replace in rewrites]
    for key, model in sorted(model_keys.items(), key=lambda item: (item[0].count("/"), item[0])):
        name = key.rpartition("/")[2]
        for match, replace in changes:
            name = match.sub(replace, name)
        found.setdefault(squeeze(name), model)
        given.setdefault(squeeze(key.rpartition("/")[2]), model)  # `Acme3_5Pro` has no words to rewrite
        dated = _DATED.match(name)
        if dated and "-" in dated[1]:  # a bare word is no name
            day = "~" if dated[6] else _sortable(dated)
            stem = squeeze(dated[1])
            undated[stem] = max(undated.get(stem, ("", "")), (day, model))
    for stem, (_, model) in undated.items():
        found.setdefault(stem, f"~{model}")
    found = given | found
    return _glued(found) | found


def _glued(loose: dict[str, str]) -> dict[str, str]:
    """The same with versions as members of enumerations are spelled, `Acme35Pro`; those that may be two models left out."""
    meant: dict[str, set[str]] = {}
    for key, model in loose.items():
        name = _POINT.sub("", key)
        if name != key:
            meant.setdefault(name, set()).add(model)
    return {name: next(iter(models)) for name, models in meant.items() if len(models) == 1}


def _sortable(dated: re.Match[str]) -> str:
    if dated[4]:
        return dated[4][3:] + dated[4][:2]
    return (dated[2] or dated[3] or dated[5]).replace("-", "")
