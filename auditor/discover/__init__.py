"""Room 1: which files, of what kind. In: a `Request`. Out: candidates sorted by path, and what was left out, with reasons.

Knows names, sizes, links and ignore files; the meaning of contents is none of its business.
"""

from __future__ import annotations

from auditor.records import Candidate, Request, Skip


def candidates(request: Request) -> tuple[list[Candidate], list[Skip]]:
    """The files to read: those of the walk, those that were named, or those whose contents were given."""
    if request.blobs is not None:
        files, skips = _given(request)
    else:
        from auditor.discover.named import add_links, add_named
        from auditor.discover.walk import Walk

        walk = Walk(request)
        if request.files is None:
            walk.below()
        else:
            add_named(walk, request.files)
        add_links(walk)
        files, skips = walk.candidates, walk.skips
    files.sort()
    return _within(files, request, skips), sorted(set(skips))


def _given(request: Request) -> tuple[list[Candidate], list[Skip]]:
    from auditor.discover.formats import LOCKFILES, format_of
    from auditor.discover.names import printable
    from auditor.discover.roles import role_of
    from auditor.discover.selection import Selection

    selection = Selection(request)
    files = []
    for path, data in (request.blobs or {}).items():
        format_ = format_of(path)
        asked = request.files is None or path in request.files
        if format_ and asked and selection.takes(path):
            shown = printable(path)
            other = path if path != shown else ""
            files.append(Candidate(shown, format_, role_of(shown, format_), len(data), format_ in LOCKFILES, other))
    return files, []


def _within(files: list[Candidate], request: Request, skips: list[Skip]) -> list[Candidate]:
    """The files that the budgets of the whole audit allow, in path order; the rest is told once."""
    most = request.budgets.files
    left = request.budgets.total_bytes
    taken = min(len(files), most)
    for number, file in enumerate(files[:taken]):
        left -= min(file.size, request.budgets.lockfile_bytes)
        if left < 0:
            skips.append(Skip(".", f"more than {request.budgets.total_bytes} bytes: the audit stops before {file.path}", True))
            return files[:number]
    if taken < len(files):
        skips.append(Skip(".", f"more than {most} files: the audit stops before {files[taken].path}", True))
    return files[:taken]
