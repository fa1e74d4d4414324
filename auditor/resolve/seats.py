"""Whom the name of a vendor means that settings alone bear. In: what places show, and how. Out: the same, with the cloud instead
where its client alone is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from auditor.facts import Catalog
from auditor.records import DECIDING, Confidence, Evidence, How
from auditor.resolve.nearby import ASIDE
from auditor.resolve.scene import Scene
from auditor.resolve.switches import Key

# as sure, unless a cloud's client alone can be meant: by the name of a section, by a selector; for itself; beside something
# sure in the repository; only beside that, or a model, in its file
NAMED, SAID, SURE, BESIDE, NEAR = 4, 3, 2, 1, 0
Shown = list[tuple[str, Confidence, int]]
Told = tuple[Evidence, str, Confidence, int]

PASSING = frozenset({"framework", "agent", "router", "gateway"})  # that may take a provider's word themselves
_TYPED = frozenset({"csharp"})  # languages whose frameworks are told a provider by a call of its own, by no word


class Seats:
    """Answers whom a name means, once all that is shown was settled."""

    def __init__(self, scene: Scene, turns: Collection[tuple[str, str]]) -> None:
        """By `turns` (a vendor, whom the clients of its SDK reach instead) an SDK leads to somebody else."""
        self._scene = scene
        self._turns = turns
        self._found: dict[Key, str] = {}

    def meant(self, path: str, provider: str) -> str:
        """Whom a setting in the file means by a provider's word: the cloud whose client alone is there, else that provider."""
        return self._found.get((self._scene.project(path), provider), provider) if self._found else provider

    def settled(self, shown: list[Told]) -> list[Told]:
        """With all that sections, and then selectors, are named after given to whom they mean."""
        return self._seated(self._seated(shown, NAMED), SAID)

    def _seated(self, shown: list[Told], kind: int) -> list[Told]:
        found = self._by_name(shown, kind)
        self._found |= found
        project = self._scene.project
        return [
            (one, found.get((project(one.path), provider), provider), confidence, SURE) if how == kind else told
            for told in shown
            for one, provider, confidence, how in (told,)
        ]

    def _by_name(self, shown: list[Told], kind: int) -> dict[Key, str]:
        """(project, vendor that is only named) -> the cloud."""
        project = self._scene.project
        # a selector is nobody's where anything else shows the vendor, a section where something sure does
        surer = (SURE,) if kind == NAMED else (SURE, BESIDE, NEAR)
        others = {provider for one, provider, _, how in shown if how in surer and one.role not in ASIDE}
        said = {(project(one.path), provider) for one, provider, _, how in shown if how == kind and provider not in others}
        if not said:
            return {}
        passed = self._passed(kind)
        sure = ((project(one.path), provider) for one, provider, _, how in shown if how == SURE and one.role in DECIDING)
        found = _seats(self._scene.catalog, (key for key in said if key[0] not in passed), sure, self._turns)
        own = {
            provider for _, provider, _, how in shown if how == NAMED
        }  # a cloud with a section of its own is not meant by others
        return {key: cloud for key, cloud in found.items() if cloud not in own}

    def _passed(self, kind: int) -> set[str]:
        """Projects that import what may take a provider's word itself."""
        return {
            self._scene.project(one.path)
            for one in self._scene.evidence
            if one.how is How.IMPORT
            and (kind == SAID or one.language not in _TYPED)
            and any(package.kind in PASSING for package in self._scene.imported(one.language, one.value, one.path))
        }


def _seats(catalog: Catalog, said: Iterable[Key], sure: Iterable[Key], turns: Collection[tuple[str, str]]) -> dict[Key, str]:
    """(project, vendor that is only named) -> the one cloud that can be meant.

    Its clients are in the project, or in the repository of a project that shows nobody. By `turns` (a vendor, whom the clients
    of its SDK reach instead) the SDK leads to nobody else; where none is used, the cloud serves the vendor before all others.
    """
    here: dict[str, set[str]] = defaultdict(set)
    for project, provider in sure:
        here[project].add(provider)
    everywhere = set().union(*here.values())
    found: dict[Key, str] = {}
    for project, named in said:
        known = catalog.providers.get(named)
        maker = known.hosts[0] if known is not None and known.own_models and len(known.hosts) == 1 else ""
        shown = (catalog.providers.get(one) for one in (here.get(project) if project else None) or everywhere)
        clouds = [one for one in shown if one is not None and one.hyperscaler and maker in one.hosts and one.id != named]
        led = {target for vendor, target in turns if vendor == named}
        clouds = [one for one in clouds if (led == {one.id} if led else one.hosts[0] == maker)]
        if len(clouds) == 1:
            found[project, named] = clouds[0].id
    return found
