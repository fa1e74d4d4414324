"""Room 3: what the evidence means, asked of the catalog: packages, providers, makers, models, routes. It knows no risk."""

from __future__ import annotations

from auditor.resolve.inventory import resolve

__all__ = ["resolve"]
