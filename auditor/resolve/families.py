"""Ids that no table knows yet. In: a folded name. Out: the family whose head it has, and how much of its tail is understood.

A head must match from the start of the name to the end of a word; the longest head wins, then the later family; behind the name
of a maker its own families come before those of others. What follows is read word by word: numbers and sizes, words of real
models, words nobody knows, words that make it a thing about a model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.facts import Catalog, Family, Forms, fold
from auditor.rows import NamedTuple

LONGER = 3  # characters by which a mistyped word may not differ in length
SHORT = 4  # letters of a word that may be mistyped
TYPO = 0.85  # of 1: a word so like a known one is that word, mistyped

_NUMBER = re.compile(r"[a-z]{0,2}\d[\da-z]{0,9}|[a-z]")
_WORD = re.compile(r"[a-z]{3,14}")
_SIZE = re.compile(r"(?i)(?<![a-z0-9.])(\d{1,3})\.(\d{1,3}[bm])(?![a-z0-9])")


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
        self._stems: dict[str, list[tuple[str, int]]] = defaultdict(list)  # by their first two characters
        self._families = catalog.families
        for place, family in enumerate(catalog.families):
            for stem in map(fold, family.needles):
                self._stems[stem[:2]].append((stem, place))
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._words = frozenset((*forms.words, *forms.services, *forms.kinds))
        self._alike: dict[str, list[str]] = defaultdict(list)  # by their first character
        for word in self._words:
            self._alike[word[0]].append(word)
        self._refused = frozenset(forms.refused)
        self._markers = _whole([one.replace("~", "-") for one in forms.markers])
        self._sized = _whole([rf"(?:{one})-?v?\d{{0,2}}(?:-\d{{1,2}}){{0,2}}" for one in forms.sized])

    def relation(self, name: str, spelled: str = "", vendor: str = "") -> Relation | None:
        """The family of a folded name, None when no head fits; `spelled`: as it was written, `vendor`: the maker before it."""
        best: tuple[int, Family, str] | None = None
        own = False
        sized = name
        for size in _SIZE.finditer(spelled):  # `acme-r1-1.5b`: no version ends in the middle of a size
            sized = sized.replace("-".join(size.groups()).lower(), "p".join(size.groups()).lower())
        for place in sorted(self._possible(name)):
            family = self._families[place]
            found = self._pattern(family.match).match(sized) or self._pattern(family.match).match(name)
            mine = family.maker == vendor
            if found is not None and (best is None or (mine, found.end()) >= (own, best[0])):
                version = found.groupdict().get("v") or ""
                best, own = (found.end(), family, version), mine
        if best is None:
            return None
        end, family, version = best
        tail = tuple(name[end:].split("-"))[1:]
        head = name[:end]
        kinds = [self._kind_of(word) for word in (*self._open_end(head, family), *tail)]
        spare = sum(word in self._refused for word in (version,))
        return Relation(family, version, head, tail, kinds.count("unknown"), kinds.count("refused") + spare)

    def _open_end(self, head: str, family: Family) -> list[str]:
        """The word that the open end of a pattern took into the head: `smith` of `acme-smith`, where only `acme-` is known."""
        known = max((len(stem) for stem in map(fold, family.needles) if head.startswith(stem)), default=len(head))
        words = head[known:].split("-")[head[known - 1] != "-" :]
        return [word for word in words[-1:] if word.isalpha() and word not in family.match]  # others the pattern names itself

    def _possible(self, name: str) -> set[int]:
        """The families one of whose stems stands in a name."""
        found = set()
        for start in range(len(name) - 1):
            for stem, place in self._stems.get(name[start : start + 2], ()):
                if name.startswith(stem, start):
                    found.add(place)
        return found

    def versionless(self, name: str) -> bool:
        """Whether a name is a stem, with or without a version, of those that need a size to be an id."""
        return bool(self._sized.fullmatch(name))

    def put_right(self, name: str) -> Iterator[str]:
        """The folded name with one word that nobody knows put right, for each known word that is a slip away."""
        words = name.split("-")
        for place, word in enumerate(words):
            if len(word) < SHORT - 1 or not word.isalpha() or word in self._words or word in self._refused:
                continue
            for known in self._alike.get(word[0], ()):
                if is_slip(word, known):
                    yield "-".join((*words[:place], known, *words[place + 1 :]))

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
        like = [one for one in self._alike.get(word[0], ()) if abs(len(one) - len(word)) < LONGER]
        if not like:
            return "unknown"
        from difflib import get_close_matches

        return "known" if get_close_matches(word, like, 1, TYPO) else "unknown"


def is_slip(typed: str, known: str) -> bool:
    """Whether one letter too many, too few, wrong or in the wrong place parts two words; short ones are too near to others."""
    if len(known) < SHORT or typed == known:
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(typed, known, strict=False)) if one != other), min(len(typed), len(known))
    )
    rest, right = typed[start:], known[start:]
    swapped = rest[2:] == right[2:] and rest[:2] == right[1::-1]
    return rest[1:] == right[1:] or rest[1:] == right or rest == right[1:] or swapped


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
