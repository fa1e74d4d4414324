"""What variables are filled with. In: the evidence. Out: those that bear one vendor's name and are given what belongs to another:
`ACME_API_KEY: ${GLOBEX_API_KEY}`, `ACME_MODEL=globex.acme-1-v1:0`. Such a name tells the protocol, or who made the model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.facts import Catalog
from auditor.records import DECIDING, Evidence, How
from auditor.resolve.forms import Reader
from auditor.resolve.slots import last_segment, purpose
from auditor.resolve.variables import owner_of

_SERVING = frozenset({"provider", "gateway", "local-runtime"})
LONGEST = 200  # characters of an id
TWICE = 2  # where it is set and where it is read: what it was is kept


class Filled:
    """The variables of one repository that are filled with another vendor's key or model."""

    def __init__(self, evidence: Sequence[Evidence], catalog: Catalog) -> None:
        """Look at what each variable is given where it is set, and at the ids that any place gives it."""
        self._catalog = catalog
        self._reader = Reader(catalog)
        self._sources: dict[tuple[object, ...], set[str]] = defaultdict(set)
        self._named: dict[tuple[object, ...], int] = defaultdict(int)
        self._forms: dict[str, set[str]] = defaultdict(set)  # variable -> providers that the forms of its ids imply
        for one in evidence:
            if one.how is How.ENV:
                self._named[_place(one, one.value)] += 1
                if one.slot.isupper() and one.slot != one.value:
                    owner = owner_of(catalog, one.value)
                    self._sources[_place(one, one.slot)].add(owner.provider if owner is not None else "")
            elif one.via and one.value and one.role in DECIDING and purpose(one.via) == "model":
                self._forms[one.via].add(self._reader.read(one.value).provider if len(one.value) <= LONGEST else "")

    def elsewhere(self, one: Evidence, name: str, provider: str) -> bool:
        """Whether the variable `name`, which is called after `provider`, is filled at this place with what is another's."""
        forms = self._forms.get(name, set())
        if forms and all(self._other(form, provider) for form in forms):
            return True
        place = _place(one, name)
        sources = self._sources.get(place, set()) if self._named.get(place, 0) < TWICE else set()
        return bool(sources) and all(self._other(source, provider) for source in sources)

    def _other(self, source: str, provider: str) -> bool:
        """Whether what is given belongs to somebody else who serves models; a host may be opened with its maker's key."""
        known, named = self._catalog.providers.get(source), self._catalog.providers[provider]
        if known is None or source == provider or not _SERVING.intersection(known.kinds):
            return False
        return named.own_models or source not in named.hosts


def _place(one: Evidence, name: str) -> tuple[object, ...]:
    """The block of settings in which a variable is set, or the line of a program."""
    return one.path, one.site if one.site and not one.callee else one.line, last_segment(name)
