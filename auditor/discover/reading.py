"""The one reader of scanned files. In: candidates. Out: text and places of needles of each, a Skip, or None for no news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.discover.decoding import character_offsets, decoded
from auditor.discover.formats import BINARY, MANIFESTS, format_within
from auditor.discover.heads import role_by_text
from auditor.discover.homes import home_of, strangers
from auditor.discover.loading import Found, Loader
from auditor.discover.matcher import matcher_of
from auditor.discover.roles import role_of
from auditor.discover.sieve import Sieve
from auditor.records import Candidate, Request, Skip, SourceFile
from auditor.rows import NamedTuple


class Pass(NamedTuple):
    """One pass over a tree: homes of its own packages, the time (nanoseconds, 0 = no stamps), how many files there are."""

    homes: frozenset[str] = frozenset()
    now: int = 0
    files: int = 1_000


class Reader:
    """Reads candidates of one request; built once, before processes part."""

    def __init__(self, request: Request, needles: tuple[str, ...], sieve: bytes = b"", over: Pass | None = None) -> None:
        """`needles` are the literals of the prefilter, `sieve` what they may stand in."""
        over = over or Pass()
        self._starts = matcher_of(needles, files=over.files)
        self._sieve = Sieve(sieve)
        self._homes = over.homes
        self._loader = Loader(request, self._starts, over.now)

    def read(self, files: Sequence[Candidate]) -> Iterator[tuple[int, int, SourceFile | Skip | None]]:
        """For each, in order: bytes read, stamp, and the file when a needle is in it or it is a manifest."""
        for file, (size, stamp, found) in zip(files, self._loader.load(files), strict=True):
            yield size, stamp, self._file(file, found) if isinstance(found, Found) else found

    def _file(self, candidate: Candidate, found: Found) -> SourceFile | Skip | None:
        data, starts, wide = found
        path, format_ = candidate.path, format_within(candidate.path, candidate.format, data)
        if format_ in BINARY:
            return SourceFile(path=path, format=format_, role=role_of(path, format_), text="", data=data)
        wanted = format_ in MANIFESTS
        home = home_of(self._homes, path) if format_ == "python" else ""
        if home and starts and not wide:
            starts = strangers(data, starts, home)
        if starts and not wide:
            kept = self._sieve.plausible(data, starts, format_)
            wanted = wanted or (not kept and self._sieve.has_secret(data))
            starts = kept
        if not starts and not wide and not wanted:
            return None
        text = decoded(data, cookie=format_ == "python")
        if text is None:
            return Skip(path, "binary content")
        hits = tuple(starts) if not wide and data.isascii() else self._places(text, data, starts, format_)
        if not hits and not wanted:
            return None
        role = role_by_text(role_of(path, format_), text, path, format_)
        return SourceFile(path=path, format=format_, role=role, text=text, hits=hits, home=home)

    def _places(self, text: str, data: bytes, starts: list[int], format_: str) -> tuple[int, ...]:
        """The character offsets of the needles in `text`, which need not be the UTF-8 that `data` and `starts` speak of."""
        encoded = text.encode("utf-8", "surrogatepass")
        if encoded != data:
            starts = self._sieve.plausible(encoded, self._starts(encoded), format_)
        return character_offsets(encoded, starts)
