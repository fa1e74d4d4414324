"""Results of the last walk of a root, by file. In: the cache directory and what results depend on. Out: what was found last time.

One file per root, replaced as a whole. Broken, foreign or unwritable: done without, silently; a wrong answer is never an option.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import zlib
from typing import Any

_MAGIC = b"ai-audit scan 1\n"
_LIMIT = 400_000_000  # bytes
_KEPT = 40  # roots


class ScanCache:
    """Load with `load`, look up in `old`, collect in `new`, write with `save`."""

    def __init__(self, directory: str, root: str, key: str) -> None:
        """`key` names all that results depend on beside the file: catalog, version, limits."""
        self._directory = directory
        self._owner = f"{root}\0{key}\0{sys.version}\0{_code()}".encode("utf-8", "surrogateescape")
        name = "".join(char if char.isalnum() else "_" for char in os.path.basename(root))[:40]
        self._path = os.path.join(directory, f"scan-{name}-{zlib.crc32(root.encode('utf-8', 'surrogateescape')):08x}.cache")
        self.old: dict[str, Any] = {}
        self.new: dict[str, Any] = {}

    def load(self) -> bool:
        """Read what was saved; whether there is anything."""
        try:
            if os.stat(self._path).st_size > _LIMIT:
                return False
            with open(self._path, "rb") as file:
                status = os.fstat(file.fileno())
                if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
                    return False
                data = file.read()
            head = _MAGIC + len(self._owner).to_bytes(4, "little") + self._owner
            start = len(head) + 4
            if not data.startswith(head) or zlib.crc32(data[start:]).to_bytes(4, "little") != data[len(head) : start]:
                return False
            self.old = marshal.loads(memoryview(data)[start:])  # noqa: S302 - our own file, checked
        except (OSError, ValueError, EOFError, TypeError, MemoryError):
            return False
        return bool(self.old)

    def of(self, tree: tuple[str, ...]) -> None:
        """Forget what was found when files lay differently: results depend on `tree` too."""
        if self.old.get("", ()) != tree:
            self.old = {}
        if tree:
            self.new[""] = tree

    def save(self) -> None:
        """Write `new` in place of what was there, when it says anything else."""
        if self.new == self.old:
            return
        temporary = f"{self._path}.{os.getpid()}.tmp"
        try:
            body = marshal.dumps(self.new)
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
            scans = [(entry.stat().st_mtime, entry.path) for entry in listing if entry.name.startswith("scan-")]
        for _, path in sorted(scans)[:-_KEPT]:
            os.unlink(path)


def _code() -> int:
    """A number that changes when this code does: results of another version of it are worth nothing."""
    total = 0
    for room in ("discover", "extract"):
        with contextlib.suppress(OSError), os.scandir(os.path.join(os.path.dirname(os.path.dirname(__file__)), room)) as listing:
            for entry in listing:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    total = zlib.crc32(f"{entry.name} {status.st_size} {status.st_mtime_ns}".encode(), total)
    return total
