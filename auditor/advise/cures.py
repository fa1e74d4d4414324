"""Which cure a rule asks for. In: the id of a rule. Out: a `Cure`: what kind of way out fits, and how many ways to name.

Rules of the same family are not cured alike: a retired model is replaced, a floating one is pinned, a single provider gets a
second one beside it. A rule that is not listed here gets no alternatives: its own sentence and the places say enough.
"""

from __future__ import annotations

from enum import StrEnum


class Cure(StrEnum):
    """Kinds of ways out."""

    REPLACE = "replace"  # another model, the maker's successor first
    RENEW = "renew"  # the maker's own newer or steadier model
    WATCH = "watch"  # the same, but not yet
    PIN = "pin"  # a dated snapshot of the same model
    SPREAD = "spread"  # a second route beside the present one
    OTHER_MAKER = "other-maker"  # a second maker, where the provider may stay
    OTHER_OPEN = "other-open"  # open weights of another maker
    AWAY = "away"  # the same work without this provider, maker, country
    TERMS = "terms"  # a model under an OSI license
    OWN = "own"  # something that can run here
    DIRECT = "direct"  # the same model without the gateway
    CONFIG = "config"  # the same model, read from configuration
    RENAMED = "renamed"  # another package or surface
    NONE = "none"


_CURES = {
    Cure.REPLACE: "AIA201 AIA202 AIA203 AIA204 AIA216 AIA218 AIA603",
    Cure.RENEW: "AIA206 AIA207 AIA208",
    Cure.WATCH: "AIA217",
    Cure.PIN: "AIA205",
    Cure.SPREAD: "AIA101 AIA103 AIA107 AIA109 AIA601",
    Cure.OTHER_MAKER: "AIA102 AIA104 AIA602",
    Cure.OTHER_OPEN: "AIA106 AIA306 AIA413",
    Cure.AWAY: "AIA210 AIA211 AIA701 AIA702 AIA703 AIA705 AIA709",
    Cure.TERMS: "AIA401 AIA402 AIA403 AIA404 AIA405 AIA407 AIA409 AIA411 AIA704",
    Cure.OWN: "AIA605 AIA606",
    Cure.DIRECT: "AIA108",
    Cure.CONFIG: "AIA301",
    Cure.RENAMED: "AIA212 AIA213 AIA214 AIA215",
}
_OF_RULE = {rule: cure for cure, rules in _CURES.items() for rule in rules.split()}
MOST = {Cure.REPLACE: 4, Cure.RENEW: 1, Cure.WATCH: 1, Cure.TERMS: 4, Cure.AWAY: 4, Cure.OTHER_MAKER: 3, Cure.OTHER_OPEN: 5}


def cure_of(rule: str) -> Cure:
    """The cure of a shipped rule; a rule of the user's own speaks for itself."""
    return _OF_RULE.get(rule, Cure.NONE)
