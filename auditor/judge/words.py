"""The grammar of `[when]`: what a word is, what it may be given and what it answers. No expressions, no code in data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from auditor.frozen import Frozen, field
from auditor.judge.case import Case
from auditor.records import Confidence, Place, Severity, Subject

SCOPES: Mapping[str, str] = {
    "model": "one model, under all its spellings",
    "provider": "one provider",
    "maker": "one maker of models",
    "package": "one package, image, action or resource",
    "license": "one license with the open weights under it",
    "signal": "one feature, surface or safeguard that the catalog describes",
    "unresolved": "a string in a model slot that names no known model",
    "endpoint": "the hard-coded URLs of one provider",
    "secret": "key-shaped text in one file",
    "inventory": "the repository as a whole, else each project of a workspace",
    "audit": "an event of the audit itself",
}

# Placeholders that every subject of a scope fills; `sourced` is a sentence of source and date, nothing where there is no source.
GIVEN: Mapping[str, str] = {
    "model": "model raw maker provider kind family weights license stage caution source checked files",
    "provider": "provider provider_name country source checked files",
    "maker": "maker country source checked files",
    "package": "package ecosystem provider version kind source checked files",
    "license": "license license_name models model url source checked files",
    "signal": "signal title provider kind strength replacement caveat source checked files",
    "unresolved": "raw files",
    "endpoint": "provider provider_name files",
    "secret": "files",
    "inventory": "sites project",
    "audit": "subject",
}


class Match(Frozen):
    """A condition that holds: the values behind it, the places it rests on (None = all), and ceilings it sets."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[Place, ...] | None = None
    subject: Subject | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None


HOLDS = Match()

Test = Callable[[Case, Any, Any], Match | None]


class Word(Frozen):
    """One word of the vocabulary; `takes` is flag, number or words, `facts` are placeholders it fills."""

    name: str
    scopes: tuple[str, ...]
    takes: str
    facts: tuple[str, ...]
    doc: str
    test: Test


def word(name: str, scopes: str, takes: str = "flag", facts: str = "") -> Callable[[Test], Word]:
    """Make a documented word of a function (case, thing, argument) -> Match or None; its docstring is the documentation."""

    def made(test: Test) -> Word:
        doc = " ".join((test.__doc__ or "").split())
        return Word(name=name, scopes=tuple(scopes.split()), takes=takes, facts=tuple(facts.split()), doc=doc, test=test)

    return made


class Said(str):
    """A value in a message; behind a colon stands what it counts, in the singular: `{sites:call site}` says `2 call sites`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """The value, with its noun if there is one."""
        return f"{self!s} {spec}{'' if self == '1' else 's'}" if spec else str(self)


def listed(names: Iterable[str], most: int = 6) -> str:
    """Each name once, sorted; the first few when there are many."""
    known = sorted(set(names))
    return ", ".join(known[:most]) + (f" and {len(known) - most} more" if len(known) > most else "")


def lowest(*ceilings: Severity | None) -> Severity | None:
    """The mildest of the ceilings."""
    known = [one for one in ceilings if one is not None]
    return max(known, key=lambda one: one.rank) if known else None


def least(*ceilings: Confidence | None) -> Confidence | None:
    """The least sure of the ceilings."""
    order = tuple(Confidence)
    known = [one for one in ceilings if one is not None]
    return max(known, key=order.index) if known else None


def joined(first: Match, second: Match) -> Match:
    """Both hold: facts together, places that both rest on, the milder ceilings."""
    if first is HOLDS or second is HOLDS:
        return second if first is HOLDS else first
    places = first.places if second.places is None else second.places
    if first.places is not None and second.places is not None:
        places = tuple(place for place in first.places if place in set(second.places))
    return Match(
        facts={**first.facts, **second.facts},
        places=places,
        subject=first.subject or second.subject,
        severity=lowest(first.severity, second.severity),
        confidence=least(first.confidence, second.confidence),
    )
