"""Files from disk to bytes, some at a time. In: candidates. Out: size and stamp of each, and the bytes where a needle begins.

What costs is not the bytes but each call, so small files are read into one buffer and searched as one text. A file is opened
once, and read only when it is still the one that was listed.
"""

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from auditor.discover.decoding import HEAD, MARKS
from auditor.discover.formats import BINARY, MANIFESTS
from auditor.discover.matcher import Matcher
from auditor.discover.opening import CHANGED, Unreadable, at_most, open_file, open_straight, over, reason_of
from auditor.discover.stamps import stamp_of
from auditor.records import Candidate, Request, Skip
from auditor.rows import NamedTuple

_KIND, _REGULAR = 0o170000, stat.S_IFREG
_ROOM = 1 << 19  # bytes of the buffer; what does not fit is read by itself
_NEVER_HIT = b"\n"  # between two files of one buffer: no needle holds it


class Found(NamedTuple):
    """The bytes of a file and where needles begin; `wide` when it may be text of more than one byte a character."""

    data: bytes
    starts: list[int]
    wide: bool = False


Loaded = tuple[int, int, Found | Skip | None]  # bytes read, stamp (0 = not asked for or not to be had), None = nothing to say
_Read = tuple[int, int, bytes | Skip | None]  # the same; None = stands in the buffer


class Loader:
    """Loads candidates of one request."""

    def __init__(self, request: Request, starts: Matcher, now: int) -> None:
        """`starts` finds needles; with a time `now` (nanoseconds) files get their stamps."""
        self._base = os.path.join(request.root, "")
        self._blobs = request.blobs
        self._limits = request.budgets.source_bytes, request.budgets.lockfile_bytes
        self._starts = starts
        self._now = now
        self._buffer = bytearray(_ROOM) if hasattr(os, "readv") else bytearray()

    def load(self, files: Sequence[Candidate]) -> Iterator[Loaded]:
        """What each file is, in order."""
        view, at = memoryview(self._buffer), 0
        read: list[_Read] = []
        for file in files:
            told = self._read(file, view[at:])
            read.append(told)
            if told[2] is None:
                at += told[0] + 1
                view[at - 1 : at] = _NEVER_HIT
        text = bytes(view[:at])
        starts, nul = self._starts(text), b"\0" in text
        at = first = 0
        for file, (size, stamp, data) in zip(files, read, strict=True):
            if data is None:
                end = at + size
                last = bisect_left(starts, end, first)
                wide = text.startswith(MARKS, at) or (nul and text.find(b"\0", at, min(end, at + HEAD)) >= 0)
                if first < last or wide or file.format in MANIFESTS:
                    yield size, stamp, Found(text[at:end], [start - at for start in starts[first:last]], wide)
                else:
                    yield size, stamp, None
                at, first = end + 1, last
            elif isinstance(data, Skip):
                yield size, stamp, data
            else:
                yield size, stamp, self._found(file, data)

    def _found(self, file: Candidate, data: bytes) -> Found | Skip | None:
        limit = self._limits[file.lockfile]
        if file.format in BINARY:
            return Found(data[:limit], [])
        if len(data) > limit:
            return Skip(file.path, over(limit))
        starts = self._starts(data)
        wide = data.startswith(MARKS) or data.find(b"\0", 0, HEAD) >= 0
        return Found(data, starts, wide) if starts or wide or file.format in MANIFESTS else None

    def _read(self, file: Candidate, room: memoryview) -> _Read:
        stamp = 0
        try:
            if self._blobs is not None:
                data = self._blobs[file.raw or file.path][: self._limits[file.lockfile] + 1]
                return len(data), 0, data
            path = self._base + (file.raw or file.path)
            descriptor = open_file(path)
            try:
                status = os.fstat(descriptor)
                if status.st_mode & _KIND != _REGULAR:
                    raise Unreadable("not a regular file")
                if file.inode != status.st_ino and file.inode:  # moved, or the file system lists other inodes than it opens
                    straight = open_straight(self._base, file.raw or file.path)
                    os.close(descriptor)
                    descriptor, status = straight, os.fstat(straight)
                    if status.st_mode & _KIND != _REGULAR:
                        raise Unreadable(CHANGED)
                if self._now:
                    stamp = stamp_of(status, self._now)
                return self._bytes(file, descriptor, status.st_size, room, stamp)
            finally:
                os.close(descriptor)
        except Unreadable as reason:
            return 0, stamp, Skip(file.path, str(reason))
        except OSError as error:
            return 0, stamp, Skip(file.path, reason_of(error))
        except KeyError:
            return 0, 0, Skip(file.path, "no such file")

    def _bytes(self, file: Candidate, descriptor: int, size: int, room: memoryview, stamp: int) -> _Read:
        limit = self._limits[file.lockfile]
        if size < len(room) and size <= limit and file.format not in BINARY:
            count = os.readv(descriptor, [room[: size + 1]])
            if count <= size:
                return count, stamp, None
            data = bytes(room[:count])
        else:
            if size > limit:
                if file.format not in BINARY:
                    raise Unreadable(over(limit))
                size = limit
            data = os.read(descriptor, size + 1)
        if len(data) > size:  # it grows
            data += at_most(descriptor, limit - len(data))
        return len(data), stamp, data
