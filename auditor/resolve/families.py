"""Ids that no table knows yet. In: a folded name. Out: the family whose head it has, and how much of its tail is understood.

A head must match from the start of the name to the end of a word; the longest head wins, then the later family. What follows
is read word by word: numbers and sizes, words of real models, words nobody knows, words that make it a thing about a model.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from auditor.facts import Catalog, Family, Forms, fold

TYPO = 0.85  # of 1: a word so like a known one is that word, mistyped

_NUMBER = re.compile(r"[a-z]{0,2}\d[\da-z]{0,9}|[a-z]")
_WORD = re.compile(r"[a-z]{3,14}")


class Relation(NamedTuple):
    """A name's family: where its head ends, the words of its tail, and how many are unknown or refused."""

    family: Family
    version: str
    head: str
    tail: tuple[str, ...]
    unknown: int
    refused: int


class FamilyBook:
    """The families of one catalog, compiled when a name first needs them."""

    def __init__(self, catalog: Catalog) -> None:
        forms = catalog.forms
        self._families = [(tuple(fold(stem) for stem in one.needles), one) for one in catalog.families]
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._words = frozenset((*forms.words, *forms.services, *forms.kinds))
        self._refused = frozenset(forms.refused)
        self._markers = _whole([one.replace("~", "-") for one in forms.markers])
        self._sized = _whole([rf"(?:{one})-?v?\d{{0,2}}(?:-\d{{1,2}})?" for one in forms.sized])

    def relation(self, name: str) -> Relation | None:
        """The family of a folded name, None when no head fits."""
        best: tuple[int, Family, str] | None = None
        for stems, family in self._families:
            if not any(stem in name for stem in stems):
                continue
            found = self._pattern(family.match).match(name)
            if found is not None and (best is None or found.end() >= best[0]):
                version = found.groupdict().get("v") or ""
                best = (found.end(), family, version)
        if best is None:
            return None
        end, family, version = best
        tail = tuple(name[end:].split("-"))[1:]
        kinds = [self._kind_of(word) for word in tail]
        head = name[:end]
        spare = sum(word in self._refused for word in (version,))
        return Relation(family, version, head, tail, kinds.count("unknown"), kinds.count("refused") + spare)

    def versionless(self, name: str) -> bool:
        """Whether a name is a stem, with or without a version, of those that need a size to be an id."""
        return bool(self._sized.fullmatch(name))

    def _pattern(self, match: str) -> re.Pattern[str]:
        made = self._compiled.get(match)
        if made is None:
            made = self._compiled[match] = re.compile(rf"(?:{match})(?=-|$)")
        return made

    def _kind_of(self, word: str) -> str:
        if (
            word in self._words
            or word.rstrip("0123456789") in self._words
            or _NUMBER.fullmatch(word)
            or not word
            or self._markers.fullmatch(word)
        ):
            return "refused" if word in self._refused else "known"
        if word in self._refused or not _WORD.fullmatch(word):
            return "refused"
        return "known" if get_close_matches(word, self._words, 1, TYPO) else "unknown"


def _whole(expressions: list[str] | tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(expressions) or r"\Z.\A")


def kind_of(forms: Forms, relation: Relation) -> str:
    """The kind a name tells by one of its words, else that of its family."""
    for word in (*relation.tail, *relation.head.split("-")):
        if word in forms.kinds:
            return forms.kinds[word]
    return relation.family.kind


def name_of(relation: Relation) -> str:
    """The family's name, with the version that stands in the id."""
    return relation.family.name.replace("{v}", re.sub(r"(?<=\d)-(?=\d)", ".", relation.version))
