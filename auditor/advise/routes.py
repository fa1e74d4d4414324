"""Ways beside the present one. In: a model's use, catalog, setting. Out: other hosts of the model, local models, pins."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.advise.alternatives import CONFIG, Want, effort_of, switch_to
from auditor.advise.hosts import YEAR, Host, ends_by, first_hand, hosts_of, runtimes_of
from auditor.advise.sorts import SENTENCES, is_small
from auditor.advise.surroundings import Setting, allowed, runs_here
from auditor.facts import Catalog, Model, fold
from auditor.records import Alternative, ModelUse

_RUN = frozenset({"turbo", "free", "fast", "highspeed"})
_SNAPSHOT = re.compile(r"(?:20\d\d-?[01]\d-?[0-3]\d|[01]\d[0-3]\d|\d\d[01]\d|00\d)")


def elsewhere(use: ModelUse, catalog: Catalog, setting: Setting, want: Want, most: int = 2) -> tuple[Alternative, ...]:
    """The same model at other hosts: open weights wherever they are known to be served, closed ones at their maker."""
    model = _plain(catalog.models.get(use.id), catalog)
    if model is None or use.fine_tuned or ends_by(model, setting.as_of, frozenset()):
        return ()
    away = want.providers | frozenset(use.providers)
    found = [
        host
        for host in hosts_of(model, catalog, setting.as_of, setting.providers)
        if host.sure
        and host.provider.id not in away
        and host.provider.country not in want.countries
        and host.provider.hyperscaler not in (want.clouds or {None})
        and allowed(model, host.provider, catalog, setting.policy)
    ]
    return tuple(_at(use, model, host, "the same model at another host", setting) for host in found[:most])


def _plain(model: Model | None, catalog: Catalog) -> Model | None:
    """The weights that a host runs in its own way under an id of its own (`sage-70b-turbo`)."""
    stem, _, word = model.id.rpartition("-") if model is not None and model.weights == "open" else ("", "", "")
    while word.lower() in _RUN:
        plain = catalog.models.get(catalog.model_keys.get(fold(stem), ""))
        if plain is not None and model is not None and (plain.maker, plain.license) == (model.maker, model.license):
            return plain
        stem, _, word = stem.rpartition("-")
    return model


def second_host(use: ModelUse, option: Alternative, catalog: Catalog, setting: Setting, want: Want) -> tuple[Alternative, ...]:
    """The host beside the one proposed, so that the way out does not hang on one provider either."""
    model = catalog.models.get(option.model)
    if model is None or model.weights != "open" or runs_here(catalog.providers.get(option.provider)):
        return ()
    away = {option.provider, *want.providers}
    for host in hosts_of(model, catalog, setting.as_of):
        one = host.provider
        if (
            host.sure
            and one.id not in away
            and one.country not in want.countries
            and allowed(model, one, catalog, setting.policy)
        ):
            return (_at(use, model, host, "the same open model at a second host", setting),)
    return ()


def at_home(use: ModelUse, catalog: Catalog, setting: Setting, want: Want, near: bool = False) -> tuple[Alternative, ...]:
    """A small model under an OSI license on a local runtime; `near`: the model itself where it is small enough."""
    kind = "embedding" if use.kind == "embedding" else "chat"
    if use.kind not in (*SENTENCES, "embedding"):
        return ()
    own = catalog.models.get(use.id)
    if near and own is not None and own.weights == "open" and is_small(own.id):
        hosts = [host for host in runtimes_of(own, catalog, setting.local) if host.sure]
        if hosts:
            return (_at(use, own, hosts[0], "the same weights on a local runtime", setting),)
    for id_ in catalog.picks:
        model = catalog.models[id_]
        fits = (kind == "embedding" and model.pick.startswith("embedding")) or model.pick == f"{kind}-small"
        terms = catalog.licenses.get(model.license)
        if not fits or terms is None or not terms.osi or model.maker in want.makers or model.id == use.id:
            continue
        hosts = [host for host in runtimes_of(model, catalog, setting.local) if host.sure]
        if hosts and allowed(model, hosts[0].provider, catalog, setting.policy):
            return (_at(use, model, hosts[0], "a small model for development and the offline case", setting),)
    return ()


def direct(use: ModelUse, catalog: Catalog, setting: Setting) -> tuple[Alternative, ...]:
    """The same model where its maker serves it."""
    model = catalog.models.get(use.id)
    if model is None or ends_by(model, setting.as_of + YEAR / 2, frozenset(one.id for one in first_hand(use.maker, catalog))):
        return ()
    hosts = [Host(one, model.id, sure=True) for one in first_hand(model.maker, catalog) if one.id not in use.providers]
    hosts = [host for host in hosts if allowed(model, host.provider, catalog, setting.policy)]
    return tuple(_at(use, model, host, "the same model at its maker", setting) for host in hosts[:1])


def pinned(use: ModelUse, catalog: Catalog, setting: Setting) -> tuple[Alternative, ...]:
    """The newest dated snapshot of a floating id; none where the model itself is on its way out."""
    own = {one.id for one in first_hand(use.maker, catalog)}
    if use.providers and not own.intersection(use.providers):
        return ()  # gateways and clouds have their own names for snapshots, if any
    near = frozenset(use.providers) | own
    known, stem = catalog.models.get(use.id), fold(use.id).removesuffix("-latest") + "-"
    if known is None or ends_by(known, setting.as_of + YEAR / 2, near):
        return ()
    dated = [
        model
        for key, model_id in catalog.model_keys.items()
        if key.startswith(stem)
        and _SNAPSHOT.fullmatch(key.removeprefix(stem))
        and (model := catalog.models[model_id]).maker == use.maker
        and model.id != use.id
        and not model.floating
        and model.kind == known.kind
        and not ends_by(model, setting.as_of + YEAR / 2, near)
    ]
    if not dated:
        return ()
    newest = max(dated, key=lambda model: (model.released, model.id))
    provider = use.providers[0] if len(use.providers) == 1 else ""
    license_ = newest.license if newest.weights == "open" else ""
    why = "a dated snapshot of the same model"
    return (Alternative(model=newest.id, provider=provider, maker=newest.maker, why=why, effort=CONFIG, license=license_),)


def as_setting(use: ModelUse) -> tuple[Alternative, ...]:
    """The same model, its name read from configuration."""
    provider = use.providers[0] if len(use.providers) == 1 else ""
    why = "the same model, its name read from configuration"
    license_ = use.license if use.weights == "open" else ""
    name = use.raw[0] if len(use.raw) == 1 else use.id  # as it is written now
    return (Alternative(model=name, provider=provider, maker=use.maker, why=why, effort=CONFIG, license=license_),)


def _at(use: ModelUse, model: Model, host: Host, why: str, setting: Setting) -> Alternative:
    return Alternative(
        model=model.id,
        provider=host.provider.id,
        maker=model.maker,
        license=model.license if model.weights == "open" else "",
        why=why,
        effort=effort_of(use, model, host, setting) if model.id != use.id else switch_to(host, setting),
    )
