"""What does not count, and why. In: findings, inline ignores, waivers, a baseline. Out: the same findings, marked, and events.

An inline ignore or a path waiver takes its places off a finding; a finding that loses all of them is suppressed but stays
visible. An ignore without a reason, for an unknown rule or for nothing is an event that the audit rules report.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from auditor.facts import Rule, Rulebook
from auditor.frozen import Frozen, field, replace
from auditor.judge.case import Group
from auditor.records import Confidence, Finding, How, Ignore, Place, Request, Role, Suppression, Waiver

_PROSE = (".md", ".mdx", ".rst", ".adoc", ".txt", ".markdown")  # documents tell how to ignore; they ignore nothing


class Ledger(Frozen):
    """Which ignores and waivers were of use: the two sets are filled as findings go by."""

    ignores: set[Ignore] = field(default_factory=set)
    waivers: set[int] = field(default_factory=set)


class Suppressor:
    """Applies inline ignores, then waivers, then the baseline."""

    def __init__(self, rulebook: Rulebook, request: Request, ignores: Iterable[Ignore], chosen: Iterable[Rule]) -> None:
        """Only ignores with a reason and waivers that have not expired have an effect."""
        self._rulebook = rulebook
        self._rules: dict[str, Rule | None] = {}
        self._request = request
        self._chosen = {rule.id for rule in chosen}
        self._ledger = Ledger()
        self._ignores = tuple(ignores) if request.honor_ignores else ()
        self._lines: dict[tuple[str, int], list[Ignore]] = {}
        for one in self._ignores:
            if one.reason.strip():
                for line in (one.line, one.line + 1) if one.alone else (one.line,):
                    self._lines.setdefault((one.path, line), []).append(one)

    def applied(self, finding: Finding) -> Finding:
        """The finding without the places that are taken off, or marked as suppressed; known ones are no longer new."""
        left, why = self._without_ignored(finding)
        if why is None or left:
            finding, left, why = self._waived(replace(finding, places=left or finding.places))
        if finding.fingerprint in self._request.baseline:
            accepted = Suppression(kind="baseline", reason="accepted in the baseline")
            return replace(finding, new=False, suppressed=why or accepted)
        return replace(finding, suppressed=why)

    def _without_ignored(self, finding: Finding) -> tuple[tuple[Place, ...], Suppression | None]:
        hits = [
            (place, one)
            for place in finding.places
            for one in self._lines.get((place.path, place.line), ())
            if self._names(one, finding)
        ]
        if not hits:
            return finding.places, None
        self._ledger.ignores.update(one for _, one in hits)
        why = Suppression(kind="inline", reason=hits[0][1].reason.strip())
        if self._is_of_repository(finding) and not finding.facts.get("itemized"):
            return (), why
        gone = {place for place, _ in hits}
        return tuple(place for place in finding.places if place not in gone), why

    def _is_of_repository(self, finding: Finding) -> bool:
        """A finding about the whole stands at its places for show: one ignore speaks for all."""
        rule = self._rulebook.named(finding.rule)
        return rule is not None and rule.scope == "inventory"

    def _waived(self, finding: Finding) -> tuple[Finding, tuple[Place, ...], Suppression | None]:
        places = finding.places
        for index, waiver in enumerate(self._request.config.waivers):
            if self._expired(waiver) or not self._means(waiver, finding):
                continue
            left = tuple(place for place in places if not _under(waiver.path, place.path))
            if len(left) == len(places) and places:
                continue
            self._ledger.waivers.add(index)
            if not left:
                why = Suppression(kind="waiver", reason=waiver.reason, owner=waiver.owner, expires=waiver.expires)
                return finding, (), why
            places = left
        return replace(finding, places=places), places, None

    def _names(self, one: Ignore, finding: Finding) -> bool:
        return any(word.upper() == finding.rule or word.lower() == finding.name for word in one.rules)

    def _means(self, waiver: Waiver, finding: Finding) -> bool:
        if waiver.rule not in ("*", "") and waiver.rule.upper() != finding.rule and waiver.rule != finding.name:
            return False
        subject = finding.subject
        ids = (subject.id, f"{subject.kind}:{subject.id}")
        return waiver.subject in ("*", "") or any(fnmatchcase(one.lower(), waiver.subject.lower()) for one in ids)

    def _expired(self, waiver: Waiver) -> bool:
        return waiver.expires is not None and waiver.expires < self._request.as_of

    def _named(self, word: str) -> Rule | None:
        """The rule a suppression means, remembered: a hostile file may hold thousands of them."""
        if word not in self._rules:
            self._rules[word] = self._rulebook.named(word) or self._rulebook.named(word.lower())
        return self._rules[word]

    def events(self) -> list[Group]:
        """What was wrong with ignores and waivers; to be asked after all findings were applied."""
        return [*self._ignore_events(), *self._waiver_events()]

    def _ignore_events(self) -> Iterable[Group]:
        for one in self._ignores:
            if one.path.lower().endswith(_PROSE):
                continue
            spelled = ", ".join(one.rules) or "no rule"
            unknown = [word for word in one.rules if self._named(word) is None]
            if not one.reason.strip():
                yield _event("ignore-without-reason", one, {"detail": spelled})
            for word in unknown:
                yield _event("unknown-rule", one, {"detail": word})
            if one.reason.strip() and one not in self._ledger.ignores and self._was_judged(one.rules):
                yield _event("unused-ignore", one, {"detail": spelled, "reason": one.reason.strip()})

    def _waiver_events(self) -> Iterable[Group]:
        place_of = self._request.config.source
        for index, waiver in enumerate(self._request.config.waivers):
            facts = {"detail": f"{waiver.rule} {waiver.subject}".strip(), "reason": waiver.reason, "owner": waiver.owner}
            facts["expires"] = str(waiver.expires or "")
            places = (_place(place_of, 1, waiver.rule),) if place_of else ()
            subject = f"waiver {waiver.rule} {waiver.subject} {waiver.path}".strip()
            if waiver.rule not in ("*", "") and self._rulebook.named(waiver.rule) is None:
                yield Group(kind="unknown-rule", id=subject, places=places, facts={**facts, "detail": waiver.rule})
            elif self._expired(waiver):
                yield Group(kind="expired-waiver", id=subject, places=places, facts=facts)
            elif index not in self._ledger.waivers and self._was_judged((waiver.rule,)):
                yield Group(kind="unused-waiver", id=subject, places=places, facts=facts)

    def _was_judged(self, words: Iterable[str]) -> bool:
        """Whether a full audit ran every rule named: a narrowed one proves nothing about use."""
        if self._request.files is not None or self._request.include:
            return False
        rules = [self._named(word) for word in words if word not in ("*", "")]
        return all(rule is not None and rule.id in self._chosen for rule in rules)


def _under(glob: str, path: str) -> bool:
    """`*` crosses `/`; a folder's name means everything below it."""
    return glob in ("", "*", "**") or fnmatchcase(path, glob) or fnmatchcase(path, glob.rstrip("/") + "/*")


def _event(kind: str, one: Ignore, facts: dict[str, str]) -> Group:
    return Group(
        kind=kind, id=f"{one.path}: {facts['detail']}", places=(_place(one.path, one.line, facts["detail"]),), facts=facts
    )


def _place(path: str, line: int, text: str) -> Place:
    return Place(path, line, 1, 1, Role.CONFIG, How.CONFIG, text, Confidence.HIGH, "")
