"""Whom an id names that is passed on as written. In: `vendor/model` at a framework or a gateway of one's own. Out: a vendor.

A gateway that one runs oneself is a server or a library. To a server ids are names that its owner gave; a library calls whom they
name.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Package
from auditor.records import DECIDING, Evidence, How
from auditor.resolve.models import Resolved
from auditor.resolve.providers import ProviderFinder
from auditor.resolve.ranks import GATEWAY, Ranks
from auditor.resolve.scene import Scene
from auditor.resolve.slots import purpose
from auditor.resolve.switches import ROUTE

_ROOFS = frozenset({"framework", "agent", "router", "eval"})
_SIZE = re.compile(r"\d[bm]\b")  # weights are called by it, services by their version
# what a client is made of, and what stands under its name in a call: `acme("globex/large")`, `model: big ? "globex/large" : ...`
_HANDED = re.compile(r"(\w+)\(\s{0,3}[\"'`]?\Z")
_PLAIN = re.compile(r"\bmodel[\"']?\s{0,3}:[^;{}]{0,80}\Z")
_SERVER = (How.ENV, How.ENDPOINT, How.IMAGE)  # what shows a gateway that is reached at an address


class Vendors:
    """Answers for the ids of one repository."""

    def __init__(self, scene: Scene, finder: ProviderFinder, ranks: Ranks) -> None:
        """Look which gateways are libraries here."""
        self.scene = scene
        self.finder = finder
        self.ranks = ranks
        self._loaded = self._libraries()
        routes = (one for one in scene.catalog.signals if one.group == ROUTE and one.kind == "gateway")
        self._defaults = {module: one.provider for one in routes for module in one.imports}
        self._clients = {scene.project(one.path) for one in scene.evidence if self._is_client(one)} if self._defaults else set()

    def is_roof(self, one: Evidence, model: Resolved) -> bool:
        """Whether a framework is handed a closed model: whoever the framework is from, it calls the model's own provider."""
        meaning = self.scene.meaning(one)
        if model.weights == "closed" and meaning is not None:
            return self._passes_on(meaning.spec.owner)
        packages = self._called(one) if model.weights == "closed" else ()
        return bool(packages) and all(package.kind in _ROOFS for package in packages)

    def _is_free(self, one: Evidence, model: Resolved) -> bool:
        """Whether the framework is bound to no provider; agents are only made by one."""
        meaning = self.scene.meaning(one)
        if model.weights == "closed" and meaning is not None:
            return self._passes_on(meaning.spec.owner)
        packages = self._called(one)
        return bool(packages) and all(
            package.kind in _ROOFS and not (package.provider and package.kind != "agent") for package in packages
        )

    def _called(self, one: Evidence) -> tuple[Package, ...]:
        return self.scene.imported(one.language, one.callee.partition("(")[0], one.path) if one.callee else ()

    def _passes_on(self, owner: str) -> bool:
        """Whether a product that is set up by a file calls whom its ids name: a tool, or a gateway that one runs oneself."""
        return owner in self.scene.catalog.frameworks or self.is_own_gateway(owner)

    def is_own_gateway(self, owner: str) -> bool:
        """Whether it is a gateway that one runs oneself."""
        known = self.ranks.known(owner)
        hosted = known is not None and any("." in host and ":" not in host for host in known.endpoints)
        return known is not None and "gateway" in known.kinds and not hosted

    def told(self, one: Evidence, model: Resolved) -> str:
        """The vendor's own service where a framework is told `vendor/model` and no gateway that writes so is in the file."""
        meaning = self.scene.meaning(one)
        if meaning is not None and self.is_own_gateway(meaning.spec.owner):
            return self._by_prefix(model)
        if not self.ranks.is_routed(model) or not self._is_free(one, model):
            return ""
        if any(self.ranks.rank(provider, model) == GATEWAY for provider in self.finder.file_providers.get(one.path, ())):
            return ""
        if gateway := self._default(one):
            return "" if self._is_made(one) else gateway
        if model.weights != "closed":
            return self._own_service(model)
        named = self._named(model)
        house = named and self.scene.catalog.is_house(named, model.maker)
        return named if house else self._makers_own(model.maker)

    def _default(self, one: Evidence) -> str:
        """The gateway that a framework asks where it is given an id and no client, "" for none."""
        modules = (module for package in self._called(one) for module in package.imports)
        return next((self._defaults[module] for module in modules if module in self._defaults), "") if self._defaults else ""

    def _is_client(self, one: Evidence) -> bool:
        """Whether an import brings clients that are made of ids."""
        packages = self.scene.imported(one.language, one.value, one.path) if one.how is How.IMPORT else ()
        return any(package.provider or package.kind not in _ROOFS for package in packages)

    def _is_made(self, one: Evidence) -> bool:
        """Whether a client is made of the id, or may be: of a constant, in a project that has clients."""
        before = one.excerpt[: one.column - 1]
        made = _HANDED.search(before)
        if made is not None:
            return not one.callee.endswith(made[1])
        return _PLAIN.search(before) is None and self.scene.project(one.path) in self._clients

    def behind(self, gateway: str, one: Evidence, model: Resolved) -> str:
        """Whom the library of a gateway calls that was found to be called; "" where it may be a server, or that is not known."""
        if not self.is_own_gateway(gateway) or self.scene.meaning(one) is not None:
            return ""
        if any((one.path, site) in self.scene.redirects for site in (one.site, one.receiver)):
            return ""
        packages = self._called(one)
        if any(package.provider != gateway for package in packages):
            return ""
        if gateway not in self._loaded and not (packages and self._named(model)):
            return ""
        # a plain id is told where a model is set; that of a maker with several houses goes to the one that the library prefers
        known = "/" in model.raw or (purpose(one.slot) == "model" and len(self._houses(model.maker)) == 1)
        vendor = self._by_prefix(model) if known else ""
        return vendor if self.ranks.rank(vendor, model) >= 0 else ""

    def through(self, one: Evidence) -> str:
        """The gateway of one's own whose library is called here, "" for none."""
        owners = {package.provider for package in self._called(one)}
        return next(iter(owners)) if len(owners) == 1 and self.is_own_gateway(next(iter(owners))) else ""

    def _libraries(self) -> frozenset[str]:
        """Gateways that files import and that nothing shows to be reached at an address."""
        ours = [one for one in self.scene.evidence if one.role in DECIDING]
        imports = (one for one in ours if one.how is How.IMPORT)
        found = (self.scene.imported(one.language, one.value, one.path) for one in imports)
        loaded = {package.provider for packages in found for package in packages}
        loaded = {owner for owner in loaded if self.is_own_gateway(owner)}
        served = set(self.scene.redirects.values())
        for one in ours if loaded else ():
            if one.how in _SERVER:
                served |= {provider for provider, *_ in self.finder.shown(one)}
            elif (meaning := self.scene.meaning(one)) is not None:
                served.add(meaning.spec.owner)
        return frozenset(loaded - served)

    def _named(self, model: Resolved) -> str:
        head, slash, _ = model.raw.partition("/")
        return self.scene.catalog.prefixes.get(head.lower(), "") if slash else ""

    def _own_service(self, model: Resolved) -> str:
        """The maker's service where it stands before the slash under its own name, and hubs of weights do not write so too."""
        named, catalog = self._named(model), self.scene.catalog
        if (
            not named
            or not model.raw.startswith(f"{named}/")
            or not model.raw.islower()
            or not catalog.is_house(named, model.maker)
        ):
            return ""
        known = catalog.models.get(model.id)
        at_hubs = any(alias.startswith(f"{named}/") for alias in known.aliases) if known else _SIZE.search(model.raw)
        return "" if at_hubs else named

    def _by_prefix(self, model: Resolved) -> str:
        """Whom a gateway of one's own calls: the provider before the slash, for a plain id the maker of a closed model."""
        if "/" in model.raw:
            return self._named(model)
        return self._makers_own(model.maker) if model.weights == "closed" else ""

    def _houses(self, maker: str) -> list[str]:
        catalog = self.scene.catalog
        return [known.id for known in catalog.providers.values() if catalog.is_house(known.id, maker)]

    def _makers_own(self, maker: str) -> str:
        hosts = self.scene.catalog.providers
        own = self._houses(maker)
        return min(own, key=lambda known: (len(hosts[known].hosts), known)) if own else ""  # a cloud serves others' models too


def through_gateways(scene: Scene) -> set[str]:
    """Files that import a gateway's client which names no provider."""
    imports = (one for one in scene.evidence if one.how is How.IMPORT)
    return {
        one.path
        for one in imports
        if any(known.kind == "gateway" and not known.provider for known in scene.imported(one.language, one.value, one.path))
    }
