"""Names that a repository gives to its own models. In: the evidence and what products' files mean. Out: which places only give
such a name, what stands behind it where it is called, and the version that is declared beside a model.

A deployment, an entry of a gateway, a server's own name for its weights: each may be called like somebody else's model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from auditor.records import DECIDING, Evidence, How
from auditor.resolve.addresses import NOBODY
from auditor.resolve.nearby import folder_of
from auditor.resolve.scene import Scene
from auditor.resolve.slots import LABELLED, last_segment, purpose, words
from auditor.resolve.variables import owner_of

ABOVE = 2  # mappings between a resource and its model: `properties.model`
_VALUES = (".default", ".defaultValue", ".value")  # where a declared parameter keeps its value
_PLAIN = frozenset("deployment deployments model models name names version id".split())
_CALLED = ".params.model"  # what the entry of a gateway calls, below the name that it bears
_PATHS = ("/", ".", "~", "$")
_VERSION = 4  # characters: a shorter one is a release of the platform's own

Key = tuple[str, str]


class Aliases:
    """The names of one repository's models; asked when its providers are known."""

    def __init__(
        self, scene: Scene, reached: Mapping[Key, set[str]], form: Callable[[str], str], is_id: Callable[[str], bool]
    ) -> None:
        """`reached` are the providers by call or block, `form` gives the provider that an id's form implies."""
        self._scene = scene
        self._reached = reached
        self._form = form
        self._is_id = is_id
        self._versions: dict[Key, dict[tuple[str, ...], str]] = defaultdict(dict)  # file and block -> stem -> version
        self._behind: dict[tuple[str, str], list[Evidence]] = defaultdict(list)  # name, provider -> models
        self._served: dict[Key, bool] = {}  # folder, name -> whether the model is known
        self._given: dict[Evidence, bool] = {}  # whether the model itself stands beside the name
        self._routes: dict[Evidence, str] = {}
        calling = {(one.path, _above(one.site)) for one in scene.evidence if one.slot.endswith(_CALLED)}
        serving = {(one.path, one.site) for one in scene.evidence if is_served(one.slot)}
        models: dict[Key, list[Evidence]] = defaultdict(list)  # by the block that holds them, also from above
        names: list[Evidence] = []
        for one in scene.evidence:
            meaning = scene.meaning(one) if one.value else None
            use = meaning.purpose if meaning is not None else ""
            if use == "alias" or is_served(one.slot):
                names.append(one)
            elif calling and (one.path, one.site) in calling and words(last_segment(one.slot)) == ("model", "name"):
                self._given[one] = True
            elif use == "version" or (not use and _is_version(one)):
                self._versions[one.path, _block(one)][_stem(one)] = one.value
            elif use == "model":
                for block in _blocks(one):
                    models[one.path, block].append(one)
            elif (one.path, one.site) in serving and purpose(one.slot) == "model":
                models[one.path, one.site].append(one)
        for one in names:
            self._pair(one, models.get((one.path, _block(one)), []))

    def _pair(self, name: Evidence, models: list[Evidence]) -> None:
        """Note what stands behind a name: models in the mappings below it, or beside it under a name of one stem."""
        served = is_served(name.slot)
        if served:
            own = [one for one in models if self._is_told(one.value) and not one.value.endswith(name.value)]
        else:
            own = [one for one in models if _block(one) != _block(name) or _stem(one) == _stem(name)]
        self._given[name] = bool(own)
        if name.role not in DECIDING:
            return
        if served:
            key = folder_of(name.path), name.value
            self._served[key] = bool(own) or self._served.get(key, False)
            owners = self._reached.get((name.path, name.site), set())
        else:
            meaning = self._scene.meaning(name)
            owners = {meaning.spec.owner} if meaning is not None else set()
            own = self._based(own)
        for owner in owners if own else ():
            self._behind[name.value.rpartition("/")[2], self._kind(owner)] += own

    def _is_told(self, value: str) -> bool:
        """Whether it says which model is served: a path may lead to anything, unless the file's name is a model's."""
        return not value.startswith(_PATHS) or self._is_id(value.rpartition("/")[2])

    def _based(self, models: list[Evidence]) -> list[Evidence]:
        """What is said to be the base of a deployment is the model; the deployment's own name is none."""
        bases = [one for one in models if words(last_segment(one.slot))[:1] == ("base",)]
        routes = {self._form(one.value) for one in models if one not in bases}
        if not bases or len(routes) != 1 or not self._deploys(route := routes.pop()):
            return [one for one in models if one not in bases] or models
        self._given |= {one: True for one in models if one not in bases}
        self._routes |= dict.fromkeys(bases, route)
        return bases

    def _deploys(self, provider: str) -> bool:
        known = self._scene.catalog.providers.get(provider)
        return known is not None and known.deployments

    def _kind(self, provider: str) -> str:
        """Services that take names of deployments share them."""
        return "" if self._deploys(provider) else provider

    def only_names(self, one: Evidence) -> bool:
        """Whether the place gives a name to a model that stands beside it, or repeats one of a server in its folder."""
        if one in self._given:
            return self._given[one]
        return self._served.get((folder_of(one.path), one.value), False) and not self.behind(one)

    def is_offered(self, one: Evidence) -> bool:
        """Whether a server of one's own in the same folder goes by this name, so that it means no vendor's model."""
        return (folder_of(one.path), one.value) in self._served

    def is_loose(self, one: Evidence) -> bool:
        """Whether configuration names a deployment whose model nobody sees."""
        if one in self._given:
            return not self._given[one]
        said = words(last_segment(one.slot)) if one.how is How.CONFIG else ()
        if "deployment" not in said or "model" in said:
            return False
        meaning = self._scene.meaning(one)
        return meaning is None or meaning.purpose != "model"

    def route(self, one: Evidence) -> str:
        """The provider that the deployment stands at whose base this is, "" for others."""
        return self._routes.get(one, "")

    def version(self, one: Evidence) -> str:
        """The version that stands beside a declared model, "" for none that belongs to its name."""
        block = self._versions.get((one.path, _block(one)))
        version = block.get(_stem(one), "") if block else ""
        return version if len(version) >= _VERSION and not version.startswith("$") else ""

    def behind(self, one: Evidence) -> tuple[str, list[Evidence]] | None:
        """Whom a call by this name reaches and which models it may mean; None when no such name is given there."""
        for provider in self._called(one) if self._behind else ():
            models = self._behind.get((one.value, self._kind(provider) if provider else ""))
            if models is not None:
                return provider, models
        return None

    def _called(self, one: Evidence) -> list[str]:
        owner = owner_of(self._scene.catalog, one.via) if one.via else None
        found = {owner.provider} if owner is not None else set()
        for site in (one.site, one.receiver):
            if site and (target := self._scene.led(one, site)):
                found = {target}
                break
            found |= self._reached.get((one.path, site), set()) if site and owner is None else set()
        return [*sorted(found - NOBODY), *([""] if "deployment" in words(last_segment(one.slot)) else [])]


def is_served(slot: str) -> bool:
    """Whether a server is told under which name it offers its weights: `--served-model-name`, `servedModelName`."""
    parts = words(last_segment(slot))
    return parts[:1] == ("served",) and parts[-1] in ("name", "names")


def _is_version(one: Evidence) -> bool:
    """Whether an author's own names, for which no product has a meaning, hold the version of a model: `modelVersion`."""
    return one.language in LABELLED and bool(one.value) and words(last_segment(one.slot))[-2:] == ("model", "version")


def _block(one: Evidence) -> str:
    """The mapping that holds an entry; of the value of a declared parameter the one that holds the parameter."""
    own = one.slot.endswith(_VALUES) or one.site.endswith("." + last_segment(one.slot))
    return _above(one.site) if own else one.site


def _blocks(one: Evidence) -> list[str]:
    """The mapping that holds an entry, and the nearest above it."""
    found = [_block(one)]
    for _ in range(ABOVE):
        found.append(_above(found[-1]))
    return [block for block in found if block]


def _above(site: str) -> str:
    return site[: max(site.rfind("."), site.rfind("["), 0)]


def _stem(one: Evidence) -> tuple[str, ...]:
    """What the name of an entry says beside deployment, model and version: `chatGptDeploymentName` -> chat gpt."""
    slot = one.slot
    for ending in _VALUES:
        slot = slot.removesuffix(ending)
    return tuple(word for word in words(last_segment(slot)) if word not in _PLAIN)
