"""Where the clients of a package lead. In: the scene, and whom one construction reaches. Out: packages that reach others alone.

A package whose every client is pointed at another provider depends on that one, whatever other files import or call; one that
only lends the names of its types reaches nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from auditor.facts import Package
from auditor.records import DECIDING, LISTED, TYPES, Evidence, How
from auditor.resolve.acts import SEGMENT, is_made
from auditor.resolve.addresses import NOBODY
from auditor.resolve.scene import Scene

_TYPES = frozenset({"types", "resources"})
_BUILT_ON = frozenset({"csharp"})  # where what a package is built on may be imported undeclared
_BY_IMPORT = frozenset({"npm", "pypi"})  # where a name that a file does not import is not the package's


class Fates:
    """What became of packages, by ecosystem and name."""

    def __init__(self, scene: Scene, target_of: Callable[[Evidence, Package], str]) -> None:
        """`target_of` tells whom a construction reaches, "" for the package's own provider."""
        self._scene = scene
        self.led: dict[tuple[str, str], str] = {}  # -> the one provider that all their clients reach, "" for several or nobody
        self.lent: set[tuple[str, str]] = set()  # of which only the names of types are used
        self.turns: set[tuple[str, str]] = set()  # a package's provider, and whom its clients reach instead
        self.files: dict[str, set[str]] = {}  # path -> providers that are only spoken like there
        self._made: set[tuple[str, str]] = set()  # of which clients are made
        self._follow(target_of)

    def reached(self, one: Evidence, provider: str) -> str:
        """Whom a call reaches that looks like one of the provider's."""
        packages = [package for package in self._packages(one) if package.provider == provider] if self.led else []
        found = {self.led.get((package.ecosystem, package.name), provider) for package in packages}
        return found.pop() if len(found) == 1 else provider

    def is_brought(self, one: Evidence) -> bool:
        """Whether an import is of a vendor's SDK that a cloud's brings along, being built on it, and of which nothing is made."""
        if one.how is not How.IMPORT or one.language not in _BUILT_ON:
            return False
        for package in self._packages(one):
            vendor = self._scene.catalog.providers.get(package.provider)
            key = (package.ecosystem, package.name)
            if vendor is None or not vendor.own_models or key in self._made or key in self._scene.declared:
                return False
            if self._clouds.isdisjoint(vendor.hosts):
                return False
        return True

    @cached_property
    def _clouds(self) -> set[str]:
        """The makers of those clouds whose SDK is declared: the one that each serves before all others."""
        found = (self._scene.package(*key) for key in self._scene.declared)
        known = (self._scene.catalog.providers.get(one.provider) for one in found if one is not None)
        return {one.hosts[0] for one in known if one is not None and one.hyperscaler and one.hosts}

    def _packages(self, one: Evidence) -> tuple[Package, ...]:
        return self._scene.imported(one.language, one.value.partition("(")[0], one.path)

    def _opened(self, one: Evidence, imports: set[tuple[str, str]]) -> list[Package]:
        """The packages of a class that its file names without a module: those it imports of the provider it is called after."""
        name = one.value.partition("(")[0]
        provider = self._scene.class_names.by_class(name) if imports and name.isidentifier() else ""
        known = (self._scene.catalog.packages.get(key) for key in sorted(imports)) if provider else ()
        return [package for package in known if package is not None and package.provider == provider]

    def _is_router(self, provider: str) -> bool:
        """Whether its library reaches others by nature, each call whom it names."""
        known = self._scene.catalog.providers.get(provider)
        return known is not None and "gateway" in known.kinds

    def _follow(self, target_of: Callable[[Evidence, Package], str]) -> None:
        straight: dict[str, set[str]] = defaultdict(set)
        turned: dict[str, set[str]] = defaultdict(set)
        led: dict[tuple[str, str], dict[bool, set[str]]] = defaultdict(lambda: {True: set(), False: set()})  # by what decides
        makers: dict[tuple[str, str], str] = {}
        imports: dict[str, set[tuple[str, str]]] = defaultdict(set)
        lends: dict[tuple[str, str], bool] = {}
        for one in self._scene.evidence:
            if one.how is How.IMPORT:
                found = {(package.ecosystem, package.name) for package in self._packages(one)}
                imports[one.path] |= found
                lends |= {key: lends.get(key, True) and is_typed(one) for key in found}
        for one in self._scene.evidence:
            made = one.how is How.CALL and not (one.receiver and "()" in one.value)  # what gets a configuration is made as well
            if not made or one.scope == LISTED or not is_made(one.value, one.language):
                continue
            for package in self._packages(one) or self._opened(one, imports[one.path]):
                key = (package.ecosystem, package.name)
                target = target_of(one, package)
                if not target and key not in imports[one.path] and package.ecosystem in _BY_IMPORT:
                    continue  # what another file has made of it, and called like it
                makers[key] = package.provider
                (turned if target else straight)[one.path].add(package.provider)
                led[key][one.role in DECIDING].add(target or package.provider)
        gone = {key: to for key, by in led.items() if makers[key] not in (to := by[True] or by[False])}
        gone = {key: to for key, to in gone.items() if not self._is_router(makers[key])}
        self.led = {key: min(to) if len(to) == 1 and to.isdisjoint(NOBODY) else "" for key, to in gone.items()}
        self.turns = {(makers[key], target) for key, target in self.led.items()}
        self._made = set(led)
        self.lent = {key for key, only in lends.items() if only and key not in led}
        self.files = {path: names - straight.get(path, set()) for path, names in turned.items()}


def is_typed(one: Evidence) -> bool:
    """Whether an import brings types alone: said so, or of the part of an SDK that holds them."""
    return one.scope == TYPES or not _TYPES.isdisjoint(SEGMENT.findall(one.value)[1:])
