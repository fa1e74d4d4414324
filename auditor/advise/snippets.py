"""Code that carries out an alternative. In: an alternative, the language it is for, what is in use. Out: it with a snippet.

Snippets are data; a hole (`{model}`, `{base_url}`, `{env}`) takes a catalog value in letters, digits and a few signs only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from auditor.advise.alternatives import BASE_URL, CONFIG
from auditor.advise.hosts import address, id_at
from auditor.advise.surroundings import Setting, is_named, runs_here
from auditor.facts import Catalog, Snippet
from auditor.frozen import replace
from auditor.records import Alternative, How, Inventory, Place

_LANGUAGES = {
    "py": "python", "ipynb": "python", "ts": "typescript", "tsx": "typescript", "mts": "typescript", "js": "javascript",
    "jsx": "javascript", "mjs": "javascript", "cjs": "javascript", "vue": "typescript", "svelte": "typescript",
    "go": "go", "java": "java", "kt": "kotlin", "cs": "csharp", "rb": "ruby", "php": "php", "rs": "rust",
    "swift": "swift", "dart": "dart", "ex": "elixir", "exs": "elixir",
}  # fmt: skip
_ECOSYSTEMS = {
    "pypi": "python", "npm": "typescript", "go": "go", "maven": "java", "nuget": "csharp", "rubygems": "ruby",
    "packagist": "php", "cargo": "rust", "swift": "swift", "pub": "dart", "hex": "elixir",
}  # fmt: skip
_SAME = {"javascript": ("javascript", "typescript"), "typescript": ("typescript", "javascript")}
_GATEWAYS = ("fallback", "gateway")
_SETTINGS = ("yaml",)  # a gateway is set up, not programmed: whatever language calls it
_CODE = frozenset("-._:/@ ")


def language_of(inventory: Inventory, places: Iterable[Place] = ()) -> str:
    """The language of most of these places, else of most of the project's calls, else of its packages; "" if none is known."""
    for counted in (places, (site.place for site in inventory.sites)):
        counts: Counter[str] = Counter()
        for place in counted:
            counts[_LANGUAGES.get(place.path.rpartition(".")[2].lower(), "")] += 1 + (place.how is How.CALL)
        del counts[""]
        if counts:
            return min(counts, key=lambda name: (-counts[name], name))
    known = Counter(_ECOSYSTEMS[one.ecosystem] for one in inventory.packages if one.ecosystem in _ECOSYSTEMS)
    return min(known, key=lambda name: (-known[name], name), default="")


def with_snippets(
    options: Iterable[Alternative], purposes: tuple[str, ...], language: str, catalog: Catalog, setting: Setting
) -> tuple[Alternative, ...]:
    """The alternatives, the first of each purpose with code: one example says how, the next differs by a name."""
    found, shown = [], set[str]()
    for option in options:
        one = _snippet_for(option, purposes, language, catalog, setting)
        if one is None or one.purpose in shown or (shown and one.purpose != "local"):
            found.append(option)
            continue
        shown.add(one.purpose)
        found.append(replace(option, snippet=_code(one, catalog, option)))
    return tuple(found)


def _snippet_for(
    option: Alternative, purposes: tuple[str, ...], language: str, catalog: Catalog, setting: Setting
) -> Snippet | None:
    """None where nothing but a name has to change, or where the host has no address that could be written down."""
    provider = catalog.providers.get(option.provider)
    if purposes != ("config",):
        if provider is None or not provider.openai_compatible or not address(provider):
            return None
        if option.effort == CONFIG and ("fallback" not in purposes or option.provider in setting.local):
            return None
        if runs_here(provider):
            purposes = ("local",)
    return snippet(catalog, purposes, language, setting.packages, known_only=option.effort == BASE_URL)


def _code(one: Snippet, catalog: Catalog, option: Alternative) -> str:
    provider = catalog.providers.get(option.provider)
    if provider is None:
        return filled(one, model=option.model)
    env = next((name for name in provider.env if name.endswith(("KEY", "TOKEN"))), "API_KEY")
    return filled(one, model=id_at(provider, option.model, catalog), base_url=address(provider), env=env)


def snippet(
    catalog: Catalog, purposes: Iterable[str], language: str, packages: Iterable[str], *, known_only: bool = False
) -> Snippet | None:
    """A snippet in that language for the first purpose that has one; one whose package is in use goes before all others.

    A fallback is written around the client in use; without that client only a gateway's, which takes any model in front. The
    settings of a gateway serve any language. `known_only`: the present client stays, and code for another one would mislead.
    """
    names = frozenset(packages)
    for purpose in purposes:
        found = [
            one
            for name in (_SETTINGS if purpose == "gateway" else _SAME.get(language, (language,)))
            for one in catalog.snippets
            if one.purpose == purpose and one.language == name
        ]
        used = next((one for one in found if one.package and is_named(one.package, names)), None)
        free = next((one for one in found if _is_gateway(catalog, one) is (purpose in _GATEWAYS)), None)
        free = free if purpose in _GATEWAYS or not known_only else None
        if used is not None or free is not None:
            return used or free
    return None


def _is_gateway(catalog: Catalog, one: Snippet) -> bool:
    owner = catalog.providers.get(one.owner)
    return owner is not None and "gateway" in owner.kinds


def filled(snippet_: Snippet, **values: str) -> str:
    """The code with its holes filled; values never add lines or quotes."""
    code = snippet_.code.strip("\n") + "\n"
    for key, value in values.items():
        clean = "".join(char for char in value if (char.isascii() and char.isalnum()) or char in _CODE)
        code = code.replace("{" + key + "}", clean)
    return code
