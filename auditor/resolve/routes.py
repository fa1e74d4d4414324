"""Which provider serves a model at one place. In: the evidence that names it, and what is known of providers. Out: a provider id.

From the surest to the weakest: the id's own prefix, the file's product, the call, a variable, the block around, the name it is
given, the file, the project.
"""

from __future__ import annotations

from collections import defaultdict

from auditor.facts import fold, squeeze
from auditor.records import Evidence, How
from auditor.resolve.addresses import ELSEWHERE, NOBODY
from auditor.resolve.around import Around
from auditor.resolve.env_sheets import is_variable
from auditor.resolve.lent import Lenders
from auditor.resolve.models import Resolved
from auditor.resolve.providers import ProviderFinder
from auditor.resolve.ranks import Ranks
from auditor.resolve.redirects import posted
from auditor.resolve.scene import Scene
from auditor.resolve.slots import LABELLED, block_name, last_segment, purpose, words
from auditor.resolve.variables import named_in, owner_of
from auditor.resolve.vendors import Vendors
from auditor.rows import NamedTuple

_NAMING = frozenset({"id", "name", "type", "provider", "kind", "key", "slug", "vendor", "engine", "backend"})


class Route(NamedTuple):
    """Whom a place calls, and whether its id told it; `through` is the gateway's library that calls for it."""

    provider: str
    told: bool
    through: str = ""


class Router:
    """Answers whom a place calls; made when all providers of the repository are known."""

    def __init__(self, scene: Scene, finder: ProviderFinder) -> None:
        """Index providers by project and by the blocks that are named after them."""
        self.scene = scene
        self.finder = finder
        self.ranks = Ranks(scene.catalog)
        self.vendors = Vendors(scene, finder, self.ranks)
        self._around = Around(scene, finder, self.ranks)
        self._everywhere = self._around.everywhere
        self._named = self._by_name()
        self._addressed = self._by_address()
        self._beside = self._by_argument()
        self._deployed = self._by_deployment()
        self._unknown = posted(scene.evidence, scene.addresses)
        self._lenders = Lenders(finder.file_providers, scene.roots)

    def _by_name(self) -> dict[tuple[str, str], str]:
        """Blocks of configuration one of whose scalars (`id: acme`, `chatProvider: Umbrella`) is a provider's own word."""
        found: dict[tuple[str, str], str] = {}
        for one in self.scene.evidence:
            if one.how is How.CONFIG and one.site and 2 < len(one.value) < 40:
                told = purpose(one.slot) == "provider"
                named = self._slug(one.value) if told or last_segment(one.slot).lower() in _NAMING else ""
                if provider := named or (self._present(one.value) if told else ""):
                    found.setdefault((one.path, one.site), self.finder.meant(one.path, provider))
        return found

    def _by_address(self) -> dict[tuple[str, str], set[str]]:
        """What blocks of configuration are called that hold an address, and where it leads: `acme: {base_url: ...}`."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (path, site), target in self.scene.redirects.items():
            if site.startswith("$."):
                found[path, block_name(site).lower()].add(target)
        return found

    def _by_argument(self) -> dict[tuple[str, str], set[str]]:
        """Calls and records one of whose values is a provider's own word: `make("acme", "acme-1")`, a row of a table."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self.scene.evidence:
            if one.how is How.LITERAL and one.site and 2 < len(one.value) < 40 and purpose(one.slot) != "model":
                found[one.path, one.site].add(self.finder.meant(one.path, self._slug(one.value)))
        return {key: named - {""} for key, named in found.items()}

    def _by_deployment(self) -> set[tuple[str, str]]:
        """Blocks and calls that name a deployment."""
        return {(one.path, one.site) for one in self.scene.evidence if one.site and "deployment" in words(last_segment(one.slot))}

    def _slug(self, word: str) -> str:
        provider = self.scene.catalog.slugs.get(fold(word.strip("[]")), "")
        return provider if provider and self.finder.names.is_distinct(word) else ""

    def _present(self, word: str) -> str:
        """The provider whose word it is, where something surer shows it in the repository."""
        provider = self.scene.catalog.slugs.get(fold(word), "") or self.scene.catalog.prefixes.get(word.lower(), "")
        return provider if provider in self._everywhere else ""

    def of(self, one: Evidence, model: Resolved) -> Route:
        """Whom this place calls, and whether the id itself says so."""
        found = self._reached(one, model)
        if model.provider:
            return Route(found, told=True, through=self.vendors.through(one))
        behind = self.vendors.behind(found, one, model)
        return Route(
            behind or found, told=bool(behind) or found == self.vendors.told(one, model), through=found if behind else ""
        )

    def _reached(self, one: Evidence, model: Resolved) -> str:
        """The provider, "" if none is known, `ELSEWHERE` or `HERE` for a base URL that is nobody's."""
        if model.provider:
            return host_at(self.scene, one) or model.provider
        meaning = self.scene.meaning(one)
        if meaning is not None and meaning.provider:
            return self.finder.of_section(one, meaning.provider)
        if meaning is not None and self.vendors.is_own_gateway(meaning.spec.owner):
            return self._by_site(one, model) or self.vendors.told(one, model)
        near = self._by_site(one, model) or self._by_own_prefix(one, model) or self._lent(one, model)
        near = near or self._by_block(one, model) or self._by_words(one, model) or self.vendors.told(one, model)
        near = near or self._posted(one.path) or self._outside(one, model)
        return near or self._around.of(one, model)

    def _by_own_prefix(self, one: Evidence, model: Resolved) -> str:
        """Whom the file itself means by the word before the slash: the block of that name with an address."""
        head, slash, _ = model.raw.partition("/")
        named = self._addressed.get((one.path, head.lower()), ()) if slash and one.how is How.CONFIG else ()
        return next((target for target in named if not self.ranks.is_foreign(target, model)), "") if len(named) == 1 else ""

    def _by_site(self, one: Evidence, model: Resolved) -> str:
        """The call itself, or the one that made its client: its base URL, else whose it is."""
        if is_variable(one) and (named := self._by_sheet(one, model)):
            return named
        for site in (one.site, one.receiver):
            if not site:
                continue
            target = self.scene.led(one, site)
            if target and not self.ranks.is_foreign(target, model):
                return (self._runtime(one.path, site, model) or target) if target in NOBODY else target
            at_site = self.finder.site_providers.get((one.path, site), set())
            only = next(iter(at_site)) if len(at_site) == 1 else ""
            called = one.callee and not self.vendors.is_roof(one, model)
            if only and (self.ranks.rank(only, model) >= 0 or (called and not self.ranks.is_foreign(only, model))):
                return only
            beside = self._beside.get((one.path, site), set()) - {self._slug(model.raw)}
            told = beside if one.callee and len(beside) == 1 else set()
            if best := self.ranks.best(at_site, model, least=0) or self.ranks.best(told, model, least=0):
                return best
        return self._of_owner(one, model)

    def _by_sheet(self, one: Evidence, model: Resolved) -> str:
        """Where a variable is led in a list of them: by the address of the same name, or the provider that is named beside."""
        led = {target for target in self.scene.sheets.leads(one) if not self.ranks.is_foreign(target, model)}
        said = self.scene.sheets.provider(one)
        if len(led) == 1:
            return led.pop()
        return said if said and self.ranks.rank(said, model) >= 0 else self._of_owner(one, model)

    def _of_owner(self, one: Evidence, model: Resolved) -> str:
        """Whose name the variable bears, where that one may serve the model."""
        owner = owner_of(self.scene.catalog, one.via) if one.via and one.language not in LABELLED else None
        return owner.provider if owner is not None and self.ranks.rank(owner.provider, model) >= 0 else ""

    def _runtime(self, path: str, site: str, model: Resolved) -> str:
        """The runtime after which a block is named whose address is nobody's: what one runs oneself may stand anywhere."""
        named = {self._slug(block_name(site)), self._named.get((path, site), "")} | self._beside.get((path, site), set())
        found = {name for name in named & self._everywhere if self.ranks.is_local(name)}
        return self.ranks.best(found, model, least=0)

    def _lent(self, one: Evidence, model: Resolved) -> str:
        """Whom the file reaches that lends the client: `from app.llm import client`."""
        there = self.finder.file_providers.get(self._lenders.file_of(one), set()) if one.callee else set()
        return self.ranks.best(there, model, least=0 if len(there) == 1 else 1)

    def _by_block(self, one: Evidence, model: Resolved) -> str:
        """Blocks of configuration that enclose this one: what they say of a provider, or whose name they bear."""
        site = "" if one.callee or one.language in LABELLED else one.site
        while len(site) > 1:
            around = {self._named.get((one.path, site), "")} - {""}
            around = around or self.finder.site_providers.get((one.path, site), set())
            name = self._slug(block_name(site))
            target = self.scene.led(one, site)
            target = target if target and not self.ranks.is_foreign(target, model) else ""
            found = target or self.ranks.best(around, model, least=0) or (name if self.ranks.rank(name, model) >= 0 else "")
            if found:
                return found
            site = site[: max(site.rfind("."), site.rfind("["), 0)]
        return ""

    def _by_words(self, one: Evidence, model: Resolved) -> str:
        """The provider in the name that the model is given (`acmeChatModel`, `GLOBEX_MODEL`), or where deployments are."""
        if not one.slot or one.language in LABELLED:
            return ""
        name = last_segment(one.slot)
        parts = words(name)
        if "deployment" in parts or (one.path, one.site) in self._deployed:
            hosts = {known.id for known in map(self.ranks.known, self._everywhere) if known is not None and known.deployments}
            if found := self.ranks.best(hosts, model, least=0):
                return found
        if _is_spelled(name, model.raw) or not parts:
            return ""
        provider = named_in(self.scene.catalog, name) or self._present(parts[0])
        if not provider or self.ranks.rank(provider, model) < 0:
            return ""
        if provider in self._everywhere:
            return provider
        # a name alone shows nobody: a maker's may be no more than the model's, a host's says that no other is meant
        return "" if self.scene.catalog.is_house(provider, model.maker) else ELSEWHERE

    def _posted(self, path: str) -> str:
        """Nobody, where a file that shows no provider asks a host that none is known to be behind."""
        return self._unknown.get(path, "") if not self.finder.file_providers.get(path) else ""

    def _outside(self, one: Evidence, model: Resolved) -> str:
        """Nobody, where open weights are asked of a client whose address comes from outside."""
        return ELSEWHERE if model.weights == "open" and self.scene.is_untold(one) else ""


def host_at(scene: Scene, one: Evidence) -> str:
    """Who runs the models at the call's address, so that a prefix of the id (`hub:maker/acme-1`) names no other; "" for none."""
    for site in (one.site, one.receiver):
        known = scene.catalog.providers.get(scene.led(one, site)) if site else None
        if known is not None and "provider" in known.kinds and "gateway" not in known.kinds:
            return known.id
    return ""


def _is_spelled(name: str, raw: str) -> bool:
    """Whether a name is the id once more, as identifiers are written: its maker's word in it tells no provider."""
    told = squeeze("-".join(words(name)))
    written = squeeze(fold(raw.rpartition("/")[2]))
    return told == written or (written.startswith(told) and any(char.isdigit() for char in told))
