"""What a product's configuration says. In: evidence with key paths, the catalog's file descriptions. Out: for each evidence the
purpose of its slot (model, provider, base url, key, fallback, alias, version) and the provider that the file itself names for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from auditor import lazy_re as re
from auditor.facts import Catalog, FileSpec
from auditor.records import Evidence, How
from auditor.rows import NamedTuple

_READ = frozenset({How.CONFIG, How.ENDPOINT, How.LITERAL, How.ENV})
_PURPOSES = {
    "alias": "aliases", "version": "versions",  # more is said of these slots: they come first
    "model": "models", "fallback": "fallbacks", "provider": "providers", "base_url": "base_urls", "key": "keys",
}  # fmt: skip
_NAMING = frozenset({"alias", "version"})  # what is said of a model and is none, nor a provider's
_PLAIN = str.maketrans({"-": "", "_": "", ":": "."})


class Meaning(NamedTuple):
    """The purpose of one evidence in a product's file; `provider` is the id that the file gives to it, "" if none."""

    evidence: Evidence
    purpose: str  # model | fallback | provider | base_url | key | alias | version
    provider: str
    spec: FileSpec


class _Pattern(NamedTuple):
    purpose: str
    match: re.Pattern[str]
    spec: FileSpec


class FileIndex:
    """The catalog's file descriptions, ready to be asked by path and slot."""

    def __init__(self, catalog: Catalog) -> None:
        """Sort globs by suffix; expressions are compiled when the first path needs them."""
        self._catalog = catalog
        self._globs: dict[str, list[tuple[str, str, FileSpec]]] = defaultdict(list)  # suffix -> literal in it, glob, description
        self._patterns: dict[int, tuple[_Pattern, ...]] = {}
        self._of_path: dict[str, tuple[FileSpec, ...]] = {}
        for spec in catalog.files:
            for text in spec.globs:
                for glob in expanded(text):
                    suffix = glob.rpartition("/")[2].rpartition(".")[2].lower()
                    bucket = suffix if suffix.isalnum() and "." in glob else "*"
                    self._globs[bucket].append((literal_of(glob), glob, spec))

    def specs(self, path: str) -> tuple[FileSpec, ...]:
        """Descriptions whose globs match the path."""
        known = self._of_path.get(path)
        if known is None:
            suffix = path.rpartition("/")[2].rpartition(".")[2].lower()
            lower = f"/{path.lower()}"
            found = {
                id(spec): spec
                for bucket in ("*", suffix)
                for literal, glob, spec in self._globs.get(bucket, ())
                if literal in lower and glob_regex(glob).match(path)
            }
            known = self._of_path[path] = tuple(found.values())
        return known

    def meanings(self, evidence: Iterable[Evidence]) -> list[Meaning]:
        """Meanings of all evidence that stands in a slot some description knows, with providers joined within each file."""
        by_path: dict[str, list[Evidence]] = defaultdict(list)
        for one in evidence:
            if one.slot and one.how in _READ:
                by_path[one.path].append(one)
        found: list[Meaning] = []
        for path, ones in by_path.items():
            specs = self.specs(path)
            if specs:
                found += _joined([meaning for one in ones for meaning in self._of(one, specs)])
        return found

    def _of(self, one: Evidence, specs: Sequence[FileSpec]) -> Iterable[Meaning]:
        slot = plain_slot(one.slot)
        for spec in specs:
            for pattern in self._patterns_of(spec):
                match = pattern.match.fullmatch(slot)
                if match is None:
                    continue
                provider = self.provider(match["provider"], spec) if "provider" in pattern.match.groupindex else ""
                if pattern.purpose == "provider":
                    provider = provider or self.provider(one.value, spec)
                    if not provider:
                        continue
                yield Meaning(one, pattern.purpose, provider, spec)
                break

    def _patterns_of(self, spec: FileSpec) -> tuple[_Pattern, ...]:
        known = self._patterns.get(id(spec))
        if known is None:
            known = self._patterns[id(spec)] = tuple(
                _Pattern(purpose, slot_regex(path), spec) for purpose, field in _PURPOSES.items() for path in getattr(spec, field)
            )
        return known

    def provider(self, word: str, spec: FileSpec) -> str:
        """Provider id of a product's own word for it, "" if it names none."""
        named = _names(spec, word)
        if named is not None:
            return named
        for form in (word, word.rpartition("/")[2], word.partition(":")[0]):
            lower = form.lower()
            for key in (lower, lower.replace("_", "-"), lower.replace("-", "_")):
                if key in self._catalog.providers:
                    return key
                known = self._catalog.slugs.get(key) or self._catalog.prefixes.get(key)
                if known:
                    return known
        return ""


def _names(spec: FileSpec, word: str) -> str | None:
    """The description's own answer for a word; names may end in `*`, versions behind `@` do not count."""
    for form in (word, word.partition("@")[0]):
        known = spec.names.get(form)
        if known is not None:
            return known
    lower = word.lower()
    for name, provider in spec.names.items():
        pattern = name.lower()
        if pattern == lower or plain_slot(name) == plain_slot(word) or (pattern.endswith("*") and lower.startswith(pattern[:-1])):
            return provider
    return None


def _joined(found: list[Meaning]) -> list[Meaning]:
    """Every meaning with the provider that stands nearest above it: in its own mapping or one that encloses it."""
    by_site: dict[str, str] = {}
    for one in found:
        if one.purpose == "provider":
            by_site.setdefault(one.evidence.site, one.provider)
    return [
        one
        if one.provider or one.purpose in _NAMING
        else one._replace(provider=_nearest(one.evidence.site, by_site) or one.spec.prefix)
        for one in found
    ]


def _nearest(site: str, by_site: dict[str, str]) -> str:
    while site:
        known = by_site.get(site)
        if known:
            return known
        cut = max(site.rfind("."), site.rfind("["))
        site = site[:cut] if cut > 0 else ""
    return ""


@lru_cache(maxsize=50_000)
def plain_slot(slot: str) -> str:
    """A key path in the one spelling that patterns are written against: lower case, no `-` and `_`, `:` and `__` as `.`."""
    return slot.replace("__", ".").translate(_PLAIN).lower()


def slot_regex(path: str) -> re.Pattern[str]:
    """A key path as a regular expression: `*` is one key, `**.` any number, `{provider}` one that names it."""
    parts = []
    for part in re.split(r"(\*\*\.|\*|\{provider\})", path):
        if part == "**.":
            parts.append(r"(?:[^\n]*\.)?")
        elif part == "*":
            parts.append(r"[^.\[\]]*")
        elif part == "{provider}":
            parts.append(r"(?P<provider>[^.\[\]]+)")
        else:
            parts.append(re.escape(plain_slot(part)))
    return re.compile("".join(parts))


def expanded(glob: str) -> list[str]:
    """The globs that `{a,b}` stands for."""
    match = re.search(r"\{([^{}]{1,200})\}", glob)
    if match is None:
        return [glob]
    return [more for word in match[1].split(",") for more in expanded(glob[: match.start()] + word + glob[match.end() :])]


def literal_of(glob: str) -> str:
    """The longest literal that every path of a glob holds, lower case; "" when there is none."""
    return max(glob.lower().replace("**/", "*").replace("?", "*").split("*"), key=len)


@lru_cache(maxsize=2_000)
def glob_regex(glob: str) -> re.Pattern[str]:
    """A path glob: `**/` any directories, `*` anything within one name; a glob without `/` holds in every directory."""
    if "/" not in glob:
        glob = f"**/{glob}"
    wild = {"**/": r"(?:[^\n]*/)?", "**": r"[^\n]*", "*": r"[^/\n]*", "?": r"[^/\n]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    return re.compile("".join(wild.get(part, re.escape(part)) for part in parts) + r"\Z", re.IGNORECASE)
