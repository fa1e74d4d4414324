"""Code that carries out an alternative. In: an alternative and the languages in use. Out: the alternative with a snippet."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from auditor.facts import Catalog, Snippet
from auditor.records import Alternative, How, Inventory

_LANGUAGES = {
    "py": "python", "ipynb": "python", "ts": "typescript", "tsx": "typescript", "mts": "typescript", "js": "javascript",
    "jsx": "javascript", "mjs": "javascript", "cjs": "javascript", "vue": "typescript", "svelte": "typescript",
    "go": "go", "java": "java", "kt": "kotlin", "cs": "csharp", "rb": "ruby", "php": "php", "rs": "rust", "swift": "swift", "dart": "dart", "ex": "elixir", "exs": "elixir",
}  # fmt: skip


def language_of(inventory: Inventory) -> str:
    """The language in which most of the project's calls are written, "" if none is."""
    counts: Counter[str] = Counter()
    for site in inventory.sites:
        counts[_LANGUAGES.get(site.place.path.rpartition(".")[2], "")] += 1 + (site.place.how is How.CALL)
    del counts[""]
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def snippet_for(option: Alternative, catalog: Catalog, inventory: Inventory) -> Alternative:
    """The alternative with a few lines in the project's language, when the catalog has some for its kind of step."""
    provider = catalog.providers.get(option.provider)
    if provider is None or option.effort not in ("base_url change", "config change"):
        return option
    language = language_of(inventory)
    purpose = "local" if "local-runtime" in provider.kinds else "base-url"
    found = snippet(catalog, purpose, language)
    if found is None or not provider.base_url or not provider.openai_compatible:
        return option
    env = next((name for name in provider.env if name.endswith(("KEY", "TOKEN"))), "API_KEY")
    return replace(option, snippet=filled(found, model=option.model, base_url=provider.base_url, env=env))


def snippet(catalog: Catalog, purpose: str, language: str) -> Snippet | None:
    """The catalog's snippet of that purpose in that language; TypeScript and JavaScript serve each other."""
    same = {"javascript": ("javascript", "typescript"), "typescript": ("typescript", "javascript"), "kotlin": ("kotlin", "java")}
    for name in same.get(language, (language,)):
        for one in catalog.snippets:
            if one.purpose == purpose and one.language == name:
                return one
    return None


def filled(snippet_: Snippet, **values: str) -> str:
    """The code with its holes filled; values never add lines or quotes."""
    code = snippet_.code
    for key, value in values.items():
        clean = "".join(char for char in value if char.isalnum() or char in "-._:/@ ")
        code = code.replace("{" + key + "}", clean)
    return code
