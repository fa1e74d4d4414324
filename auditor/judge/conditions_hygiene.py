"""Words about hygiene: pins, declarations, images, actions, weights and keys. In: one package, signal or file."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.judge.case import Case, Group
from auditor.judge.parts import Part
from auditor.judge.places import strongest, whole_call
from auditor.judge.words import HOLDS, Match, listed, word
from auditor.records import ON_DISK, Confidence, How, PackageUse, Place, Role, SignalUse, is_template

_COMMIT = re.compile(r"[0-9a-f]{40}$|sha256:[0-9a-f]{64}$")
_RANGED = frozenset("pypi npm rubygems packagist cargo hex pub conda".split())
_ASIDE = frozenset({"dev", "transitive", "peer", "build"})
_LATEST = frozenset({"latest", "main", "master", "nightly", "edge", "dev"})
# where an import statement surely names the package it needs; JVM, .NET and Go manifests name what no file imports
_IMPORTED = frozenset("pypi npm cargo".split())
_LOADERS = frozenset({"framework", "gateway", "router", "agent", "eval", "observability", "embedding", "mcp", "coding-agent"})
_MANIFESTS = {
    "pypi": re.compile(
        r"(^|/)(pyproject\.toml|setup\.(py|cfg)|pipfile|requirements[^/]*\.(txt|in)|environment\.ya?ml)$", re.IGNORECASE
    ),
    "npm": re.compile(r"(^|/)package\.json$"),
    "cargo": re.compile(r"(^|/)cargo\.toml$", re.IGNORECASE),
}


@word("package-ecosystem", "package", "words")
def package_ecosystem(_case: Case, package: PackageUse, names: tuple[str, ...]) -> Match | None:
    """The package is of one of these ecosystems: pypi, npm, go, maven, ..., docker-image, github-action, terraform."""
    return HOLDS if package.ecosystem in names else None


@word("package-scope", "package", "words")
def package_scope(_case: Case, package: PackageUse, scopes: tuple[str, ...]) -> Match | None:
    """The package is needed as one of: runtime, optional, peer, build, dev, transitive."""
    return HOLDS if package.scope in scopes else None


@word("package-direct", "package")
def package_direct(_case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The project itself declares or imports the package, it does not only come along with another."""
    return HOLDS if package.direct or package.used else None


@word("packages-unpinned", "inventory", "words", "packages count")
def packages_unpinned(case: Case, part: Part, kinds: tuple[str, ...]) -> Match | None:
    """Packages of these kinds are declared for run time without an upper bound, and no lockfile of their project fixes them."""
    loose = [one for one in part.packages if one.kind in kinds and _is_unpinned(case, one)]
    places = strongest(place for one in loose for place in one.places if _declares(place))
    if not places:
        return None
    names = {f"{one.name} ({one.specifier or 'any version'})" for one in loose}
    return Match(facts={"packages": listed(names), "count": len(names), "itemized": True}, places=places)


def _is_unpinned(case: Case, package: PackageUse) -> bool:
    if not package.declared or package.locked or package.resolved or package.ecosystem not in _RANGED:
        return False
    return package.scope not in _ASIDE and _unbounded(package.specifier) and not _has_lock(case, package)


def _declares(place: Place) -> bool:
    return place.how is How.MANIFEST and place.role is not Role.CI


def _unbounded(specifier: str) -> bool:
    text = specifier.strip().lower()
    if text in ("", "*", "x", "latest", "any"):
        return True
    return text.startswith(">") and not any(mark in text for mark in ("<", "=="))


def _has_lock(case: Case, package: PackageUse) -> bool:
    """Any other package of that ecosystem and project that stands in a lockfile shows that there is one."""
    return any(
        one.locked and one.ecosystem == package.ecosystem and one.project == package.project for one in case.inventory.packages
    )


@word("package-undeclared", "package")
def package_undeclared(case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The code imports the package, and no manifest or lockfile names it though there are manifests of that ecosystem."""
    if case.partial or package.declared or package.locked or not package.used or package.ecosystem not in _IMPORTED:
        return None
    pattern = _MANIFESTS[package.ecosystem]
    paths = {path for project in case.inventory.projects for path in project.manifests}
    paths |= {place.path for one in case.inventory.packages for place in one.places if place.how is How.MANIFEST}
    if not any(pattern.search(path) for path in paths):
        return None
    places = tuple(place for place in package.places if place.how is How.IMPORT and place.role is Role.PRODUCTION)
    places = tuple(place for place in places if not place.excerpt[:1].isspace())  # an optional import stands in a block
    return Match(places=places) if places else None


@word("package-unused", "package")
def package_unused(case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The package is declared for run time and nothing imports it, nor a framework of the project that could load it."""
    if case.partial or package.used or not package.declared or package.scope != "runtime" or package.ecosystem not in _IMPORTED:
        return None
    own = [one for one in case.inventory.packages if one.name != package.name and one.ecosystem == package.ecosystem]
    if any(one.kind in _LOADERS or one.provider == package.provider for one in own):
        return None
    # what an image or a script installs may be a program's own need, whose code stands elsewhere
    places = tuple(place for place in package.places if _declares(place) and _MANIFESTS[package.ecosystem].search(place.path))
    return Match(places=places, confidence=Confidence.LOW) if places else None


@word("version-floating", "package", facts="version")
def version_floating(_case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The image or action names no version, or one that moves (`latest`, `main`)."""
    version = package.specifier.strip()
    if "$" in version or "{" in version or (version and version.lower() not in _LATEST):
        return None
    shown = f"`{version}`" if version else "no tag, which means `latest`"
    places = tuple(place for place in package.places if place.how in (How.IMAGE, How.MANIFEST, How.CONFIG))
    return Match(facts={"version": shown}, places=places) if places else None


@word("version-not-commit", "package", facts="version")
def version_not_commit(_case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The image or action is not fixed by a commit or digest."""
    version = package.specifier.strip().lower()
    if _COMMIT.search(version) or "$" in version:
        return None
    return Match(facts={"version": package.specifier or "no version"})


@word("signal-without", "signal", "words")
def signal_without(case: Case, signal: SignalUse, kinds: tuple[str, ...]) -> Match | None:
    """The call names a model, its line shows it whole, and neither it nor its file shows a signal of these kinds."""
    shown = {place.path for one in case.inventory.signals if one.kind in kinds for place in one.places}
    keys = {key.lower() for one in case.catalog.signals if one.kind in kinds for key in one.keys}
    models = (place for model in case.deciding.models for place in model.places)
    named = {(place.path, place.line) for place in models if not place.text.startswith(ON_DISK)}
    places = tuple(
        place
        for place in signal.places
        if place.path not in shown
        and (place.path, place.line) in named
        and whole_call(place)
        and not any(key in place.excerpt.lower() for key in keys)
    )
    return Match(places=places) if places else None


@word("key-shaped", "secret", facts="keys")
def key_shaped(_case: Case, group: Group, _argument: object) -> Match | None:
    """Text has the shape of a key of a known provider, in a file that is no template; the value is never shown."""
    if is_template(group.id):
        return None
    return Match(facts={"keys": len(group.places)})


WORDS = (
    package_ecosystem,
    package_scope,
    package_direct,
    packages_unpinned,
    package_undeclared,
    package_unused,
    version_floating,
    version_not_commit,
    signal_without,
    key_shaped,
)
