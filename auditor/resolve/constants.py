"""Names that stand for an id in another file. In: the evidence of a repository. Out: the literal that such a name is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from auditor import lazy_re as re
from auditor.records import DECIDING, Evidence, How, Role
from auditor.resolve.slots import last_segment

_NAME = re.compile(r"[A-Za-z_]\w*")
_WORD = re.compile(r"[^\s{}()\[\]]{2,120}")
_QUOTES = frozenset("\"'`")
_DEFINING = DECIDING | {Role.LOOKUP_TABLE}


class Constants:
    """The constants of one repository, by language and name."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        """Note every literal that is assigned to a name and reaches no call."""
        self._given: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        self._defined: set[tuple[str, str]] = set()
        for one in evidence:
            if one.how is not How.LITERAL or one.callee or not one.slot or not _NAME.fullmatch(one.slot):
                continue
            if one.value != one.slot:
                self._defined.add((one.language, one.slot))
            if one.role in _DEFINING and _WORD.fullmatch(one.value):
                self._given[one.language, one.slot].append(one)

    def defines(self, one: Evidence) -> bool:
        """Whether the repository gives the name a value of its own, be it no id, so that no SDK's constant is meant."""
        return (one.language, last_segment(one.value)) in self._defined

    def of(self, one: Evidence) -> Evidence | None:
        """The literal that a bare name stands for; None for a string, an unknown name, or one that is given several."""
        if one.how is not How.LITERAL or (one.language, one.value) not in self._given or is_quoted(one):
            return None
        given = self._given[one.language, one.value]
        return given[0] if len({found.value for found in given}) == 1 else None


def is_quoted(one: Evidence) -> bool:
    """Whether the value stands in quotes, or nobody can see it any more."""
    return one.excerpt[one.column - 2 : one.column - 1] in _QUOTES or len(one.excerpt) < one.end_column - 1
