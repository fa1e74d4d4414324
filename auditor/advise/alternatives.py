"""What could stand in for a model. In: one model's use, the catalog, the inventory. Out: ranked `Alternative`s of the same kind.

Ranking, in this order of weight: another maker (4), OSI-licensed open weights (3), two or more providers (2), the same wire
protocol or already in the project (2). Candidates are the catalog's picks for the same slot (kind and size class): each maker's
present recommendation. What retires within a year of `as_of` is never proposed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from auditor.facts import Catalog, Model, Provider, fold
from auditor.records import Alternative, Certainty, Inventory, ModelUse

_SMALL = frozenset("mini nano small lite flash tiny micro fast light 8b 7b 4b 3b 1b 9b 12b 14b instant air".split())
_SLOTS = {"completion": "chat"}  # kinds that another kind's models stand in for
YEAR = timedelta(days=365)


class Setting(NamedTuple):
    """What is already there: provider ids in use, whether a router or gateway is, and the day."""

    providers: frozenset[str]
    routed: bool
    as_of: date


def setting_of(inventory: Inventory, as_of: date) -> Setting:
    """The surroundings that make one alternative easier than another."""
    routed = any(signal.kind in ("gateway", "router", "abstraction") for signal in inventory.signals) or any(
        package.kind in ("gateway", "router") for package in inventory.packages if package.used
    )
    return Setting(frozenset(provider.id for provider in inventory.providers), routed, as_of)


def alternatives(use: ModelUse, catalog: Catalog, setting: Setting, most: int = 4) -> tuple[Alternative, ...]:
    """Up to `most` ways out: the successor of the same maker first, then others by rank, one per maker."""
    found = []
    named = successor(use, catalog, setting.as_of)
    if named is not None:
        found.append(_same_maker(use, named, "named as the successor by its provider"))
    elif (present := _present(use, catalog, setting.as_of)) is not None:
        found.append(_same_maker(use, present, "its maker's present model of this kind"))
    makers = {use.maker} if use.maker else set()
    for _, _, model in sorted(_ranked(use, catalog, setting), key=lambda ranked: ranked[:2]):
        if model.maker not in makers:
            makers.add(model.maker)
            found.append(_other(use, model, catalog, setting))
        if len(found) >= most:
            break
    return tuple(found)


def successor(use: ModelUse, catalog: Catalog, as_of: date) -> Model | None:
    """The replacement its provider or maker names, followed while it is itself retired."""
    known = catalog.models.get(use.id)
    names = (use.lifecycle.replacement if use.lifecycle is not None else "") or (known.replacement if known is not None else "")
    for _ in range(5):
        next_ = next((model for name in names.split("|") if (model := _model(catalog, name)) is not None), None)
        if next_ is None or not ends_by(next_, as_of + YEAR / 2):
            return next_ if next_ is None or next_.id != use.id else None
        names = next_.replacement or next((row.replacement for row in next_.lifecycle if row.replacement), "")
    return None


def _model(catalog: Catalog, name: str) -> Model | None:
    key = catalog.model_keys.get(fold(name))
    return catalog.models.get(key) if key else None


def ends_by(model: Model, day: date) -> bool:
    """Whether an announced end of the model at any provider lies at or before `day`."""
    return model.stage in ("retired", "deprecated", "announced") or any(
        row.retires_on is not None and row.certainty is Certainty.ANNOUNCED and row.retires_on <= day for row in model.lifecycle
    )


def hosts_of(model: Model, catalog: Catalog) -> list[Provider]:
    """Providers that serve the model's maker: hosts before gateways, a compatible wire protocol and broad independent hosts first."""
    found = [
        provider
        for provider in catalog.providers.values()
        if provider.status == "active" and "local-runtime" not in provider.kinds and _hosts(provider, model)
    ]
    return sorted(
        found,
        key=lambda one: (
            "gateway" in one.kinds,
            not one.openai_compatible,
            not one.base_url,
            bool(one.hyperscaler),
            -len(one.hosts),
            one.id,
        ),
    )


def _hosts(provider: Provider, model: Model) -> bool:
    """Whether the provider serves the model: its maker does, and whoever lists the maker serves its open weights."""
    if model.weights == "open":
        return model.maker in provider.hosts
    return provider.own_models and provider.hosts == (model.maker,) and not provider.hyperscaler


def _slots(use: ModelUse) -> tuple[str, ...]:
    """The pick slots whose models do the same work, the closest first."""
    kind = _SLOTS.get(use.kind, use.kind)
    small = f"{kind}-small"
    if is_small(use.id):
        return (small, kind)
    return (kind, "chat") if kind == "code" else (kind, f"{kind}-large")


def _present(use: ModelUse, catalog: Catalog, as_of: date) -> Model | None:
    """The maker's own pick for the same work."""
    for slot in _slots(use):
        for id_ in catalog.picks:
            model = catalog.models[id_]
            same = model.maker == use.maker and model.pick == slot and model.id != use.id and model.weights == use.weights
            if same and not ends_by(model, as_of + YEAR):
                return model
    return None


def _ranked(use: ModelUse, catalog: Catalog, setting: Setting) -> Iterable[tuple[int, int, Model]]:
    """(negative rank, order, model) of every pick that could stand in."""
    slots = _slots(use)
    for order, id_ in enumerate(catalog.picks):
        model = catalog.models[id_]
        if model.pick not in slots[:1] or model.id == use.id or ends_by(model, setting.as_of + YEAR):
            continue
        terms = catalog.licenses.get(model.license)
        osi = model.weights == "open" and terms is not None and terms.osi
        hosts = hosts_of(model, catalog)
        near = setting.routed or any(host.id in setting.providers or host.openai_compatible for host in hosts)
        yield -(4 * (model.maker != use.maker) + 3 * osi + 2 * (len(hosts) >= 2) + 2 * near), order, model


def is_small(id_: str) -> bool:
    """Whether a model's name says that it is of the small class."""
    return bool(set(fold(id_).replace("/", "-").split("-")) & _SMALL)


def _same_maker(use: ModelUse, model: Model, why: str) -> Alternative:
    effort = "re-embed data" if use.kind == "embedding" else "retrain" if use.fine_tuned else "config change"
    provider = use.providers[0] if len(use.providers) == 1 else ""
    license_ = model.license if model.weights == "open" else ""
    return Alternative(model=model.id, provider=provider, maker=model.maker, why=why, effort=effort, license=license_)


def _other(use: ModelUse, model: Model, catalog: Catalog, setting: Setting) -> Alternative:
    hosts = hosts_of(model, catalog)
    present = next((host for host in hosts if host.id in setting.providers), None)
    host = present or (hosts[0] if hosts else None)
    terms = catalog.licenses.get(model.license)
    said = []
    if model.weights == "open" and terms is not None:
        said.append(f"open weights under {terms.id}" + (", OSI-approved" if terms.osi else ""))
        said.append("can be self-hosted")
        if len(hosts) >= 2:
            said.append(f"this maker's weights are hosted by {hosts[0].name} and {hosts[1].name}")
    elif host is not None:
        said.append(f"served by {host.name}")
    if present is not None:
        said.append("a provider this project already uses")
    return Alternative(
        model=model.id,
        provider=host.id if host is not None else "",
        maker=model.maker,
        why=", ".join(said),
        effort=_effort(use, host, present is not None, setting),
        license=model.license if model.weights == "open" else "",
    )


def _effort(use: ModelUse, host: Provider | None, present: bool, setting: Setting) -> str:
    if use.kind == "embedding":
        return "re-embed data"
    if use.fine_tuned:
        return "retrain"
    if setting.routed or present:
        return "config change"
    return "base_url change" if host is not None and host.openai_compatible and host.base_url else "new SDK"
