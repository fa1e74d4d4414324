"""Identity and state of a file as one number. In: what the system says of it. Out: a stamp that changes when the file does.

The lowest bit is 0 for files so fresh that a second change could leave no trace in their times: those are never cached.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

_SETTLED = 2_000_000_000  # nanoseconds: the coarsest time of the file systems in use


def stamp_of(status: os.stat_result, now: int = 0) -> int:
    """A stamp, never 0; odd when the file has not changed for a while before `now` (nanoseconds)."""
    value = _state(status)
    settled = now - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED
    return (value & ~1 | settled) or 2


def all_hold(base: str, paths: Sequence[str], stamps: Sequence[int]) -> bool:
    """Whether each of the paths below `base` still has its settled stamp."""
    ask = os.lstat
    try:
        for path, stamp in zip(paths, stamps, strict=True):
            if stamp != _state(ask(base + path)) | 1:
                return False
    except (OSError, ValueError):
        return False
    return True


def settled(stamp: int) -> bool:
    """Whether results for this stamp may be kept."""
    return bool(stamp & 1)


def _state(status: os.stat_result) -> int:
    return hash((status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
