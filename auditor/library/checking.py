"""One table against one shape. In: what a TOML file says. Out: the same, complete. Refused: what does not fit, with the cure.

An error names file, key path, what was expected and what was found; an unknown key names the known ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditor.errors import CatalogError
from auditor.rows import NamedTuple

REQUIRED: Any = object()
DAY_PARTS = (4, 7, 10)  # "2026", "2026-08", "2026-08-26"


class Key(NamedTuple):
    """One key of a table: `type` is text, texts, day, part-day, whole, number, flag, pairs, numbers or any."""

    type: str = "text"
    default: Any = ""
    words: tuple[str, ...] = ()  # closed set, for text and texts


Shape = Mapping[str, Key]


def complete(shape: Shape, raw: object, file: str, where: str, inherited: Mapping[str, Any]) -> dict[str, Any]:
    """The table with every key of its shape; `inherited` stands in for keys the table does not say itself."""
    if not isinstance(raw, dict):
        raise wrong(file, where, "a table", raw)
    unknown = sorted(set(raw) - set(shape))
    if unknown:
        known = ", ".join(sorted(shape))
        raise CatalogError(f"{file}: {_at(where, unknown[0])}: unknown key", f"known here: {known}")
    made: dict[str, Any] = {}
    for name, key in shape.items():
        if name in raw:
            made[name] = _value(key, raw[name], file, _at(where, name))
        elif name in inherited:
            made[name] = inherited[name]
        elif key.default is REQUIRED:
            raise CatalogError(f"{file}: {_at(where, name)}: missing", _cure(name, key))
        else:
            made[name] = key.default
    return made


def wrong(file: str, where: str, expected: str, found: object) -> CatalogError:
    """The error of a value that is not what stands in the shape."""
    shown = f'"{found}"' if isinstance(found, str) else str(found)
    return CatalogError(f"{file}: {where}: expected {expected}, found {shown[:80]}")


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _cure(name: str, key: Key) -> str:
    if key.words:
        return f"write {name} as one of {', '.join(key.words)}"
    return f"write {name} = 2026-01-31" if key.type == "day" else f"add the key {name}"


def _value(key: Key, found: object, file: str, where: str) -> Any:
    kind = key.type
    if kind in {"text", "part-day"}:
        return _text(key, found, file, where)
    if kind == "texts":
        return _texts(key, found, file, where)
    if kind == "day":
        if type(found) is not date:
            raise wrong(file, where, "a date", found)
        return found
    if kind == "flag" and isinstance(found, bool):
        return found
    if kind == "whole" and isinstance(found, int) and not isinstance(found, bool):
        return found
    if kind in {"any", "pairs", "numbers"} and isinstance(found, dict):
        return _mapping(kind, found, file, where)
    expected = {"flag": "true or false", "whole": "a whole number"}.get(kind, "a table")
    raise wrong(file, where, expected, found)


def _text(key: Key, found: object, file: str, where: str) -> str:
    if key.type == "part-day" and type(found) is date:
        return found.isoformat()
    if not isinstance(found, str):
        raise wrong(file, where, "a text", found)
    if key.words and found not in key.words:
        raise wrong(file, where, f"one of {', '.join(key.words)}", found)
    if key.type == "part-day" and found and not (len(found) in DAY_PARTS and found.replace("-", "").isdigit()):
        raise wrong(file, where, 'a year, month or day such as "2026-08"', found)
    return found


def _texts(key: Key, found: object, file: str, where: str) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise wrong(file, where, "a list of texts", found)
    for place, item in enumerate(found):
        if not isinstance(item, str) or not item:
            raise wrong(file, f"{where}[{place}]", "a text", item)
        if key.words and item not in key.words:
            raise wrong(file, f"{where}[{place}]", f"one of {', '.join(key.words)}", item)
    return tuple(found)


def _mapping(kind: str, found: dict[str, Any], file: str, where: str) -> dict[str, Any]:
    expected, types = {"pairs": ("a text", (str,)), "numbers": ("a number", (int, float))}.get(kind, ("", (object,)))
    for name, value in found.items():
        if not isinstance(value, types):
            raise wrong(file, _at(where, name), expected, value)
    return found
