"""Why an alternative is one, in a line. In: a model, its hosts. Out: terms and hosts in words."""

from __future__ import annotations

from auditor.advise.hosts import Host
from auditor.advise.surroundings import Setting, runs_here
from auditor.facts import Catalog, License, Model, Provider, fold


def said_of(model: Model, hosts: list[Host], catalog: Catalog, setting: Setting) -> str:
    """Terms, who else serves it, and whether it is at hand already."""
    terms = catalog.licenses.get(model.license)
    said = [_weights(terms)] if model.weights == "open" else []
    first, others = hosts[0], [short(one.provider) for one in hosts[1:3] if one.sure]
    if not first.sure and not runs_here(first.provider):
        said.append(f"{short(first.provider)} hosts this maker's weights: look up the id there")
    elif others:
        said.append(f"also served by {' and '.join(others)}" if model.weights == "open" else "")
    if model.weights == "open":
        said.append("runs where the present model runs" if first.provider.id in setting.local else "can be self-hosted")
    elif first.provider.id not in setting.providers:
        said.append(f"another maker, served by {short(first.provider)}")
    if fold(first.name) != fold(model.id):
        said.append(f"its id there is {first.name}")
    if first.provider.id in setting.providers and first.provider.id not in setting.local:
        said.append(f"{short(first.provider)} is in use already")
    return "; ".join(one for one in said if one)


def short(provider: Provider) -> str:
    """The name without what stands in brackets behind it."""
    return provider.name.partition(" (")[0]


def _weights(terms: License | None) -> str:
    if terms is None:
        return "open weights"
    if terms.osi:
        return "open weights, OSI-approved license"
    limits = limits_of(terms)
    return f"open weights, not OSI-approved: {limits}" if limits else "open weights, not OSI-approved: read the terms"


def limits_of(terms: License) -> str:
    """The limits of a license that decide whether one may use it, in a few words."""
    said = []
    if terms.commercial == "no":
        said.append("no commercial use")
    if terms.user_limit:
        said.append(f"up to {terms.user_limit:,} monthly users")
    if terms.revenue_limit:
        said.append(f"up to USD {terms.revenue_limit:,} of revenue")
    if terms.regions_excluded:
        said.append(f"not in {', '.join(terms.regions_excluded)}")
    if terms.service_limit:
        said.append("some services need an agreement")
    if terms.use_policy:
        said.append("a use policy binds you")
    return ", ".join(said)
