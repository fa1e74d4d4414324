"""Whose variable a name is. In: an environment variable, or a name in any case style. Out: a provider id and how sure it is."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Catalog
from auditor.records import Confidence
from auditor.resolve.slots import words
from auditor.rows import NamedTuple

# Words after a provider's name that make it a setting of an API
TAILS = frozenset(
    "key keys token secret url uri base endpoint host model models deployment org organization organisation project region "
    "version name id api type provider temperature timeout proxy enabled embedding embeddings chat instance resource port path "
    "apikey baseurl".split()
)
# Those of them that only a model API has: any server has a host, a port and a version
TELLING = frozenset(
    "key keys token secret apikey api model models deployment embedding embeddings chat temperature baseurl llm "
    "completion".split()
)
# Behind a provider's name they say that others speak its protocol: `ACME_COMPATIBLE_API_KEY`
_PROTOCOL = frozenset({"COMPATIBLE", "COMPAT", "LIKE"})
_SWITCHES = frozenset({"USE", "ENABLE", "WITH"})
_SPLIT = re.compile(r"[^A-Z0-9]+")
_LONGEST = 4  # words of a stem
_MOST = 40_000  # names that are remembered


class Owner(NamedTuple):
    """The provider that a name belongs to; `sure` when the name could hardly mean anything else."""

    provider: str
    confidence: Confidence
    sure: bool


class _Memory:
    """What names were found to mean by the last catalog that was asked: each join asks for the same ones again."""

    def __init__(self) -> None:
        self.catalog: Catalog | None = None
        self.owners: dict[str, Owner | None] = {}
        self.named: dict[str, str] = {}

    def of(self, catalog: Catalog) -> _Memory:
        """This memory, emptied for another catalog and when it is full."""
        if self.catalog is not catalog or len(self.owners) + len(self.named) > _MOST:
            self.catalog, self.owners, self.named = catalog, {}, {}
        return self


_MEMORY = _Memory()


def owner_of(catalog: Catalog, name: str) -> Owner | None:
    """The provider of an environment variable: known by its whole name, or by a stem and what stands behind it."""
    known = _MEMORY.of(catalog).owners
    if name not in known:
        known[name] = _owner(catalog, name)
    return known[name]


def _owner(catalog: Catalog, name: str) -> Owner | None:
    exact = catalog.env.get(name) or catalog.env.get(name.upper())
    if exact:
        sure = name.upper() not in catalog.providers[exact].env_shared
        return Owner(exact, Confidence.HIGH if sure else Confidence.MEDIUM, sure=sure)
    parts = _parts(name)
    for size in range(min(_LONGEST, len(parts)), 0, -1):
        for start in range(len(parts) - size + 1):
            provider = catalog.env_stems.get("_".join(parts[start : start + size]))
            if not provider:
                continue
            rest = parts[start + size :]
            if _is_protocol(rest):
                continue
            tail = {part.lower() for part in rest}
            if tail & TAILS or (start > 0 and parts[start - 1] in _SWITCHES):
                return Owner(provider, Confidence.MEDIUM, sure=bool(tail & TELLING))
    return None


def _parts(name: str) -> list[str]:
    """The words of a variable; behind sections, `Acme__ChatModelId`, the key has words of its own."""
    if "__" in name and not name.isupper():
        *sections, key = name.split("__")
        return [*(section.upper() for section in sections), *(word.upper() for word in words(key))]
    return [part for part in _SPLIT.split(name.upper()) if part]


def named_in(catalog: Catalog, name: str) -> str:
    """The provider whose stem stands in a name of any case style, the longest one: `azureAcmeChatModel`; "" for none."""
    known = _MEMORY.of(catalog).named
    if name not in known:
        known[name] = _stem_in(catalog, name)
    return known[name]


def _stem_in(catalog: Catalog, name: str) -> str:
    parts = [word.upper() for word in words(name)]
    for size in range(min(_LONGEST, len(parts)), 0, -1):
        for start in range(len(parts) - size + 1):
            part = parts[start : start + size]
            provider = catalog.env_stems.get("_".join(part)) or catalog.env_stems.get("".join(part))
            if provider and not _is_protocol(parts[start + size :]):
                return provider
    return ""


def _is_protocol(rest: list[str]) -> bool:
    """Whether the words behind a provider's name make it the name of a protocol."""
    return bool(_PROTOCOL.intersection(rest[1:2] if rest[:1] == ["API"] else rest[:1]))
