"""Words about strings in model slots that name no known model. In: one such string. Out: what it is near to, or stands for."""

from __future__ import annotations

from collections import defaultdict

from auditor import lazy_re as re
from auditor.judge.case import Case
from auditor.judge.words import HOLDS, Match, word
from auditor.records import Place, Unresolved

_NAME = re.compile(r"\w[\w.-]{1,63}")
_BLANK = re.compile(r"your|example|placeholder|change.?me|deployment.?name")
_RELEASE = re.compile(r"\d{4}(?:-preview)?", re.IGNORECASE)  # a version that a cloud writes beside the name: `0125-Preview`
_GLUE = frozenset(".:>")  # `acme.Large3`, `Acme::Large3`, `$acme->large3`


@word("near-known-model", "unresolved", facts="near")
def near_known(_case: Case, one: Unresolved, _argument: object) -> Match | None:
    """The string is a slip away from a known model id; a member of somebody's SDK is spelled by the compiler."""
    near = [known for known in one.near if known != one.raw] if not _RELEASE.fullmatch(one.raw) else []
    places = tuple(place for place in one.places if not _is_member(place, one.raw))
    return Match(facts={"near": " or ".join(near[:3])}, places=places) if near and places else None


def _is_member(place: Place, raw: str) -> bool:
    return raw.isidentifier() and place.excerpt[max(place.column - 2, 0) : place.column - 1] in _GLUE


@word("names-deployment", "unresolved")
def names_deployment(case: Case, one: Unresolved, _argument: object) -> Match | None:
    """The string is the name of a deployment: its slot says so, or the only hosts in its file are called by such names."""
    hosts = [use for use in case.deciding.providers if case.is_vendor(use.id)]
    if not any(case.takes_deployments(use.id) for use in hosts) or not _NAME.fullmatch(one.raw) or _BLANK.search(one.raw.lower()):
        return None
    if "deployment" in one.slot.lower():
        return HOLDS
    paths: dict[str, set[str]] = defaultdict(set)
    for use in hosts:
        for place in use.places:
            paths[place.path].add(use.id)
    places = tuple(place for place in one.places if paths[place.path] and all(map(case.takes_deployments, paths[place.path])))
    return Match(places=places) if places else None


WORDS = (near_known, names_deployment)
