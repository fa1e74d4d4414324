"""What could stand in for a model. In: one model's use, the catalog, the setting, what is wanted. Out: ranked `Alternative`s.

Ranking, in this order of weight: another maker (4), OSI-licensed open weights (3), two or more hosts (2), already in reach: a
provider in use, or one that the present client reaches by its base URL (2). A second maker from the same country loses 2, a
model for laptops loses 3 where a service is to be replaced; among equals the model with more hosts comes first. Candidates are
the catalog's picks of the same kind and class, one per maker; none of them ends within a year, none breaks the user's policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from auditor.advise.hosts import YEAR, Host, answers, end_at, ends_by, first_hand, hosts_of, id_at, runtimes_of
from auditor.advise.sorts import alike, is_tiny, slots, tier
from auditor.advise.surroundings import ANY, Setting, allowed
from auditor.advise.terms import said_of
from auditor.facts import Catalog, Model, fold
from auditor.records import Alternative, ModelUse, Policy
from auditor.rows import NamedTuple

NAMED = "named as the successor by its provider"
BY_MAKER = "named as the successor by its maker"
FOLLOWS = "follows the model that was named as the successor"
EMBED, RETRAIN, CONFIG, BASE_URL, SDK = "re-embed data", "retrain", "config change", "base_url change", "new SDK"
REWRITE = "rewritten calls"


class Want(NamedTuple):
    """What a finding asks for: the maker's own successor, others, only open or OSI terms, away from whom."""

    own: bool = True
    others: bool = True
    terms: str = ""  # "" | open | osi
    providers: frozenset[str] = frozenset()  # not at these
    makers: frozenset[str] = frozenset()  # not of these
    countries: frozenset[str] = frozenset()
    clouds: frozenset[str] = frozenset()
    licenses: frozenset[str] = frozenset()


WHATEVER = Want()


class Candidate(NamedTuple):
    """A model with the hosts that may be proposed, and its points."""

    model: Model
    hosts: list[Host]
    points: int


def alternatives(
    use: ModelUse, catalog: Catalog, setting: Setting, want: Want = WHATEVER, most: int = 4
) -> tuple[Alternative, ...]:
    """Up to `most` ways out: the successor of the same maker first, then others by rank, one per maker."""
    found = []
    named = successor(use, catalog, setting.as_of, setting.policy)
    slot = named.pick if named is not None else ""
    if want.own and use.maker not in want.makers:
        present = None if named is not None else _present(use, catalog, setting)
        if named is not None and _osi(named, catalog, want):
            found += _named(use, named, catalog, setting, want)
        elif present is not None and _osi(present, catalog, want):
            found.append(_same_maker(use, present, "its maker's present model of this kind", catalog, setting))
    if want.others:
        others = [
            one for one in _candidates(use, catalog, setting, want, slot) if one.model.maker not in {way.maker for way in found}
        ]
        best = _picked(others, catalog, most - len(found))
        found += [_other(use, one, catalog, setting) for one in best]
    return tuple(found)


def successor(use: ModelUse, catalog: Catalog, as_of: date, policy: Policy = ANY) -> Model | None:
    """The replacement its provider or maker names, of the same kind, followed while it may itself end within half a year.

    Also released weights are followed on where the provider in use stops to serve them.
    """
    known = catalog.models.get(use.id)
    names = (use.lifecycle.replacement if use.lifecycle is not None else "") or (known.replacement if known is not None else "")
    for _ in range(5):
        next_ = next((model for name in names.split("|") if (model := _model(catalog, name)) is not None), None)
        if next_ is None or next_.id == use.id:
            return None
        here = end_at(next_, use.providers, catalog, as_of + YEAR / 2)
        if here is None and not ends_by(next_, as_of + YEAR / 2, _near(use, catalog), may=True):
            same = _KINDS.get(next_.kind, next_.kind) == _KINDS.get(use.kind, use.kind)
            return next_ if same and _may_stay(use, next_, catalog, policy) else None
        names = (here.replacement if here is not None else "") or next_.replacement
        names = names or next((row.replacement for row in next_.lifecycle if row.replacement), "")
    return None


def _named(use: ModelUse, model: Model, catalog: Catalog, setting: Setting, want: Want) -> list[Alternative]:
    """The successor in the words of who names it; of another maker it stays here only where the provider means it to."""
    own = {use.lifecycle.provider} if use.lifecycle is not None else set()
    known = catalog.models.get(use.id)
    rows = [row.replacement for row in known.lifecycle if row.provider in own.intersection(use.providers)] if known else []
    by_provider = model.id in _ids(catalog, rows)
    if model.maker == use.maker:
        by_maker = known is not None and model.id in _ids(catalog, [known.replacement])
        return [_same_maker(use, model, NAMED if by_provider else BY_MAKER if by_maker else FOLLOWS, catalog, setting)]
    served = model.weights == "open" or any(_goes_on(use, model, one, catalog, setting) for one in use.providers)
    if by_provider and served:
        return [_same_maker(use, model, NAMED, catalog, setting)]
    hosts = _reachable(model, catalog, setting, want)
    return [_other(use, Candidate(model, hosts, 0), catalog, setting)] if hosts else []


def _goes_on(use: ModelUse, model: Model, provider: str, catalog: Catalog, setting: Setting) -> bool:
    """Whether a provider is known to answer for a model for another year: for it, or for its closed line."""
    known = catalog.providers.get(provider)
    if known is None or end_at(model, (provider,), catalog, setting.as_of + YEAR) is not None:
        return False
    if answers(known, model, catalog):
        return True
    if model.weights == "open" or model.maker not in known.hosts:
        return False
    line = [one for one in catalog.models.values() if (one.maker, one.family) == (model.maker, model.family) and one.id != use.id]
    return any(answers(known, one, catalog) and end_at(one, (provider,), catalog, setting.as_of) is None for one in line)


def _ids(catalog: Catalog, replacements: list[str]) -> set[str]:
    return {model.id for names in replacements for name in names.split("|") if (model := _model(catalog, name)) is not None}


def _osi(model: Model, catalog: Catalog, want: Want) -> bool:
    """Where terms are the trouble, staying with the maker must mend them."""
    terms = catalog.licenses.get(model.license)
    return want.terms != "osi" or (model.weights == "open" and terms is not None and terms.osi)


def _near(use: ModelUse, catalog: Catalog) -> frozenset[str]:
    """The providers whose calendar binds a model that stays with its maker."""
    return frozenset(use.providers) | {one.id for one in first_hand(use.maker, catalog)}


def _may_stay(use: ModelUse, model: Model, catalog: Catalog, policy: Policy) -> bool:
    provider = catalog.providers.get(use.providers[0]) if use.providers else None
    return allowed(model, provider, catalog, policy)


_KINDS = {"completion": "chat", "code": "chat"}


def _model(catalog: Catalog, name: str) -> Model | None:
    key = catalog.model_keys.get(fold(name))
    return catalog.models.get(key) if key else None


def _present(use: ModelUse, catalog: Catalog, setting: Setting) -> Model | None:
    """The maker's own pick for the same work; open weights only where somebody is known to serve them."""
    near = _near(use, catalog)
    own = {one.id for one in first_hand(use.maker, catalog)}
    own_picks = [model for id_ in catalog.picks if (model := catalog.models[id_]).maker == use.maker]
    namesakes = [model for model in own_picks if use.weights == "closed" and tier(model.id) == tier(use.id)]
    for slot in ("", *slots(use, catalog), *(("chat",) if use.kind == "code" else ())):
        for model in own_picks if slot else namesakes:  # a line keeps its place though its name says small
            if (slot and model.pick != slot) or model.id == use.id or not alike(use.id, model.id):
                continue
            as_api = model.weights != "open" and bool(use.providers) and own.issuperset(use.providers)
            fits = as_api or (model.weights == use.weights and (model.weights != "open" or _served(use, model, catalog, setting)))
            if fits and not ends_by(model, setting.as_of + YEAR, near) and _may_stay(use, model, catalog, setting.policy):
                return model
    return None


def _served(use: ModelUse, model: Model, catalog: Catalog, setting: Setting) -> list[Host]:
    """Who can run these open weights: a provider of this use, else hosts that are known to; what runs at home stays there."""
    remote = [host for host in hosts_of(model, catalog, setting.as_of, setting.providers) if host.sure]
    remote = remote or [Host(one, model.id, sure=True) for one in first_hand(model.maker, catalog) if one.id not in use.providers]
    local = [host for host in runtimes_of(model, catalog, setting.local) if host.sure]
    here = [host for host in (*local, *remote) if host.provider.id in use.providers]
    at_home = bool(use.providers) and setting.local.issuperset(use.providers)
    return here if here or at_home else remote


def _candidates(use: ModelUse, catalog: Catalog, setting: Setting, want: Want, slot: str) -> Iterator[Candidate]:
    at_home = bool(setting.local.intersection(use.providers))
    work = slots(use, catalog, slot, at_home=at_home)[: 2 if use.kind == "embedding" else 1]
    open_only = want.terms or use.weights == "open"
    for id_ in catalog.picks:
        model = catalog.models[id_]
        if model.pick not in work or model.maker in {use.maker, *want.makers} or (open_only and model.weights != "open"):
            continue
        terms = catalog.licenses.get(model.license)
        if model.weights == "open" and (terms is None or terms.commercial in ("no", "unknown") or model.license in want.licenses):
            continue
        osi = model.weights == "open" and terms is not None and terms.osi
        if want.terms == "osi" and not osi:
            continue
        hosts = runtimes_of(model, catalog, setting.local) if at_home else _reachable(model, catalog, setting, want)
        maker = catalog.makers.get(model.maker)
        country = maker.country if maker is not None else ""
        ends = ends_by(model, setting.as_of + YEAR, frozenset(one.provider.id for one in hosts))
        if ends or not hosts or country in want.countries or not allowed(model, hosts[0].provider, catalog, setting.policy):
            continue
        near = any(one.provider.id in setting.providers for one in hosts) or (
            setting.speaks and hosts[0].provider.openai_compatible
        )
        weight = 4 + 3 * osi + 2 * (len(hosts) >= 2) + 2 * near
        weight -= 2 * (terms is not None and terms.commercial != "yes")
        names = [model.id, *(one.name for one in runtimes_of(model, catalog, setting.local))]
        weight -= 3 * (not at_home and is_tiny(*names) and not is_tiny(use.id))
        yield Candidate(model, hosts, weight)


def _reachable(model: Model, catalog: Catalog, setting: Setting, want: Want) -> list[Host]:
    """The hosts that may be proposed, one in use first."""
    return [
        one
        for one in hosts_of(model, catalog, setting.as_of, setting.providers)
        if one.provider.id not in want.providers
        and one.provider.country not in want.countries
        and (not one.provider.hyperscaler or one.provider.hyperscaler not in want.clouds)
        and allowed(model, one.provider, catalog, setting.policy)
    ]


def _picked(candidates: list[Candidate], catalog: Catalog, most: int) -> Iterator[Candidate]:
    """The best, one per maker; a maker from a country that is not yet among them goes before its equals."""
    countries: set[str] = set()
    makers: set[str] = set()
    for _ in range(max(0, most)):
        left = [one for one in candidates if one.model.maker not in makers]
        if not left:
            return

        def order(one: Candidate) -> tuple[int, bool, int]:
            known = _country(one, catalog) in countries
            return (2 * known - one.points, known, -len(one.hosts))

        best = min(left, key=order)
        makers.add(best.model.maker)
        countries.add(_country(best, catalog))
        yield best


def _country(candidate: Candidate, catalog: Catalog) -> str:
    maker = catalog.makers.get(candidate.model.maker)
    return maker.country if maker is not None else ""


def _same_maker(use: ModelUse, model: Model, why: str, catalog: Catalog, setting: Setting) -> Alternative:
    """The provider in use where it is known to answer for the model too, else another host."""
    stays = why == NAMED or any(_goes_on(use, model, one, catalog, setting) for one in use.providers)
    hosts = _served(use, model, catalog, setting) if not stays and (use.providers or model.weights == "open") else []
    provider = hosts[0].provider.id if hosts else use.providers[0] if stays and len(use.providers) == 1 else ""
    effort = effort_of(use, model, hosts[0], setting) if hosts else _move(use, model) or CONFIG
    license_ = model.license if model.weights == "open" else ""
    there = id_at(catalog.providers.get(provider), model.id, catalog)
    why += f"; its id there is {there}" if fold(there) != fold(model.id) else ""
    return Alternative(model=model.id, provider=provider, maker=model.maker, why=why, effort=effort, license=license_)


def _other(use: ModelUse, one: Candidate, catalog: Catalog, setting: Setting) -> Alternative:
    host = one.hosts[0]
    return Alternative(
        model=one.model.id,
        provider=host.provider.id,
        maker=one.model.maker,
        why=said_of(one.model, one.hosts, catalog, setting),
        effort=effort_of(use, one.model, host, setting),
        license=one.model.license if one.model.weights == "open" else "",
    )


def _move(use: ModelUse, model: Model) -> str:
    """What is heavier than to call another host; who completes texts is called otherwise than who answers messages."""
    if use.kind == "embedding":
        return EMBED
    rewritten = use.weights == "closed" and use.kind == "completion" and model.kind == "chat"
    return RETRAIN if use.fine_tuned else REWRITE if rewritten else ""


def effort_of(use: ModelUse, model: Model, host: Host, setting: Setting) -> str:
    """What it takes to call this model at a host instead: a setting, another base URL, or another client."""
    return _move(use, model) or switch_to(host, setting)


def switch_to(host: Host, setting: Setting) -> str:
    """The same for a model that stays: it needs neither new vectors nor a new fine-tune."""
    if setting.routed or host.provider.id in setting.providers:
        return CONFIG
    return BASE_URL if setting.speaks and host.provider.openai_compatible and host.provider.base_url else SDK
