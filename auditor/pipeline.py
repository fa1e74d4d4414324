"""The corridor: one audit through the six rooms in order. In: a request and the loaded data. Out: the report.

The one broad `except` of the rooms stands in `_reading`: a fault in one file becomes a Skip marked internal, no more is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from auditor.advise import advise, plan_of
from auditor.advise.simulate import outage_of, with_added, without
from auditor.discover import candidates
from auditor.discover.formats import MANIFESTS
from auditor.discover.reading import Reader
from auditor.discover.workers import fan_out
from auditor.extract.masks import Masker
from auditor.extract.scan import scan
from auditor.facts import Catalog, Rulebook
from auditor.judge import judge, score, shares
from auditor.records import Candidate, Evidence, Ignore, Outage, Report, Request, Score, Skip, evidence_of, plain
from auditor.resolve import resolve

Found = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], list[tuple[Any, ...]], bool]


def audit(request: Request, catalog: Catalog, rulebook: Rulebook) -> Report:
    """Audit one repository; deterministic for the same tree, catalog and `as_of`, whatever the number of jobs."""
    files, skipped = candidates(request)
    evidence, ignores, more, read = collect(request, catalog, files)
    skipped = sorted({*skipped, *more})
    manifests = [file.path for file in files if file.format in MANIFESTS]
    inventory = resolve(evidence, catalog, request, [file.path for file in files], manifests)
    findings = judge(inventory, rulebook, catalog, request, tuple(ignores), tuple(skipped))
    parts = shares(inventory, catalog)
    graded = score(inventory, findings, parts, catalog)
    findings = advise(findings, inventory, catalog, rulebook, request.as_of, policy=request.config.policy)
    return Report(
        request=request,
        catalog_as_of=catalog.as_of,
        catalog_source=catalog.source,
        inventory=inventory,
        findings=findings,
        skipped=tuple(skipped),
        files_read=read,
        complete=not any(skip.internal for skip in skipped),
        shares=parts,
        score=graded,
        plan=plan_of(findings, graded),
        notes=() if read else ("nothing to audit: no file of a known format",),
    )


def collect(
    request: Request, catalog: Catalog, files: Sequence[Candidate]
) -> tuple[list[Evidence], list[Ignore], list[Skip], int]:
    """Evidence of all files in path order, inline ignores, skips, and the number of files read."""
    reader = Reader(request, catalog.needles)
    work = _reading(reader, Masker(catalog.key_prefixes), request.budgets.evidence_per_file)
    evidence: list[Evidence] = []
    ignores: list[Ignore] = []
    skips: list[Skip] = []
    read = 0
    for found, muted, skipped, was_read in fan_out(work, files, request.jobs):
        evidence += [evidence_of(one) for one in found]
        ignores += [Ignore(*one) for one in muted]
        skips += [Skip(*one) for one in skipped]
        read += was_read
    return evidence, ignores, skips, read


def _reading(reader: Reader, masker: Masker, limit: int) -> Callable[[Candidate], Found]:
    """Read and extract one file; the answer is made of plain tuples, so that it can cross a process border."""

    def read(candidate: Candidate) -> Found:
        try:
            file = reader.read(candidate)
            if isinstance(file, Skip):
                return [], [], [tuple(file)], False
            if file is None:
                return [], [], [], True
            evidence, ignores, over = scan(file, masker, limit)
            skips = [(file.path, f"{over} more pieces of evidence than {limit} in one file", False)] if over else []
            return [plain(one) for one in evidence], [tuple(one) for one in ignores], skips, True
        except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 - the one net, see above
            return [], [], [(candidate.path, f"internal: {type(error).__name__}", True)], False

    return read


def simulate(
    report: Report, catalog: Catalog, rulebook: Rulebook, down: tuple[str, ...], added: tuple[str, ...]
) -> tuple[Outage, Score | None]:
    """What stops when `down` is gone and `added` stands behind every call, and the score on the day after."""
    inventory = with_added(report.inventory, catalog, added)
    outage = outage_of(inventory, catalog, down)
    after = without(inventory, outage, report.request.as_of)
    findings = judge(after, rulebook, catalog, report.request, (), ())
    return outage, score(after, findings, shares(after, catalog), catalog)
