"""From a request to extracted results. In: a request, needles and what to do with a file. Out: results in path order.

Here walk, cache, workers and budgets meet. `extract` is a stranger: it gets a `SourceFile` and gives something marshalable.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from auditor.discover import seen
from auditor.discover.cache import ScanCache
from auditor.discover.homes import homes_of
from auditor.discover.reading import Pass, Reader
from auditor.discover.seen import Seen
from auditor.discover.stamps import settled
from auditor.discover.workers import fan_out
from auditor.records import Candidate, Request, Skip, SourceFile
from auditor.rows import NamedTuple


class _Said(NamedTuple):
    """What there is to say of one file; plain tuples of it cross process borders."""

    size: int
    stamp: int = 0  # 0 = not to be kept
    skip: tuple[str, str, bool] | None = None
    result: Any = None


class Sweep:
    """One pass over the files of a request; iterate once, then ask for `skips`, `files_read`, and `stamps` of `files`."""

    def __init__(
        self,
        request: Request,
        needles: tuple[str, ...],
        extract: Callable[[SourceFile], Any],
        key: str = "",
        sieve: bytes = b"",
    ) -> None:
        """`key` names what results depend on beside the files (catalog, version); without it nothing is kept."""
        self.skips: list[Skip] = []
        self.files: list[Candidate] = []
        self.files_read = 0
        self.stamps: list[int] = []  # as many as files only after a whole pass
        self.seen = Seen()
        self._request = request
        self._prefilter = needles, sieve
        self._extract = extract
        self._now = time.time_ns()  # tells how fresh a file is, for the cache; no result depends on it
        keep = key and request.cache and request.files is None and request.blobs is None
        self._cache = ScanCache(request.cache, request.root, f"{key} {request.budgets}") if keep else None

    def __iter__(self) -> Iterator[Any]:
        """Each file's result that is not None."""
        cache = self._cache
        known = cache is not None and cache.load()
        files, self.skips, self.seen = seen(self._request, stamped=known)
        self.files = files
        self._homes = homes_of(files)
        if cache:
            cache.of(tuple(sorted(self._homes)))
        left = self._request.budgets.total_bytes
        for file, said in self._all(files, cache.old if cache else {}):
            left -= said.size
            self.stamps.append(said.stamp)
            if left < 0:
                limit = self._request.budgets.total_bytes
                self.skips.append(Skip(".", f"more than {limit} bytes: the audit stops before {file.path}", internal=True))
                return
            if cache and settled(said.stamp):
                cache.new[file.path] = said.stamp if said[2:] == (None, None) else (said.stamp, *said[2:])
            if said.skip:
                self.skips.append(Skip(*said.skip))
            else:
                self.files_read += 1
            if said.result is not None:
                yield said.result
        if cache:
            cache.save()

    def _all(self, files: list[Candidate], old: dict[str, Any]) -> Generator[tuple[Candidate, _Said], None, None]:
        """Every file with what was found in it, now or the last time."""
        remembered = [_remembered(file, old) for file in files] if old else [None] * len(files)
        fresh = [file for file, said in zip(files, remembered, strict=True) if said is None]
        if fresh:
            over = Pass(self._homes, self._now if self._cache else 0, len(fresh))
            self._reader = Reader(self._request, *self._prefilter, over)
        told = fan_out(self._say, fresh, self._request.jobs, _lost, self._request.budgets.seconds)
        for file, said in zip(files, remembered, strict=True):
            yield file, said or _Said(*next(told))

    def _say(self, files: Sequence[Candidate]) -> Iterator[tuple[Any, ...]]:
        for size, stamp, found in self._reader.read(files):
            if found is None:
                yield size, stamp
            elif isinstance(found, Skip):
                yield 0, stamp, tuple(found)
            else:
                yield size, stamp, None, self._extract(found)


def _remembered(file: Candidate, old: dict[str, Any]) -> _Said | None:
    entry = old.get(file.path)
    if isinstance(entry, int):
        return _Said(file.size, entry) if entry == file.stamp else None
    if entry is None or entry[0] != file.stamp:
        return None
    return _Said(file.size, *entry)


def _lost(file: Candidate, why: str) -> tuple[Any, ...]:
    return 0, 0, (file.path, f"internal: {why}", True)
