"""Which known package a name or an import is. In: ecosystem and name, or language and module. Out: `Package`, or nothing.

Unknown names count only when they follow the naming of a known family and the open part of it names a provider; a name that
merely resembles a product is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from auditor import lazy_re as re
from auditor.facts import Catalog, Package, PackagePattern
from auditor.records import Evidence, How

LOADED = frozenset({"ruby"})  # where a declared package is loaded for all files, which name its constants and import nothing
_PYTHON = ("pypi", "conda")
_IGNORES_CASE = frozenset({"nuget", "packagist", "docker-image", "github-action", "swift"})
_ECOSYSTEMS = {
    "python": _PYTHON,
    "notebook": _PYTHON,
    "javascript": ("npm",),
    "typescript": ("npm",),
    "vue": ("npm",),
    "svelte": ("npm",),
    "go": ("go",),
    "java": ("maven",),
    "kotlin": ("maven",),
    "scala": ("maven",),
    "groovy": ("maven",),
    "gradle": ("maven",),
    "csharp": ("nuget",),
    "ruby": ("rubygems",),
    "php": ("packagist",),
    "rust": ("cargo",),
    "elixir": ("hex",),
    "dart": ("pub",),
    "swift": ("swift",),
}
ECOSYSTEMS = tuple(
    "pypi npm go maven nuget rubygems packagist cargo hex pub swift conda docker-image github-action terraform".split()
)
CENTRAL = "PackageVersion"  # an item of MSBuild: which version, wherever the package is referred to
_REFERS = frozenset({"PackageReference", "GlobalPackageReference"})
_PARTS = re.compile(r"::|[./\\:]")
_MAJOR = re.compile(r"/v\d+$")
_OPEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# what else may stand behind a cloud's name where its models are meant: `umbrella-genai`, but not `umbrella-search`
_MODELS = frozenset(
    "ai chat llm llms embedding embeddings genai model models inference endpoints serverless api sdk client provider common web "
    "node js core official starter boot community converse runtime agent agents".split()
)
_ENDINGS = (
    "-spring-boot-starter",
    "-embeddings",
    "-embedding",
    "-rerank",
    "-reranker",
    "-chat",
    "-llm",
    "-api",
    "-sdk",
    "-model",
)


def package_key(ecosystem: str, name: str) -> tuple[str, str]:
    """The look-up key of a package, its name written as its ecosystem compares names."""
    name = name.strip()
    if ecosystem in _PYTHON:
        return ecosystem, re.sub(r"[-_.]+", "-", name.partition("[")[0].rstrip()).lower()
    if ecosystem == "docker-image":
        name = name.partition("@")[0]
        head, colon, tag = name.rpartition(":")
        name = head if colon and "/" not in tag else name
    return ecosystem, name.lower() if ecosystem in _IGNORES_CASE else name


def package_of(catalog: Catalog, ecosystem: str, name: str) -> Package | None:
    """The package of that name, or the unknown member of a known family; None for anything else."""
    key = package_key(ecosystem, name)
    found = catalog.packages.get(key)
    for spelled in () if found else _spellings(*key):
        found = catalog.packages.get((ecosystem, spelled))
        if found is not None:
            break
    if found is None and ecosystem == "swift":
        found = _same_identity(catalog, name)
    return found or _family_member(catalog, *key)


def _same_identity(catalog: Catalog, address: str) -> Package | None:
    """The package of whose repository this is a fork or mirror: Swift compares the last part of the address alone.

    That part must also be the module's name, since `swift-sdk` is anybody's.
    """
    last = address.rstrip("/").rpartition("/")[2].removesuffix(".git").lower()
    if "/" not in address or not last:
        return None
    named = (key for key in catalog.packages if key[0] == "swift" and key[1].rpartition("/")[2].lower() == last)
    same = [one for one in map(catalog.packages.__getitem__, named) if last in {name.lower() for name in one.imports}]
    return same[0] if len(same) == 1 else None


def _spellings(ecosystem: str, name: str) -> tuple[str, ...]:
    """Other ways to write the same name where the ecosystem knows any."""
    if ecosystem == "go":
        return (_MAJOR.sub("", name), *(f"{name}/v{major}" for major in range(2, 6)))
    if ecosystem == "cargo":
        return (name.replace("_", "-"), name.replace("-", "_"))
    if ecosystem in {"npm", "maven", "rubygems", "hex", "pub"}:
        return (name.lower(),)
    if ecosystem == "docker-image":
        parts = name.split("/")
        return tuple("/".join(parts[start:]) for start in range(1, len(parts)))
    if ecosystem == "swift":
        return (name.removesuffix(".git"),)
    return ()


class Modules:
    """Which packages modules come from; what was found for the beginning of a name is remembered."""

    def __init__(self, catalog: Catalog, package: Callable[[str, str], Package | None]) -> None:
        """`package` knows a package by ecosystem and name."""
        self._catalog = catalog
        self._package = package
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}

    def packages(self, language: str, module: str) -> tuple[Package, ...]:
        """The packages a module may come from: those of its longest known beginning, in the ecosystem of the language."""
        ecosystems = _ECOSYSTEMS.get(language, ())
        for start in _beginnings(module):
            known = self._known.get(start)
            if known is None:
                known = self._catalog.imports.get(start, ())
                if start is not module:  # which is asked for once
                    self._known[start] = known
            keys = [key for key in known if not ecosystems or key[0] in ecosystems] if known else ()
            if keys:
                return tuple(self._catalog.packages[key] for key in keys)
        for ecosystem, name in _import_names(ecosystems, module):
            found = self._package(ecosystem, name)
            if found is not None:
                return (found,)
        return ()


def needed(evidence: Sequence[Evidence], modules: Modules) -> Sequence[Evidence]:
    """Without the versions that a solution keeps for packages which none of its projects refers to, nor any file imports."""
    kept = {one.value.lower() for one in evidence if one.how is How.MANIFEST and one.slot == CENTRAL}
    named = {one.value.lower() for one in evidence if one.how is How.MANIFEST and one.slot in _REFERS} if kept else set()
    if not named:
        return evidence
    for one in evidence:
        if one.how is How.IMPORT and one.language == "csharp":
            offered = {package.name.lower() for package in modules.packages(one.language, one.value)}
            if offered.isdisjoint(named):
                kept -= offered  # it comes along with another
    idle = kept - named
    return [one for one in evidence if one.slot != CENTRAL or one.how is not How.MANIFEST or one.value.lower() not in idle]


def first_registry(language: str, packages: tuple[Package, ...]) -> Package:
    """Of one package from several registries, the one of the registry that code of the language mostly comes from."""
    return min(packages, key=lambda one: _ECOSYSTEMS.get(language, ECOSYSTEMS).index(one.ecosystem))


def _beginnings(module: str) -> list[str]:
    starts = [module[: found.start()] for found in _PARTS.finditer(module) if found.start()]
    starts.reverse()
    return [module, *starts] if module else starts


def _import_names(ecosystems: tuple[str, ...], module: str) -> list[tuple[str, str]]:
    """What the package is called when a module is named after it."""
    if ecosystems == ("npm",):
        parts = module.split("/")
        return [("npm", "/".join(parts[: 2 if module.startswith("@") else 1]))]
    if ecosystems == _PYTHON:
        return [("pypi", module.partition(".")[0])]
    if ecosystems == ("go",):
        return [("go", start) for start in _beginnings(module) if start.count("/") >= 2]
    return []


def named_alike(language: str, module: str) -> list[tuple[str, str]]:
    """The packages that are named as a module or its name space, the longest first: `chain-chat-acme` of `chain.chat.acme`."""
    if language in ("python", "notebook"):
        parts = module.split(".")
        return [("pypi", "-".join(parts[:size]).replace("_", "-").lower()) for size in range(len(parts), 2, -1)]
    if language == "csharp":
        return [("nuget", start.lower()) for start in _beginnings(module)]
    if language == "dart" and module.startswith("package:"):
        return [("pub", module.removeprefix("package:").partition("/")[0])]
    return []


# --- families ------------------------------------------------------------------------------------------------------


def _family_member(catalog: Catalog, ecosystem: str, name: str) -> Package | None:
    for pattern in catalog.patterns:
        if pattern.ecosystem != ecosystem:
            continue
        open_part = _fitted(pattern.template, name, fold=ecosystem in {*_PYTHON, *_IGNORES_CASE})
        provider = _named(catalog, pattern, open_part) if open_part else ""
        if provider or (open_part and pattern.neutral):
            return Package(
                ecosystem=ecosystem,
                name=name,
                imports=(),
                kind=pattern.kind,
                provider=provider,
                owner=pattern.owner,
                status="active",
                status_on="",
                replacement="",
                note=f"named like {pattern.template}",
                origin=pattern.origin,
            )
    return None


def _fitted(template: str, name: str, *, fold: bool) -> str:
    """What stands in the place of `{x}`, "" if the name is not of that family."""
    head, _, tail = template.partition("{x}")
    if fold:
        head, tail = head.lower(), tail.lower()
    if not name.startswith(head) or not name.endswith(tail) or len(name) <= len(head) + len(tail):
        return ""
    part = name[len(head) : len(name) - len(tail)]
    return part if _OPEN.fullmatch(part) else ""


def _named(catalog: Catalog, pattern: PackagePattern, part: str) -> str:
    """The provider that the open part names: as the family spells it, else by id, prefix or slug."""
    names = {_plain(spelled): provider for spelled, provider in pattern.names.items()}
    part = part.lower().replace(".", "-")
    for ending in ("", *_ENDINGS):
        word = part.removesuffix(ending) if part.endswith(ending) else ""
        while word:
            found = names.get(_plain(word)) or _provider(catalog, word)
            if found:
                rest = part.removesuffix(ending)[len(word) :].strip("-").split("-")
                return found if not catalog.providers[found].hyperscaler or _MODELS.issuperset(filter(None, rest)) else ""
            word = word.rpartition("-")[0]
    return ""


def _provider(catalog: Catalog, word: str) -> str:
    """The provider of that id, prefix or slug, with or without separators and a last `ai`."""
    plain = _plain(word)
    for spelled in (word, word.replace("-", "_"), plain, plain.removesuffix("ai"), f"{plain}ai"):
        found = catalog.slugs.get(spelled) or catalog.prefixes.get(spelled) or (spelled if spelled in catalog.providers else "")
        if found:
            return found
    return ""


def _plain(word: str) -> str:
    return re.sub(r"[-_.]", "", word.lower())
