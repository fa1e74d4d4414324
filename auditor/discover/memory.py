"""What came of the last audit of a tree. In: the tree as it stands. Out: the outcome again, when nothing has changed since.

Every directory, ignore file and source is asked for its state, by several processes. One difference, or anything that was not
seen exactly the last time, and there is no answer.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from functools import partial
from typing import Any

from auditor.discover.cache import KeptFile
from auditor.discover.children import Answers, Child, listen
from auditor.discover.seen import Seen
from auditor.discover.stamps import all_hold, settled
from auditor.discover.workers import can_fork, processors
from auditor.records import Candidate, Request

_SHARE = 4_000  # paths: for fewer no process is worth its start
_PATIENCE = 60  # seconds
_ROOMS = ("", "discover", "extract", "resolve", "library")  # whose code makes the outcome
_YES = b"1"


class Memory:
    """Ask `recall` before an audit, tell `keep` behind it; the outcome is something marshalable."""

    def __init__(self, request: Request, key: str) -> None:
        """`key` names what the outcome depends on beside the request and the tree."""
        self._request = request
        self._base = os.path.join(request.root, "")
        usable = request.cache and request.files is None and request.blobs is None
        self._file = KeptFile(request.cache, "tree", request.root, f"{key} {_asked(request)}", _ROOMS) if usable else None

    def recall(self) -> Any:
        """The outcome of the last audit, None when there is none or anything has changed."""
        kept = self._file.load() if self._file else None
        if kept is None:
            return None
        own, names, packed, links, linked, outcome = kept
        paths = names.split("\0")
        stamps = array("q", packed)
        if len(paths) != len(stamps) or not self._same(paths, stamps):
            return None
        return outcome if not links or self._leads_to(paths[:own], links) == linked else None

    def keep(self, files: Sequence[Candidate], stamps: Sequence[int], seen: Seen, outcome: Any) -> None:
        """Keep what came of these files with these stamps, when all that decided about it was seen and has settled."""
        stamps = [*stamps, *seen.stamps.values()]
        if self._file is None or not seen.steady or len(stamps) != len(files) + len(seen.stamps):
            return
        if not all(map(settled, stamps)):
            return
        linked = {path for path, *_ in seen.linked[0]}
        # those that links lead to come last: the others decide which links count
        known = list(zip(files, stamps, strict=False))
        if linked:
            known.sort(key=lambda pair: pair[0].path in linked)
        names = [one.raw or one.path for one, _ in known] + list(seen.stamps)
        packed = array("q", [stamp for _, stamp in known] + list(seen.stamps.values())).tobytes()
        self._file.save((len(files) - len(linked), "\0".join(names), packed, seen.links, seen.linked, outcome))

    def _leads_to(self, known: list[str], links: list[tuple[str, str]]) -> Any:
        """What the links lead to by now."""
        from auditor.discover.named import add_links
        from auditor.discover.walk import Walk

        walk = Walk(self._request)
        walk.candidates = [Candidate(path, "") for path in known]
        walk.links = links
        return add_links(walk)

    def _same(self, paths: list[str], stamps: Sequence[int]) -> bool:
        count = min(self._request.jobs or processors(), len(paths) // _SHARE)
        if count < 2 or not can_fork():
            return all_hold(self._base, paths, stamps)
        share = -(-len(paths) // count)
        cuts = [slice(at, at + share) for at in range(0, len(paths), share)]
        children: list[Child] = []
        try:
            for cut in cuts[1:]:
                Child(partial(_answer, self._base, paths[cut], stamps[cut]), children)
            if not all_hold(self._base, paths[cuts[0]], stamps[cuts[0]]):
                return False
            return [data for _, data in listen(children, _PATIENCE, float("inf"))] == [_YES] * len(children)
        except OSError:  # no more processes: the long way is always open
            return False
        finally:
            for child in children:
                child.stop()


def _answer(base: str, paths: Sequence[str], stamps: Sequence[int]) -> Answers:
    yield 0, _YES if all_hold(base, paths, stamps) else b""


def _asked(request: Request) -> str:
    """All of a request that decides what is found."""
    asked = request.include, request.exclude, sorted(request.roles), request.config, request.honor_ignores, request.budgets
    return repr(asked)
