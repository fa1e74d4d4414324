"""Whole repositories made of a few files, audited on one day against the shipped or the invented catalog."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from auditor.facts import Catalog
from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Inventory, Request

INVENTED = str(Path(__file__).parent.parent / "catalog")


@cache
def catalog(root: str = "") -> Catalog:
    return load_catalog(root=root)


def inventory(root: Path, files: dict[str, str], known: Catalog | None = None) -> Inventory:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    request = Request(root=str(root.resolve()), as_of=date(2026, 6, 15), jobs=1)
    return audit(request, known or catalog(), load_rulebook()).inventory
