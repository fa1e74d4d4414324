"""Lists of environment variables. In: the addresses and providers that stand in one. Out: where the model of a variable is asked.

Such a list holds what a whole program is told: the address of one thing there is not the address of another. Names say which
belong together: `ACME_BASE_URL` and `ACME_MODEL`, `LLM_PROVIDER` and `LLM_MODEL`.
"""

from __future__ import annotations

from collections import defaultdict

from auditor.facts import Catalog, fold
from auditor.records import Evidence
from auditor.resolve.addresses import NOBODY
from auditor.resolve.slots import words
from auditor.resolve.variables import TAILS, named_in
from auditor.rows import NamedTuple

_ROLES = frozenset("embedding embeddings chat completion rerank vision audio speech image ocr summary small fast".split())
_PLAIN = (TAILS - _ROLES) | frozenset("default address server origin backend".split())
_ANY = frozenset("llm llms ai genai inference".split())  # words for whatever model is in use
_API = ("/v1", "/v1/", "/chat/completions", "/api/generate", "/api/chat")  # no other service ends so

Key = tuple[str, str]
Stem = frozenset[str]


class _Address(NamedTuple):
    stem: Stem
    owner: str  # whose name the variable bears
    target: str
    telling: bool  # a model API's by its owner or its path


class EnvSheets:
    """The lists of variables of one repository, by file and block."""

    def __init__(self, catalog: Catalog) -> None:
        """Nothing is told yet."""
        self._catalog = catalog
        self._addresses: dict[Key, list[_Address]] = defaultdict(list)
        self._said: dict[Key, dict[Stem, str]] = defaultdict(dict)

    def address(self, one: Evidence, target: str) -> bool:
        """Note where the address in a variable leads; whether that may hold for all that the block says of models."""
        name = named_in(self._catalog, one.slot)
        telling = target not in NOBODY or one.value.rstrip("/").endswith(_API)
        known = _Address(_stem(one.slot), name, target, telling)
        self._addresses[one.path, one.site].append(known)
        return telling or bool(name) or known.stem <= _ANY

    def says(self, one: Evidence) -> None:
        """Note a variable that may name a provider: `LLM_PROVIDER=acme`."""
        provider = self._catalog.slugs.get(fold(one.value), "") or self._catalog.prefixes.get(one.value.lower(), "")
        if provider:
            self._said[one.path, one.site].setdefault(_stem(one.slot), provider)

    def provider(self, one: Evidence) -> str:
        """Who is named beside the variable of a model, under the same name or one that means any model; "" for nobody."""
        said, stem = self._said.get((one.path, one.site), {}), _stem(one.slot)
        if stem in said or named_in(self._catalog, one.slot):
            return said.get(stem, "")
        return next((provider for known, provider in said.items() if known <= _ANY), "")

    def leads(self, one: Evidence) -> set[str]:
        """Where the addresses lead that belong to the variable of a model."""
        addresses = self._addresses.get((one.path, one.site), ())
        stem, name, said = _stem(one.slot), named_in(self._catalog, one.slot), self.provider(one)
        own = [known for known in addresses if known.stem and known.stem <= stem and stem - known.stem <= _ROLES]
        if own:
            longest = max(len(known.stem) for known in own)
            return {known.target for known in own if len(known.stem) == longest}
        if said:
            own = [known for known in addresses if known.owner == said]
        elif not name:
            own = [known for known in addresses if known.owner and not known.stem & _ROLES]
        own = own or [known for known in addresses if not known.owner and (known.telling or not name) and known.stem <= _ANY]
        return {known.target for known in own}


def is_variable(one: Evidence) -> bool:
    """Whether this is what a variable is set to in a list of them."""
    return bool(one.via) and not one.callee and one.slot.isupper()


def _stem(name: str) -> Stem:
    """What a variable is called beside what it is: `ACME_API_BASE_URL` -> acme."""
    return frozenset(words(name)) - _PLAIN
