"""One walk by two processes. In: a request. Out: the walk of its root, as one alone would have made it.

A tree with many directories is dealt out to a second process. Where the two have met something that only one who saw both
would judge rightly (names of one file, one directory twice, a budget used up), it is walked once more by one.
"""

from __future__ import annotations

import marshal
from functools import partial
from typing import Any

from auditor.discover.children import Answers, Child, listen
from auditor.discover.walk import Folder, Walk
from auditor.discover.workers import can_fork, processors
from auditor.records import Candidate, Request, Skip

_MANY = 300  # directories: for fewer no process is worth its start
_PATIENCE = 60  # seconds


def walked(request: Request, *, stamped: bool = False) -> Walk:
    """The walk of the request's root."""
    walk = Walk(request, stamped=stamped)
    if not can_fork() or (request.jobs or processors()) < 2:
        walk.below()
        return walk
    stack = walk.go(walk.begin(), many=_MANY)
    if not stack or (_share(walk, stack) and not walk.full):
        return walk
    walk = Walk(request, stamped=stamped)
    walk.below()
    return walk


def _share(walk: Walk, stack: list[Folder]) -> bool:
    """Walk what is left with a second process; False when the two would not have done as one."""
    crew: list[Child] = []
    try:
        Child(partial(_told, walk, stack[1::2]), crew)
        walk.go(stack[::2])
        for _, message in listen(crew, _PATIENCE, float("inf")):
            theirs = marshal.loads(message)  # noqa: S302 - from our own child, through our own pipe
            return _joined(walk, theirs)
    except OSError:  # no more processes
        return False
    finally:
        for child in crew:
            child.stop()
    return False


def _told(walk: Walk, stack: list[Folder]) -> Answers:
    """What the second process has to say: all that it added to the walk it was born with."""
    files, skips, links = len(walk.candidates), len(walk.skips), len(walk.links)
    stamps, folders, room = dict(walk.seen.stamps), set(walk.folders), walk.room
    walk.go(stack)
    added = (
        [tuple(one) for one in walk.candidates[files:]],
        [tuple(one) for one in walk.skips[skips:]],
        walk.links[links:],
        {path: stamp for path, stamp in walk.seen.stamps.items() if path not in stamps},
        list(walk.folders - folders),
        walk.seen.steady,
        room - walk.room,
    )
    yield 0, marshal.dumps(added)


def _joined(walk: Walk, theirs: Any) -> bool:
    files, skips, links, stamps, identities, steady, used = theirs
    distinct = walk.join([Candidate(*one) for one in files])
    walk.skips += [Skip(*one) for one in skips]
    walk.links += links
    walk.seen.stamps |= stamps
    walk.seen.steady = walk.seen.steady and steady
    known = len(walk.folders) + len(identities)
    walk.folders.update(identities)
    return distinct and len(walk.folders) == known and walk.room - used > 0
