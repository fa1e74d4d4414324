"""From `rules/` to checked tables. In: a directory. Out: one `Sheet` per TOML file, complete by its shape, nothing joined yet."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.errors import CatalogError
from auditor.library import schema
from auditor.library.schema import Shape
from auditor.rows import NamedTuple

SECTIONS: dict[str, tuple[Shape, dict[str, Shape]]] = {
    "providers": (
        schema.PROVIDER,
        {"package": schema.PACKAGE, "file": schema.FILE, "signal": schema.SIGNAL, "snippet": schema.SNIPPET},
    ),
    "frameworks": (
        schema.FRAMEWORK,
        {
            "package": schema.PACKAGE,
            "pattern": schema.PATTERN,
            "file": schema.FILE,
            "signal": schema.SIGNAL,
            "snippet": schema.SNIPPET,
        },
    ),
    "models": (schema.MAKER, {"family": schema.FAMILY, "model": schema.MODEL}),
    "licenses": (schema.LICENSE, {}),
    "risks": (schema.RULE, {}),
}


ORDINARY = ("frameworks", "_ordinary.toml")


class Sheet(NamedTuple):
    """One file: its own keys, its lists of tables by name, the end of the service if it says one."""

    file: str
    head: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]
    service_end: dict[str, Any] | None = None


def files_of(root: str, section: str) -> list[str]:
    """Names of the TOML files of one section, sorted; none when the directory is missing."""
    try:
        names = os.listdir(os.path.join(root, section))
    except OSError:
        return []
    return sorted(name for name in names if name.endswith(".toml") and not name.startswith("_"))


def sheets(root: str, section: str) -> Iterator[Sheet]:
    """Every file of one section, checked; ids must be the file's name."""
    for name in files_of(root, section):
        file = f"rules/{section}/{name}"
        sheet = read_sheet(os.path.join(root, section, name), file, section)
        said = sheet.head["name"] if section == "risks" else sheet.head["id"]
        if said != name.removesuffix(".toml"):
            key = "name" if section == "risks" else "id"
            raise CatalogError(f'{file}: {key}: "{said}" is not the name of the file', "name the file after it")
        yield sheet


def read_sheet(path: str, file: str, section: str) -> Sheet:
    """One file of a section, checked; `file` is how errors name it."""
    raw = read_toml(path, file)
    shape, lists = SECTIONS[section]
    head = {key: value for key, value in raw.items() if key not in lists and key != "service_end"}
    whole = schema.complete(shape, head, file, "", {})
    inherited = {key: whole[key] for key in ("source", "checked") if key in shape}
    tables: dict[str, list[dict[str, Any]]] = {}
    for name, inner in lists.items():
        tables[name] = _list(raw.get(name, []), name, inner, file, inherited)
    end = None
    if "service_end" in raw:
        if section != "providers":
            raise schema.wrong(file, "service_end", "no such table here", "service_end")
        end = schema.complete(schema.SERVICE_END, raw["service_end"], file, "service_end", inherited)
    return Sheet(file, whole, tables, end)


def _list(raw: object, name: str, shape: Shape, file: str, inherited: Mapping[str, Any]) -> list[dict[str, Any]]:
    if not isinstance(raw, list):
        raise schema.wrong(file, name, f"[[{name}]] tables", raw)
    made = []
    for place, table in enumerate(raw):
        where = f"{name}[{place}]"
        ends: object = []
        plain = table
        if shape is schema.MODEL and isinstance(table, dict):
            ends = table.get("lifecycle", [])
            plain = {key: value for key, value in table.items() if key != "lifecycle"}
        row = schema.complete(shape, plain, file, where, inherited)
        if shape is schema.MODEL:
            own = {"source": row["source"], "checked": row["checked"]}
            row["lifecycle"] = _list(ends, f"{where}.lifecycle", schema.LIFECYCLE, file, own)
        row["where"] = where
        made.append(row)
    return made


def ordinary_words(root: str) -> frozenset[str]:
    """Words that are never looked for alone; none where a rules directory does not list them."""
    path = os.path.join(root, *ORDINARY)
    if not os.path.exists(path):
        return frozenset()
    file = f"rules/{'/'.join(ORDINARY)}"
    return frozenset(schema.complete(schema.WORDS, read_toml(path, file), file, "", {})["words"].split())


def read_toml(path: str, file: str) -> dict[str, Any]:
    """A TOML file as plain tables; what cannot be read is a `CatalogError` that names it."""
    import tomli

    try:
        with open(path, "rb") as handle:
            return tomli.load(handle)
    except OSError as fault:
        raise CatalogError(f"{file}: cannot be read: {fault.strerror}") from fault
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise CatalogError(f"{file}: not valid TOML: {fault}") from fault
