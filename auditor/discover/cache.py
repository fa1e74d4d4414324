"""What audits leave for the next one, by root. In: the cache directory and what results depend on. Out: what was found last time.

One file per root and kind, replaced as a whole. Broken, foreign or unwritable: done without, silently; a wrong answer is never an
option.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import zlib
from collections.abc import Iterable
from typing import Any

_MAGIC = b"ai-audit scan 1\n"
_LIMIT = 400_000_000  # bytes
_KEPT = 40  # roots


class KeptFile:
    """One marshaled object on disk."""

    def __init__(self, directory: str, kind: str, root: str, key: str, rooms: Iterable[str]) -> None:
        """`key` names all that the object depends on beside the tree: catalog, version, limits; `rooms` whose code made it."""
        self._directory = directory
        self._kind = f"{kind}-"
        self._owner = f"{root}\0{key}\0{sys.version}\0{_code(rooms)}".encode("utf-8", "surrogateescape")
        name = "".join(char if char.isalnum() else "_" for char in os.path.basename(root))[:40]
        number = zlib.crc32(root.encode("utf-8", "surrogateescape"))
        self._path = os.path.join(directory, f"{kind}-{name}-{number:08x}.cache")

    def load(self) -> Any:
        """What was saved, None when there is nothing of use."""
        try:
            if os.stat(self._path).st_size > _LIMIT:
                return None
            with open(self._path, "rb") as file:
                status = os.fstat(file.fileno())
                if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
                    return None
                data = memoryview(file.read())
            head = _MAGIC + len(self._owner).to_bytes(4, "little") + self._owner
            start = len(head) + 4
            if data[: len(head)] != head or zlib.crc32(data[start:]).to_bytes(4, "little") != data[len(head) : start]:
                return None
            return marshal.loads(data[start:])  # noqa: S302 - our own file, checked
        except (OSError, ValueError, EOFError, TypeError, MemoryError):
            return None

    def save(self, kept: Any) -> None:
        """Write in place of what was there."""
        temporary = f"{self._path}.{os.getpid()}.tmp"
        try:
            body = marshal.dumps(kept)
            os.makedirs(self._directory, mode=0o700, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with open(descriptor, "wb") as file:
                file.write(_MAGIC + len(self._owner).to_bytes(4, "little") + self._owner + zlib.crc32(body).to_bytes(4, "little"))
                file.write(body)
            os.replace(temporary, self._path)
            self._prune()
        except (OSError, ValueError, MemoryError):
            with contextlib.suppress(OSError):
                os.unlink(temporary)

    def _prune(self) -> None:
        """Keep the newest few, so that throw-away roots do not pile up."""
        with os.scandir(self._directory) as listing:
            kept = [(entry.stat().st_mtime, entry.path) for entry in listing if entry.name.startswith(self._kind)]
        for _, path in sorted(kept)[:-_KEPT]:
            os.unlink(path)


class ScanCache:
    """Results by file: load with `load`, look up in `old`, collect in `new`, write with `save`."""

    def __init__(self, directory: str, root: str, key: str) -> None:
        """`key` names all that results depend on beside the file: catalog, version, limits."""
        self._file = KeptFile(directory, "scan", root, key, ("", "discover", "extract"))
        self.old: dict[str, Any] = {}
        self.new: dict[str, Any] = {}

    def load(self) -> bool:
        """Read what was saved; whether there is anything."""
        self.old = self._file.load() or {}
        return bool(self.old)

    def of(self, tree: tuple[str, ...]) -> None:
        """Forget what was found when files lay differently: results depend on `tree` too."""
        if self.old.get("", ()) != tree:
            self.old = {}
        if tree:
            self.new[""] = tree

    def save(self) -> None:
        """Write `new` in place of what was there, when it says anything else."""
        if self.new != self.old:
            self._file.save(self.new)


def _code(rooms: Iterable[str]) -> int:
    """A number that changes when this code does: results of another version of it are worth nothing."""
    total = 0
    house = os.path.dirname(os.path.dirname(__file__))
    for room in rooms:
        with contextlib.suppress(OSError), os.scandir(os.path.join(house, room)) as listing:
            for entry in listing:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    total = zlib.crc32(f"{entry.name} {status.st_size} {status.st_mtime_ns}".encode(), total)
    return total
