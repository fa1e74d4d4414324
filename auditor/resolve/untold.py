"""Clients whose address comes from outside. In: the evidence, where calls are known to lead. Out: calls that anybody may get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.facts import Catalog
from auditor.records import UNTOLD, Evidence, How
from auditor.resolve.slots import purpose
from auditor.resolve.variables import named_in, owner_of

Key = tuple[str, str]


def untold(evidence: Sequence[Evidence], catalog: Catalog, redirects: Mapping[Key, str]) -> frozenset[Key]:
    """(path, site) of calls that make a client for any address, and of what is called on it.

    An address under a provider's own name (`ACME_BASE_URL`, `config.acmeUrl`) is there for a proxy: that provider is meant.
    """
    found: set[Key] = set()
    known = set(redirects)
    for one in evidence:
        if not one.site or not one.callee:
            continue
        key = (one.path, one.site)
        if one.how is How.CALL and one.scope == UNTOLD:
            own = named_in(catalog, one.via) or owner_of(catalog, one.via.rpartition(".")[2]) is not None
            (known if own else found).add(key)
        elif one.how is How.ENV and purpose(one.slot) == "url":
            (found if owner_of(catalog, one.value) is None else known).add(key)
        elif one.how is not How.CALL and purpose(one.slot) == "url":
            known.add(key)
    found -= known
    for one in evidence if found else ():
        if one.how is How.CALL and one.receiver and (one.path, one.receiver) in found and (one.path, one.site) not in known:
            found.add((one.path, one.site))
    return frozenset(found)
