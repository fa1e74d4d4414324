"""From options, configuration and environment to one `Request`. The only place that reads the clock and the environment."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from typing import Any

from auditor.cli.options import COMMANDS, Options
from auditor.errors import UsageError
from auditor.frozen import replace
from auditor.library.config import find_config, load_config
from auditor.records import DECIDING, Budgets, Config, Request, Role

OVERLAY = "catalog.toml"


def as_of(options: Options) -> date:
    """The day to judge by: `--as-of`, else SOURCE_DATE_EPOCH, else today (UTC)."""
    day = _day(options)
    if not 1900 <= day.year < 9000:  # facts are of our time, and years are added to it
        raise UsageError(f"{day}: no day to judge by", "choose one from 1900 to 8999: --as-of 2026-11-22")
    return day


def _day(options: Options) -> date:
    given = options.text("as_of")
    if given:
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise UsageError(f"--as-of {given}: not a date", "write it as 2026-11-22") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: not a number of seconds") from None
    return datetime.now(UTC).date()


def cache_dir(options: Options) -> str:
    """Where caches live, "" when there shall be none or no place for them."""
    if options.flag("no_cache"):
        return ""
    return user_dir("AI_AUDIT_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "Caches")


def data_dir() -> str:
    """Where an updated catalog lives, "" if there is no place."""
    return user_dir("AI_AUDIT_DATA_DIR", "XDG_DATA_HOME", ".local/share", "Application Support")


def overlay_file() -> str:
    """The facts that `catalog update` brought, "" if there are none."""
    folder = data_dir()
    path = os.path.join(folder, OVERLAY) if folder else ""
    return path if path and os.path.isfile(path) else ""


def user_dir(own: str, xdg: str, unix: str, mac: str) -> str:
    """A directory of the user as the platforms keep them (what platformdirs would say, without its import)."""
    given = os.environ.get(own)
    if given:
        return given
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", mac)
    else:
        base = os.environ.get(xdg, "") or os.path.join(home, unix)
    return os.path.join(base, "ai-audit") if os.path.isabs(base) else ""


def roles_of(words: tuple[str, ...]) -> frozenset[Role]:
    """Roles by name; `all` means every one."""
    names = [name.strip() for word in words for name in word.split(",") if name.strip()]
    if not names:
        return DECIDING
    if "all" in names:
        return frozenset(Role)
    try:
        return frozenset(Role(name) for name in names)
    except ValueError:
        known = [role.value for role in Role]
        unknown = next(name for name in names if name not in known)
        raise UsageError(f"--roles: no role {unknown}", "known roles: all, " + ", ".join(known)) from None


def config_of(options: Options, root: str) -> Config:
    """The configuration: the named one, else what stands at the root of the scan."""
    if options.flag("no_config"):
        return Config()
    named = options.text("config")
    path = named or find_config(root)
    return load_config(path, trusted=bool(named)) if path else Config()


def request_of(options: Options, paths: tuple[str, ...]) -> Request:
    """The request of one scan; raises `UsageError` for a path that is not there or a value that makes no sense."""
    root, files = _target(options, paths)
    config = config_of(options, root)
    jobs = options.text("jobs")
    if jobs and not jobs.isdigit():
        raise UsageError(f"--jobs {jobs}: not a number")
    return Request(
        root=root,
        as_of=as_of(options),
        files=files,
        include=options.many("include") or config.include,
        exclude=(*options.many("exclude"), *config.exclude),
        roles=roles_of(options.many("roles") or config.roles),
        select=rule_words(options.many("select")) or config.select,
        ignore=(*rule_words(options.many("ignore")), *config.ignore),
        config=config,
        honor_ignores=not options.flag("no_ignores"),
        jobs=int(jobs or 0),
        cache=cache_dir(options),
        budgets=_budgets(config),
    )


def rule_words(values: tuple[str, ...]) -> tuple[str, ...]:
    """Rule ids and names, split at commas."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _budgets(config: Config) -> Budgets:
    known: dict[str, Any] = dict(config.budgets)
    return replace(Budgets(), **known)


def _target(options: Options, paths: tuple[str, ...]) -> tuple[str, tuple[str, ...] | None]:
    """Root and named files: one directory is walked; files are audited relative to the current directory."""
    listed = list(options.many("files"))
    given = paths or listed  # an empty list on standard input is nothing to audit, not the whole directory
    for path in (*paths, *listed):
        if path != "-" and not os.path.lexists(path):
            raise UsageError(f"{path}: no such file or directory", _meant(path))
    if "-" in (*paths, *listed):
        listed = [name for name in listed if name != "-"] + _names_from_stdin()
        paths = tuple(path for path in paths if path != "-")
    folders = [path for path in paths if os.path.isdir(path)]
    if len(folders) == 1 and len(paths) == 1 and not listed:
        return os.path.realpath(folders[0]), None
    if not given:
        return os.path.realpath("."), None
    root = os.path.realpath(".")
    named = [_relative(path, root) for path in (*paths, *listed) if not os.path.isdir(path)]
    for folder in folders:
        named += _below(folder, root)
    return root, tuple(sorted(set(named)))


def _meant(path: str) -> str:
    """A hint for a word that is no path: perhaps a command."""
    from difflib import get_close_matches

    near = get_close_matches(path, sorted(COMMANDS), 1)
    return f"did you mean the command `ai-audit {near[0]}`?" if near else ""


def _below(folder: str, root: str) -> list[str]:
    from auditor.discover import candidates

    inside = Request(root=os.path.realpath(folder), as_of=date.min)
    prefix = _relative(folder, root)
    return [f"{prefix}/{one.path}" if prefix != "." else one.path for one in candidates(inside)[0]]


def _relative(path: str, root: str) -> str:
    folder, name = os.path.split(os.path.abspath(path))
    found = os.path.relpath(os.path.join(os.path.realpath(folder), name), root)
    if found == ".." or found.startswith(".." + os.sep):
        raise UsageError(f"{path}: outside the current directory", "run ai-audit from a directory above all the paths")
    return found.replace(os.sep, "/")


def _names_from_stdin() -> list[str]:
    data = sys.stdin.buffer.read(64_000_000)
    separator = b"\0" if b"\0" in data else b"\n"
    return [os.fsdecode(name.rstrip(b"\r")) for name in data.split(separator) if name.strip()]  # what is gone becomes a Skip
