"""The repository, or one project of a workspace, as concentration sees it. In: an inventory. Out: a `Part` of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from auditor.frozen import Frozen, replace
from auditor.judge.places import strongest
from auditor.records import Inventory, ModelUse, PackageUse, Place, Project, ProviderUse, Role, SignalUse, Site, Unresolved

_ECOSYSTEMS = {
    "pyproject.toml": "pypi", "setup.py": "pypi", "setup.cfg": "pypi", "package.json": "npm", "deno.json": "npm", "go.mod": "go",
    "cargo.toml": "cargo", "pom.xml": "maven", "gradle": "maven", "kts": "maven", "sbt": "maven",
    "build.mill": "maven", "gemspec": "rubygems", "composer.json": "packagist", "csproj": "nuget", "fsproj": "nuget",
    "mix.exs": "hex", "pubspec.yaml": "pub", "package.swift": "swift",
}  # fmt: skip


class Part(Frozen):
    """The whole repository (`path` "") or one project of it, as concentration and resilience see it."""

    path: str
    own: tuple[tuple[str, str], ...]  # ecosystem and name of what is published from here
    sites: tuple[Site, ...]
    providers: tuple[ProviderUse, ...]
    models: tuple[ModelUse, ...]
    packages: tuple[PackageUse, ...]
    signals: tuple[SignalUse, ...]
    places: tuple[Place, ...] = ()


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


def part_of(
    inventory: Inventory, path: str, own: tuple[tuple[str, str], ...], inside: Callable[[Place], bool], roles: frozenset[Role]
) -> Part:
    """The part of an inventory whose places are `inside`; only `roles` count, what a pipeline does is no product use."""

    def counts(place: Place) -> bool:
        return place.role in roles and inside(place)

    packages = (replace(one, places=tuple(p for p in one.places if counts(p))) for one in inventory.packages)
    return Part(
        path=path,
        own=own,
        sites=tuple(site for site in inventory.sites if counts(site.place)),
        providers=cut(inventory.providers, counts),
        models=cut(inventory.models, counts),
        packages=tuple(package for package in packages if package.places),
        signals=cut(inventory.signals, counts),
    )
