"""From evidence to inventory: the joins in their order. In: all evidence of a repository. Out: what it depends on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from auditor.facts import Catalog
from auditor.frozen import replace
from auditor.records import SECRET, Evidence, How, Inventory, Place, Project, ProviderUse, Request, Role, SignalUse, Site
from auditor.resolve.hard_coded import hard_coded
from auditor.resolve.keys import keys_of
from auditor.resolve.model_finder import ModelFinder
from auditor.resolve.model_uses import model_uses, unresolved
from auditor.resolve.models import ModelResolver
from auditor.resolve.nearby import folder_of
from auditor.resolve.package_uses import package_uses
from auditor.resolve.providers import ProviderFinder
from auditor.resolve.scene import Scene
from auditor.resolve.settable import settable
from auditor.resolve.signals import signal_uses
from auditor.resolve.sites import sites_of
from auditor.resolve.surfaces import Surfaces

_BUILT_IN = frozenset({"runtime", "optional", "peer"})
_MANAGED = "dependencyManagement"  # versions for whoever wants them


def resolve(
    evidence: Sequence[Evidence],
    catalog: Catalog,
    request: Request,
    paths: Collection[str] = (),
    manifests: Collection[str] = (),
) -> Inventory:
    """The inventory, every list sorted; evidence must come in path and line order, `paths` are all files, some `manifests`."""
    scene = Scene([one for one in evidence if one.slot != SECRET], catalog, request.config, paths)
    finder = ProviderFinder(scene)
    providers = finder.places()
    models = ModelFinder(scene, finder, ModelResolver(catalog))
    named = models.named()
    for one in named:
        # a prefix of the id (`acme/model`) is evidence for the provider as good as an import
        if one.shows:
            providers.setdefault(one.shows, []).append(one.place)
    signals = signal_uses(scene.evidence, catalog, scene.redirects, Surfaces(scene).may_be)
    sites = sites_of(scene, named, providers, signals, request.roles)
    signals = (*_covering(signals, sites), *settable(scene, sites, request.roles))
    return Inventory(
        packages=package_uses(scene),
        providers=tuple(_provider(catalog, provider, places) for provider, places in sorted(providers.items())),
        models=model_uses(scene, named),
        signals=tuple(sorted(signals, key=lambda use: use.id)),
        sites=sites,
        unresolved=unresolved(models),
        projects=_projects(scene, providers, sites, manifests),
        endpoints=hard_coded(scene),
        secrets=keys_of([one for one in evidence if one.slot == SECRET], catalog, providers),
    )


def _provider(catalog: Catalog, provider: str, places: list[Place]) -> ProviderUse:
    known = catalog.providers[provider]
    return ProviderUse(
        id=provider,
        kinds=known.kinds,
        places=tuple(sorted(set(places))),
        name=known.name,
        country=known.country,
        endpoints=(known.base_url,) if known.base_url else known.endpoints,
    )


def _covering(signals: Sequence[SignalUse], sites: Sequence[Site]) -> tuple[SignalUse, ...]:
    """Signals with the providers whose call sites they cover."""
    covers: dict[str, set[str]] = defaultdict(set)
    for site in sites:
        for signal in site.covered_by:
            if site.provider:
                covers[signal].add(site.provider)
    return tuple(
        replace(signal, covers=tuple(sorted(covers[signal.id]))) if signal.id in covers else signal for signal in signals
    )


def _projects(
    scene: Scene, providers: Mapping[str, list[Place]], sites: Sequence[Site], manifests: Collection[str]
) -> tuple[Project, ...]:
    """Subtotals per manifest root; a repository without a manifest is one project."""
    counts = Counter(site.project for site in sites)
    used: dict[str, set[str]] = defaultdict(set)
    for provider, places in providers.items():
        for place in places:
            used[scene.project(place.path)].add(provider)
    uses = _uses(scene)
    declaring = {scene.project(one.path) for group in scene.declared.values() for one in group}
    listed: dict[str, set[str]] = defaultdict(set)
    for path in (*manifests, *(one.path for one in scene.evidence if one.how is How.MANIFEST and one.scope == "own")):
        listed[scene.project(path)].add(path)
    return tuple(
        Project(
            path=path,
            name=scene.roots.get(path, ""),
            manifests=tuple(sorted(listed.get(path, ()))),
            providers=tuple(sorted(used.get(path, ()))),
            sites=counts[path],
            uses=tuple(sorted(uses.get(path, ()))),
        )
        for path in sorted({*counts, *used, *declaring, *uses})
    )


def _uses(scene: Scene) -> dict[str, set[str]]:
    """By project, the other projects of the repository that its manifest declares by name."""
    homes: dict[tuple[str, str], str] = {}
    told = [one for one in scene.evidence if one.how is How.MANIFEST and one.role is Role.PRODUCTION]
    for one in told:
        if one.scope == "own":
            homes.setdefault((one.language, one.value), folder_of(one.path))
    found: dict[str, set[str]] = defaultdict(set)
    for one in told:
        home = homes.get((one.language, one.value))
        if home is not None and one.scope in _BUILT_IN and not one.slot.startswith(_MANAGED) and home != folder_of(one.path):
            found[folder_of(one.path)].add(home)
    return found
