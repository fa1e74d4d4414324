"""Sections of settings that are called after a provider. In: the evidence. Out: whom such a section means.

An application calls its section after the maker's SDK and fills in the address, or the deployments, of the cloud that it calls.
"""

from __future__ import annotations

from collections import defaultdict

from auditor.facts import fold
from auditor.records import Evidence, How
from auditor.resolve.class_names import NEUTRAL
from auditor.resolve.endpoints import is_placeholder
from auditor.resolve.scene import Scene
from auditor.resolve.slots import LABELLED, block_name, last_segment, purpose, words
from auditor.resolve.switches import Key
from auditor.resolve.variables import named_in

_ABOVE = 3  # blocks between a setting and the section it belongs to


class Sections:
    """What the sections of one repository hold; read only, once it is made."""

    def __init__(self, scene: Scene) -> None:
        """Index the addresses and deployments that stand in blocks."""
        self._scene = scene
        self._addressed: dict[Key, set[str]] = defaultdict(set)
        self._deployed: set[Key] = set()
        known = scene.catalog.providers.values()
        self._clouds = {one.hosts[0]: one.id for one in known if one.deployments and one.hosts}
        for one in scene.evidence:
            if not _is_setting(one) or not (one.value or one.via):
                continue
            use = purpose(one.slot)
            if use == "url" and (owner := self._whose(one)):
                self._addressed[one.path, one.site].add(owner)
            elif use == "model" and "deployment" in words(last_segment(one.slot)):
                self._deployed.add((one.path, one.site))

    def _whose(self, one: Evidence) -> str:
        """Whose the address is, or whose is to be filled in: `<umbrella-acme-endpoint>`, `${UMBRELLA_ACME_ENDPOINT}`."""
        if owner := self._scene.addresses.provider(one):
            return owner
        said = one.via or (one.value if is_placeholder(one.value) else "")
        return named_in(self._scene.catalog, said) if said else ""

    def owner(self, one: Evidence, provider: str) -> str:
        """Whom the section around a setting means that is called after a provider; "" when it says no more than its name."""
        known = self._scene.catalog.providers.get(provider)
        if known is None or not known.own_models or not _is_setting(one):
            return ""
        blocks = [(one.path, site) for site in self._below(one.site, provider)]
        owners = set().union(*(self._addressed.get(block, set()) for block in blocks))
        if owners:
            return next(iter(owners)) if len(owners) == 1 else ""
        told = blocks and block_name(blocks[-1][1])[:1].isupper() and not self._deployed.isdisjoint(blocks)
        return self._clouds.get(known.hosts[0], "") if told and known.hosts else ""  # the maker itself has no deployments

    def _below(self, site: str, provider: str) -> list[str]:
        """The blocks around a setting, up to the one that is called after the provider; none when none is."""
        found: list[str] = []
        while len(site) > 1 and len(found) < _ABOVE:
            found.append(site)
            if self._named(block_name(site)) == provider:
                return found
            site = site[: max(site.rfind("."), site.rfind("["), 0)]
        return []

    def is_named(self, one: Evidence, provider: str) -> bool:
        """Whether a setting is an application's own, in a section after a provider: `Acme:ApiKey`, `ACME__API_KEY`."""
        name = one.value if one.how is How.ENV else last_segment(one.slot) if one.language in LABELLED else one.slot
        path = name.replace("__", ".").replace(":", ".").split(".")[:-1]
        return any(part[:1].isupper() and self._named(part) == provider for part in path)

    def _named(self, word: str) -> str:
        """The provider after which a section is called: `Acme`, `AcmeService`."""
        slug = self._scene.catalog.slugs.get(fold(word))
        return slug or self._scene.class_names.of.get("".join(part for part in words(word) if part not in NEUTRAL), "")


def _is_setting(one: Evidence) -> bool:
    return one.how in (How.CONFIG, How.ENDPOINT) and bool(one.site) and not one.callee and one.language not in LABELLED
