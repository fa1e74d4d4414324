"""Shares and the grade: numbers that can be recomputed by hand."""

from __future__ import annotations

from typing import Any

import made
import pytest

from auditor.judge import score, shares
from auditor.judge.evaluate import fingerprint
from auditor.judge.score import WEIGHTS
from auditor.judge.shares import herfindahl
from auditor.records import Confidence, Finding, Inventory, Role, Score, Severity, Share, Site, Subject, Suppression


def finding(rule: str, severity: Severity, name: str = "x", suppressed: Suppression | None = None) -> Finding:
    subject = Subject(kind="model", id=name)
    return Finding(
        rule=rule, name="n", severity=severity, confidence=Confidence.HIGH, subject=subject, message="", why="", places=(),
        fingerprint=fingerprint(rule, subject, ""), suppressed=suppressed,
    )  # fmt: skip


def graded(inventory: Inventory, *findings: Finding) -> Score:
    known = made.catalog()
    found = score(inventory, findings, shares(inventory, known), known)
    assert found is not None
    return found


def parts(found: Score) -> dict[str, float]:
    return {part.name: part.value for part in found.parts}


def test_shares_count_production_sites_and_add_up() -> None:
    sites: tuple[Site, ...] = (
        made.site(),
        made.site(line=2),
        made.site("", 3),
        made.site("local", 4, maker="sage", model="sage-8b"),
    )
    sites += (made.site("globex", 5, place=made.place(role=Role.TEST)),)
    sage = made.model("sage-8b", weights="open", license="free")
    found = shares(Inventory(sites=sites, models=(sage,)), made.catalog())
    assert found["provider"] == (
        Share(id="acme", share=0.5, sites=2),
        Share(id="local", share=0.25, sites=1),
        Share(id="unknown", share=0.25, sites=1),
    )
    assert {part.id for part in found["country"]} == {"US", "self-hosted", "unknown"}
    assert {part.id: part.sites for part in found["license"]} == {"free": 1, "unknown": 3}
    assert shares(Inventory(), made.catalog())["maker"] == ()


@pytest.mark.parametrize(("sites", "index"), [([4], 1.0), ([1, 1], 0.5), ([1, 1, 1, 1], 0.25), ([], None)])
def test_herfindahl(sites: list[int], index: float | None) -> None:
    assert herfindahl([Share(id=str(at), share=0, sites=count) for at, count in enumerate(sites)]) == index


def test_nothing_to_grade_is_no_grade() -> None:
    assert score(Inventory(), (), {}, made.catalog()) is None
    tested = Inventory(providers=(made.provider(places=(made.place(role=Role.TEST),)),))
    assert score(tested, (), shares(tested, made.catalog()), made.catalog()) is None


def test_parts_without_call_sites_are_left_out_not_guessed() -> None:
    found = graded(Inventory(providers=(made.provider(),)))
    assert set(parts(found)) == {"lifecycle", "lock-in", "license"}
    assert (found.grade, found.value) == ("A", 100.0)


def test_one_hand_costs_all_of_concentration_and_three_equal_ones_nothing() -> None:
    alone = graded(Inventory(sites=(made.site(), made.site(line=2))))
    assert parts(alone) == {"concentration": 0.0, "resilience": 0.0, "lifecycle": 100.0, "lock-in": 100.0, "license": 100.0}
    assert (alone.grade, alone.value) == ("D", 50.0)
    three = graded(Inventory(sites=(made.site(), made.site("globex", 2), made.site("cloud", 3))))
    assert parts(three)["concentration"] == 100.0


def test_resilience_adds_cover_configuration_and_open_weights() -> None:
    sites = (made.site(covered_by=("f",), configurable=True), made.site("local", 2))
    assert parts(graded(Inventory(sites=sites)))["resilience"] == (60 + 20 + 20) / 2


def test_findings_cost_by_severity_and_low_ones_are_capped() -> None:
    use = Inventory(sites=(made.site(),))
    assert parts(graded(use, finding("AIA203", Severity.HIGH), finding("AIA202", Severity.MEDIUM)))["lifecycle"] == 58.0
    many = [finding("AIA205", Severity.LOW, str(at)) for at in range(40)]
    found = graded(use, *many)
    assert parts(found)["lifecycle"] == 85.0
    named = {part.name: part.findings for part in found.parts}
    assert len(named["lifecycle"]) == 40
    assert named["license"] == ()


def test_a_critical_finding_caps_the_grade_and_a_waived_one_costs_nothing() -> None:
    sites = tuple(
        made.site(name, line, covered_by=("f",), configurable=True) for line, name in enumerate(("acme", "globex", "cloud"))
    )
    use = Inventory(sites=sites)
    assert graded(use).grade == "A"
    capped = graded(use, finding("AIA701", Severity.CRITICAL))
    assert (capped.grade, capped.value) == ("D", 54.0)
    for kind, grade in (("waiver", "A"), ("inline", "A"), ("baseline", "D")):
        assert graded(use, finding("AIA701", Severity.CRITICAL, suppressed=Suppression(kind=kind, reason="r"))).grade == grade


def test_weights_add_up() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


def test_the_value_is_the_weighted_mean_of_its_parts() -> None:
    found: Any = graded(Inventory(sites=(made.site(), made.site("globex", 2))), finding("AIA401", Severity.HIGH))
    mean = sum(part.value * part.weight for part in found.parts) / sum(part.weight for part in found.parts)
    assert found.value == pytest.approx(mean, abs=0.1)
