"""The one reader of scanned files. In: a candidate. Out: its text with the needles' places, a Skip, or None for no news.

A file is opened once, and read only when it is still the one that was listed.
"""

from __future__ import annotations

import os
import stat

from auditor.discover.decoding import HEAD, MARKS, character_offsets, decoded
from auditor.discover.formats import BINARY, MANIFESTS
from auditor.discover.matcher import matcher_of
from auditor.discover.opening import Unreadable, at_most, open_file, over, reason_of
from auditor.discover.roles import is_dump, is_generated, role_of
from auditor.discover.sieve import Sieve
from auditor.records import DECIDING, Candidate, Request, Role, Skip, SourceFile

_KIND, _REGULAR = 0o170000, stat.S_IFREG
_FEW = 64  # files: below, the automaton costs more to build than to run


class Reader:
    """Reads candidates of one request; built once, before processes part."""

    def __init__(self, request: Request, needles: tuple[str, ...], sieve: bytes = b"") -> None:
        """`needles` are the literals of the prefilter, `sieve` what they may stand in."""
        self._base = os.path.join(request.root, "")
        self._blobs = request.blobs
        self._limits = request.budgets.source_bytes, request.budgets.lockfile_bytes
        self.size = 0  # bytes of the file read last
        self.status: os.stat_result | None = None  # what the system said of it
        few = request.files is not None and len(request.files) <= _FEW
        self._starts = matcher_of(needles, few_files=few)
        self._sieve = Sieve(sieve)

    def read(self, candidate: Candidate) -> SourceFile | Skip | None:
        """The file when a needle is in it or it is a manifest; None when it was read and has nothing."""
        limit = self._limits[candidate.lockfile]
        self.status = None
        try:
            data = (
                self._open(candidate, limit) if self._blobs is None else self._blobs[candidate.raw or candidate.path][: limit + 1]
            )
        except Unreadable as reason:
            return Skip(candidate.path, str(reason))
        except OSError as error:
            return Skip(candidate.path, reason_of(error))
        except KeyError:
            return Skip(candidate.path, "no such file")
        self.size = len(data)
        if candidate.format in BINARY:
            role = role_of(candidate.path, candidate.format)
            return SourceFile(path=candidate.path, format=candidate.format, role=role, text="", data=data[:limit])
        return self._file(candidate, data) if len(data) <= limit else Skip(candidate.path, over(limit))

    def _open(self, candidate: Candidate, limit: int) -> bytes:
        path = self._base + (candidate.raw or candidate.path)
        descriptor = open_file(path)
        try:
            status = os.fstat(descriptor)
            if status.st_mode & _KIND != _REGULAR:
                raise Unreadable("not a regular file")
            if candidate.inode != status.st_ino and candidate.inode and not self._is_straight(path):
                raise Unreadable("changed while the audit ran")
            self.status = status
            size = status.st_size
            if size > limit:
                if candidate.format not in BINARY:
                    raise Unreadable(over(limit))
                size = limit
            data = os.read(descriptor, size + 1)
            return data if len(data) <= size else data + at_most(descriptor, limit - len(data))
        finally:
            os.close(descriptor)

    def _is_straight(self, path: str) -> bool:
        """Whether no link stands in the path by now. Some file systems list other inodes than they open."""
        return os.path.realpath(path) == os.path.join(os.path.realpath(self._base), path[len(self._base) :])

    def _file(self, candidate: Candidate, data: bytes) -> SourceFile | Skip | None:
        starts = self._starts(data)
        wide = data.find(b"\0", 0, HEAD) >= 0 or data.startswith(MARKS)
        wanted = candidate.format in MANIFESTS
        if starts and not wide:
            kept = self._sieve.plausible(data, starts, candidate.format)
            wanted = wanted or (not kept and self._sieve.has_secret(data))
            starts = kept
        if not starts and not wide and not wanted:
            return None
        text = decoded(data, cookie=candidate.format == "python")
        if text is None:
            return Skip(candidate.path, "binary content")
        hits = tuple(starts) if not wide and data.isascii() else self._places(text, data, starts, candidate.format)
        if not hits and not wanted:
            return None
        role = role_of(candidate.path, candidate.format)
        if (role in DECIDING or role is Role.CI) and is_generated(text, candidate.path, candidate.format):
            role = Role.GENERATED
        elif role is Role.CONFIG and is_dump(text, candidate.format):
            role = Role.FIXTURE
        return SourceFile(path=candidate.path, format=candidate.format, role=role, text=text, hits=hits)

    def _places(self, text: str, data: bytes, starts: list[int], format_: str) -> tuple[int, ...]:
        """The character offsets of the needles in `text`, which need not be the UTF-8 that `data` and `starts` speak of."""
        encoded = text.encode("utf-8", "surrogatepass")
        if encoded != data:
            starts = self._sieve.plausible(encoded, self._starts(encoded), format_)
        return character_offsets(encoded, starts)
