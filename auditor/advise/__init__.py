"""Room 5: what to do instead. In: findings and what is known. Out: the findings with advice, and the plan."""

from __future__ import annotations

from datetime import date

from auditor.advise.plan import plan_of
from auditor.advise.surroundings import ANY, setting_of
from auditor.advise.ways import Ways
from auditor.facts import Catalog, Rulebook
from auditor.frozen import replace
from auditor.records import Finding, Inventory, Policy

__all__ = ["advise", "plan_of"]


def advise(
    findings: tuple[Finding, ...],
    inventory: Inventory,
    catalog: Catalog,
    rulebook: Rulebook,
    as_of: date,
    *,
    policy: Policy = ANY,
) -> tuple[Finding, ...]:
    """The findings, each with a concrete way out that the policy allows."""
    if not findings:
        return findings
    catalog = replace(catalog, providers=dict(catalog.providers))  # all are asked, many times
    ways = Ways(inventory, catalog, setting_of(inventory, catalog, as_of, policy))
    rules = {rule.id: rule for rule in rulebook}
    return tuple(
        replace(finding, advice=ways.out_of(finding, rules[finding.rule])) if finding.rule in rules else finding
        for finding in findings
    )
