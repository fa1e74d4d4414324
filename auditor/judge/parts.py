"""The repository, or one project of a workspace, as concentration sees it. In: an inventory. Out: a `Part` of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from auditor.frozen import Frozen, replace
from auditor.judge.places import strongest
from auditor.records import How, Inventory, ModelUse, PackageUse, Place, Project, ProviderUse, Role, SignalUse, Site, Unresolved

_ECOSYSTEMS = {
    "pyproject.toml": "pypi", "setup.py": "pypi", "setup.cfg": "pypi", "package.json": "npm", "deno.json": "npm", "go.mod": "go",
    "cargo.toml": "cargo", "pom.xml": "maven", "gradle": "maven", "kts": "maven", "sbt": "maven",
    "build.mill": "maven", "gemspec": "rubygems", "composer.json": "packagist", "csproj": "nuget", "fsproj": "nuget",
    "mix.exs": "hex", "pubspec.yaml": "pub", "package.swift": "swift",
}  # fmt: skip

_DECLARED, _CODE = frozenset({How.MANIFEST, How.LOCKFILE}), frozenset({How.IMPORT, How.CALL, How.ENDPOINT})
_SEEN = frozenset({"npm", "pypi"})  # what is used of these shows in imports
_STEPS = 100_000  # from project to project; what lies beyond is judged with the whole


class Part(Frozen):
    """The whole repository (`path` "") or one project of it ("." at the root), as concentration and resilience see it."""

    path: str = ""
    own: tuple[tuple[str, str], ...] = ()  # ecosystem and name of what is published from here
    sites: tuple[Site, ...] = ()
    providers: tuple[ProviderUse, ...] = ()
    models: tuple[ModelUse, ...] = ()
    packages: tuple[PackageUse, ...] = ()
    signals: tuple[SignalUse, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def calls(self) -> int:
        """The call sites of the project itself, without those of what it is built with."""
        return sum((site.project or ".") == self.path for site in self.sites)


_Use = TypeVar("_Use", ProviderUse, ModelUse, SignalUse, Unresolved)


def cut(uses: tuple[_Use, ...], counts: Callable[[Place], bool]) -> tuple[_Use, ...]:
    """The uses with the places that count, the strongest first; those without any are left out."""
    kept = (replace(use, places=strongest(place for place in use.places if counts(place))) for use in uses)
    return tuple(use for use in kept if use.places)


def own_names(project: Project) -> tuple[tuple[str, str], ...]:
    """The project's own name in the ecosystems of its manifests, as the catalog spells names."""
    found = set()
    for manifest in project.manifests:
        name = manifest.rpartition("/")[2].lower()
        ecosystem = _ECOSYSTEMS.get(name) or _ECOSYSTEMS.get(name.rpartition(".")[2])
        if ecosystem and project.name:
            spelled = project.name.lower() if ecosystem != "go" else project.name
            found.add((ecosystem, spelled.replace("_", "-").replace(".", "-") if ecosystem == "pypi" else spelled))
    return tuple(sorted(found))


def ends_of(projects: Iterable[Project]) -> dict[str, list[str]]:
    """By project those that it ends up in: itself, or what is built with it and part of nothing else here."""
    known = {project.path: project.uses for project in projects}
    parts = {path for uses in known.values() for path in uses}
    found: dict[str, list[str]] = {path: [] for path in known}
    steps = 0
    for top in sorted(known.keys() - parts):
        seen, open_ = {top}, [top]
        while open_ and steps < _STEPS:
            path = open_.pop()
            steps += 1 + len(known[path])
            found[path].append(top)
            fresh = [one for one in known[path] if one in known and one not in seen]
            seen.update(fresh)
            open_ += fresh
    return found


def shared_out(inventory: Inventory, homes: Callable[[str], Iterable[str]], roles: frozenset[Role]) -> dict[str, Part]:
    """The inventory by the `homes` of its places, each part under its path.

    Only `roles` count: what a pipeline does is no product use.
    """
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for site in inventory.sites:
        if site.place.role in roles:
            for path in homes(site.place.path):
                found[path]["sites"].append(site)
    for kind in ("providers", "models", "packages", "signals"):
        for use in getattr(inventory, kind):
            shares: dict[str, list[Place]] = defaultdict(list)
            for place in use.places:
                for path in homes(place.path) if place.role in roles else ():
                    shares[path].append(place)
            for path, places in shares.items():
                found[path][kind].append(replace(use, places=strongest(places)))
    for kinds in found.values():
        kinds["providers"] = _reached(kinds["providers"], kinds["packages"])
    return {path: Part(path=path, **{kind: tuple(uses) for kind, uses in kinds.items()}) for path, kinds in found.items()}


def _reached(providers: list[ProviderUse], packages: list[PackageUse]) -> list[ProviderUse]:
    """Without those that a manifest alone speaks of, by packages that no file imports, where the code reaches others."""
    idle: dict[str, bool] = {}
    for one in packages:
        idle[one.provider] = idle.get(one.provider, True) and one.ecosystem in _SEEN and not one.used
    left = [use for use in providers if not (idle.get(use.id) and all(place.how in _DECLARED for place in use.places))]
    return left if any(place.how in _CODE for use in left for place in use.places) else providers
