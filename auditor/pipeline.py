"""The corridor: one audit through the six rooms in order. In: a request and the loaded data. Out: the report.

A fault in one file becomes a Skip marked internal (in `discover.sweep`, the one net of the rooms); nothing else is lost.
"""

from __future__ import annotations

import marshal

from auditor import __version__
from auditor.advise import advise, plan_of
from auditor.discover.formats import MANIFESTS
from auditor.discover.memory import Memory
from auditor.discover.seen import Seen
from auditor.discover.sweep import Sweep
from auditor.extract.masks import Masker
from auditor.extract.scan import scan
from auditor.facts import Catalog, Rulebook
from auditor.judge import judge, listed, score, shares
from auditor.records import (
    Candidate,
    Evidence,
    Ignore,
    Inventory,
    Outage,
    Report,
    Request,
    Score,
    Skip,
    SourceFile,
    evidence_of,
    plain,
)
from auditor.resolve import kept, resolve
from auditor.rows import NamedTuple

_FAIR, _LEAST = 50, 2  # pieces that a file may add when many have filled the room for all, and when that is far behind


def audit(request: Request, catalog: Catalog, rulebook: Rulebook) -> Report:
    """Audit one repository; deterministic for the same tree, catalog and `as_of`, whatever the number of jobs."""
    inventory, ignores, skips, read = take_stock(request, catalog)
    findings = judge(inventory, rulebook, catalog, request, ignores, skips)
    parts = shares(inventory, catalog)
    graded = score(inventory, findings, parts, catalog)
    findings = advise(findings, inventory, catalog, rulebook, request.as_of, policy=request.config.policy)
    plan = plan_of(findings, graded)
    findings, inventory, cut = listed(findings, inventory, request.budgets.places_per_finding)
    return Report(
        request=request,
        catalog_as_of=catalog.as_of,
        catalog_source=catalog.source,
        inventory=inventory,
        findings=findings,
        skipped=skips,
        files_read=read,
        complete=not any(skip.internal for skip in skips),
        shares=parts,
        score=graded,
        plan=plan,
        notes=cut if read else ("nothing to audit: no file of a known format",),
    )


class Stock(NamedTuple):
    """What is there to be judged; the same for every day, rule and baseline."""

    inventory: Inventory
    ignores: tuple[Ignore, ...]
    skips: tuple[Skip, ...]
    read: int


def take_stock(request: Request, catalog: Catalog) -> Stock:
    """The inventory of the tree: the last one when nothing has changed since, else made anew."""
    memory = Memory(request, f"{__version__} {catalog.digest}")
    known = memory.recall()
    if known is not None:
        told, ignores, skips, read = known
        return Stock(kept.inventory_of(told), tuple(Ignore(*one) for one in ignores), tuple(Skip(*one) for one in skips), read)
    found = collect(request, catalog)
    paths = [file.path for file in found.files]
    masker = Masker(catalog.key_prefixes)
    manifests = [masker.mask_path(file.path) for file in found.files if file.format in MANIFESTS]
    inventory = resolve(found.evidence, catalog, request, paths, manifests)
    stock = Stock(inventory, tuple(found.ignores), tuple(found.skips), found.read)
    if not any(skip.internal for skip in stock.skips):
        ignores, skips = [tuple(one) for one in stock.ignores], [tuple(one) for one in stock.skips]
        memory.keep(found.files, found.stamps, found.seen, (kept.plain(inventory), ignores, skips, stock.read))
    return stock


class Collected(NamedTuple):
    """What the files said: evidence in path order, inline ignores, skips, what was seen of files, and how many were read."""

    evidence: list[Evidence]
    ignores: list[Ignore]
    skips: list[Skip]
    files: list[Candidate]
    stamps: list[int]
    seen: Seen
    read: int


def collect(request: Request, catalog: Catalog) -> Collected:
    """Walk, read and extract; results of unchanged files come from the cache."""
    masker, limit = Masker(catalog.key_prefixes), request.budgets.evidence_per_file

    def extract(file: SourceFile) -> bytes | None:
        found, muted, over = scan(file, masker, limit)
        if not found and not muted:
            return None
        # packed once here, it crosses process borders and goes into the cache as it is
        return marshal.dumps((file.path, [plain(one) for one in found], [tuple(one) for one in muted], over))

    sweep = Sweep(request, catalog.needles, extract, f"{__version__} {catalog.digest}", catalog.sieve)
    evidence: list[Evidence] = []
    ignores: list[Ignore] = []
    over_limit: list[Skip] = []
    room = request.budgets.evidence
    for packed in sweep:
        path, found, muted, over = marshal.loads(packed)  # noqa: S302 - from `extract`, by a pipe or a cache that is ours
        most = max(room // 4, _FAIR if room > -_FAIR * 2_000 else _LEAST)
        evidence += [evidence_of(one) for one in found[:most]]
        ignores += [Ignore(*one) for one in muted[:most]]
        room -= min(len(found), most) + min(len(muted), most)
        rest = over + max(len(found) - most, 0) + max(len(muted) - most, 0)
        if rest:
            reason = f"at least {rest} more pieces of evidence or ignores than {min(limit, most)} in one file"
            over_limit.append(Skip(path, reason))
    # not a set: what the walk has in order is sorted ten times as fast
    masked = (Skip(masker.mask_path(one.path), one.reason, one.internal) for one in (*sweep.skips, *over_limit))
    return Collected(evidence, ignores, sorted(dict.fromkeys(masked)), sweep.files, sweep.stamps, sweep.seen, sweep.files_read)


def simulate(
    report: Report, catalog: Catalog, rulebook: Rulebook, down: tuple[str, ...], added: tuple[str, ...]
) -> tuple[Outage, Score | None]:
    """What stops when `down` is gone and `added` stands behind every call, and the score on the day after."""
    from auditor.advise.simulate import outage_of, with_added, without

    inventory = with_added(report.inventory, catalog, added)
    outage = outage_of(inventory, catalog, down)
    after = without(inventory, outage, report.request.as_of)
    findings = judge(after, rulebook, catalog, report.request, (), ())
    return outage, score(after, findings, shares(after, catalog), catalog)
