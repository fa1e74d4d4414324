"""Which provider serves a model at one place. In: the evidence that names it, and what is known of providers. Out: a provider id.

From the surest to the weakest: the id's own prefix, the file's product, the call, a variable, the block around, the name it is
given, the file, the project.
"""

from __future__ import annotations

from collections import defaultdict

from auditor.facts import Provider, fold, squeeze
from auditor.records import DECIDING, Evidence, How, Role
from auditor.resolve.models import Resolved
from auditor.resolve.providers import ProviderFinder
from auditor.resolve.scene import Scene
from auditor.resolve.slots import LABELLED, last_segment, words
from auditor.resolve.variables import named_in, owner_of

_MAKERS, _GATEWAY = 4, 3
_ROOFS = frozenset({"framework", "agent", "router", "eval"})
_OURS = DECIDING | {Role.COMMENT, Role.LOOKUP_TABLE, Role.PROMPT_TEXT}  # the roles of places in files that decide
_NAMING = frozenset({"id", "name", "type", "provider", "kind", "key", "slug", "vendor", "engine", "backend"})


class Router:
    """Answers whom a place calls; made when all providers of the repository are known."""

    def __init__(self, scene: Scene, finder: ProviderFinder) -> None:
        """Index providers by project and by the blocks that are named after them."""
        self.scene = scene
        self.finder = finder
        self._ways = frozenset(shape.provider for shape in scene.catalog.forms.shapes if shape.provider)
        self._ranks: dict[tuple[str, str], dict[str, int]] = {}  # raw and id of a model -> provider -> rank
        self._alike: dict[tuple[object, ...], dict[str, int]] = {}  # the same table for all models that rank alike
        self._groups: dict[tuple[str, bool, str, str], str] = {}
        self._plain: dict[str, set[str]] = {}  # project -> its providers that are no gateways
        self._projects = self._by_project()
        self._everywhere = set().union(*self._projects.values())
        self._named = self._by_name()
        self._beside = self._by_argument()

    def _by_project(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        aside = {one.path for one in self.scene.evidence if one.role not in _OURS}
        for path, providers in self.finder.file_providers.items():
            if path not in aside:
                found[self.scene.project(path)] |= providers
        return found

    def _by_name(self) -> dict[tuple[str, str], str]:
        """Blocks of configuration one of whose scalars (`id: acme`) is a provider's own word."""
        found: dict[tuple[str, str], str] = {}
        for one in self.scene.evidence:
            if one.how is How.CONFIG and one.site and 2 < len(one.value) < 40 and last_segment(one.slot).lower() in _NAMING:
                provider = self._slug(one.value)
                if provider:
                    found.setdefault((one.path, one.site), provider)
        return found

    def _by_argument(self) -> dict[tuple[str, str], set[str]]:
        """Calls one of whose arguments is a provider's own word: `make("acme", "acme-1")`, a row of a table."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self.scene.evidence:
            if one.how is How.LITERAL and one.callee and one.site and 2 < len(one.value) < 40 and (word := self._slug(one.value)):
                found[one.path, one.site].add(word)
        return found

    def _slug(self, word: str) -> str:
        provider = self.scene.catalog.slugs.get(fold(word.strip("[]")), "")
        return provider if provider and self.finder.distinct(word) else ""

    def of(self, one: Evidence, model: Resolved) -> str:
        """The provider this place calls, "" if none is known, `ELSEWHERE` or `HERE` for a base URL that is nobody's."""
        if model.provider:
            return host_at(self.scene, one) or model.provider
        meaning = self.scene.meaning(one)
        if meaning is not None and meaning.provider:
            return meaning.provider
        if meaning is not None and self._is_own_gateway(meaning.spec.owner):
            return self._by_site(one, model) or self.by_vendor(one, model)
        near = self._by_site(one, model) or self._by_block(one, model) or self._by_words(one, model) or self.by_vendor(one, model)
        if near:
            return near
        key = (one.path, one.language in LABELLED, model.raw, model.id)
        if key not in self._groups:
            self._groups[key] = self._by_groups(one, model)
        return self._groups[key]

    def _by_site(self, one: Evidence, model: Resolved) -> str:
        """The call itself, or the one that made its client: its base URL, else whose it is."""
        for site in (one.site, one.receiver):
            if not site:
                continue
            target = self.scene.redirects.get((one.path, site))
            if target and not self._is_foreign(target, model):
                return target
            at_site = self.finder.site_providers.get((one.path, site), set())
            only = next(iter(at_site)) if len(at_site) == 1 else ""
            called = one.callee and not self._is_roof(one, model)
            if only and (self.rank(only, model) >= 0 or (called and not self._is_foreign(only, model))):
                return only
            beside = self._beside.get((one.path, site), set())
            if best := self._best(at_site, model, least=0) or (self._best(beside, model, least=0) if len(beside) == 1 else ""):
                return best
        owner = owner_of(self.scene.catalog, one.via) if one.via and one.language not in LABELLED else None
        return owner.provider if owner is not None and self.rank(owner.provider, model) >= 0 else ""

    def _by_block(self, one: Evidence, model: Resolved) -> str:
        """Blocks of configuration that enclose this one: what they say of a provider, or whose name they bear."""
        site = "" if one.callee or one.language in LABELLED else one.site
        while len(site) > 1:
            around = {self._named.get((one.path, site), "")} - {""}
            around = around or self.finder.site_providers.get((one.path, site), set())
            name = self._slug(site[max(site.rfind("."), site.rfind("$")) + 1 :])
            target = self.scene.redirects.get((one.path, site))
            target = target if target and not self._is_foreign(target, model) else ""
            found = target or self._best(around, model, least=0) or (name if self.rank(name, model) >= 0 else "")
            if found:
                return found
            site = site[: max(site.rfind("."), site.rfind("["), 0)]
        return ""

    def _by_words(self, one: Evidence, model: Resolved) -> str:
        """The provider in the name that the model is given: `acmeChatModel`, `GLOBEX_MODEL`."""
        if not one.slot or one.language in LABELLED or _is_spelled(last_segment(one.slot), model.raw):
            return ""
        provider = named_in(self.scene.catalog, last_segment(one.slot))
        return provider if provider and self.rank(provider, model) >= 0 else ""

    def _is_roof(self, one: Evidence, model: Resolved, *, free: bool = False) -> bool:
        """Whether a framework is handed a closed model: whoever the framework is from, it calls the model's own provider.

        `free` are those that are bound to no provider, and agents, which are only made by one.
        """
        meaning = self.scene.meaning(one)
        if model.weights == "closed" and meaning is not None:
            return self._passes_on(meaning.spec.owner)
        if model.weights != "closed" or not one.callee:
            return False
        packages = self.scene.imported(one.language, one.callee.partition("(")[0], one.path)
        return bool(packages) and all(
            package.kind in _ROOFS and not (free and package.provider and package.kind != "agent") for package in packages
        )

    def _passes_on(self, owner: str) -> bool:
        """Whether a product that is set up by a file calls whom its ids name: a tool, or a gateway that one runs oneself."""
        return owner in self.scene.catalog.frameworks or self._is_own_gateway(owner)

    def _is_own_gateway(self, owner: str) -> bool:
        known = self._known(owner)
        hosted = known is not None and any("." in host and ":" not in host for host in known.endpoints)
        return known is not None and "gateway" in known.kinds and not hosted

    def _by_prefix(self, model: Resolved) -> str:
        """Whom a gateway of one's own calls: the provider before the slash, for a plain id the maker of a closed model."""
        head, slash, _ = model.raw.partition("/")
        if slash:
            return self.scene.catalog.prefixes.get(head.lower(), "")
        return self._makers_own(model.maker) if model.weights == "closed" else ""

    def _makers_own(self, maker: str) -> str:
        own = [known for known in self.scene.catalog.providers.values() if self._is_makers(known, maker)]
        return min(own, key=lambda known: (len(known.hosts), known.id)).id if own else ""  # a cloud serves others' models too

    def by_vendor(self, one: Evidence, model: Resolved) -> str:
        """The vendor's own service where a framework is told `vendor/model` and no gateway that writes so is in the file."""
        meaning = self.scene.meaning(one)
        if meaning is not None and self._is_own_gateway(meaning.spec.owner):
            return self._by_prefix(model)
        if not self._is_routed(model) or not self._is_roof(one, model, free=True):
            return ""
        if any(self.rank(provider, model) == _GATEWAY for provider in self.finder.file_providers.get(one.path, ())):
            return ""
        named = self.scene.catalog.prefixes.get(model.raw.partition("/")[0].lower(), "")
        known = self._known(named)
        return named if known is not None and self._is_makers(known, model.maker) else self._makers_own(model.maker)

    def _by_groups(self, one: Evidence, model: Resolved) -> str:
        """The file's providers, then the project's: who makes the model, then who serves it for sure, then who might."""
        here = self.finder.file_providers.get(one.path, set())
        project = self.scene.project(one.path)
        around = self._projects.get(project) or self._everywhere  # a front end calls what stands beside it
        if one.language in LABELLED:
            # resources of a cloud are described there: its own service comes before the maker's
            clouds = {
                provider
                for provider in here | around | self._everywhere
                if (known := self._known(provider)) and known.hyperscaler
            }
            if found := self._best(clouds, model, least=0):
                return found
        if len(around) > 1 and model.weights != "open" and not self._is_routed(model):
            # a gateway somewhere in a project of several providers says nothing of a plain id
            around = self._no_gateways(project, around)
        several = len(here) > 1 and all(self.rank(provider, model) < _MAKERS for provider in here)
        own = {provider for provider in around if self.rank(provider, model) == _MAKERS} if several else set()
        # what stands above all projects may configure any of them
        above = self._everywhere if not project else set()
        for group, least in ((own, _MAKERS), (here, 1), (above, _MAKERS), (around, 1), (here, 0), (around, 0)):
            if found := self._best(group, model, least):
                return found
        return ""

    def _no_gateways(self, project: str, around: set[str]) -> set[str]:
        found = self._plain.get(project)
        if found is None:
            found = {provider for provider in around if (known := self._known(provider)) and "gateway" not in known.kinds}
            self._plain[project] = found
        return found

    def _best(self, group: set[str], model: Resolved, least: int) -> str:
        """The one that serves it most surely, "" when several do alike."""
        if not group:
            return ""
        ranked = sorted((-rank, provider) for provider in group if (rank := self.rank(provider, model)) >= least)
        best = [provider for rank, provider in ranked if rank == ranked[0][0]]
        return best[0] if len(best) == 1 or (best and -ranked[0][0] == _MAKERS) else ""

    def _known(self, provider: str) -> Provider | None:
        return self.scene.catalog.providers.get(provider)

    def rank(self, provider: str, model: Resolved) -> int:
        """As `_rank`, remembered."""
        ranks = self._ranks.get((model.raw, model.id))
        if ranks is None:
            ends = tuple(row.provider for row in model.lifecycle)
            alike = (model.maker, model.weights, bool(model.base), self._is_routed(model), _is_file(model.raw), ends)
            ranks = self._ranks[model.raw, model.id] = self._alike.setdefault(alike, {})
        rank = ranks.get(provider)
        if rank is None:
            rank = ranks[provider] = self._rank(provider, model)
        return rank

    def _rank(self, provider: str, model: Resolved) -> int:
        """How surely it serves the model: 4 its maker, 3 a gateway of that form, 2 a date is known, 1 a host, 0 maybe, -1 no."""
        known = self._known(provider)
        if known is None:
            return -1
        if _is_file(model.raw) and "local-runtime" not in known.kinds and "gateway" not in known.kinds:
            return -1  # weights packed for one's own machine
        routed = self._is_routed(model)
        gateway = "gateway" in known.kinds
        if gateway and "provider" in known.kinds and "*" in known.hosts and model.weights == "closed":
            return -1  # who runs everybody's weights has none of a closed model
        if self._is_makers(known, model.maker):
            return (1 if model.weights == "open" else 2) if routed else _MAKERS
        if gateway and routed and any("." in host and ":" not in host for host in known.endpoints):
            return _GATEWAY
        if model.base and model.weights == "open" and not gateway and "local-runtime" not in known.kinds:
            return -1  # hosts serve what the maker gives out, not what others have made or packed of it
        platform = provider in self._ways and (len(known.hosts) > 1 or "*" in known.hosts)
        foreign = platform and model.weights != "open" and not routed
        if any(row.provider == provider for row in model.lifecycle):
            return 0 if foreign else 2  # a platform that writes ids its own way, and this is not it
        if "local-runtime" in known.kinds:
            # a runtime that names models its own way knows none by the name that a hub gives them
            return 1 if model.weights == "open" and not (routed and provider in self._ways) else -1
        if gateway:
            return 0 if foreign else 1
        if model.weights == "open":
            # who lists a maker surely hosts its open weights
            return 1 if model.maker in known.hosts or "*" in known.hosts else -1
        return 0 if model.maker in known.hosts else -1  # closed models are seldom let out of the house

    def _is_foreign(self, target: str, model: Resolved) -> bool:
        """Whether the owner of an address beside a closed model never serves it: the address is another entry's."""
        return model.weights == "closed" and self._known(target) is not None and self.rank(target, model) < 0

    def _is_routed(self, model: Resolved) -> bool:
        """Whether the id is written `maker/model`, as gateways and hubs do and the maker itself does not."""
        head, slash, _ = model.raw.partition("/")
        return bool(slash) and head.lower() in self.scene.catalog.forms.vendors

    def _is_makers(self, known: Provider, maker: str) -> bool:
        """Whether it is the maker's own service: of its name, or, where none bears it, first of all for its models."""
        if known.id == maker:
            return True
        return maker not in self.scene.catalog.providers and known.own_models and known.hosts[:1] == (maker,)


def host_at(scene: Scene, one: Evidence) -> str:
    """Who runs the models at the call's address, so that a prefix of the id (`hub:maker/acme-1`) names no other; "" for none."""
    for site in (one.site, one.receiver):
        known = scene.catalog.providers.get(scene.redirects.get((one.path, site), "")) if site else None
        if known is not None and "provider" in known.kinds and "gateway" not in known.kinds:
            return known.id
    return ""


def _is_file(raw: str) -> bool:
    return raw.lower().endswith(("-gguf", ".gguf", "-ggml"))


def _is_spelled(name: str, raw: str) -> bool:
    """Whether a name is the id once more, as identifiers are written: its maker's word in it tells no provider."""
    told = squeeze("-".join(words(name)))
    written = squeeze(fold(raw.rpartition("/")[2]))
    return told == written or (written.startswith(told) and any(char.isdigit() for char in told))
