"""Which directories are not sources. In: a directory's name and the names in it. Out: why it is left out, or nothing.

A name alone decides only where tools own it (`node_modules`, `.tox`); `build` or `dist` must look like output, because some
keep sources there.
"""

from __future__ import annotations

from collections.abc import Collection

from auditor import lazy_re as re
from auditor.discover.lazily import Lazy
from auditor.discover.role_words import LANGUAGES, PROMPTS, TEXTS, THIRD
from auditor.discover.roles import place_of

VERSION_CONTROL = frozenset(".git .hg .svn .bzr .jj _darcs cvs".split())
# Never opened and never mentioned: version control, byte code, caches of tools.
SILENT = VERSION_CONTROL | frozenset(
    "__pycache__ .tox .nox .mypy_cache .ruff_cache .pytest_cache .pytype .hypothesis .eggs .gradle "
    ".terraform .terragrunt-cache .parcel-cache .sass-cache .ipynb_checkpoints .dart_tool .pnpm-store .nyc_output .direnv .cache "
    ".idea .vs .metals .bloop .bsp .serena".split()
)
INSTALLED = frozenset("node_modules bower_components jspm_packages site-packages dist-packages pods .bundle elm-stuff".split())
OUTPUT = frozenset(
    ".next .nuxt .output .svelte-kit .turbo .angular .expo .docusaurus .vuepress .vitepress-cache .astro .aws-sam .serverless "
    ".vercel .netlify .wrangler .webpack storybook-static deriveddata htmlcov _site cmake-build-debug cmake-build-release".split()
)
_MAYBE_OUTPUT = frozenset("dist build out target obj bin coverage output public_html _build".split())
_INSIDE_OUTPUT = frozenset(
    "classes bdist lib libs tmp intermediates generated-sources maven-status maven-archiver surefire-reports test-classes debug "
    "release production cjs esm umd es chunks _next _nuxt _app static assets kotlin outputs cmakefiles reports test-results "
    "net6.0 net7.0 net8.0 net9.0 net10.0 doctrees html lcov-report".split()
)
_TEXTS = TEXTS - {"lang", "langs"}  # languages of programs are called so too: `lang/go.json`
_TRANSLATION = re.compile(r"([a-z]{2,3})(?:[_-][A-Za-z0-9]{2,8}){0,2}\.(json|ya?ml|properties|arb|xml)")
_ENOUGH = 3  # texts in so many languages are translations, not settings
_BARE = re.compile(r"([a-z]{2})(?:[_-](?:[A-Z]{2}|[A-Z][a-z]{3}))?\.(?:json|arb)")
_SETTINGS = PROMPTS | {"config", "configs", "conf", "settings"}  # what is set for a language or country is no text
_SURE_OUTPUT = Lazy(
    r".*(\.map|\.d\.[cm]?ts|\.min\.js|\.whl|\.tar\.gz|\.class|\.jar|\.war|\.o|\.obj|\.so|\.dll|\.pdb|\.exe|\.pyc|\.rlib|\.tsbuildinfo|\.wasm|"
    r"[.-][0-9a-f]{8,20}\.(js|css|mjs))|asset-manifest\.json|project\.assets\.json|lcov\.info|coverage-final\.json|\.rustc_info\.json|"
    r"cmakecache\.txt|build\.ninja|manifest\.webmanifest|build_id|buildinfo"
)
_SOURCES = Lazy(
    r".*(?<!\.d)(\.(py|tsx?|jsx|go|rs|java|kt|cs|rb|php|swift|scala|vue|svelte|tf|bicep|ya?ml|toml|sh|ipynb|gradle|csproj|cmake))|"
    r"dockerfile.*|makefile"
)
_BESIDE = Lazy(r"package\.json|readme.*", signs="package.json readme")  # beside sources, and beside a published bundle
_BUNDLED = (".js", ".css", ".mjs", ".cjs", ".html")


def by_name(name: str) -> str:
    """Why a directory of that name (lower case) is not read whatever is in it, "" when it is."""
    if name in INSTALLED:
        return "installed packages"
    return "build output" if name in OUTPUT else ""


def by_content(path: str, inside: Collection[str]) -> str:
    """Why a directory (its path in lower case) with these names in it is not read, "" when it is."""
    name = path.rpartition("/")[2]
    if "pyvenv.cfg" in inside:
        return "virtual environment"
    if "CACHEDIR.TAG" in inside:
        return "cache or build output"
    if _is_borrowed(path, inside):
        return "another's code with its own license"
    return "build output" if name in _MAYBE_OUTPUT and _is_output(name, inside) else ""


def _is_borrowed(path: str, inside: Collection[str]) -> bool:
    """Whether a directory right below a `third_party` that may hold one's own clients brings a license of its own."""
    above = path.rpartition("/")[0]
    if above.rpartition("/")[2] not in THIRD or not place_of(above).guest:
        return False
    return any(one.lower().startswith(("license", "licence", "copying")) for one in inside)


def translations(folder: str, inside: Collection[str]) -> frozenset[str]:
    """The files of a directory (its name in lower case) that hold one set of texts, each in another language: `de.json`."""
    if folder not in _TEXTS:
        return frozenset() if folder in _SETTINGS else _bare(inside)
    sets: dict[str, list[str]] = {}
    for name in inside:
        said = _TRANSLATION.fullmatch(name)
        if said and said[1] in LANGUAGES:
            sets.setdefault(said[2], []).append(name)
    return frozenset(name for names in sets.values() if len(names) >= _ENOUGH for name in names)


def _bare(inside: Collection[str]) -> frozenset[str]:
    """`en.json` beside `de.json`: files that are called by nothing but a language, English among them."""
    said = [found for found in map(_BARE.fullmatch, inside) if found and found[1] in LANGUAGES]
    languages = {found[1] for found in said}
    return frozenset(found[0] for found in said) if "en" in languages and len(languages) > 1 else frozenset()


def _is_output(name: str, inside: Collection[str]) -> bool:
    lower = [one.lower() for one in inside]
    if any(_SURE_OUTPUT.names(one) for one in lower):
        return True
    if any(_SOURCES.names(one) for one in lower):
        return False
    bundled = name in {"dist", "out", "coverage"} and any(one.endswith(_BUNDLED) for one in lower)
    if bundled or any(_BESIDE.names(one) for one in lower):
        return bundled
    if any(one in _INSIDE_OUTPUT or one.startswith(("bdist.", "lib.", "temp.", "scripts-")) for one in lower):
        return name not in {"bin", "output"} or bool({"debug", "release"} & set(lower))
    return False
