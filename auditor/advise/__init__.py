"""Room 5: what to do instead, asked of the catalog: alternatives, effort, steps and the plan."""

from __future__ import annotations

from auditor.facts import Catalog
from auditor.records import Finding, Inventory, Score, Step


def advise(findings: tuple[Finding, ...], inventory: Inventory, catalog: Catalog) -> tuple[Finding, ...]:
    return findings


def plan_of(findings: tuple[Finding, ...], inventory: Inventory, score: Score | None, catalog: Catalog) -> tuple[Step, ...]:
    return ()
