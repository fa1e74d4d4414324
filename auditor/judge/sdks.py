"""How many SDKs packages are. In: packages that lead to one provider. Out: by ecosystem, how many SDKs they are parts of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from auditor.records import PackageUse


def sdks_of(packages: Iterable[PackageUse], slugs: Iterable[str]) -> Mapping[str, int]:
    """The number of SDKs by ecosystem: code of one language cannot share the client of another; `slugs` name the provider."""
    names: dict[str, set[str]] = defaultdict(set)
    for one in packages:
        names[one.ecosystem].add(one.name.lower())
    return {ecosystem: len({_stem(name, slugs) for name in _apart(found)}) for ecosystem, found in names.items()}


def _apart(names: Iterable[str]) -> list[str]:
    """Without the names that begin with another one: they are parts of its SDK."""
    found: list[str] = []
    for name in sorted(names):
        if not found or not name.startswith(found[-1]):
            found.append(name)
    return found


def _stem(name: str, slugs: Iterable[str]) -> str:
    """What the artifacts of one SDK share: scope, group, or all up to the provider's word in `acme-globexruntime`."""
    for mark in ("/", ":"):
        if mark in name:
            return name.partition(mark)[0]
    told = max((slug for slug in slugs if slug in name), key=len, default="")
    return name[: name.find(told) + len(told)] if told else name
