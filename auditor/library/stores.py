"""The user's data directory: one update at a time, files in place at once or not at all. Refused: what the disk does not take."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from auditor.errors import CatalogError
from auditor.library import overlays, schema
from auditor.library.agreement import End, Key
from auditor.library.feeds import Claim
from auditor.rows import NamedTuple

OVERLAY = "catalog.toml"
STATE = "feeds.json"
LOCK = "update.lock"
STALE = 300  # seconds after which a lock was left behind: an update takes far less

_KEPT = "the catalog is as it was before"
_HEAD = "# Newer facts that `ai-audit catalog update` brought; delete this file to go back to what is bundled.\n"


class Seen(NamedTuple):
    """What is kept of a feed: where it came from, its ETag, its day, when it was read, and its claims."""

    url: str
    etag: str
    edition: date | None
    said: date
    claims: tuple[Claim, ...]


@contextlib.contextmanager
def locked(folder: str) -> Iterator[None]:
    """The directory, made if need be, for one update alone."""
    path = os.path.join(folder, LOCK)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        handle = _taken(path)
    except OSError as fault:
        raise CatalogError(f"{folder}: cannot be written: {fault.strerror}", _KEPT) from fault
    try:
        os.close(handle)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)


def _taken(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with contextlib.suppress(FileExistsError):
        return os.open(path, flags, 0o600)
    with contextlib.suppress(FileNotFoundError):
        if abs(time.time() - os.lstat(path).st_mtime) > STALE:
            os.unlink(path)
    try:
        return os.open(path, flags, 0o600)
    except FileExistsError:
        hint = f"wait for it; if none is running, delete {path}"
        raise CatalogError("another catalog update is running", hint) from None


def put(folder: str, files: Mapping[str, str]) -> None:
    """All files written and synced beside their places first, then put in place; a full disk leaves the old ones."""
    parts: dict[str, str] = {}
    try:
        for name, text in files.items():
            part = os.path.join(folder, f"{name}.{os.getpid()}.part")
            parts[name] = part
            _written(part, text)
        for name, part in parts.items():
            os.replace(part, os.path.join(folder, name))
    except OSError as fault:
        raise CatalogError(f"{folder}: cannot be written: {fault.strerror}", _KEPT) from fault
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                os.unlink(part)


@contextlib.contextmanager
def trial(folder: str, text: str) -> Iterator[str]:
    """The text in a file of its own beside its later place, gone afterwards."""
    name = f"trial.{os.getpid()}.toml"
    path = os.path.join(folder, name)
    try:
        put(folder, {name: text})
        yield path
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)


def _written(path: str, text: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def overlay_text(source: str, checked: date, rows: Mapping[Key, End]) -> str:
    """The overlay as TOML, sorted, every row with its source and day."""
    lines = [_HEAD, f"source = {_quoted(source)}\n", f"checked = {checked}\n"]
    for (model, provider), end in sorted(rows.items()):
        lines.append(f"\n[[lifecycle]]\nmodel = {_quoted(model)}\nprovider = {_quoted(provider)}\n")
        for name, value in end._asdict().items():
            if value is not None and value != "":
                lines.append(f"{name} = {value if isinstance(value, date) else _quoted(value)}\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    """A TOML string on one line; what cannot be seen is left out."""
    return json.dumps("".join(char for char in text if char.isprintable())[:400], ensure_ascii=False)


def overlay_rows(raw: dict[str, Any], file: str) -> tuple[str, date, dict[Key, End]]:
    """Source, day and rows of an overlay's tables; raises `CatalogError` for one that is not valid."""
    tables = raw.get("lifecycle", [])
    if not isinstance(tables, list):
        raise schema.wrong(file, "lifecycle", "[[lifecycle]] tables", tables)
    head = schema.complete(overlays.HEAD, {key: raw[key] for key in raw if key != "lifecycle"}, file, "", {})
    inherited = {"source": head["source"], "checked": head["checked"]}
    rows = {}
    for place, table in enumerate(tables):
        row = schema.complete(overlays.ENTRY, table, file, f"lifecycle[{place}]", inherited)
        rows[row["model"], row["provider"]] = End(**{name: row[name] for name in End._fields})
    return head["source"], head["checked"], rows


def state_text(seen: Mapping[str, Seen]) -> str:
    """What is kept of the feeds, as JSON."""
    made = {}
    for name, one in sorted(seen.items()):
        made[name] = one._asdict() | {"claims": [list(claim) for claim in one.claims]}
    return json.dumps({"version": 1, "feeds": made}, indent=1, default=str, sort_keys=True) + "\n"


def state_of(path: str) -> dict[str, Seen]:
    """What was kept of the feeds; nothing when the file is missing, damaged or of another version."""
    try:
        with open(path, encoding="utf-8") as file:
            raw = json.load(file)
        if raw["version"] != 1:
            return {}
        return {str(name): _seen(one) for name, one in raw["feeds"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _seen(raw: dict[str, Any]) -> Seen:
    claims = tuple(
        Claim(
            str(provider),
            str(model),
            _day(retires),
            _day(deprecated),
            str(certainty),
            bool(gone),
            tuple(map(str, replacement)),
            tuple(map(str, references)),
        )
        for provider, model, retires, deprecated, certainty, gone, replacement, references in raw["claims"]
    )
    return Seen(str(raw["url"]), str(raw["etag"]), _day(raw["edition"]), date.fromisoformat(raw["said"]), claims)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
