"""Where a repository keeps itself. In: a directory. Out: its git directory, refused when git would wait there for ever.

Whoever opens a pipe or a device that stands in the place of an object, a reference or a setting does not come back.
"""

from __future__ import annotations

import os
import stat

from auditor.discover.opening import Unreadable, small_file
from auditor.errors import UsageError

_LOOKED_AT = 50_000  # entries
_DEPTH = 6


def git_directory(root: str) -> str:
    """The git directory of a work tree, "" when there is none."""
    here = root
    while True:
        place = os.path.join(here, ".git")
        if os.path.isdir(place):
            return place
        if os.path.lexists(place):
            return _named_in(place)
        above = os.path.dirname(here)
        if above == here:
            return ""
        here = above


def _named_in(place: str) -> str:
    try:
        said = small_file(place, 10_000)
    except (OSError, Unreadable):
        raise UsageError(f"{place}: not a git repository") from None
    return os.path.join(os.path.dirname(place), os.fsdecode(said.removeprefix(b"gitdir:").strip()))


def refuse_pipes(directory: str) -> None:
    """Raise `UsageError` when a git directory holds a pipe or a device."""
    stack = [(directory, 0)] if directory else []
    seen = 0
    while stack and seen < _LOOKED_AT:
        here, depth = stack.pop()
        try:
            with os.scandir(here) as listing:
                for entry in listing:
                    seen += 1
                    if entry.is_dir(follow_symlinks=False):
                        if depth < _DEPTH:
                            stack.append((entry.path, depth + 1))
                    elif not entry.is_file() and _waits(entry.path):
                        raise UsageError(f"{entry.path}: a pipe or a device", "audit the work tree: ai-audit scan")
        except OSError:
            continue


def _waits(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except OSError:  # a link to nothing
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)
