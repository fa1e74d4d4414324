"""Safe rewrites. In: findings and the inventory. Out: `Edit`s that put a named successor where a retired id is written.

Only a literal that is the id itself, in a deciding role and surely a model, is replaced, only by the successor that its
provider names, only by one of the same maker, kind and openness: the provider never changes. Embeddings are left to people:
stored vectors do not fit another model.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from auditor.advise.alternatives import successor
from auditor.advise.hosts import first_hand
from auditor.facts import Catalog, Model, fold
from auditor.records import Confidence, Finding, How, Inventory, ModelUse, Resolution
from auditor.rows import NamedTuple

RETIRED = ("AIA201", "AIA203")
_WRITTEN = (How.LITERAL, How.CONFIG)


class Edit(NamedTuple):
    """Replace `old` by `new` at a place; lines and columns start at 1."""

    path: str
    line: int
    column: int
    old: str
    new: str


def fixes(findings: Iterable[Finding], inventory: Inventory, catalog: Catalog, as_of: date) -> tuple[Edit, ...]:
    """All safe edits, sorted by place."""
    uses = {use.id: use for use in inventory.models}
    found: set[Edit] = set()
    for finding in findings:
        use = uses.get(finding.subject.id)
        if not finding.rule.startswith(RETIRED) or finding.suppressed is not None or use is None or use.fine_tuned or use.base:
            continue
        next_ = successor(use, catalog, as_of)
        if next_ is None or use.resolution is not Resolution.EXACT or not _fits(use, next_) or not _at_maker(use, catalog):
            continue
        for place in finding.places:
            certain = place.how in _WRITTEN and place.confidence is Confidence.HIGH and fold(place.text) == fold(use.id)
            if certain and place.end_column - place.column == len(place.text):
                found.add(Edit(place.path, place.line, place.column, place.text, next_.id))
    return tuple(sorted(found))


def wanted(edits: Iterable[Edit], catalog: Catalog) -> list[str]:
    """What requests have to be like for the new models, with the source."""
    models = {edit.new: catalog.models.get(edit.new) for edit in edits}
    return [f"{name}: {known.wants} ({known.wants_source})" for name, known in sorted(models.items()) if known and known.wants]


def _fits(use: ModelUse, next_: Model) -> bool:
    """Whether the successor can stand in the same place: also a repository of weights is followed by one only."""
    alike = next_.maker == use.maker and next_.kind == use.kind and next_.weights == use.weights
    return alike and use.kind != "embedding" and ("/" in next_.id) is ("/" in use.id)


def _at_maker(use: ModelUse, catalog: Catalog) -> bool:
    """Elsewhere the same text may name a deployment, or the successor may not be there yet."""
    return {one.id for one in first_hand(use.maker, catalog)}.issuperset(use.providers)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits of its file; an edit whose old text no longer stands there is left out."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.column), reverse=True):
        if edit.line <= len(lines):
            line, start = lines[edit.line - 1], edit.column - 1
            if line[start : start + len(edit.old)] == edit.old:
                lines[edit.line - 1] = line[:start] + edit.new + line[start + len(edit.old) :]
    return "\n".join(lines)
