"""What is judged. In: an inventory, the catalog and the request. Out: a `Case` that holds only places which may decide.

Concentration and resilience look at a `Part` (the whole repository or one project of it), other rules at single uses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from auditor.facts import Catalog, License
from auditor.frozen import Frozen, field, replace
from auditor.judge.parts import Part, cut, ends_of, own_names, shared_out
from auditor.judge.places import strength, strongest
from auditor.records import (
    DECIDING,
    Confidence,
    How,
    Inventory,
    ModelUse,
    PackageUse,
    Place,
    Project,
    ProviderUse,
    Request,
    Role,
    SignalUse,
    Unresolved,
)

REGISTRY = 30  # models in one file
_WORDS = frozenset({"key", "secret", "token"})
_SHARED = (".props", ".targets", ".versions.toml", "go.work", "-workspace.yaml")  # manifests that belong to other projects
SERVING = frozenset({"provider", "gateway", "model-vendor", "local-runtime"})

# what a pipeline declares or installs is tooling; what it calls breaks it
_CI_USES = frozenset({How.CALL, How.ENDPOINT, How.LITERAL, How.CONFIG, How.IMAGE})


class Group(Frozen):
    """A subject that the inventory has no record for: a maker, a hard-coded endpoint, a secret, an event of the audit."""

    kind: str
    id: str
    places: tuple[Place, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


class LicenseUse(Frozen):
    """One license with the open weights that stand under it; `hosted` when somebody else runs all of them."""

    id: str
    terms: License | None
    models: tuple[ModelUse, ...]
    hosted: bool
    places: tuple[Place, ...]


Thing = ModelUse | ProviderUse | PackageUse | SignalUse | Unresolved | LicenseUse | Group | Part


class Case(Frozen):
    """Everything a condition may ask; `deciding` is the inventory cut down to places that count."""

    inventory: Inventory
    deciding: Inventory
    catalog: Catalog
    request: Request
    events: tuple[Group, ...] = ()
    hosted: dict[str, dict[str, tuple[Place, ...]]] = field(default_factory=dict)  # worked out once per part

    @property
    def partial(self) -> bool:
        """Whether only named files were read."""
        return self.request.files is not None

    @cached_property
    def whole(self) -> Part:
        """The repository as one part."""
        own = tuple(sorted({name for project in self.inventory.projects for name in own_names(project)}))
        return replace(shared_out(self.deciding, lambda _: ("",), self.request.roles).get("", Part()), own=own)

    @cached_property
    def projects(self) -> tuple[Part, ...]:
        """The projects of a workspace that call something, each with those it is built with; empty for a single project.

        What stands at the root, beside its members, is a project of its own when it has code: infrastructure serves the members.
        """
        called = {site.project for site in self.deciding.sites if site.project or site.place.role is Role.PRODUCTION}
        ends = ends_of(self.inventory.projects)
        tops = {path for path in called if path in ends.get(path, ())}  # others are judged with what is built with them
        calling = [one for one in self.inventory.projects if one.path in tops and (one.path or _is_project(one))]
        if len(calling) < 2:
            return ()
        parts = shared_out(self.deciding, lambda path: ends.get(self.project_of(path), ()), self.request.roles)
        return tuple(replace(parts[one.path], path=one.path or ".", own=own_names(one)) for one in calling if one.path in parts)

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The nearest project by directory; filled as it is asked."""
        return {project.path: project.path for project in self.inventory.projects} | {"": ""}

    def project_of(self, path: str) -> str:
        """The nearest project above `path`, "" for the root."""
        folder, below = path.rpartition("/")[0], []
        while folder not in self._homes:
            below.append(folder)
            folder = folder.rpartition("/")[0]
        self._homes.update(dict.fromkeys(below, self._homes[folder]))
        return self._homes[folder]

    @cached_property
    def reached(self) -> frozenset[str]:
        """Providers that more than names of models speak of: those may be passed on to a service of one's own."""
        places = [(use.id, place) for use in self.deciding.providers for place in use.places]
        places += [(site.provider, site.place) for site in self.deciding.sites]
        return frozenset(provider for provider, place in places if place.how is not How.LITERAL)

    @cached_property
    def registries(self) -> frozenset[str]:
        """Files that name so many models that they offer a choice and use none of them for sure."""
        named = Counter(path for model in self.deciding.models for path in {place.path for place in model.places})
        return frozenset(path for path, models in named.items() if models >= REGISTRY)

    @cached_property
    def licenses(self) -> tuple[LicenseUse, ...]:
        """Open weights in use, by license; "" for those whose license is not established."""
        found: dict[str, list[ModelUse]] = defaultdict(list)
        for model in self.deciding.models:
            if model.weights == "open":
                found[model.license].append(model)
        return tuple(
            LicenseUse(
                id=license_,
                terms=self.catalog.licenses.get(license_),
                models=tuple(models),
                hosted=all(self.is_hosted(model) for model in models),
                places=tuple(sorted({place for model in models for place in model.places}, key=strength)),
            )
            for license_, models in sorted(found.items())
        )

    @cached_property
    def makers(self) -> tuple[Group, ...]:
        """Makers of the models in use."""
        found: dict[str, set[Place]] = defaultdict(set)
        for model in self.deciding.models:
            if model.maker:
                found[model.maker].update(model.places)
        return tuple(Group(kind="maker", id=maker, places=strongest(places)) for maker, places in sorted(found.items()))

    @cached_property
    def endpoints(self) -> tuple[Group, ...]:
        """Hard-coded URLs by provider."""
        found: dict[str, set[Place]] = defaultdict(set)
        for provider, place in self.deciding.endpoints:
            if provider:
                found[provider].add(place)
        return tuple(Group(kind="provider", id=provider, places=strongest(places)) for provider, places in sorted(found.items()))

    @cached_property
    def secrets(self) -> tuple[Group, ...]:
        """Key-shaped text by file: a key is rotated once, wherever it stands in the file."""
        found: dict[str, set[Place]] = defaultdict(set)
        for prefix, place in self.deciding.secrets:
            if not self._is_key(prefix):
                continue
            found[place.path].add(place)
        return tuple(Group(kind="secret", id=path, places=strongest(places)) for path, places in sorted(found.items()))

    def _is_key(self, prefix: str) -> bool:
        """A provider's own prefix; very short ones and plain words begin too much else."""
        telling = len(prefix) >= 4 or prefix.endswith("_") or prefix == "sk-"
        return prefix in self.catalog.key_prefixes and telling and prefix.strip("-_") not in _WORDS

    def kinds(self, provider: str) -> tuple[str, ...]:
        """The kinds of a provider; none for an unknown one."""
        known = self.catalog.providers.get(provider)
        return known.kinds if known is not None else ()

    def is_local(self, provider: str) -> bool:
        """Whether the provider is software that you run yourself."""
        known = self.catalog.providers.get(provider)
        return known is not None and known.runs_here

    def takes_deployments(self, provider: str) -> bool:
        """Whether calls there name a deployment of one's own, whatever model stands behind it."""
        known = self.catalog.providers.get(provider)
        return known is not None and known.deployments

    def is_deployment(self, model: ModelUse) -> bool:
        """Whether the id is only the name of a deployment; a declared resource names the model itself, and surely."""
        if not model.providers or not all(self.takes_deployments(one) for one in model.providers):
            return False
        declared = (place for place in model.places if place.role is Role.INFRA and place.how is How.CONFIG)
        return not any(place.confidence is Confidence.HIGH for place in declared)

    def is_gateway(self, provider: str) -> bool:
        """Whether the provider only passes calls on to others."""
        kinds = self.kinds(provider)
        return "gateway" in kinds and "model-vendor" not in kinds and not self.is_local(provider)

    def is_vendor(self, provider: str) -> bool:
        """Whether somebody else answers the calls: no software of your own, no gateway without an address of its own."""
        if not self.serves(provider) or self.is_local(provider):
            return False
        return not self.is_gateway(provider) or any(_public(host) for host in self.catalog.providers[provider].endpoints)

    def serves(self, provider: str) -> bool:
        """Whether the provider answers model calls at all (a vector store does not)."""
        return bool(SERVING & set(self.kinds(provider)))

    def is_own_maker(self, provider: str, maker: str) -> bool:
        """Whether `provider` serves `maker`'s models because it is the maker; a cloud of its house is another seller."""
        known = self.catalog.providers.get(provider)
        if known is None or not maker:
            return False
        return provider == maker or (known.own_models and known.hosts == (maker,))

    def is_hosted(self, model: ModelUse) -> bool:
        """Whether somebody else runs this model for all we can see."""
        if any(place.how is How.ARTIFACT for place in model.places):
            return False
        return bool(model.providers) and not any(self.is_local(provider) for provider in model.providers)

    def country(self, provider: str) -> str:
        """Head office of a hosted provider; "" where it is unknown or the software runs with you."""
        known = self.catalog.providers.get(provider)
        return known.country if known is not None and self.is_vendor(provider) else ""

    def name(self, provider: str) -> str:
        """The provider's name as people say it."""
        known = self.catalog.providers.get(provider)
        return known.name if known is not None else provider


def _is_project(root: Project) -> bool:
    """Whether the root of a workspace is a project itself: else what stands there configures those below."""
    return bool(root.name) or any(not manifest.endswith(_SHARED) for manifest in root.manifests)


def _public(host: str) -> bool:
    return "." in host and not host.startswith(("localhost", "127.", "0.0.0.0", "host.docker."))  # noqa: S104 - compared, not bound


def case_of(inventory: Inventory, catalog: Catalog, request: Request, events: Iterable[Group] = ()) -> Case:
    """Cut the inventory down to the places whose role decides."""
    return Case(
        inventory=inventory, deciding=_deciding(inventory, request.roles), catalog=catalog, request=request, events=tuple(events)
    )


def _deciding(inventory: Inventory, roles: frozenset[Role]) -> Inventory:
    with_ci = roles >= DECIDING

    def counts(place: Place) -> bool:
        return place.role in roles or (with_ci and place.role is Role.CI and place.how in _CI_USES)

    def sure(place: Place) -> bool:
        return counts(place) and place.confidence is not Confidence.LOW  # a guess stays in the inventory

    def action(package: PackageUse, place: Place) -> bool:
        return counts(place) or (with_ci and place.role is Role.CI and package.ecosystem in ("github-action", "docker-image"))

    packages = (replace(one, places=strongest(p for p in one.places if action(one, p))) for one in inventory.packages)
    return replace(
        inventory,
        packages=tuple(package for package in packages if package.places),
        providers=cut(inventory.providers, sure),
        models=cut(inventory.models, sure),
        signals=cut(inventory.signals, sure),
        unresolved=cut(inventory.unresolved, counts),
        sites=tuple(site for site in inventory.sites if site.place.role in roles),
        endpoints=tuple(pair for pair in inventory.endpoints if counts(pair[1])),
        secrets=tuple(pair for pair in inventory.secrets if counts(pair[1])),
    )
