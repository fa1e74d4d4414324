"""The shapes of every table in `rules/`. In: what a TOML file says. Out: the same, complete and checked.

Refused, with file, key path and the known words: an unknown key, a missing one, a wrong type, a word outside a closed set.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from auditor.errors import CatalogError

REQUIRED: Any = object()
DAY_PARTS = (4, 7, 10)  # "2026", "2026-08", "2026-08-26"

ECOSYSTEMS = tuple(
    "pypi npm go maven nuget rubygems packagist cargo hex pub swift conda docker-image github-action terraform".split()
)
COMPONENTS = tuple(
    "provider-sdk gateway router framework local-runtime embedding agent mcp coding-agent observability eval vector-db".split()
)
MODEL_KINDS = tuple("chat completion code embedding image audio video rerank moderation".split())
CONFIDENCES = ("high", "medium", "low")


class Key(NamedTuple):
    """One key of a table: `type` is text, texts, day, part-day, whole, number, flag, pairs, numbers or any."""

    type: str = "text"
    default: Any = ""
    words: tuple[str, ...] = ()  # closed set, for text and texts


Shape = Mapping[str, Key]

_NEED = Key(default=REQUIRED)
_LIST = Key("texts", ())
_DAY = Key("day", None)
_ORIGIN: Shape = {
    "source": _NEED,
    "checked": Key("day", REQUIRED),
    "confidence": Key(default="high", words=CONFIDENCES),
}


def _words(text: str, default: Any = REQUIRED) -> Key:
    return Key(default=default, words=tuple(text.split()))


MAKER: Shape = {"id": _NEED, "name": _NEED, "country": Key(), "drift": Key(), "drift_on": _DAY, **_ORIGIN}

PROVIDER: Shape = {
    "id": _NEED,
    "name": _NEED,
    "kinds": Key("texts", REQUIRED, tuple("provider gateway local-runtime model-vendor vector-db other".split())),
    "country": Key(),
    "status": _words("active closing closed acquired", "active"),
    "status_on": _DAY,
    "note": Key(),
    "openai_compatible": Key("flag", default=False),
    "base_url": Key(),
    "endpoints": _LIST,
    "env": _LIST,
    "env_stems": _LIST,
    "key_prefixes": _LIST,
    "prefixes": _LIST,
    "slugs": _LIST,
    "hosts": _LIST,
    "own_models": Key("flag", default=False),
    "docs": Key(),
    "hyperscaler": Key(),
    **_ORIGIN,
}

FRAMEWORK: Shape = {"id": _NEED, "name": _NEED, "kinds": _LIST, "docs": Key(), **_ORIGIN}

PACKAGE: Shape = {
    "ecosystem": Key(default=REQUIRED, words=ECOSYSTEMS),
    "name": _NEED,
    "imports": _LIST,
    "kind": Key(default=REQUIRED, words=COMPONENTS),
    "provider": Key(default=None),  # None = the provider of the file it stands in
    "status": _words("active deprecated renamed archived eol", "active"),
    "status_on": Key("part-day", ""),
    "replacement": Key(),
    "note": Key(),
    "needs": _LIST,
    **_ORIGIN,
}

PATTERN: Shape = {
    "ecosystem": Key(default=REQUIRED, words=ECOSYSTEMS),
    "template": _NEED,
    "kind": Key(default=REQUIRED, words=COMPONENTS),
    "names": Key("pairs", {}),
    **_ORIGIN,
}

LIFECYCLE: Shape = {
    "provider": _NEED,
    "deprecated_on": _DAY,
    "retires_on": _DAY,
    "certainty": _words("announced earliest"),
    "replacement": Key(),
    "disagrees": Key(),
    **_ORIGIN,
}

SERVICE_END: Shape = {key: spec for key, spec in LIFECYCLE.items() if key != "provider"} | {"retires_on": Key("day", REQUIRED)}

MODEL: Shape = {
    "id": _NEED,
    "family": _NEED,
    "kind": Key(default=REQUIRED, words=MODEL_KINDS),
    "weights": _words("open closed unknown"),
    "license": Key(),
    "released": Key("part-day", ""),
    "stage": _words("announced preview experimental ga deprecated retired"),
    "floating": Key("flag", default=False),
    "aliases": _LIST,
    "replacement": Key(),
    "pick": Key(),
    **_ORIGIN,
}

FAMILY: Shape = {
    "name": _NEED,
    "match": _NEED,
    "kind": Key(default=REQUIRED, words=MODEL_KINDS),
    "weights": _words("open closed unknown"),
    "license": Key(),
    "needles": _LIST,
}

LICENSE: Shape = {
    "id": _NEED,
    "name": _NEED,
    "family": Key(),
    "commercial": _words("yes no conditional unknown"),
    "user_limit": Key("whole", None),
    "revenue_limit": Key("whole", None),
    "regions_excluded": _LIST,
    "service_limit": Key(),
    "use_policy": Key("flag", default=False),
    "output_training": Key(),
    "naming": Key(),
    "redistribution": _words("allowed conditional forbidden unknown"),
    "osi": Key("flag", REQUIRED),
    "openness": _words("osi-open-source open-weights source-available closed"),
    "url": Key(),
    "card_ids": _LIST,
    "applies_to": Key(),
    "regions_only_models": _LIST,
    "regions_note": Key(),
    **_ORIGIN,
}

SIGNAL: Shape = {
    "id": _NEED,
    "group": _words("resilience lock-in surface hygiene artifact"),
    "kind": _NEED,
    "provider": Key(default=None),
    "calls": _LIST,
    "keys": _LIST,
    "imports": _LIST,
    "values": _LIST,
    "files": _LIST,
    "languages": _LIST,
    "strength": _words("strong medium weak", "medium"),
    "title": _NEED,
    "caveat": Key(),
    "retires_on": _DAY,
    "replacement": Key(),
    **_ORIGIN,
}

FILE: Shape = {
    "globs": Key("texts", REQUIRED),
    "role": Key(),
    "models": _LIST,
    "providers": _LIST,
    "base_urls": _LIST,
    "keys": _LIST,
    "fallbacks": _LIST,
    "names": Key("pairs", {}),
    "prefix": Key(),
    **_ORIGIN,
}

SNIPPET: Shape = {
    "id": _NEED,
    "purpose": _words("gateway fallback local base-url config"),
    "language": _NEED,
    "package": Key(),
    "code": _NEED,
    **_ORIGIN,
}

RULE: Shape = {
    "id": _NEED,
    "name": _NEED,
    "since": _NEED,
    "scope": _words("model provider maker package license signal unresolved endpoint secret inventory audit"),
    "severity": _words("critical high medium low"),
    "confidence": Key(default="high", words=CONFIDENCES),
    "title": _NEED,
    "message": _NEED,
    "why": _NEED,
    "advice": _NEED,
    "references": _LIST,
    "false_positives": Key(),
    "when": Key("any", REQUIRED),
    "thresholds": Key("numbers", {}),
}


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
