"""Call sites. In: named models, provider evidence, signals. Out: `Site`s, the unit in which shares and coverage are counted.

Counting rule: a site is one line of a deciding role that names a model (a call's argument, a default, a configured slot), and
does not only offer it; a file that shows a provider but names no model counts its first client call, or else its first endpoint
or setting, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from auditor.records import OFFERED, Confidence, How, Place, Role, SignalUse, Site
from auditor.resolve.acts import is_act, looks_up
from auditor.resolve.defaults import is_default
from auditor.resolve.model_finder import Named
from auditor.resolve.scene import Scene
from auditor.resolve.slots import purpose

_STRONG = (How.CALL, How.ENDPOINT)


def sites_of(
    scene: Scene,
    named: Iterable[Named],
    providers: Mapping[str, list[Place]],
    signals: Iterable[SignalUse],
    roles: frozenset[Role],
) -> tuple[Site, ...]:
    """All call sites in `roles`, sorted by place."""
    cover = _Cover(signals)
    found: dict[tuple[str, int, str, str], Site] = {}  # a list that reaches several calls is one place, so is name and value
    named_files: set[tuple[str, str]] = set()
    passed: set[tuple[str, str]] = set()  # projects and the libraries through which they call those whom their ids name
    for one in named:
        if one.place.role not in roles or one.place.confidence is Confidence.LOW:
            continue
        named_files.add((one.place.path, one.provider))
        passed.add((scene.project(one.place.path), one.through))
        if one.evidence.scope == OFFERED:
            continue
        key = one.place.path, one.place.line, one.provider, one.model.id
        if key in found and found[key].place <= one.place:
            continue
        found[key] = Site(
            place=one.place,
            project=scene.project(one.place.path),
            provider=one.provider,
            maker=one.model.maker,
            model=one.model.id,
            kind=one.model.kind,
            covered_by=cover.of(one.place.path, one.provider),
            configurable=bool(one.evidence.via) or one.place.how is How.CONFIG or is_default(one.said or one.evidence),
            # an id that its own maker alone serves says who is meant
            untold=scene.is_untold(one.evidence) and not (one.model.weights == "closed" and _is_own(scene, one)),
        )
    silent = [one for one in _silent(scene, providers, named_files, cover, roles) if (one.project, one.provider) not in passed]
    return tuple(sorted((*found.values(), *silent), key=lambda site: site.place))


def _silent(
    scene: Scene, providers: Mapping[str, list[Place]], named: set[tuple[str, str]], cover: _Cover, roles: frozenset[Role]
) -> list[Site]:
    found = []
    settable = _settable(scene)
    untold = {(one.path, one.line, one.column) for one in scene.evidence if one.how is How.CALL and scene.is_untold(one)}
    for provider, places in sorted(providers.items()):
        first: dict[str, Place] = {}
        for place in places:
            if (
                place.role in roles
                and place.how in _STRONG
                and (place.path, provider) not in named
                and (place.how is not How.CALL or is_act(place.text))
            ):
                known = first.get(place.path)
                if known is None or _rank(place) < _rank(known):
                    first[place.path] = place
        for path, place in sorted(first.items()):
            maker = _maker(scene, provider)
            found.append(
                Site(
                    place=place,
                    project=scene.project(path),
                    provider=provider,
                    maker=maker,
                    model="",
                    kind="",
                    covered_by=cover.of(path, provider),
                    configurable=(path, place.line, place.column) in settable,
                    untold=(path, place.line, place.column) in untold,
                )
            )
    return found


def _is_own(scene: Scene, one: Named) -> bool:
    return scene.catalog.is_house(one.provider, one.model.maker)


def _settable(scene: Scene) -> set[tuple[str, int, int]]:
    """(path, line, column) of calls that a variable tells the address or the model, and of what is called on their clients."""
    given = {
        (one.path, one.site)
        for one in scene.evidence
        if one.site and (one.how is How.ENV or one.via) and purpose(one.slot) in ("url", "model")
    }
    calls = (one for one in scene.evidence if given and one.how is How.CALL)
    return {
        (one.path, one.line, one.column)
        for one in calls
        if (one.path, one.site) in given or (one.receiver and (one.path, one.receiver) in given)
    }


def _rank(place: Place) -> tuple[int, bool, Place]:
    return _STRONG.index(place.how), place.how is How.CALL and looks_up(place.text), place


def _maker(scene: Scene, provider: str) -> str:
    """The maker, where a provider serves its own models only."""
    known = scene.catalog.providers.get(provider)
    if known is None:
        return ""
    if known.own_models and len(known.hosts) == 1 and known.hosts[0] != "*":
        return known.hosts[0]
    return provider if known.own_models and provider in scene.catalog.makers else ""


class _Cover:
    """A fallback written in code covers its own file; one in a gateway's or router's file covers what goes through it."""

    def __init__(self, signals: Iterable[SignalUse]) -> None:
        self.files: dict[str, set[str]] = defaultdict(set)
        self.providers: dict[str, set[str]] = defaultdict(set)
        for signal in signals:
            if signal.group != "resilience" or signal.kind not in ("fallback", "router") or signal.strength == "weak":
                continue
            for place in signal.places:
                if place.role in (Role.PRODUCTION, Role.CONFIG, Role.INFRA):
                    self.files[place.path].add(signal.id)
                    if place.how is How.CONFIG and signal.provider:
                        self.providers[signal.provider].add(signal.id)

    def of(self, path: str, provider: str) -> tuple[str, ...]:
        return tuple(sorted(self.files.get(path, set()) | self.providers.get(provider, set())))
