"""Room 1: which files, of what kind. In: a `Request`. Out: candidates sorted by path, and what was left out, with reasons.

Knows names, sizes, links and ignore files; the meaning of contents is none of its business.
"""

from __future__ import annotations

from collections.abc import Mapping

from auditor.discover.seen import Seen
from auditor.records import Candidate, Request, Skip


def candidates(request: Request, *, stamped: bool = False) -> tuple[list[Candidate], list[Skip]]:
    """The files to read: those of the walk, those that were named, or those whose contents were given.

    `stamped` gives each a size and a stamp, by which an earlier audit's result can be found again.
    """
    files, skips, _ = seen(request, stamped=stamped)
    return files, skips


def seen(request: Request, *, stamped: bool = False) -> tuple[list[Candidate], list[Skip], Seen]:
    """As `candidates`, with what else the walk saw."""
    told = Seen()
    if request.blobs is not None:
        files, skips = _given(request, request.blobs)
    else:
        from auditor.discover.named import add_links, add_named

        if request.files is None:
            from auditor.discover.walking import walked

            walk = walked(request, stamped=stamped)
        else:
            from auditor.discover.walk import Walk

            walk = Walk(request, stamped=stamped)
            add_named(walk, request.files)
        told = walk.seen
        told.links = walk.links
        told.linked = add_links(walk)
        files, skips = walk.candidates, walk.skips
    files.sort()
    most = request.budgets.files
    if len(files) > most:
        skips.append(Skip(".", f"more than {most} files: the audit stops before {files[most].path}", internal=True))
    return files[:most], sorted(set(skips)), told


def _given(request: Request, blobs: Mapping[str, bytes]) -> tuple[list[Candidate], list[Skip]]:
    from auditor.discover.formats import LOCKFILES, format_of
    from auditor.discover.names import printable
    from auditor.discover.selection import Selection

    selection = Selection(request)
    asked = blobs.keys() if request.files is None else blobs.keys() & set(request.files)
    files = []
    for path in asked:
        format_ = format_of(path)
        if format_ and selection.takes(path):
            shown = printable(path)
            files.append(Candidate(shown, format_, format_ in LOCKFILES, path if path != shown else ""))
    return files, []
