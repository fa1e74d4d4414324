"""The compiled index on disk. In: a cache directory and what the index was made from. Out: the index, or None.

A file that is not ours, not whole, of another version or of other rules is as good as none; what cannot be written is not
written. The payload is read by marshal only after its digest is right.
"""

from __future__ import annotations

import marshal
import os
import sys
from typing import Any

from auditor.digests import blake2b

MAGIC = b"ai-audit index 1\n"
DIGEST = 32
PACKED = "_rules"
SHIPPED = "catalog.index"
SECTIONS = ("providers", "frameworks", "models", "licenses", "risks")


def stamp(root: str, version: str, overlay: str = "") -> bytes:
    """The fingerprint of everything an index is made from: name, size and time of each rule file and of our own code."""
    parts: list[object] = [version, sys.implementation.cache_tag, os.path.abspath(root)]
    folders = [(os.path.join(root, section), ".toml") for section in SECTIONS]
    if is_packed(root):  # an installed package changes as a whole: its folders tell
        parts += [(folder, os.stat(folder).st_mtime_ns) for folder, _ in folders if os.path.isdir(folder)]
        folders = []
    for folder, ending in (*folders, (os.path.dirname(__file__), ".py")):
        found = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith(ending):
                        status = entry.stat()
                        found.append((entry.name, status.st_size, status.st_mtime_ns))
        except OSError:
            continue
        parts += (folder, sorted(found))
    if overlay:
        status = os.stat(overlay)
        parts += (os.path.abspath(overlay), status.st_size, status.st_mtime_ns)
    return blake2b(marshal.dumps(parts, 0), digest_size=DIGEST).digest()


def is_packed(root: str) -> bool:
    """Whether a rules directory belongs to an installed package."""
    return os.path.basename(root) == PACKED


def beside(root: str) -> str:
    """Where the index stands that an installation made: in the package, or in the source tree that was installed."""
    return os.path.join(root, SHIPPED) if is_packed(root) else os.path.join(os.path.dirname(root), f".{SHIPPED}")


def path_of(cache_dir: str, root: str, overlay: str = "") -> str:
    """Where the index of one rules directory lives in a cache."""
    place = f"{os.path.abspath(root)}\n{overlay}".encode("utf-8", "surrogateescape")
    return os.path.join(cache_dir, f"catalog-{blake2b(place, digest_size=8).hexdigest()}.index")


def shipped_stamp(version: str) -> bytes:
    """The fingerprint of the index that an installed package brings along: it is made with the package and never stale."""
    return blake2b(f"shipped {version}".encode(), digest_size=DIGEST).digest()


def read(path: str, fingerprint: bytes, *, ours: bool = True) -> dict[str, Any] | None:
    """The index, None when the file is missing, foreign, broken or stale; a shipped one may belong to somebody else."""
    head = len(MAGIC) + 2 * DIGEST
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        status = os.fstat(handle)
        if ours and hasattr(os, "getuid") and status.st_uid != os.getuid():
            return None
        with open(handle, "rb", closefd=False) as file:
            data = file.read()
    except OSError:
        return None
    finally:
        os.close(handle)
    if not data.startswith(MAGIC + fingerprint):
        return None
    payload = memoryview(data)[head:]
    if blake2b(payload, digest_size=DIGEST, key=fingerprint).digest() != data[head - DIGEST : head]:
        return None
    try:
        found = marshal.loads(payload)  # noqa: S302 - our own file, its digest is right
    except (EOFError, ValueError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def sealed(fingerprint: bytes, index: dict[str, Any]) -> bytes:
    """The bytes of an index file, in the marshal format that all supported Pythons read."""
    payload = marshal.dumps(index, 4)
    return MAGIC + fingerprint + blake2b(payload, digest_size=DIGEST, key=fingerprint).digest() + payload


def write(path: str, fingerprint: bytes, index: dict[str, Any]) -> None:
    """Puts the index in place at once, or does nothing when that cannot be done."""
    part = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(part, flags, 0o600), "wb") as file:
            file.write(sealed(fingerprint, index))
        os.replace(part, path)
    except OSError:
        try:
            os.unlink(part)
        except OSError:
            return
