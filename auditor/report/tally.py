"""What every format counts and orders the same way. In: a Report. Out: sorted findings, counts, skip reasons, proofs."""

from __future__ import annotations

from collections import Counter

from auditor.digests import sha256
from auditor.records import Alternative, Finding, How, ModelUse, Place, Report, Resolution, Role, Severity

_PROOF = {
    Resolution.EXACT: "exact name in catalog",
    Resolution.ALIAS: "another spelling of the catalog's name",
    Resolution.FORM: "a platform's form of the catalog's name",
    Resolution.FAMILY: "the family's pattern, not a listed name",
    Resolution.UNKNOWN: "not a known name",
}
_LABELS = {
    How.MANIFEST: "declared here",
    How.LOCKFILE: "locked here",
    How.IMPORT: "imported here",
    How.CALL: "called here",
    How.ENDPOINT: "endpoint",
    How.ENV: "environment variable",
    How.CONFIG: "setting",
    How.LITERAL: "value",
    How.IMAGE: "container image",
    How.ARTIFACT: "model file",
}


def way_to(way: Alternative) -> str:
    """What to take and where, as far as an alternative names it: `acme-3 at globex`; a package is named by its reason alone."""
    return " at ".join(name for name in (way.model, way.provider) if name)


def ordered(findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings, gravest first, then by rule and subject."""
    return sorted(
        findings,
        key=lambda one: (one.severity.rank, one.rule, one.subject.kind, one.subject.id, one.project, one.fingerprint),
    )


def active(report: Report) -> list[Finding]:
    """Findings that count: not suppressed."""
    return [finding for finding in ordered(report.findings) if finding.suppressed is None]


def suppressed(report: Report) -> list[Finding]:
    """Findings somebody has set aside."""
    return [finding for finding in ordered(report.findings) if finding.suppressed is not None]


def by_severity(report: Report) -> dict[str, int]:
    """Active findings per severity, gravest first, zeros included."""
    counts = Counter(finding.severity for finding in report.findings if finding.suppressed is None)
    return {severity.value: counts[severity] for severity in Severity}


def skip_reasons(report: Report) -> list[tuple[str, int]]:
    """How many files were not read, by reason, the most frequent first; details after a colon do not split a reason."""
    counts = Counter(skip.reason.partition(":")[0].strip() or "not said" for skip in report.skipped)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def fails(finding: Finding, fail_on: str) -> bool:
    """Whether the finding stands at or above the gate."""
    if finding.suppressed is not None or fail_on not in list(Severity):
        return False
    return finding.severity.rank <= Severity(fail_on).rank


def fingerprint(finding: Finding) -> str:
    """The finding's stable mark; one made of rule and subject when the judge gave none."""
    if finding.fingerprint:
        return finding.fingerprint
    words = f"{finding.rule}\0{finding.subject.kind}\0{finding.subject.id}\0{finding.project}"
    return sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def first_place(report: Report, finding: Finding) -> Place:
    """Where a format that needs a place points: the finding's strongest one, else the inventory's strongest."""
    if finding.places:
        return finding.places[0]
    stock = report.inventory
    for uses in (stock.packages, stock.providers, stock.models, stock.signals):
        for use in uses:
            if use.places:
                return use.places[0]
    manifest = next((path for project in stock.projects for path in project.manifests), report.request.config.source or ".")
    return Place(manifest, 1, 1, 2, Role.CONFIG, How.MANIFEST, "", finding.confidence, "")


def models(report: Report) -> dict[str, ModelUse]:
    """The models in use by id."""
    return {model.id: model for model in report.inventory.models}


def proof(finding: Finding, known: dict[str, ModelUse]) -> str:
    """Why the finding is believed: how its subject was recognized, and when the fact was checked."""
    model = known.get(finding.subject.id) if finding.subject.kind == "model" else None
    if model is None:
        return ", ".join(sorted({place.how.value for place in finding.places}))
    checked = f" (checked {model.lifecycle.checked})" if model.lifecycle and model.lifecycle.checked else ""
    return _PROOF[model.resolution] + checked


def label(finding: Finding, place: Place) -> str:
    """The word beside the caret."""
    named = place.how in {How.LITERAL, How.CONFIG} and finding.subject.kind == "model"
    return "model name" if named else _LABELS[place.how]


def short_name(id_: str) -> str:
    """An id as people read it: without the prefix that marks a license as not on the common list."""
    return id_.removeprefix("LicenseRef-").removeprefix("scancode-") or "not known"


def plural(count: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def summary(report: Report) -> str:
    """The closing line: `3 findings (1 high, 2 medium), 1 ignored, 2 files skipped (2 larger than 2 MB), 214 read`."""
    counts = by_severity(report)
    total = sum(counts.values())
    parts = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    line = plural(total, "finding") + (f" ({parts})" if parts else "")
    line += f", {len(report.findings) - total} ignored, {plural(len(report.skipped), 'file')} skipped"
    reasons = "; ".join(f"{count} {reason}" for reason, count in skip_reasons(report)[:5])
    return line + (f" ({reasons})" if reasons else "") + f", {report.files_read} read"


def grade(report: Report) -> str:
    """`C (61/100)`, or "" when nothing was graded."""
    return f"{report.score.grade} ({report.score.value:.0f}/100)" if report.score else ""


def age_days(report: Report) -> int:
    """How old the catalog is on the day the audit judges by."""
    return (report.request.as_of - report.catalog_as_of).days
