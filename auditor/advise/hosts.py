"""Who answers for a model. In: a model of the catalog, the day. Out: its hosts, best first, with the id it has there.

A host of open weights is named only where the catalog knows that it serves this model (`serves`); where nobody is known to,
those that list the maker stand in, marked as not sure. Closed models are served by their maker.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from auditor import lazy_re as re
from auditor.advise.surroundings import runs_here
from auditor.facts import Catalog, Lifecycle, Model, Provider, Shape
from auditor.records import Certainty
from auditor.rows import NamedTuple

YEAR = timedelta(days=365)


class Host(NamedTuple):
    """A provider, the model's id there, and whether it is known to serve this very model."""

    provider: Provider
    name: str
    sure: bool


def id_at(provider: Provider | None, name: str, catalog: Catalog) -> str:
    """The id of a model at a provider: the one it is known to serve it under, else the alias in the platform's own form."""
    model = catalog.models.get(name)
    if provider is None or model is None:
        return name
    spelled = [one for one in model.aliases if _speaker(one, catalog.forms.shapes) == provider.id]
    return provider.serves.get(name) or min(spelled, key=lambda one: (len(one), one), default=name)


def _speaker(alias: str, shapes: Iterable[Shape]) -> str:
    """The provider in whose form an id is written, "" for none; a fine-tune or a floating name is nobody's id."""
    low = alias.lower()
    found = next((one for one in shapes if not one.weak and one.has in low and re.match(one.match, alias)), None)
    return found.provider if found is not None and not (found.tuned or found.floats) else ""


def address(provider: Provider) -> str:
    """The base URL to write down, "" where it holds a blank that only the user can fill."""
    return "" if any(mark in provider.base_url for mark in "{<") else provider.base_url


def hosts_of(model: Model, catalog: Catalog, as_of: date, present: frozenset[str] = frozenset()) -> list[Host]:
    """Remote hosts, those `present` first: direct ones before gateways, a common protocol and a plain address, a broad offer.

    A cloud lists no models here: where it is at hand it counts as well, if it is known to answer for this one.
    """
    remote = [one for one in catalog.providers.values() if one.status == "active" and not runs_here(one)]
    if model.weights != "open":
        found = [Host(one, model.id, sure=True) for one in first_hand(model.maker, catalog)]
    else:
        found = [Host(one, one.serves[model.id], sure=True) for one in remote if model.id in one.serves]
    names = present.difference(host.provider.id for host in found)
    clouds = [one for one in remote if one.id in names and one.hyperscaler and answers(one, model, catalog)]
    found += [Host(one, id_at(one, model.id, catalog), sure=True) for one in clouds]
    if model.weights == "open" and not found:
        found = [Host(one, model.id, sure=False) for one in remote if model.maker in one.hosts and not one.serves]
    left = (one for one in found if end_at(model, (one.provider.id,), catalog, as_of + YEAR) is None)
    return sorted(left, key=lambda host: (host.provider.id not in present, *_order(host)))


def answers(provider: Provider | None, model: Model, catalog: Catalog) -> bool:
    """Whether a provider is known to serve a model, or passes calls on to whoever does.

    It says so, is the maker's own, has an id of its own for it, or says when it ends there.
    """
    if provider is None:
        return False
    if model.id in provider.serves or "gateway" in provider.kinds or provider in first_hand(model.maker, catalog):
        return True
    if model.weights != "open" and provider.hosts[: 1 if provider.own_models else None] == (model.maker,):
        return True
    there = (provider.id, catalog.forms.shared_ends.get(provider.id))
    spelled = (model.id, *model.aliases)
    return any(row.provider in there for row in model.lifecycle) or any(
        _speaker(one, catalog.forms.shapes) == provider.id for one in spelled
    )


def _order(host: Host) -> tuple[object, ...]:
    one = host.provider
    return ("gateway" in one.kinds, not (one.openai_compatible and address(one)), bool(one.hyperscaler), -len(one.hosts), one.id)


def first_hand(maker: str, catalog: Catalog) -> list[Provider]:
    """The services of the maker alone that one can still sign up for: neither its cloud nor one that hosts others' models."""
    return [
        one
        for one in catalog.providers.values()
        if one.own_models and one.status in ("active", "acquired") and (one.hosts == (maker,) or one.id == maker)
    ]


def runtimes_of(model: Model, catalog: Catalog, present: frozenset[str]) -> list[Host]:
    """Local runtimes that are known to have the model in their library, those in use first; one in use takes any open weights."""
    if model.weights != "open":
        return []
    local = [one for one in catalog.providers.values() if runs_here(one) and one.status == "active"]
    known = [Host(one, one.serves[model.id], sure=True) for one in local if model.id in one.serves]
    known += [Host(one, model.id, sure=False) for one in local if one.id in present and not one.serves]
    return sorted(known, key=lambda host: (host.provider.id not in present, not host.sure, host.provider.id))


def end_at(model: Model, providers: Iterable[str], catalog: Catalog, day: date) -> Lifecycle | None:
    """The announced end of the model at one of these providers by that day, whatever its weights."""
    there = {catalog.forms.shared_ends.get(one, one) for one in providers}.union(providers)
    return next((row for row in model.lifecycle if row.provider in there and _announced(row, day)), None)


def _announced(row: Lifecycle, day: date) -> bool:
    return row.retires_on is not None and row.certainty is Certainty.ANNOUNCED and row.retires_on <= day


def ends_by(model: Model, day: date, providers: frozenset[str], *, may: bool = False) -> bool:
    """Whether the model ends at one of these providers by that day; open weights only end where someone serves them.

    `may` counts 'not before' days as well.
    """
    if model.stage in ("retired", "announced") or (model.stage == "deprecated" and model.weights != "open"):
        return True
    ends = [row for row in model.lifecycle if row.provider in providers and row.retires_on is not None and row.retires_on <= day]
    return model.weights != "open" and any(may or row.certainty is Certainty.ANNOUNCED for row in ends)
