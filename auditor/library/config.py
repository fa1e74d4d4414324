"""The user's configuration. In: a path to `ai-audit.toml` or `pyproject.toml`. Out: a `Config`; unknown keys are errors.

A configuration found in the scanned tree is hostile until proven otherwise: it may narrow and explain, never load rules.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from auditor.errors import ConfigError
from auditor.frozen import names
from auditor.records import Budgets, Config, Context, Policy, Role, Severity, Waiver

FILES = ("ai-audit.toml", ".ai-audit.toml", "pyproject.toml")
LIMIT = 1_000_000  # bytes
AXES = ("providers", "makers", "models", "licenses", "countries")
_LISTS = ("include", "exclude", "roles", "select", "ignore", "rules")
_KEYS = (*_LISTS, "fail-on", "baseline", "policy", "context", "waiver", "aliases", "thresholds", "severity", "budgets")
_CONTEXT: dict[str, type | tuple[type, ...]] = {
    "commercial": bool,
    "monthly-active-users": int,
    "annual-revenue-usd": int,
    "regions": list,
    "redistributes-weights": bool,
    "trains-on-outputs": bool,
    "service": str,
}
_WAIVER = ("rule", "subject", "path", "reason", "owner", "expires")


def find_config(root: str) -> str:
    """The configuration at the root of the scan, "" if there is none; links are not followed."""
    for name in FILES:
        path = os.path.join(root, name)
        if os.path.isfile(path) and not os.path.islink(path) and (name != "pyproject.toml" or _has_table(path)):
            return path
    return ""


def _has_table(path: str) -> bool:
    with open(path, "rb") as file:
        return b"tool.ai-audit" in file.read(LIMIT)


def load_config(path: str, *, trusted: bool) -> Config:
    """Read and check a configuration; raises `ConfigError` with file, key path and the known keys."""
    import tomli

    try:
        with open(path, "rb") as file:
            data = file.read(LIMIT + 1)
        if len(data) > LIMIT or _deep(data):
            raise ConfigError(f"{path}: too large or too deeply nested for a configuration")
        table = tomli.loads(data.decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    if os.path.basename(path) == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("ai-audit", {}) if isinstance(tool, dict) else {}
    return _Reader(path).config(table, trusted=trusted)


def _deep(data: bytes) -> bool:
    return any(line.count(b"[") > 100 or line.partition(b"=")[0].count(b".") > 50 for line in data.split(b"\n"))


class _Reader:
    """Checks one table after the other and says where it went wrong."""

    def __init__(self, path: str) -> None:
        self.path = path

    def fail(self, key: str, message: str) -> ConfigError:
        return ConfigError(f"{self.path}: {key}: {message}")

    def known(self, table: object, keys: tuple[str, ...], where: str) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self.fail(where, f"expected a table, found {type(table).__name__}")
        for key in table:
            if key not in keys:
                from difflib import get_close_matches

                near = get_close_matches(key, keys, 1)
                hint = f"did you mean {near[0]}?" if near else "known keys: " + ", ".join(keys)
                raise ConfigError(
                    f"{self.path}: unknown key {where + '.' if where else ''}{key}", f"{hint} (known keys: {', '.join(keys)})"
                )
        return table

    def strings(self, table: Mapping[str, Any], key: str, where: str = "") -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(f"{where}{key}", "expected a list of strings")
        return tuple(value)

    def config(self, table: object, *, trusted: bool) -> Config:
        top = self.known(table, _KEYS, "")
        rules = self.strings(top, "rules")
        if rules and not trusted:
            raise ConfigError(
                f"{self.path}: rules: own rules are loaded only from a trusted configuration",
                "pass it with --config, or use --rules DIR",
            )
        for role in self.strings(top, "roles"):
            if role != "all" and role not in set(Role):
                raise self.fail("roles", f'unknown role "{role}"; known: all, {", ".join(Role)}')
        return Config(
            source=os.path.basename(self.path),
            include=self.strings(top, "include"),
            exclude=self.strings(top, "exclude"),
            roles=self.strings(top, "roles"),
            select=self.strings(top, "select"),
            ignore=self.strings(top, "ignore"),
            fail_on=self._choice(top, "fail-on", (*Severity, "never")),
            baseline=self._inside(top, "baseline"),
            policy=self._policy(top.get("policy", {})),
            context=self._context(top.get("context", {})),
            waivers=tuple(self._waiver(item, index) for index, item in enumerate(self._tables(top, "waiver"))),
            aliases=self._map(top, "aliases", str),
            thresholds=self._map(top, "thresholds", (int, float)),
            severities={key: self._severity(key, value) for key, value in self._map(top, "severity", str).items()},
            rules=tuple(os.path.join(os.path.dirname(self.path), folder) for folder in rules),
            budgets=self._budgets(top),
        )

    def _choice(self, table: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str:
        value = table.get(key, "")
        if value and value not in choices:
            raise self.fail(key, f"expected one of {', '.join(choices)}, found {value!r}")
        return str(value)

    def _inside(self, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or os.path.isabs(value) or ".." in value.split("/"):
            raise self.fail(key, "expected a path below the configuration")
        return value

    def _severity(self, key: str, value: str) -> str:
        if value not in set(Severity):
            raise self.fail(f"severity.{key}", f"expected one of {', '.join(Severity)}, found {value!r}")
        return value

    def _map(self, table: Mapping[str, Any], key: str, kind: type | tuple[type, ...]) -> dict[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(key, "expected a table")
        flat: dict[str, Any] = {}
        for name, item in value.items():
            nested = item.items() if isinstance(item, dict) else None  # `AIA203.days = 90` is a table in TOML
            for path, leaf in ((f"{name}.{sub}", one) for sub, one in nested) if nested is not None else ((name, item),):
                if not isinstance(leaf, kind) or isinstance(leaf, bool):
                    raise self.fail(f"{key}.{path}", f"found {leaf!r}")
                flat[path] = leaf
        return flat

    def _tables(self, table: Mapping[str, Any], key: str) -> list[Any]:
        value = table.get(key, [])
        if not isinstance(value, list):
            raise self.fail(key, f"expected [[{key}]] tables")
        return value

    def _budgets(self, top: Mapping[str, Any]) -> dict[str, int]:
        known = tuple(name.replace("_", "-") for name in names(Budgets))
        table = self.known(top.get("budgets", {}), known, "budgets")
        return {key.replace("-", "_"): value for key, value in self._map({"budgets": table}, "budgets", int).items()}

    def _policy(self, table: object) -> Policy:
        keys = ("allow", "deny", "default", *(f"{verb}-{axis}" for verb in ("allow", "deny") for axis in AXES))
        found = self.known(table, keys, "policy")
        sides: dict[str, dict[str, tuple[str, ...]]] = {"allow": {}, "deny": {}}
        for verb, side in sides.items():
            inner = self.known(found.get(verb, {}), AXES, f"policy.{verb}")
            for axis in AXES:
                values = (*self.strings(inner, axis, f"policy.{verb}."), *self.strings(found, f"{verb}-{axis}", "policy."))
                if values or axis in inner or f"{verb}-{axis}" in found:
                    side[_singular(axis)] = values
        return Policy(
            allow=sides["allow"], deny=sides["deny"], default=self._choice(found, "default", ("allow", "deny")) or "allow"
        )

    def _context(self, table: object) -> Context:
        found = self.known(table, tuple(_CONTEXT), "context")
        for key, value in found.items():
            if not isinstance(value, _CONTEXT[key]) or (_CONTEXT[key] is int and isinstance(value, bool)):
                raise self.fail(f"context.{key}", f"found {value!r}")
        values: dict[str, Any] = {
            key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in found.items()
        }
        return Context(**values)

    def _waiver(self, item: object, index: int) -> Waiver:
        where = f"waiver[{index}]"
        found = self.known(item, _WAIVER, where)
        expires = found.get("expires")
        if isinstance(expires, datetime):
            expires = expires.date()
        if expires is not None and not isinstance(expires, date):
            raise self.fail(f"{where}.expires", f"expected a date, found {expires!r}")
        for key in ("rule", "reason"):
            if not isinstance(found.get(key), str) or not found[key].strip():
                raise self.fail(f"{where}.{key}", "required, and it may not be empty")
        texts = {key: str(found.get(key, default)) for key, default in (("subject", "*"), ("path", "**"), ("owner", ""))}
        return Waiver(rule=found["rule"], reason=found["reason"], expires=expires, **texts)


def _singular(axis: str) -> str:
    return {"countries": "country"}.get(axis, axis.removesuffix("s"))
