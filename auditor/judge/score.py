"""The grade. In: inventory, findings and shares. Out: a score of named parts that can be recomputed by hand; no part is a guess.

value = sum(weight * part) / sum(weights of the parts that can be measured), rounded to one decimal
grade = A from 85, B from 70, C from 55, D from 40, else F; a critical finding caps the value at 54

concentration .30  100 * (1 - (excess(H provider) + excess(H maker)) / 2), H = Herfindahl index over call sites,
                   excess(H) = (H - 1/3) / (2/3) within 0..1: three equal sources cost nothing, a single one costs all
resilience    .20  60 * sites covered by a fallback / sites + 20 * sites whose model or base URL is configuration / sites
                   + 20 * sites on a local runtime or on open weights / sites
lifecycle     .20  100 - cost of the findings AIA2xx
lock-in       .15  100 - cost of the findings AIA3xx
license       .15  100 - cost of the findings AIA4xx
cost of a finding: critical 60, high 30, medium 12, low 3; all low ones of a part together cost at most 15

Findings that were judged wrong or acceptable (inline ignore, waiver) cost nothing; those of a baseline do, they are only
not new. A part without call sites (the first two) is left out. Without any provider, model or site there is no score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from auditor.facts import Catalog
from auditor.judge.shares import herfindahl
from auditor.records import DECIDING, Finding, Inventory, Score, ScorePart, Severity, Share, Site

WEIGHTS = {"concentration": 0.30, "resilience": 0.20, "lifecycle": 0.20, "lock-in": 0.15, "license": 0.15}
FAMILIES = {"concentration": "AIA1", "lifecycle": "AIA2", "lock-in": "AIA3", "license": "AIA4", "resilience": "AIA6"}
COSTS = {Severity.CRITICAL: 60, Severity.HIGH: 30, Severity.MEDIUM: 12, Severity.LOW: 3}
LOW_COST_AT_MOST = 15
GRADES = ((85, "A"), (70, "B"), (55, "C"), (40, "D"))
CRITICAL_CAP = 54.0


def score(
    inventory: Inventory, findings: Sequence[Finding], shares: Mapping[str, Sequence[Share]], catalog: Catalog
) -> Score | None:
    """The grade with its parts; None where there is nothing to grade."""
    sites = [site for site in inventory.sites if site.place.role in DECIDING]
    places = [place for one in inventory.providers for place in one.places] + [
        place for one in inventory.models for place in one.places
    ]
    if not sites and not any(place.role in DECIDING for place in places):
        return None
    counted = [one for one in findings if one.suppressed is None or one.suppressed.kind == "baseline"]
    parts = [
        *_concentration(shares, counted),
        *_resilience(inventory, sites, catalog, counted),
        *(_by_cost(name, counted) for name in ("lifecycle", "lock-in", "license")),
    ]
    value = sum(part.weight * part.value for part in parts) / sum(part.weight for part in parts)
    if any(one.severity is Severity.CRITICAL for one in counted):
        value = min(value, CRITICAL_CAP)
    value = round(value, 1)
    return Score(grade=next((grade for least, grade in GRADES if value >= least), "F"), value=value, parts=tuple(parts))


def _concentration(shares: Mapping[str, Sequence[Share]], findings: Iterable[Finding]) -> list[ScorePart]:
    measured = {axis: index for axis in ("provider", "maker") if (index := herfindahl(shares.get(axis, ()))) is not None}
    if not measured:
        return []
    excess = sum(min(1.0, max(0.0, (index - 1 / 3) / (2 / 3))) for index in measured.values()) / len(measured)
    basis = ", ".join(f"Herfindahl index by {axis} {index:.2f}" for axis, index in measured.items())
    return [_part("concentration", 100 * (1 - excess), basis, findings)]


def _resilience(inventory: Inventory, sites: Sequence[Site], catalog: Catalog, findings: Iterable[Finding]) -> list[ScorePart]:
    if not sites:
        return []
    weights = {model.id: model.weights for model in inventory.models}
    covered = sum(bool(site.covered_by) for site in sites)
    movable = sum(site.configurable for site in sites)
    own = sum(weights.get(site.model) == "open" or _local(site.provider, catalog) for site in sites)
    value = (60 * covered + 20 * movable + 20 * own) / len(sites)
    basis = (
        f"of {len(sites)} call sites: {covered} with fallback, {movable} configurable, {own} on open weights or a local runtime"
    )
    return [_part("resilience", value, basis, findings)]


def _local(provider: str, catalog: Catalog) -> bool:
    known = catalog.providers.get(provider)
    return known is not None and known.runs_here


def _by_cost(name: str, findings: Iterable[Finding]) -> ScorePart:
    own = [one for one in findings if one.rule.startswith(FAMILIES[name])]
    counts = {severity: sum(one.severity is severity for one in own) for severity in Severity}
    low = min(LOW_COST_AT_MOST, counts[Severity.LOW] * COSTS[Severity.LOW])
    cost = low + sum(counts[severity] * COSTS[severity] for severity in Severity if severity is not Severity.LOW)
    basis = ", ".join(f"{count} {severity}" for severity, count in counts.items() if count) or "no findings"
    return _part(name, max(0.0, 100.0 - cost), basis, own)


def _part(name: str, value: float, basis: str, findings: Iterable[Finding]) -> ScorePart:
    own = sorted({one.fingerprint for one in findings if one.rule.startswith(FAMILIES[name])})
    return ScorePart(name=name, value=round(value, 1), weight=WEIGHTS[name], basis=basis, findings=tuple(own))
