"""Newer lifecycle facts that an update brought. In: the index and a file of `[[lifecycle]]` tables. Out: the index, amended.

Nothing that is bundled is lost: a row of the overlay takes the place of the row of the same model and provider unless that
one was checked later, and rows of unknown models are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.errors import CatalogError
from auditor.facts import fold
from auditor.library import schema
from auditor.library.loader import read_toml

if TYPE_CHECKING:
    from auditor.library.compile import Index, Pool

ENTRY: schema.Shape = {"model": schema.Key(default=schema.REQUIRED), **schema.LIFECYCLE}
HEAD: schema.Shape = {
    "source": schema.Key(default=schema.REQUIRED),
    "checked": schema.Key("day", schema.REQUIRED),
    "lifecycle": schema.Key("any", ()),
}


def merge(index: Index, pool: Pool, path: str) -> None:
    """Amends the lifecycle rows of known models and says where they came from."""
    try:
        _merge(index, pool, path)
    except CatalogError as fault:
        raise CatalogError(fault.message, fault.hint or "run ai-audit catalog update, or delete the file") from fault


def _merge(index: Index, pool: Pool, path: str) -> None:
    raw = read_toml(path, path)
    rows = raw.pop("lifecycle", [])
    if not isinstance(rows, list):
        raise schema.wrong(path, "lifecycle", "[[lifecycle]] tables", rows)
    head = schema.complete(HEAD, raw, path, "", {})
    inherited = {"source": head["source"], "checked": head["checked"]}
    known = {fold(model_id): model_id for model_id in index["models"]}
    for place, table in enumerate(rows):
        row = schema.complete(ENTRY, table, path, f"lifecycle[{place}]", inherited)
        model_id = known.get(fold(row.pop("model")))
        if model_id is not None:
            index["models"][model_id] = _amended(index["models"][model_id], pool.row(schema.LIFECYCLE, row))
    index["source"] = head["source"]
    index["as_of"] = head["checked"].toordinal()


def _amended(model: tuple[Any, ...], end: tuple[Any, ...]) -> tuple[Any, ...]:
    ends = {row[0]: row for row in model[-1]}
    bundled = ends.get(end[0])
    if bundled is not None and bundled[-1][1] > end[-1][1]:  # a newer release knows better than an old update
        return model
    ends[end[0]] = end
    return (*model[:-1], tuple(ends[key] for key in sorted(ends)))
