"""Which provider a piece of evidence shows. In: one `Evidence` in its scene. Out: provider ids with the place.

The wire protocol is not the provider: a client that is pointed at another base URL counts for that URL's owner alone.
"""

from __future__ import annotations

from collections import defaultdict

from auditor import lazy_re as re
from auditor.facts import Package, fold
from auditor.records import LISTED, Confidence, Evidence, How, Place, Role
from auditor.resolve.acts import is_aside, is_read, is_silent
from auditor.resolve.addresses import NOBODY
from auditor.resolve.class_names import NEUTRAL
from auditor.resolve.endpoints import is_common, provider_of, runtime_behind
from auditor.resolve.extensions import container_of, extended, extension_name
from auditor.resolve.fates import Fates, is_typed
from auditor.resolve.filled import Filled
from auditor.resolve.grants import Grants
from auditor.resolve.identifiers import told_of
from auditor.resolve.nearby import ASIDE, around, paired
from auditor.resolve.own import JVM
from auditor.resolve.scene import Scene, place_of
from auditor.resolve.seats import BESIDE, NAMED, NEAR, PASSING, SAID, SURE, Seats, Shown
from auditor.resolve.sections import Sections
from auditor.resolve.slots import LABELLED, code_above, is_log_level, is_said, last_segment, purpose, words
from auditor.resolve.switches import is_unset, only_spoken
from auditor.resolve.variables import TAILS, TELLING, owner_of

_KEY_PATH = re.compile(r"[a-z][a-z0-9_-]{1,40}(?:\.[a-z][a-z0-9_-]{1,40}){1,6}")
_KEYS = frozenset({"key", "keys", "apikey", "token", "secret"})

_SET = frozenset({Role.CONFIG, Role.INFRA})
_SETTING = frozenset({How.CONFIG, How.ENDPOINT, How.ENV})


class ProviderFinder:
    """Answers for each evidence which providers it shows, and keeps what calls and blocks were found to reach."""

    def __init__(self, scene: Scene) -> None:
        """Index which call reaches whom."""
        self.scene = scene
        self.catalog = scene.catalog
        self.names = scene.class_names
        self.site_providers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.file_providers: dict[str, set[str]] = defaultdict(set)
        self.used: set[str] = set()  # those of whom settings hold more than a variable, or the code speaks
        self._extended = extended(self.scene)
        self._sections = Sections(scene)
        self._grants = Grants(scene)
        self._options = self._made_apart()
        self._filled = Filled(scene.evidence, scene.catalog)
        self._fates = Fates(scene, self._target)
        self._seats = Seats(scene, self._fates.turns)
        self.meant = self._seats.meant

    def places(self) -> dict[str, list[Place]]:
        """Provider id -> every place that shows it; what any software could say counts only beside something surer."""
        shown = self._seats.settled([(one, *found) for one in self.scene.evidence for found in self.shown(one)])
        certain = {provider for one, provider, _, strength in shown if strength == SURE and one.role not in ASIDE}
        certain |= paired((one, provider) for one, provider, _, strength in shown if strength == BESIDE)
        near = {(one.path, provider) for one, provider, _, strength in shown if strength == SURE}
        modelled = {around(one) for one in self.scene.evidence if one.value and purpose(one.slot) == "model"}
        found: dict[str, list[Place]] = defaultdict(list)
        for one, provider, confidence, strength in shown:
            if strength == BESIDE and provider not in certain:
                continue
            if strength == NEAR and (one.path, provider) not in near and around(one) not in modelled:
                continue
            found[provider].append(place_of(self.scene.decided(one), confidence=confidence))
            if one.how is How.ENDPOINT and one.role is Role.PROMPT_TEXT:
                continue  # an address that people read is called by nobody
            self.file_providers[one.path].add(provider)
            if one.role is Role.PRODUCTION or (one.how is not How.ENV and one.role in _SET):
                self.used.add(provider)
            if one.site:
                self.site_providers[one.path, one.site].add(provider)
        return found

    def of_section(self, one: Evidence, provider: str) -> str:
        """Whom a setting means that a provider is named for: the one whose address, or deployments, its section holds."""
        owner = self._sections.owner(one, provider)
        return owner or (self.meant(one.path, provider) if self._sections.is_named(one, provider) else provider)

    def shown(self, one: Evidence) -> Shown:
        """The providers that a place shows, and how surely; a section called after one may mean another."""
        found = self._shown(one)
        if found and one.how in _SETTING:
            return [self._sectioned(one, *told) for told in found]
        return found

    def _sectioned(self, one: Evidence, provider: str, confidence: Confidence, how: int) -> tuple[str, Confidence, int]:
        if owner := self._sections.owner(one, provider):
            return owner, confidence, how
        return provider, confidence, NAMED if how == SURE and self._sections.is_named(one, provider) else how

    def _shown(self, one: Evidence) -> Shown:
        meaning = self.scene.meaning(one)
        if meaning is not None and meaning.provider and meaning.purpose != "fallback":
            return [(meaning.provider, one.confidence, SURE)]
        match one.how:  # the most frequent first
            case How.CALL:
                provider = self._of_call(one)
            case How.CONFIG | How.LITERAL:
                return self._of_setting(one)
            case How.IMPORT:
                provider = self._of_import(one)
            case How.MANIFEST | How.IMAGE:
                provider = self._of_package(one)
            case How.ENDPOINT:
                provider = self.scene.addresses.provider(one)
                if provider and is_common(one.value) and not self._is_called(one.slot, provider):
                    return [(provider, Confidence.LOW, BESIDE)]
            case How.ENV:
                told = [] if is_unset(self.catalog, one, one.value) else self._of_variable(one.value, one)
                return told if not told or not self.scene.addresses.speaks_only(one, told[0][0]) else []
            case How.LOCKFILE | How.ARTIFACT:
                provider = ""
        return [(provider, one.confidence, BESIDE if self._is_lent(one) else SURE)] if provider else []

    def _is_lent(self, one: Evidence) -> bool:
        """Whether a package or import brings the names of types alone: they show nobody who is not shown otherwise."""
        package = self.scene.package(one.language, one.value) if one.how is How.MANIFEST else None
        if package is None:
            return is_typed(one) or self._fates.is_brought(one)
        return bool(package.clients) or (package.ecosystem, package.name) in self._fates.lent

    def _is_called(self, slot: str, provider: str) -> bool:  # `acmeStudioHost`
        parts = words(last_segment(slot))
        return any(self.names.of.get("".join(parts[:size])) == provider for size in (1, 2, 3))

    def _of_package(self, one: Evidence) -> str:
        if one.scope in ("own", "include", "transitive"):
            return ""
        package = self.scene.image(one.value) if one.how is How.IMAGE else self.scene.package(one.language, one.value)
        if package is None or not self.scene.counts(package) or (package.ecosystem, package.name) in self.scene.own:
            return ""
        return "" if (package.ecosystem, package.name) in self._fates.led else package.provider

    def _of_import(self, one: Evidence) -> str:
        packages = self.scene.imported(one.language, one.value, one.path)
        if not packages or is_silent(one.value, packages[0]):
            return ""
        providers = {package.provider for package in packages}
        if len(providers) != 1 or self.scene.shared(one.language, one.value) or not self.scene.concerns(packages[0], one):
            return ""
        provider = self._cloud_below(one.value) or providers.pop()
        led = len(packages) == 1 and (packages[0].ecosystem, packages[0].name) in self._fates.led
        return "" if led or provider in self._redirected_here(one.path) else provider

    def _of_call(self, one: Evidence) -> str:
        if is_read(one.value) or (one.scope == LISTED and not self._of_many(one)):
            return ""
        for site in (one.site, one.receiver):
            target = self.scene.redirects.get((one.path, site)) if site else None
            if target:
                return "" if target in NOBODY else target
        found = self.called(one)
        found = self._by_options(one, found) or found
        if found in NOBODY or found in self._redirected_here(one.path):
            return ""
        return self._fates.reached(one, found)

    def _of_many(self, one: Evidence) -> bool:
        """Whether a class comes from a package of many providers, so that its name alone says whose it is."""
        packages = self.scene.imported(one.language, one.value, one.path)
        return bool(packages) and not any(package.provider for package in packages)

    def called(self, one: Evidence) -> str:
        """The provider of a callee by its package, or by the class name where the package reaches many."""
        module = one.value.partition("(")[0]
        packages = self.scene.imported(one.language, module, one.path)
        if not packages or is_silent(module, packages[0]):
            return self.names.of.get(extension_name(one.value, NEUTRAL), "") if one.path in self._extended else ""
        providers = {package.provider for package in packages}
        if len(providers) == 1 and (provider := next(iter(providers))) and not self.scene.shared(one.language, module):
            cloud = self.names.cloud(module, provider) or self._cloud_below(module)
            if packages[0].kind == "agent" and re.split(r"[.:/]", module)[-1][:1].isupper():
                cloud = self.names.by_class(re.split(r"[.:/]", module)[-1])  # its own wrapper of somebody else's models
            return (cloud or provider) if self.scene.concerns(packages[0], one) else ""
        known = [name for package in packages for name in package.imports if one.value.startswith(name)]
        start = max(map(len, known), default=0)  # what a module is called says no class
        return self.names.by_class(one.value[start:], 2 if one.language in JVM and not start else 0)

    def _cloud_below(self, module: str) -> str:
        """The cloud that a part of a maker's SDK is for: `host/maker/acme-go/umbrella`; "" for none."""
        path, slash, last = module.rpartition("/")
        below = slash and path.count("/") > 1 and not is_aside(path.split("/"))
        provider = self.catalog.prefixes.get(last.partition(".")[0].lower()) if below else None
        known = self.catalog.providers.get(provider) if provider else None
        return known.id if known is not None and known.hyperscaler else ""

    def _target(self, one: Evidence, package: Package) -> str:
        """Whom a client of the package reaches that is made here, "" if the package's own provider."""
        target = self.scene.redirects.get((one.path, one.site)) or self.names.cloud(one.value)
        target = target or self._by_options(one, self.called(one))
        return "" if target == package.provider else target

    def _by_options(self, one: Evidence, maker: str) -> str:
        """Where the options lead that a client is made with, where they are made apart: `acme.New(opts...)`."""
        if one.receiver or not maker or words(one.value.rpartition(".")[2])[:1] != ("new",):
            return ""
        return self._options.get((one.path, maker), "")

    def _made_apart(self) -> dict[tuple[str, str], str]:
        """(file, maker) -> the one provider to which options in that file lead: a base URL's owner, else a cloud's part."""
        addresses: dict[tuple[str, str], set[str]] = defaultdict(set)
        clouds: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self.scene.evidence:
            name = words(one.value.rpartition(".")[2]) if one.how is How.CALL and not one.receiver else ()
            if name[:1] != ("with",) or len(name) < 2:
                continue
            for package in self.scene.imported(one.language, one.value.partition("(")[0], one.path):
                target = self.scene.redirects.get((one.path, one.site))
                if target:
                    addresses[one.path, package.provider].add(target)
                else:
                    clouds[one.path, package.provider].add(self._cloud_below(one.value) or package.provider)
        return {key: next(iter(found)) for key in (*addresses, *clouds) if len(found := addresses.get(key) or clouds[key]) == 1}

    def _of_variable(self, name: str, one: Evidence) -> Shown:
        owner = owner_of(self.catalog, name)
        if owner is not None and self._filled.elsewhere(one, name, owner.provider):
            return []
        return [(owner.provider, owner.confidence, SURE if owner.sure else BESIDE)] if owner is not None else []

    def _of_setting(self, one: Evidence) -> Shown:
        opened = self._grants.signal(one)
        if opened is not None:
            return [(opened.provider, one.confidence, SURE if opened.strength == "strong" else BESIDE)]
        use = purpose(one.slot)
        if use == "url" and (provider := self.scene.addresses.provider(one)):
            return [(provider, one.confidence, SURE)]
        if use == "provider":
            provider = self.catalog.slugs.get(fold(one.value), "") or self.catalog.prefixes.get(one.value.lower(), "")
            if only_spoken(self.catalog, provider, self.scene.spoken.get((one.path, one.site), provider)):
                return []
            if not provider and (provider := told_of(one, self.catalog.prefixes, self.names.of)):
                return [(provider, one.confidence, SAID)]
            # people sign in with a company, and clouds are providers of much else
            return [(provider, Confidence.MEDIUM, SAID if self.names.is_distinct(one.value) else NEAR)] if provider else []
        if last_segment(one.slot) == "ports" and (provider := runtime_behind(self.catalog, one.value)):
            return [(provider, Confidence.MEDIUM, SURE)]
        if one.via and not is_unset(self.catalog, one, one.via) and (told := self._of_variable(one.via, one)):
            return told  # `acme.chat=${GLOBEX_CHAT:x}`: the variable says whom the key path is made to reach
        if one.how is How.CONFIG:
            words_only = " " in one.value and one.value.replace(" ", "").isalpha()
            if one.role is Role.PROMPT_TEXT or (words_only and use in {"model", "url"}):
                return []  # the label of a field, under the field's name
            slot = one.slot.replace(":", ".") if one.language == "csharp" else one.slot  # `config["Acme:ApiKey"]`
            return self._of_key_path(one, slot) if not is_log_level(one.value) else []
        if "/" in one.value and (provider := container_of(self.scene, one)):
            return [(provider, one.confidence, SURE)]
        if one.value.startswith("/") and (provider := provider_of(self.catalog, one.value)):  # a path that one API alone has
            return [(provider, one.confidence, SURE)]
        if not one.slot and self._is_chosen(one):
            provider = self.catalog.slugs.get(fold(one.value), "")
            return [(provider, one.confidence, SAID)] if provider and self.names.is_distinct(one.value) else []
        # code that reads settings names them by their key path, but modules are written like that too
        path = self._of_key_path(one, one.value) if _KEY_PATH.fullmatch(one.value) and not is_said(one.callee, one.value) else []
        return [(provider, confidence, BESIDE) for provider, confidence, _ in path]

    def _is_chosen(self, one: Evidence) -> bool:
        """Whether a framework is told whom to call: `Acme.text().using("globex", "globex-1")`."""
        if one.callee.rpartition(".")[2] != "using":
            return False
        packages = self.scene.imported(one.language, one.callee.partition("(")[0], one.path)
        return any(package.kind in PASSING for package in packages)

    def _of_key_path(self, one: Evidence, slot: str) -> Shown:
        """`framework.acme.chat-model.model-name`: a segment that is a provider's slug, followed by a setting of an API."""
        segments = slot.split(".")
        named_so = one.how is How.CONFIG and one.language in LABELLED
        for at, segment in enumerate(() if named_so else segments[:-1]):
            provider = self.catalog.slugs.get(fold(segment.strip("[]")), "")
            tail = set(words(segments[-1]))
            if not provider and segment[:1].isupper():  # `Services.UmbrellaAcmeText.Deployment`
                provider = named = self.names.of.get("".join(word for word in words(segment) if word not in NEUTRAL), "")
            else:
                named = segment
            if provider and self.names.is_distinct(named) and tail & TAILS:
                kind = code_above(segments[:at]) if not tail & _KEYS or segments[-1][:1].isupper() else ""
                if kind == "log" or (kind and segments[-1][:1].isupper()):
                    return []  # what is logged of a package, or the name of a class
                if kind:
                    return [(provider, Confidence.MEDIUM, BESIDE)]
                if at == 0:  # an application's own settings may be called so
                    return [(provider, Confidence.MEDIUM, SURE if tail & _KEYS else BESIDE)]
                return [(provider, Confidence.HIGH, SURE if tail & TELLING else BESIDE)]
        name = last_segment(slot)
        return self._of_variable(name, one) if name.isupper() and "_" in name else []

    def _redirected_here(self, path: str) -> set[str]:
        return self._fates.files.get(path, set())
