"""The only place that opens what is scanned. In: a path. Out: a descriptor or bytes, or why not, in words without paths.

Nothing is opened through a link in the last place, nothing waits for a pipe, nothing becomes a controlling terminal.
"""

from __future__ import annotations

import os
import stat

_FILE = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    _FILE |= getattr(os, _name, 0)
_DIRECTORY = _FILE | getattr(os, "O_DIRECTORY", 0)
CHANGED = "changed while the audit ran"


class Unreadable(Exception):  # noqa: N818 - the state of a file, which becomes a Skip
    """Why a file cannot be read."""


def open_file(path: str) -> int:
    """A descriptor for reading, whatever kind of file it is: the caller looks at it before reading."""
    return os.open(path, _FILE)


def open_directory(path: str) -> int:
    """A descriptor of a directory that is no link."""
    return os.open(path, _DIRECTORY)


def open_straight(base: str, path: str) -> int:
    """A descriptor of a file below the directory `base`, reached through no link, whatever is moved meanwhile."""
    if os.open not in os.supports_dir_fd:
        if os.path.realpath(base + path) != os.path.join(os.path.realpath(base), path):
            raise Unreadable(CHANGED)
        return open_file(base + path)
    *above, name = path.split("/")
    folder = os.open(base or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in above:
            inner = os.open(part, _DIRECTORY, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(name, _FILE, dir_fd=folder)
    except OSError as error:
        raise Unreadable(CHANGED) from error
    finally:
        os.close(folder)


def at_most(descriptor: int, limit: int) -> bytes:
    """What comes next in the file, at most one byte more than `limit`, whatever its size was said to be."""
    chunks = []
    left = limit + 1
    while left > 0:
        chunk = os.read(descriptor, min(left, 1 << 20))
        if not chunk:
            break
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def small_file(path: str, limit: int) -> bytes:
    """A regular file of at most `limit` bytes; raises OSError or `Unreadable`."""
    descriptor = open_file(path)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Unreadable("not a regular file")
        data = at_most(descriptor, limit)
        if len(data) > limit:
            raise Unreadable(over(limit))
        return data
    finally:
        os.close(descriptor)


def over(limit: int) -> str:
    """The reason of a file over its budget."""
    return f"larger than {limit / 1_000_000:g} MB" if limit >= 1_000_000 else f"larger than {limit} bytes"


def reason_of(error: OSError) -> str:
    """What the system said."""
    if isinstance(error, FileNotFoundError):
        return "vanished while the audit ran"
    return f"unreadable: {(error.strerror or type(error).__name__).lower()}"
