"""The units of the map: which package leads to which provider, maker and license, and how much use flows there.

In: a report. Out: flows of one unit per production call site; packages and providers without a call site flow nothing.
"""

from __future__ import annotations

from collections import defaultdict

from auditor.frozen import Frozen
from auditor.records import Inventory, ModelUse, PackageUse, Report

COLUMNS = ("Packages", "Providers", "Makers", "Licenses")
UNKNOWN = "not known"
DIRECT = "no package"
OTHERS = "others"
MOST = 10  # nodes per column


class Flow(Frozen):
    """One stream through the four columns; an empty stop means it ends there."""

    stops: tuple[str, str, str, str]
    amount: float


def flows(report: Report) -> list[Flow]:
    """All streams, sorted, with small nodes gathered under `others`."""
    stock = report.inventory
    amounts: dict[tuple[str, str, str, str], float] = defaultdict(float)
    reach = _Reach(stock)
    for provider, maker, model, project in _units(stock):
        rest = (provider or UNKNOWN, maker or UNKNOWN, reach.license(model))
        for package, part in reach.packages(provider, project):
            amounts[(package, *rest)] += part
    seen = {stops[index] for stops in amounts for index in (0, 1)}
    listed = {use.id for use in stock.providers}
    for unused in stock.packages:
        if unused.provider in listed and unused.name not in seen:
            amounts[(unused.name, unused.provider, "", "")] += 0
    for use in stock.providers:
        if use.id not in {stops[1] for stops in amounts}:
            amounts[(DIRECT, use.id, "", "")] += 0
    return _gathered([Flow(stops=stops, amount=amount) for stops, amount in sorted(amounts.items())])


def _units(stock: Inventory) -> list[tuple[str, str, str, str]]:
    """Call sites; where none are known, each model at each of its providers counts as one."""
    sites = [(site.provider, site.maker, site.model, site.project) for site in stock.sites]
    return sites or [(provider, model.maker, model.id, "") for model in stock.models for provider in model.providers or ("",)]


class _Reach:
    """Look-ups from a call site to its packages and its license."""

    def __init__(self, stock: Inventory) -> None:
        self._models: dict[str, ModelUse] = {model.id: model for model in stock.models}
        self._by_provider: dict[str, list[PackageUse]] = defaultdict(list)
        for package in stock.packages:
            if package.provider and package.scope not in {"dev", "transitive", "own"}:
                self._by_provider[package.provider].append(package)

    def license(self, model: str) -> str:
        use = self._models.get(model)
        if use is None:
            return UNKNOWN
        return use.license or {"closed": "closed, terms of use"}.get(use.weights, "not stated")

    def packages(self, provider: str, project: str) -> list[tuple[str, float]]:
        """The packages a call site may go through, weighed by how often each is seen."""
        known = self._by_provider.get(provider, [])
        near = [package for package in known if package.project == project] or known
        weights: dict[str, int] = defaultdict(int)
        for package in near:
            weights[package.name] += len(package.places) + package.unlisted or 1
        total = sum(weights.values())
        return [(name, count / total) for name, count in sorted(weights.items())] or [(DIRECT, 1.0)]


def _gathered(streams: list[Flow]) -> list[Flow]:
    kept: list[set[str]] = []
    for index in range(len(COLUMNS)):
        sizes: dict[str, float] = defaultdict(float)
        for stream in streams:
            sizes[stream.stops[index]] += stream.amount
        sizes.pop("", None)
        ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
        kept.append(set(ranked if len(ranked) <= MOST else ranked[: MOST - 1]))
    amounts: dict[tuple[str, ...], float] = defaultdict(float)
    for stream in streams:
        stops = tuple(stop if not stop or stop in kept[index] else OTHERS for index, stop in enumerate(stream.stops))
        amounts[stops] += stream.amount
    return [Flow(stops=(stops[0], stops[1], stops[2], stops[3]), amount=amount) for stops, amount in sorted(amounts.items())]
