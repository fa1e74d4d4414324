"""Where the addresses of one repository lead. In: its evidence. Out: the provider behind a URL, and which variables only name a
protocol.

Containers call each other by the names of their services: such a host is what the service's image is known to run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from auditor import lazy_re as re
from auditor.facts import Catalog, Package
from auditor.records import DECIDING, Evidence, How
from auditor.resolve.endpoints import is_local, is_set, provider_of, sharers, split
from auditor.resolve.nearby import folder_of
from auditor.resolve.slots import last_segment
from auditor.resolve.variables import named_in, owner_of

HERE = "!"  # an address on this machine that is no runtime's we know: a stand-in, or anything behind a port
ELSEWHERE = "?"  # a base URL that is nobody's we know: certainly not the SDK's own maker
NOBODY = frozenset({ELSEWHERE, HERE})
_SERVICE = re.compile(r"services\.([\w-]{1,63})\.image")
_BETWEEN = re.compile(r"[;,\s]+")


class Addresses:
    """Answers whose API an address is, in the network that the files of a folder describe."""

    def __init__(self, evidence: Sequence[Evidence], catalog: Catalog, image: Callable[[str], Package | None]) -> None:
        """`image` knows a container image by its name."""
        self._catalog = catalog
        self._services: dict[tuple[str, str], str] = {}  # folder and name of a service -> provider
        for one in evidence:
            named = _SERVICE.fullmatch(one.slot) if one.how is How.IMAGE else None
            package = image(one.value) if named is not None else None
            if named is not None and package is not None and package.provider:
                self._services[folder_of(one.path), named[1].lower()] = package.provider
        self._led = self._by_variable(evidence)

    def provider(self, one: Evidence) -> str:
        """The provider whose API answers at the address, "" if none is known."""
        return self._of(one, one.value)

    def _of(self, one: Evidence, url: str) -> str:
        found = split(url) if self._services else None
        service = self._services.get((folder_of(one.path), found[0].partition(":")[0])) if found is not None else None
        return service or provider_of(self._catalog, url) or self._named(one, url)

    def _named(self, one: Evidence, url: str) -> str:
        """Whose service on a shared host is meant, by what the address is called: `acme_endpoint`, `Acme(...)`."""
        for provider, word in sharers(self._catalog, url):
            for name in (last_segment(one.slot), one.via, one.callee.partition("(")[0]):
                if named_in(self._catalog, name) == provider or (word in self._catalog.slugs and word in name.lower()):
                    return provider
        return ""

    def speaks_only(self, one: Evidence, provider: str) -> bool:
        """Whether a variable of configuration names a provider's protocol: all addresses set beside it lead elsewhere."""
        led = self._led.get((one.path, one.site, provider), set()) if not one.callee else set()
        return bool(led) and led.isdisjoint({"", provider})

    def _by_variable(self, evidence: Sequence[Evidence]) -> dict[tuple[str, str, str], set[str]]:
        """(file, block, owner of a variable) -> where the addresses lead that such variables are given."""
        found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for one in evidence:
            if one.how is not How.ENDPOINT or one.callee or not one.via or one.role not in DECIDING:
                continue
            owner = owner_of(self._catalog, one.via)
            if owner is not None:
                parts = [part for part in _BETWEEN.split(one.value) if part]
                # what one runs oneself may stand at any address, a vendor's service only at its own
                away = is_set if self._catalog.providers[owner.provider].own_models else is_local
                led = {self._of(one, part) or (HERE if away(part) or is_local(part) else "") for part in parts}
                found[one.path, one.site, owner.provider] |= led
        return found
