"""Options that are set to nothing. In: all evidence, then one piece of it. Out: whether it turns off what it is named after.

`max_retries=0`, `timeout: null`, `fallbacks: []`, and all that stands in a block which says `enabled: false`.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor import lazy_re as re
from auditor.records import Evidence, How
from auditor.resolve.slots import last_segment, words

_NOTHING = frozenset("false no off null nil none undefined disabled ~ -1".split())
_TYPES = frozenset("number boolean string integer".split())  # of an option that is only declared: `maxRetries: number`
_EMPTY = frozenset({"[]", "{}"})
_ZERO = re.compile(r"[+-]?0+(?:\.0*)?(?:[a-z]{1,2}|_\w{1,5})?\Z")
_ZEROS = frozenset({"zero", "infinitetimespan"})  # `Duration.ZERO`, `Timeout.InfiniteTimeSpan`
_ON = frozenset("true yes on 1 enabled".split())
_GROUPS = frozenset({"resilience", "hygiene"})  # elsewhere an empty record asks for a feature: `search: {}`


class Nothing:
    """What one repository sets to nothing."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        """Note blocks that are switched off, and methods that are given nothing."""
        self._blocks: set[tuple[str, str]] = set()  # path, site
        self._methods: set[tuple[str, str]] = set()  # path, site
        for one in evidence:
            if one.how is How.CONFIG and one.site and _switches_off(one):
                self._blocks.add((one.path, one.site))
            elif one.how is How.LITERAL and one.slot and _is_nothing(one):
                self._methods.add((one.path, f"{one.line}:{one.column}"))

    def holds(self, one: Evidence, group: str) -> bool:
        """Whether the evidence shows nothing to a signal of this group."""
        if one.how is How.CALL:
            return group in _GROUPS and (one.path, one.site) in self._methods
        if not one.slot:
            return False
        if _is_nothing(one):
            return group in _GROUPS or one.value not in _EMPTY
        return group in _GROUPS and bool(self._blocks) and self._is_off(one)

    def _is_off(self, one: Evidence) -> bool:
        """Whether the block is off in which it stands, or which it opens."""
        site = one.site if one.value else f"{one.site}.{last_segment(one.slot)}"
        while site:
            if (one.path, site) in self._blocks:
                return True
            site = site[: max(site.rfind("."), site.rfind("["), 0)]
        return False


def _is_nothing(one: Evidence) -> bool:
    value = "".join(one.value.split()).strip("()").lower()
    if (
        value in _NOTHING
        or value in _EMPTY
        or value.partition("|")[0] in _TYPES
        or _ZERO.match(value)
        or value.rpartition(".")[2].rpartition(":")[2] in _ZEROS
    ):
        return True
    return value == "1" and words(last_segment(one.slot))[-1:] == ("attempts",)  # the first one is no retry


def _switches_off(one: Evidence) -> bool:
    word, value = last_segment(one.slot).lower(), one.value.strip().lower()
    return (word in {"enabled", "enable"} and value in _NOTHING) or (word == "disabled" and value in _ON)
