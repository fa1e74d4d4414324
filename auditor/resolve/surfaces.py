"""Whose surface a call may be. In: the scene and a signal of one provider's API. Out: whether this call can be meant.

Others offer calls of the same name: what the client is, or what the project depends on, decides who is called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor.facts import Package, Signal
from auditor.records import DECIDING, Evidence, How
from auditor.resolve.scene import Scene

_OWNED = frozenset({"lock-in", "surface"})
_BESIDE = frozenset({"mcp", "vector-db", "observability"})  # kinds of packages whose clients speak to no model


class Surfaces:
    """Answers for the calls of one repository."""

    def __init__(self, scene: Scene) -> None:
        """Note whose packages each project declares or imports."""
        self._scene = scene
        self._projects: dict[str, set[str]] = defaultdict(set)
        for one in scene.evidence:
            if one.role in DECIDING and one.how in (How.MANIFEST, How.IMPORT) and one.scope not in ("own", "transitive"):
                self._projects[scene.project(one.path)] |= self._served(self._packages(one))
        self._everywhere: set[str] = set().union(*self._projects.values())

    def may_be(self, signal: Signal, one: Evidence) -> bool:
        """Whether the call can be one of the provider whose surface the signal describes, or the option of a model's client."""
        if one.how is not How.CALL and one.callee and signal.group == "resilience":
            packages = self._scene.imported(one.language, one.callee.partition("(")[0], one.path)
            return not packages or any(package.kind not in _BESIDE for package in packages)
        if one.how is not How.CALL or not signal.provider or signal.imports or signal.group not in _OWNED:
            return True
        packages = self._scene.imported(one.language, one.value.partition("(")[0], one.path)
        around = self._projects.get(self._scene.project(one.path)) or self._everywhere
        shown = self._served(packages) or around
        return signal.provider in shown or any(self._is_cloud(provider) for provider in shown)

    def _packages(self, one: Evidence) -> Iterable[Package]:
        if one.how is How.IMPORT:
            return self._scene.imported(one.language, one.value, one.path)
        package = self._scene.package(one.language, one.value)
        return () if package is None else (package,)

    @staticmethod
    def _served(packages: Iterable[Package]) -> set[str]:
        return {package.provider for package in packages if package.provider}

    def _is_cloud(self, provider: str) -> bool:
        """A hyperscaler offers the surfaces of other makers under their own names."""
        known = self._scene.catalog.providers.get(provider)
        return known is not None and bool(known.hyperscaler)
