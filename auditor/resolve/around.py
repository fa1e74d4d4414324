"""Who is called around a place that says nothing itself. In: a model, and its file, project, repository. Out: a provider id.

The file's providers come first, then the project's: who makes the model, then who serves it for sure, then who might.
"""

from __future__ import annotations

from collections import defaultdict

from auditor.records import DECIDING, Evidence, Role
from auditor.resolve.addresses import ELSEWHERE
from auditor.resolve.models import Resolved
from auditor.resolve.providers import ProviderFinder
from auditor.resolve.ranks import MAKERS, Ranks, is_file
from auditor.resolve.scene import Scene
from auditor.resolve.slots import LABELLED
from auditor.resolve.vendors import through_gateways

_OURS = DECIDING | {Role.COMMENT, Role.LOOKUP_TABLE, Role.PROMPT_TEXT}  # the roles of places in files that decide


class Around:
    """Providers by file and by project; made when all of the repository are known."""

    def __init__(self, scene: Scene, finder: ProviderFinder, ranks: Ranks) -> None:
        """Gather them by project."""
        self._scene = scene
        self._finder = finder
        self._ranks = ranks
        self._known: dict[tuple[str, bool, str, str], str] = {}
        self._plain: dict[str, set[str]] = {}  # project -> its providers that are no gateways
        self._projects = self._by_project()
        self._gated = through_gateways(scene)
        self.everywhere = set[str]().union(*self._projects.values())

    def of(self, one: Evidence, model: Resolved) -> str:
        """Whom the surroundings say that the place calls; `ELSEWHERE` where a gateway's client is told of no provider."""
        key = (one.path, one.language in LABELLED, model.raw, model.id)
        if key not in self._known:
            self._known[key] = self._by_groups(one, model)
        return self._known[key]

    def _by_project(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        aside = {one.path for one in self._scene.evidence if one.role not in _OURS}
        for path, providers in self._finder.file_providers.items():
            if path not in aside:
                found[self._scene.project(path)] |= providers
        return found

    def _by_groups(self, one: Evidence, model: Resolved) -> str:
        here = self._finder.file_providers.get(one.path, set())
        project = self._scene.project(one.path)
        around = self._projects.get(project) or self.everywhere  # a front end calls what stands beside it
        if is_file(model.raw):  # it is run, whoever else is asked there
            runs = ({provider for provider in group if self._ranks.is_local(provider)} for group in (here, around))
            return next((found for group in runs if (found := self._ranks.best(group, model, least=0))), "")
        if one.language in LABELLED:
            # resources of a cloud are described there: its own service comes before the maker's
            clouds = {
                provider
                for provider in here | around | self.everywhere
                if (known := self._ranks.known(provider)) and known.hyperscaler
            }
            if found := self._ranks.best(clouds, model, least=0):
                return found
        if len(around) > 1 and model.weights != "open" and not self._ranks.is_routed(model):
            # a gateway somewhere in a project of several providers says nothing of a plain id
            around = self._no_gateways(project, around)
        gated = one.path in self._gated and self._ranks.is_routed(model)
        if gated:
            around = {provider for provider in around if not self._ranks.is_local(provider)}  # which other files run
        several = len(here) > 1 and all(self._ranks.rank(provider, model) < MAKERS for provider in here)
        own = {provider for provider in around if self._ranks.rank(provider, model) == MAKERS} if several else set()
        # what stands above all projects may configure any of them
        above = self.everywhere if not project else set()
        hosts = around & self._hosts(model)
        house = around & self._houses(model)
        groups = ((own, MAKERS), (here, 1), (above, MAKERS), (house, MAKERS), (hosts, 1), (around, 1), (here, 0), (around, 0))
        for group, least in groups:
            if found := self._ranks.best(group, model, least):
                return found
        return ELSEWHERE if gated else ""

    def _hosts(self, model: Resolved) -> set[str]:
        """Who may host open weights and is in use: a key that only a file of settings holds is what people may fill in."""
        if model.weights != "open":
            return set()
        return {one for one in self._finder.used if not self._scene.catalog.is_house(one, model.maker)}

    def _houses(self, model: Resolved) -> set[str]:
        """The maker's own services in use that give its open weights an end under just this name: others call them otherwise."""
        if model.weights != "open" or model.raw != model.id:
            return set()
        ends = {row.provider for row in model.lifecycle} & self._finder.used
        return {one for one in ends if self._scene.catalog.is_house(one, model.maker)}

    def _no_gateways(self, project: str, around: set[str]) -> set[str]:
        found = self._plain.get(project)
        if found is None:
            found = {provider for provider in around if (known := self._ranks.known(provider)) and "gateway" not in known.kinds}
            self._plain[project] = found
        return found
