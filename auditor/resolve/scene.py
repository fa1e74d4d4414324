"""The evidence of one repository, indexed once for every join: own names, project roots, what stands in which file and call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

from auditor.facts import Catalog, Package, fold
from auditor.records import DECIDING, DEFINED, Confidence, Config, Evidence, How, Place, Role
from auditor.resolve.addresses import Addresses
from auditor.resolve.class_names import ClassNames
from auditor.resolve.env_sheets import is_variable
from auditor.resolve.files import FileIndex, Meaning
from auditor.resolve.frozen_files import thawed
from auditor.resolve.nearby import ASIDE, folder_of, opens
from auditor.resolve.own import OwnNames, first_word
from auditor.resolve.packages import LOADED, Modules, first_registry, named_alike, needed, package_of
from auditor.resolve.redirects import Redirects
from auditor.resolve.slots import is_page, is_shown
from auditor.resolve.stand_ins import StandIns
from auditor.resolve.untold import untold

_TYPED = frozenset({"terraform"})  # whose types are declared and configured in one place


def place_of(found: Evidence, text: str = "", confidence: Confidence | None = None) -> Place:
    """The evidence as reports show it."""
    return Place(
        found.path, found.line, found.column, found.end_column, found.role, found.how, text or found.value,
        confidence or found.confidence, found.excerpt,
    )  # fmt: skip


def _in_role(one: Evidence, given: dict[str, str], files: FileIndex, shown: StandIns) -> Evidence:
    """The role that a product's file, or the file beside it, gives it where the path says that it decides; or who reads it."""
    if one.how is How.ENDPOINT and one.role in DECIDING and (is_shown(one.slot) or is_page(one.slot)):
        return one._replace(role=Role.PROMPT_TEXT)
    role = given.get(one.path)
    if role is None:
        role = next((spec.role for spec in files.specs(one.path) if spec.role), "")
        role = given[one.path] = role or (Role.EXAMPLE.value if shown.holds(one.path) else "")
    return one._replace(role=Role(role)) if role and one.role in DECIDING else one


class Scene:
    """What the joins ask of the evidence; built once, read by packages, providers, models and sites."""

    def __init__(self, evidence: Sequence[Evidence], catalog: Catalog, config: Config, paths: Collection[str] = ()) -> None:
        """Index `evidence`; `paths` are all files of the repository."""
        self.catalog = catalog
        self.config = config
        files = FileIndex(catalog)
        given: dict[str, str] = {}  # path -> role
        shown = StandIns(paths)
        self._packages: dict[tuple[str, str], Package | None] = {}
        self._modules = Modules(catalog, self.package)
        told = [_in_role(one, given, files, shown) for one in thawed(needed(evidence, self._modules), self._modules)]
        self.evidence = [one for one in told if one.scope != DEFINED]
        self.defined = [one for one in told if one.scope == DEFINED]  # names that say what is the repository's own, no more
        self._meanings = {meaning.evidence: meaning for meaning in files.meanings(self.evidence)}
        self._meant = {one.path for one in self._meanings}
        self.own: set[tuple[str, str]] = set()
        self.roots: dict[str, str] = {}  # directory of a manifest -> name of its project
        self.declared: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        self.locked: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        self.values: set[str] = set()
        self.required: set[tuple[str, str]] = set()  # language and module of the imports that load a package's constants
        self.own_names = OwnNames(self.evidence, paths, catalog.needles)
        # the packages of a module; its first word when nobody declares them, so that a module of one's own may hide them
        self._imports: dict[tuple[str, str], tuple[tuple[Package, ...], str]] = {}
        self._need: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
        self._shared: dict[tuple[str, str], bool] = {}
        self._counted: dict[tuple[str, str], bool] = {}
        for found in self.evidence:
            if found.how is How.MANIFEST or found.how is How.LOCKFILE:
                self._index_package(found)
            elif found.how is not How.ENV:
                self.values.add(found.value)
                if found.how is How.IMPORT and found.language in LOADED:
                    self.required.add((found.language, found.value))
        self.addresses = Addresses(self.evidence, catalog, self.image)
        self.class_names = ClassNames(catalog)
        led = Redirects(self.evidence, catalog, self.addresses, self.class_names, imported=self.imported, project=self.project)
        self.redirects, self.spoken, self.sheets = led.targets, led.spoken, led.sheets
        self.untold = untold(self.evidence, catalog, self.redirects)

    def is_untold(self, one: Evidence) -> bool:
        """Whether a call, or the client it is made on, goes to an address that comes from outside."""
        return (one.path, one.site) in self.untold or (one.path, one.receiver) in self.untold

    def _index_package(self, found: Evidence) -> None:
        if found.scope == "own":
            self.roots.setdefault(folder_of(found.path), found.value)
        package = self.package(found.language, found.value)
        if package is None:
            return
        key = (package.ecosystem, package.name)
        if found.scope == "own":
            if found.role is Role.PRODUCTION:
                self.own.add(key)
                self.roots[folder_of(found.path)] = found.value  # of several names, the one that is published
        else:
            (self.locked if found.how is How.LOCKFILE else self.declared)[key].append(found)

    def meaning(self, one: Evidence) -> Meaning | None:
        """What a product's file says of this slot, None when no such file holds it."""
        return self._meanings.get(one) if one.path in self._meant else None

    def package(self, ecosystem: str, name: str) -> Package | None:
        """The catalog's package, also by its family's naming."""
        key = (ecosystem, name)
        if key not in self._packages:
            self._packages[key] = package_of(self.catalog, ecosystem, name)
        return self._packages[key]

    def image(self, name: str) -> Package | None:
        """The catalog's container image: known by the end of its repository path; host and mirrors before it do not matter."""
        return self.package("docker-image", name)

    def imported(self, language: str, module: str, path: str = "") -> tuple[Package, ...]:
        """Packages that `module` (or the callee's module) may come from: the declared ones if any is, never our own."""
        known = self._imports.get((language, module))
        if known is None:
            found = self._choose(self._named_so(language, module) or self._modules.packages(language, module), language, module)
            undeclared = found and (found[0].ecosystem, found[0].name) not in self.declared
            known = self._imports[language, module] = (found, first_word(module) if undeclared else "")
        found, top = known
        return () if top and self.own_names.hides(language, top, path) else found

    def decided(self, one: Evidence) -> Evidence:
        """A declaration for development as a part of the tests, unless a deciding file loads the package."""
        package = self.package(one.language, one.value) if one.how is How.MANIFEST and one.scope == "dev" else None
        idle = package is not None and (package.ecosystem, package.name) not in self._loaded
        return one._replace(role=Role.TEST) if idle and one.role in DECIDING else one

    @cached_property
    def _loaded(self) -> set[tuple[str, str]]:
        imports = (one for one in self.evidence if one.role in DECIDING and one.how in (How.IMPORT, How.CALL))
        found = (self.imported(one.language, one.value.partition("(")[0], one.path) for one in imports)
        return {(package.ecosystem, package.name) for packages in found for package in packages}

    def _named_so(self, language: str, module: str) -> tuple[Package, ...]:
        """The declared package that is named as the module, or as the name space in which it stands."""
        for key in named_alike(language, module):
            known = key in self.declared and (key[0] == "pypi" or key not in self.catalog.packages)  # which say what they bring
            if known and (package := self.package(*key)) is not None:
                return (package,)
        return ()

    def _choose(self, found: tuple[Package, ...], language: str, module: str) -> tuple[Package, ...]:
        if any((package.ecosystem, package.name) in self.own for package in found) or self.own_names.holds(language, module):
            return ()
        found = tuple(package for package in found if self.counts(package))
        for known in (self.declared, self.locked):
            named = tuple(package for package in found if (package.ecosystem, package.name) in known)
            if named:
                return named
        if self.own_names.has_space(language, module):
            return ()
        if language in LOADED and module[:1].isupper() and not any(self._required(language, one) for one in found):
            return ()  # a constant that nothing loads is one of our own
        if len(found) > 1 and len({package.name for package in found}) == 1:
            return (first_registry(language, found),)
        # several packages share the module and none is declared: only what they agree on is known
        return found if len({package.provider for package in found}) <= 1 else ()

    def _required(self, language: str, package: Package) -> bool:
        """Whether some file requires a module of the package by its path."""
        return any((language, name) in self.required for name in package.imports if not name[:1].isupper())

    def shared(self, language: str, module: str) -> bool:
        """Whether the module is a roof over packages of several providers, so that it names none of them."""
        key = (language, module)
        if key not in self._shared:
            packages = self._modules.packages(language, module)
            self._shared[key] = len({package.provider for package in packages}) > 1
        return self._shared[key]

    def counts(self, package: Package) -> bool:
        """Whether an umbrella SDK is used for what concerns us: an ordinary word says so only where the SDK itself stands."""
        if not package.needs:
            return True
        key = (package.ecosystem, package.name)
        if key not in self._counted:
            said = {need for need in package.needs if need in self.values}
            telling = package.ecosystem not in _TYPED and not all(map(self._is_ordinary, said))
            self._counted[key] = bool(said) and (telling or self._stands_beside(package))
        return self._counted[key]

    def _is_ordinary(self, need: str) -> bool:
        """Whether any list could hold the word: one of everybody's, or a provider's own among those of others."""
        return (need.isalpha() and need.islower()) or fold(need) in self.catalog.slugs or need.lower() in self.catalog.prefixes

    def _stands_beside(self, package: Package) -> bool:
        """Whether a file that imports the package, or the folder that declares its resources, says what it needs."""
        if package.ecosystem in _TYPED:
            homes = {folder_of(one.path) for one in self.declared[package.ecosystem, package.name]}
            return any(not site and folder_of(path) in homes for path, site in self._needed(package))
        said = {path for path, site in self._needed(package) if not site}
        imports = {
            one.path
            for one in self.evidence
            if one.how is How.IMPORT and package in self._modules.packages(one.language, one.value)
        }
        return not imports or not said.isdisjoint(imports)  # what nobody imports is there for another package

    def concerns(self, package: Package, one: Evidence) -> bool:
        """Whether this import or call of an umbrella SDK concerns us: what it needs stands in the file, or the call."""
        if not package.needs:
            return True
        needed = self._needed(package)
        if one.how is How.IMPORT:
            return (one.path, "") in needed
        sites = {(one.path, one.site or "?"), (one.path, one.receiver or "?")}
        said = not sites.isdisjoint(needed) and opens(one) in ("", *package.needs)
        return said or any(need in one.value for need in package.needs)

    def _needed(self, package: Package) -> frozenset[tuple[str, str]]:
        """(path, site) of every place that says what an umbrella SDK needs, and its (path, "")."""
        if (key := (package.ecosystem, package.name)) not in self._need:
            needs = frozenset(package.needs)
            sites = {(one.path, one.site or "?") for one in self.evidence if one.value in needs and one.role not in ASIDE}
            self._need[key] = frozenset(sites | {(path, "") for path, _ in sites})
        return self._need[key]

    def led(self, one: Evidence, site: str) -> str:
        """Where a call or block of this place leads, "" where it is not pointed elsewhere; a variable by its own name alone."""
        if site != one.site or not is_variable(one):
            return self.redirects.get((one.path, site), "")
        targets = self.sheets.leads(one)
        return targets.pop() if len(targets) == 1 else ""

    def project(self, path: str) -> str:
        """The nearest manifest root above `path`, "" for the root."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self.roots:
            folder = folder.rpartition("/")[0]
        return folder
