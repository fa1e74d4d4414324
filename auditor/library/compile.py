"""From checked sheets to the index: plain tuples and dicts that marshal can write, with every look-up table made.

Refused: an id said twice, a word that points nowhere inside one file. What points from file to file is `verify`'s work,
so that a lone broken reference never stops an audit.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from auditor.errors import CatalogError
from auditor.facts import fold
from auditor.library import needles, schema, sieve, spellings
from auditor.library.loader import Sheet, ordinary_words, sheets

Row = tuple[Any, ...]
Index = dict[str, Any]

_SAME_CASE = frozenset({"npm", "go", "maven", "rubygems", "cargo", "hex", "pub", "terraform"})


def package_key(ecosystem: str, name: str) -> tuple[str, str]:
    """The look-up key of a package: PEP 503 for pypi and conda, lower case where the registry ignores case."""
    if ecosystem in {"pypi", "conda"}:
        return ecosystem, re.sub(r"[-_.]+", "-", name).lower()
    return ecosystem, name if ecosystem in _SAME_CASE else name.lower()


class Pool:
    """Equal values become one object, which marshal then writes once."""

    def __init__(self) -> None:
        self._seen: dict[Any, Any] = {}

    def row(self, shape: schema.Shape, table: dict[str, Any]) -> Row:
        """The values of a table in the order of its shape, dates as day numbers, the origin as one tuple at the end."""
        if "source" not in shape:
            return tuple(self.one(table[key]) for key in shape)
        plain = [self.one(table[key]) for key in shape if key not in _ORIGIN]
        return (*plain, self.origin(table))

    def origin(self, table: dict[str, Any]) -> Row:
        """Source, day and confidence of a fact."""
        made: Row = self.one((self.one(table["source"]), table["checked"].toordinal(), table["confidence"]))
        return made

    def one(self, value: Any) -> Any:
        """The value as marshal takes it, shared with its equals."""
        if isinstance(value, date):
            return value.toordinal()
        if isinstance(value, dict):
            return {self.one(key): self.one(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            value = tuple(self.one(item) for item in value)
        key = (type(value), value)
        try:
            return self._seen.setdefault(key, value)
        except TypeError:  # a list of tables inside `when`
            return value


_ORIGIN = frozenset({"source", "checked", "confidence"})
_TABLES = "makers providers frameworks packages imports models model_keys licenses license_cards".split()
_NAMES = "hosts env env_stems prefixes slugs service_ends".split()


def compiled(root: str, overlay: str = "") -> Index:
    """The whole index of a rules directory; `overlay` is a file of `[[lifecycle]]` rows that an update brought."""
    index: Index = {name: {} for name in (*_TABLES, *_NAMES)}
    index |= {name: [] for name in ("patterns", "families", "signals", "files", "snippets", "rules")}
    pool = Pool()
    for sheet in sheets(root, "providers"):
        _provider(index, pool, sheet)
    for sheet in sheets(root, "frameworks"):
        _framework(index, pool, sheet)
    for sheet in sheets(root, "models"):
        _maker(index, pool, sheet)
    for sheet in sheets(root, "licenses"):
        _license(index, pool, sheet)
    index["rules"] = rules_of(root, pool)
    index["source"] = "bundled"
    if overlay:
        from auditor.library import overlays

        overlays.merge(index, pool, overlay)
    _spell(index)
    index["routes"] = _routes(index["hosts"])
    index["forms"] = pool.one(spellings.forms_of(root))
    index["loose_keys"] = spellings.loose_keys(index["model_keys"], index["forms"][-2])
    index["as_of"] = max(_newest(index), index.get("as_of", 0))  # an update that found nothing new is news as well
    index["needles"] = needles.chosen(index, ordinary_words(root))
    index["sieve"] = sieve.tables(index)
    return index


def rules_of(root: str, pool: Pool) -> list[Row]:
    """All rules under a rules directory, sorted by id; two with one id are refused."""
    rows: dict[str, Row] = {}
    for sheet in sheets(root, "risks"):
        _unique(rows, sheet.head["id"], sheet.file, "id")
        rows[sheet.head["id"]] = pool.row(schema.RULE, sheet.head)
    return [rows[key] for key in sorted(rows)]


def _unique(table: Any, key: Any, file: str, where: str) -> None:
    if key in table:
        shown = ":".join(key) if isinstance(key, tuple) else key
        raise CatalogError(f'{file}: {where}: "{shown}" is already taken', "every id stands once; remove or rename one")


def _provider(index: Index, pool: Pool, sheet: Sheet) -> None:
    head = sheet.head
    made = pool.row(schema.PROVIDER, head)
    index["providers"][head["id"]] = made
    for table, key in (
        ("hosts", "endpoints"),
        ("env", "env"),
        ("env", "env_shared"),
        ("env_stems", "env_stems"),
        ("prefixes", "prefixes"),
        ("slugs", "slugs"),
    ):
        for spelled in head[key]:
            _unique(index[table], spelled, sheet.file, key)
            index[table][spelled] = head["id"]
    if sheet.service_end is not None:
        row = {"provider": head["id"], **sheet.service_end}
        index["service_ends"][head["id"]] = pool.row(schema.LIFECYCLE, row)
    _shared(index, pool, sheet, head["id"])


def _framework(index: Index, pool: Pool, sheet: Sheet) -> None:
    head = sheet.head
    if head["id"] in index["providers"]:
        raise CatalogError(f'{sheet.file}: id: "{head["id"]}" is a provider', "put the tables into the provider's file")
    index["frameworks"][head["id"]] = pool.row(schema.FRAMEWORK, head)
    index["patterns"] += [(*pool.row(schema.PATTERN, row), head["id"]) for row in sheet.tables["pattern"]]
    _shared(index, pool, sheet, "")


def _shared(index: Index, pool: Pool, sheet: Sheet, provider: str) -> None:
    owner = sheet.head["id"]
    for row in sheet.tables["package"]:
        key = package_key(row["ecosystem"], row["name"])
        _unique(index["packages"], key, sheet.file, f"{row['where']}.name")
        row["provider"] = provider if row["provider"] is None else row["provider"]
        index["packages"][key] = (*pool.row(schema.PACKAGE, row), owner)
        for module in row["imports"]:
            index["imports"].setdefault(module, []).append(key)
    index["files"] += [(*pool.row(schema.FILE, row), owner) for row in sheet.tables["file"]]
    for name, shape in (("signal", schema.SIGNAL), ("snippet", schema.SNIPPET)):
        seen = index.setdefault(f"{name}_ids", set())
        for row in sheet.tables[name]:
            _unique(seen, row["id"], sheet.file, f"{row['where']}.id")
            seen.add(row["id"])
            if name == "signal" and row["provider"] is None:
                row["provider"] = provider
            index[f"{name}s"].append((*pool.row(shape, row), owner))


def _maker(index: Index, pool: Pool, sheet: Sheet) -> None:
    head = sheet.head
    index["makers"][head["id"]] = pool.row(schema.MAKER, head)
    for row in sheet.tables["family"]:
        try:
            re.compile(row["match"])
        except re.error as fault:
            raise CatalogError(f"{sheet.file}: {row['where']}.match: not a regular expression: {fault}") from fault
        index["families"].append((*pool.row(schema.FAMILY, row), head["id"]))
    for row in sheet.tables["model"]:
        _unique(index["models"], row["id"], sheet.file, f"{row['where']}.id")
        ends: dict[str, Row] = {}
        for place, end in enumerate(row["lifecycle"]):
            _unique(ends, end["provider"], sheet.file, f"{row['where']}.lifecycle[{place}].provider")
            ends[end["provider"]] = pool.row(schema.LIFECYCLE, end)
        lifecycle = tuple(ends[key] for key in sorted(ends))
        index["models"][row["id"]] = (*pool.row(schema.MODEL, row), head["id"], lifecycle)


def _license(index: Index, pool: Pool, sheet: Sheet) -> None:
    head = sheet.head
    index["licenses"][head["id"]] = pool.row(schema.LICENSE, head)
    for card in (*head["card_ids"], head["id"]):
        known = index["license_cards"].setdefault(card.lower(), [])
        if head["id"] not in known:
            known.append(head["id"])


def _spell(index: Index) -> None:
    """Every spelling of a model by its fold: ids before aliases, so that an alias never hides a model."""
    keys = index["model_keys"]
    for model_id in index["models"]:
        keys.setdefault(fold(model_id), model_id)
    place = [key for key in schema.MODEL if key not in _ORIGIN].index("aliases")
    for model_id, row in index["models"].items():
        for alias in row[place]:
            keys.setdefault(fold(alias), model_id)
    index["imports"] = {module: tuple(keys) for module, keys in index["imports"].items()}
    index["license_cards"] = {card: tuple(ids) for card, ids in index["license_cards"].items()}
    index["key_prefixes"] = _key_prefixes(index)
    pick = list(schema.MODEL).index("pick")
    index["picks"] = tuple(model_id for model_id, row in index["models"].items() if row[pick])
    for name in ("signal_ids", "snippet_ids"):
        index.pop(name, None)


def _routes(hosts: dict[str, str]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """What no look-up of a host finds, by the last two labels: stars that stand elsewhere than in front, and paths."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for spelled, provider in hosts.items():
        host, _, path = spelled.partition("/")
        if path or "*" in host.removeprefix("*."):
            found.setdefault(".".join(host.split(".")[-2:]), []).append((host, path, provider))
    return {end: tuple(sorted(rows, key=lambda row: (-len(row[1]), row))) for end, rows in found.items()}


def _key_prefixes(index: Index) -> tuple[str, ...]:
    place = [key for key in schema.PROVIDER if key not in _ORIGIN].index("key_prefixes")
    found = {prefix for row in index["providers"].values() for prefix in row[place]}
    return tuple(sorted(found, key=lambda prefix: (-len(prefix), prefix)))


def _newest(index: Index) -> int:
    """The newest day on which somebody looked at a fact, as a day number."""
    days = [0]
    for name, shape in (("providers", schema.PROVIDER), ("frameworks", schema.FRAMEWORK), ("licenses", schema.LICENSE)):
        place = len(shape) - 3
        days += [row[place][1] for row in index[name].values()]
    place = len(schema.MODEL) - 3
    lifecycle = len(schema.LIFECYCLE) - 3
    for row in index["models"].values():
        days.append(row[place][1])
        days += [end[lifecycle][1] for end in row[-1]]
    return max(days) or date.min.toordinal()
