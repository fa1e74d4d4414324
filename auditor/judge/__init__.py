"""Room 4: which risks follow. In: inventory, rulebook, catalog, request. Out: findings, shares, a score. It knows no format."""

from __future__ import annotations

from auditor.facts import Catalog, Rulebook
from auditor.frozen import replace
from auditor.judge.audit_events import events_of
from auditor.judge.case import case_of
from auditor.judge.evaluate import evaluate
from auditor.judge.explained import unexplained
from auditor.judge.listing import listed
from auditor.judge.score import score
from auditor.judge.settings import Settings
from auditor.judge.shares import shares
from auditor.judge.suppress import Suppressor
from auditor.records import Finding, Ignore, Inventory, Request, Skip

__all__ = ["judge", "listed", "score", "shares"]


def judge(  # noqa: PLR0917 - the corridor calls it once, in this order
    inventory: Inventory,
    rulebook: Rulebook,
    catalog: Catalog,
    request: Request,
    ignores: tuple[Ignore, ...],
    skipped: tuple[Skip, ...],
) -> tuple[Finding, ...]:
    """All findings, suppressed ones included and marked; gravest first, then by rule, subject and project."""
    settings = Settings(rulebook, request)
    chosen = settings.chosen()
    case = case_of(inventory, catalog, request)
    suppressor = Suppressor(rulebook, request, ignores, chosen)
    judged = list(evaluate(case, (rule for rule in chosen if rule.scope != "audit"), settings))
    found = unexplained(judged, [suppressor.applied(one) for one in judged], chosen)
    case = replace(case, events=events_of(case, suppressor.events(), skipped))
    found += [suppressor.applied(one) for one in evaluate(case, (rule for rule in chosen if rule.scope == "audit"), settings)]
    return tuple(sorted(found, key=lambda one: (one.severity.rank, one.rule, one.subject.kind, one.subject.id, one.project)))
