"""Names that stand for an id in another file. In: the evidence of a repository. Out: the literal that such a name is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from auditor import lazy_re as re
from auditor.records import DECIDING, Evidence, How, Role
from auditor.resolve.scene import Scene
from auditor.resolve.slots import last_segment, purpose

_NAME = re.compile(r"[A-Za-z_]\w*")
_WORD = re.compile(r"[^\s{}()\[\]]{2,120}")
_PART = re.compile(r"\w+")
_OWNER = re.compile(r"(\w{1,80})(?:\.|::)\Z")
_QUOTES = frozenset("\"'`")
_DEFINING = DECIDING | {Role.LOOKUP_TABLE}
_TOGETHER = {name: group[0] for group in (("java", "kotlin", "scala", "groovy"), ("javascript", "typescript")) for name in group}


class Constants:
    """The constants of one repository, by language and name."""

    def __init__(self, scene: Scene) -> None:
        """Note every literal that is assigned to a name and reaches no call, and which names are defined here."""
        self._scene = scene
        self._given: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        self._worded: set[tuple[str, str]] = set()
        self._own: dict[tuple[str, str], list[Evidence]] = defaultdict(list)  # where enumerations and records are defined
        for one in scene.defined:
            if one.role is Role.LOOKUP_TABLE:  # what tests define is known to tests alone
                self._own[_key(one)].append(one)
        for one in scene.evidence:
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

    def is_own(self, one: Evidence) -> bool:
        """Whether the repository defines what the bare name stands for, and no SDK brings another of that name."""
        if one.how is not How.LITERAL or _key(one) not in self._own or is_quoted(one):
            return False
        owner = _OWNER.findall(one.excerpt[max(one.column - 82, 0) : one.column - 1])
        return (owner[-1] if owner else one.value) not in self._brought.get(one.path, ())

    def made_of(self, one: Evidence) -> Iterator[list[Evidence]]:
        """The literals that stand in each definition of a name, those in model slots if any do."""
        for own in self._own.get(_key(one), ()):
            found = self._inside.get((own.path, own.site), []) if own.site else []
            yield [inner for inner in found if purpose(inner.slot) == "model"] or found

    @cached_property
    def _inside(self) -> Mapping[tuple[str, str], list[Evidence]]:
        sites = {(one.path, one.site) for own in self._own.values() for one in own}
        found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for one in self._scene.evidence:
            if one.how is How.LITERAL and (one.path, one.site) in sites:
                found[one.path, one.site].append(one)
        return found

    @cached_property
    def _brought(self) -> Mapping[str, set[str]]:
        """The names that imports of SDKs bring, by file."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self._scene.evidence:
            if one.how is How.IMPORT and self._scene.imported(one.language, one.value, one.path):
                found[one.path].update(_PART.findall(one.value))
        return found


def _key(one: Evidence) -> tuple[str, str]:
    return _TOGETHER.get(one.language, one.language), one.value


def _told(one: Evidence) -> str:
    """The name to which the words are given in which an id stands: `ACME_3_SLOW = "acme-3 (slowly)"`."""
    alone = one.excerpt[one.end_column - 1 : one.end_column] in _QUOTES
    return "" if alone else assigned(one)


def assigned(one: Evidence) -> str:
    """The name that is given the text in which the value stands, on the same line."""
    left, sign, right = one.excerpt[: one.column - 1].rpartition("=")
    name = left.partition(":")[0].split()[-1:] if sign and right.strip()[:1] in _QUOTES else []
    return name[0] if name and _NAME.fullmatch(name[0]) else ""


def is_quoted(one: Evidence) -> bool:
    """Whether the value stands in quotes, or nobody can see it any more."""
    return one.excerpt[one.column - 2 : one.column - 1] in _QUOTES or len(one.excerpt) < one.end_column - 1
