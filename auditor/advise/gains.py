"""What a step is worth in points. In: the score, the findings a step settles. Out: the value before and after.

A step lifts each part of the score by (100 - value) x the settled share of the part's findings, which weigh as they cost:
critical 60, high 30, medium 12, low 3. A second route, even behind every call, lifts concentration by 3/4 of what it lacks
(two equal sources are not three) and resilience by 3/5 (the share of fallbacks in it). A critical finding that stays caps the
value at 54. Gains are counted one step after the other, so that they add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from auditor.records import Finding, Score, Severity

_WEIGHT = {Severity.CRITICAL: 60, Severity.HIGH: 30, Severity.MEDIUM: 12, Severity.LOW: 3}
_REACH = {"concentration": 0.75, "resilience": 0.6}
_CAP = 54.0


class Ledger:
    """The parts of a score while steps are taken one by one."""

    def __init__(self, score: Score | None, findings: Sequence[Finding]) -> None:
        """Start from the score as it is."""
        self._parts = score.parts if score is not None else ()
        self._weights = {finding.fingerprint: _WEIGHT[finding.severity] for finding in findings}
        self._critical = {finding.fingerprint for finding in findings if finding.severity is Severity.CRITICAL}
        self._values: Mapping[str, float] = {part.name: part.value for part in self._parts}
        self._settled: frozenset[str] = frozenset()

    def gain(self, fingerprints: Iterable[str]) -> float:
        """Points that settling these findings would add now."""
        settled = self._settled | frozenset(fingerprints)
        return round(self._value(self._lifted(fingerprints), settled) - self._value(self._values, self._settled), 1)

    def take(self, fingerprints: Iterable[str]) -> float:
        """The same, and count from there on."""
        points = self.gain(fingerprints)
        self._values = self._lifted(fingerprints)
        self._settled |= frozenset(fingerprints)
        return points

    def _lifted(self, fingerprints: Iterable[str]) -> Mapping[str, float]:
        settled = frozenset(fingerprints) - self._settled
        values = dict(self._values)
        for part in self._parts:
            whole = sum(self._weights.get(one, 0) for one in part.findings)
            own = sum(self._weights.get(one, 0) for one in settled.intersection(part.findings))
            if whole:
                values[part.name] += (100 - part.value) * own / whole * _REACH.get(part.name, 1.0)
        return values

    def _value(self, values: Mapping[str, float], settled: frozenset[str]) -> float:
        whole = sum(part.weight for part in self._parts)
        if not whole:
            return 0.0
        value = sum(part.weight * values[part.name] for part in self._parts) / whole
        return min(value, _CAP) if self._critical - settled else value
