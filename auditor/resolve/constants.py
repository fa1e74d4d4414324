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
        self._worded: set[tuple[str, str]] = set()
        for one in evidence:
            if one.how is not How.LITERAL or one.callee:
                continue
            name = one.slot or _told(one)
            if not _NAME.fullmatch(name):
                continue
            if one.slot and one.role in _DEFINING and _WORD.fullmatch(one.value):
                self._given[one.language, one.slot].append(one)
            elif not one.slot or not _WORD.fullmatch(one.value):
                self._worded.add((one.language, name))

    def words(self, one: Evidence) -> bool:
        """Whether the repository gives the name words for people and nothing else, so that no SDK's constant is meant."""
        key = (one.language, last_segment(one.value))
        return key in self._worded and key not in self._given

    def of(self, one: Evidence) -> Evidence | None:
        """The literal that a bare name stands for; None for a string, an unknown name, or one that is given several."""
        if one.how is not How.LITERAL or (one.language, one.value) not in self._given or is_quoted(one):
            return None
        given = self._given[one.language, one.value]
        return given[0] if len({found.value for found in given}) == 1 else None


def _told(one: Evidence) -> str:
    """The name to which the words are given in which an id stands: `ACME_3_SLOW = "acme-3 (slowly)"`."""
    left, sign, right = one.excerpt[: one.column - 1].rpartition("=")
    more = one.excerpt[one.end_column - 1 : one.end_column] not in _QUOTES  # else the id is all that is given
    name = left.partition(":")[0].split()[-1:] if sign and more and right.strip()[:1] in _QUOTES else []
    return name[0] if name and _NAME.fullmatch(name[0]) else ""


def is_quoted(one: Evidence) -> bool:
    """Whether the value stands in quotes, or nobody can see it any more."""
    return one.excerpt[one.column - 2 : one.column - 1] in _QUOTES or len(one.excerpt) < one.end_column - 1
