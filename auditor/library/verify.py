"""What is wrong in the data, and how much of it there is. In: a compiled index. Out: sentences, and counts.

The loader refuses what has no shape; here stands what only the whole can show: words that point nowhere, days that have
not come, names that the prefilter would miss.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from auditor.facts import Catalog, Lifecycle, Model, Provenance, fold, squeeze
from auditor.library import feeds, load_catalog, needles
from auditor.library.compile import compiled
from auditor.library.loader import ordinary_words
from auditor.library.stems import Cutter, Stems


def problems(root: str, today: date, overlay: str = "") -> list[str]:
    """Everything that is wrong in the data of a rules directory, sorted; a file that does not load raises `CatalogError`."""
    index = compiled(root, overlay)
    catalog = load_catalog("", overlay, root)
    found = [
        *_days(catalog, today),
        *_models(catalog),
        *_packages(catalog),
        *_providers(catalog),
        *_meanings(catalog),
        *_feeds(catalog, root),
        *(f"needles: nothing reaches {name}" for name in unreached(index, ordinary_words(root))),
    ]
    return sorted(found)


def unreached(index: Mapping[str, Any], ordinary: Iterable[str]) -> list[str]:
    """Names of the index that hold no needle though they have more in them than ordinary words."""
    cutter, found = Cutter(ordinary), Stems(index["needles"])
    return sorted(name for name in needles.targets(index) if cutter.has_stem(name) and not found.found_in(name))


def status(catalog: Catalog, today: date) -> dict[str, Any]:
    """Date, age and counts of a catalog, as `catalog status` shows them."""
    models = list(catalog.models.values())
    ends = [end for model in models for end in model.lifecycle]
    sources = Counter(word for model in models for end in model.lifecycle for word in _hosts(end.origin.source))
    return {
        "as_of": catalog.as_of.isoformat(),
        "age_days": (today - catalog.as_of).days,
        "source": catalog.source,
        "digest": catalog.digest,
        "counts": {
            "makers": len(catalog.makers),
            "providers": len(catalog.providers),
            "frameworks": len(catalog.frameworks),
            "packages": len(catalog.packages),
            "models": len(models),
            "spellings": len(catalog.model_keys),
            "families": len(catalog.families),
            "lifecycle": len(ends),
            "announced": sum(end.certainty == "announced" for end in ends),
            "licenses": len(catalog.licenses),
            "signals": len(catalog.signals),
            "files": len(catalog.files),
            "needles": len(catalog.needles),
        },
        "sources": dict(sorted(sources.items(), key=lambda item: (-item[1], item[0]))[:12]),
    }


def _hosts(source: str) -> set[str]:
    """The site a source names, else its short names."""
    address = source.partition(" ")[0]
    if "://" in address:
        return {address.split("/")[2]}
    return {word.partition("@")[0] for word in source.split("+")}


def _days(catalog: Catalog, today: date) -> Iterator[str]:
    for where, origin in _origins(catalog):
        if not origin.source.strip():
            yield f"{where}: source: empty"
        if origin.checked > today:
            yield f"{where}: checked: {origin.checked} has not come yet"


def _origins(catalog: Catalog) -> Iterator[tuple[str, Provenance]]:
    for kind in ("makers", "providers", "frameworks", "licenses", "packages"):
        for key, record in getattr(catalog, kind).items():
            yield f"{kind}: {':'.join(key) if isinstance(key, tuple) else key}", record.origin
    for model in catalog.models.values():
        yield f"models: {model.id}", model.origin
        for end in model.lifecycle:
            yield f"models: {model.id} at {end.provider}", end.origin
    for kind in ("patterns", "signals", "files", "snippets"):
        for record in getattr(catalog, kind):
            yield f"{kind}: {record.owner}", record.origin


def _models(catalog: Catalog) -> Iterator[str]:
    for model in catalog.models.values():
        yield from _terms(catalog, f"models: {model.id}", model.license)
        if model.weights == "closed" and model.license in catalog.licenses and catalog.licenses[model.license].osi:
            yield f"models: {model.id}: closed weights under {model.license}"
        for names in (model.replacement, *(end.replacement for end in model.lifecycle)):
            yield from _replacements(catalog, model, names)
        for end in model.lifecycle:
            yield from _end(catalog, model, end)
    for family in catalog.families:
        yield from _terms(catalog, f"families: {family.name}", family.license)


def _terms(catalog: Catalog, where: str, license_id: str) -> Iterator[str]:
    if license_id and license_id not in catalog.licenses:
        yield f"{where}: license: {license_id} is not in rules/licenses"


def _replacements(catalog: Catalog, model: Model, names: str) -> Iterator[str]:
    for name in names.split(" | "):
        prose = " " in name or not name
        if not prose and fold(name) not in catalog.model_keys and squeeze(fold(name)) not in catalog.loose_keys:
            yield f"models: {model.id}: replacement: {name} is not in rules/models"


def _end(catalog: Catalog, model: Model, end: Lifecycle) -> Iterator[str]:
    where = f"models: {model.id} at {end.provider}"
    if end.provider not in catalog.providers:
        yield f"{where}: provider: not in rules/providers"
    if end.deprecated_on is None and end.retires_on is None:
        yield f"{where}: neither deprecated_on nor retires_on"
    if end.deprecated_on and end.retires_on and end.deprecated_on > end.retires_on:
        yield f"{where}: deprecated_on {end.deprecated_on} is after retires_on {end.retires_on}"


def _packages(catalog: Catalog) -> Iterator[str]:
    names = {name.lower() for _, name in catalog.packages}
    for key, package in catalog.packages.items():
        where = f"packages: {':'.join(key)}"
        if package.provider and package.provider not in catalog.providers:
            yield f"{where}: provider: {package.provider} is not in rules/providers"
        if package.replacement and " " not in package.replacement and package.replacement.lower() not in names:
            yield f"{where}: replacement: {package.replacement} is not in the catalog"


def _providers(catalog: Catalog) -> Iterator[str]:
    for provider in catalog.providers.values():
        where = f"providers: {provider.id}"
        for maker in provider.hosts:
            if maker != "*" and maker not in catalog.makers:
                yield f"{where}: hosts: {maker} is not in rules/models"
        for model in provider.serves:
            if model not in catalog.models:
                yield f"{where}: serves: {model} is not in rules/models"
        if provider.status == "closed" and provider.id not in catalog.service_ends:
            yield f"{where}: closed without [service_end]"


def _feeds(catalog: Catalog, root: str) -> Iterator[str]:
    if not os.path.exists(os.path.join(root, *feeds.PLACE)):
        return
    book = feeds.book_of(root)
    for word, provider in (*book.names.items(), *zip(book.vendors, book.vendors, strict=True)):
        if provider not in catalog.providers:
            yield f"feeds: {word}: {provider} is not in rules/providers"
    for feed in book.feeds:
        if not feed.url.startswith("https://"):
            yield f"feeds: {feed.name}: url: not https"


def _meanings(catalog: Catalog) -> Iterator[str]:
    for signal in catalog.signals:
        if signal.provider and signal.provider not in catalog.providers:
            yield f"signals: {signal.id}: provider: {signal.provider} is not in rules/providers"
        if not (signal.calls or signal.keys or signal.imports or signal.values or signal.files):
            yield f"signals: {signal.id}: matches nothing"
    for kind in ("patterns", "files"):
        for record in getattr(catalog, kind):
            for spelled, provider in record.names.items():
                if provider and provider not in catalog.providers:
                    yield f"{kind}: {record.owner}: names.{spelled}: {provider} is not in rules/providers"
