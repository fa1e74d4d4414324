"""Files given by name, and links. In: relative paths from the user or the walk. Out: candidates below the root, or Skips.

A name may be a directory, which is walked; ignore files do not hold for names, the user's own include and exclude globs do.
"""

from __future__ import annotations

import os
import posixpath

from auditor.discover.formats import format_of
from auditor.discover.names import printable
from auditor.discover.opening import reason_of
from auditor.discover.trees import VERSION_CONTROL
from auditor.discover.walk import MAX_PATH, Walk
from auditor.records import Skip


def add_named(walk: Walk, names: tuple[str, ...]) -> None:
    """Take in the files that `names` say, walk the directories."""
    for raw in sorted({posixpath.normpath(name) for name in names}):
        shown = printable(raw)
        if raw.startswith(("/", "../")) or raw == ".." or "\0" in raw:
            walk.skips.append(Skip(shown, "outside the root"))
        elif len(os.fsencode(walk.base + raw)) > MAX_PATH:
            walk.skips.append(Skip(printable(raw[:200]), "path too long"))
        elif raw == ".":
            walk.below()
        elif os.path.isdir(walk.base + raw) and _inside(walk, raw) == raw:
            walk.below(raw + "/")
        elif walk.selection.takes(raw):
            _add(walk, raw, shown)


def add_links(walk: Walk) -> tuple[list[tuple[str, ...]], list[tuple[str, str]]]:
    """Take in the links that lead to a file below the root which was not taken in itself; returns what came of them."""
    files, skips = len(walk.candidates), len(walk.skips)
    known = {file.raw or file.path for file in walk.candidates} if walk.links else set()
    for raw, shown in sorted(walk.links):
        real = _inside(walk, raw)
        if real is None or real not in known:
            _add(walk, raw, shown, linked=True)
    return [(one.path, one.format, one.raw) for one in walk.candidates[files:]], [one[:2] for one in walk.skips[skips:]]


def _inside(walk: Walk, raw: str) -> str | None:
    """The real path of `raw`, relative to the root, None when it lies outside or nowhere."""
    try:
        os.stat(walk.base + raw)  # the system's own limit on chains of links comes first
        real = os.path.realpath(walk.base + raw)
    except (OSError, ValueError, RecursionError):
        return None
    root = os.path.join(os.path.realpath(walk.base), "")
    return real[len(root) :].replace(os.sep, "/") if (real + os.sep).startswith(root) else None


def _add(walk: Walk, raw: str, shown: str, *, linked: bool = False) -> None:
    format_ = format_of(shown)
    if not format_ and (not linked or "." in shown.rpartition("/")[2]):
        return
    real = _inside(walk, raw)
    if real is None:
        exists = os.path.lexists(walk.base + raw)
        reason = "no such file" if not exists else "a link that leads nowhere"
        walk.skips.append(Skip(shown, "outside the root" if os.path.exists(walk.base + raw) else reason))
        return
    if VERSION_CONTROL.intersection(real.split("/")):
        return
    try:
        status = os.lstat(walk.base + real)
    except OSError as error:
        walk.skips.append(Skip(shown, reason_of(error)))
        return
    if format_:
        walk.add(real, shown, format_, status)
