"""The plan: what one change settles is one step, steps name things, the order follows gain per effort, gains add up."""

from __future__ import annotations

from dataclasses import replace

import advised
import pytest

from auditor.advise.plan import plan_of
from auditor.records import Advice, Alternative, Finding, Score, ScorePart, Severity, Suppression


def way(model: str = "acme-3-large", provider: str = "acme", maker: str = "acme") -> Alternative:
    return Alternative(model=model, provider=provider, maker=maker, why="because", effort="config change", license="MIT")


def found(rule: str, subject: str, *ways: Alternative, effort: str = "small", kind: str = "model", **more: object) -> Finding:
    made = advised.finding(rule, subject, kind, **more)
    return replace(made, advice=Advice(summary="Do it. Then rest.", effort=effort, alternatives=ways))


def part(name: str, value: float, weight: float, *findings: Finding) -> ScorePart:
    return ScorePart(name=name, value=value, weight=weight, basis="", findings=tuple(one.fingerprint for one in findings))


def score(*parts: ScorePart) -> Score:
    return Score(grade="D", value=sum(one.value * one.weight for one in parts) / sum(one.weight for one in parts), parts=parts)


RETIRED = found("AIA201", "acme-1-large", way())
FLOATS = found("AIA205", "acme-1-large")
PIN = found("AIA205", "acme-3-mini", way("acme-3-mini-2025-11-01"))
ALONE = found(
    "AIA101", "acme", way("openmind/Sage-70B", "initech", "openmind"), way("openmind/Sage-70B", "bluth", "openmind"),
    effort="medium", kind="provider", facts={"provider_name": "Acme AI"},
)  # fmt: skip
BARE = found("AIA601", ".", way("openmind/Sage-70B", "initech", "openmind"), effort="medium", kind="project")
KEY = found("AIA508", "conf/app.env", kind="secret")
SCORE = score(
    part("concentration", 0.0, 0.3, ALONE),
    part("resilience", 20.0, 0.2, BARE),
    part("lifecycle", 34.0, 0.2, RETIRED, FLOATS, PIN),
    part("lock-in", 100.0, 0.15),
    part("license", 100.0, 0.15),
)


def test_steps_name_models_providers_and_places() -> None:
    titles = [step.title for step in plan_of([ALONE, BARE, RETIRED, FLOATS, PIN], SCORE)]
    assert titles == [
        "Replace acme-1-large with acme-3-large",
        "Put openmind/Sage-70B at initech behind Acme AI as a fallback",
        "Pin acme-3-mini to acme-3-mini-2025-11-01",
    ]


def test_the_same_model_at_another_host_is_named_with_it() -> None:
    (step,) = plan_of([found("AIA201", "openmind/Sage-70B", way("openmind/Sage-70B", "initech", "openmind"))], SCORE)
    assert step.title == "Replace openmind/Sage-70B with the same at initech"


def test_what_fails_today_goes_first_whatever_it_gains() -> None:
    steps = plan_of([ALONE, BARE, RETIRED], SCORE)
    assert steps[0].findings == (RETIRED.fingerprint,)
    assert steps[1].gain > steps[0].gain


def test_findings_about_a_model_that_goes_belong_to_its_step() -> None:
    (step,) = plan_of([RETIRED, FLOATS], SCORE)
    assert set(step.findings) == {RETIRED.fingerprint, FLOATS.fingerprint}


def test_gains_add_up_to_what_can_be_reached() -> None:
    steps = plan_of([ALONE, BARE, RETIRED, FLOATS, PIN], SCORE)
    assert sum(step.gain for step in steps) <= 100 - SCORE.value
    assert steps[1].gain == pytest.approx(
        0.3 * 75 + 0.2 * 0.6 * 80, abs=0.2
    )  # 3/4 of what concentration lacks, 3/5 of resilience


def test_a_critical_finding_that_stays_caps_the_gain() -> None:
    other = found("AIA401", "LicenseRef-x", kind="license", facts={"models": "a-1"})
    high = score(part("lifecycle", 40.0, 0.5, RETIRED), part("license", 40.0, 0.5, other))
    assert [step.gain for step in plan_of([RETIRED, other], high)] == [14.0, 46.0]


def test_gain_per_effort_decides() -> None:
    small = found("AIA301", "acme-3-large", effort="small")
    large = found("AIA306", "acme-embed-1", effort="large")
    even = score(part("lock-in", 70.0, 1.0, small, large))
    heavy = replace(large, severity=Severity.LOW)
    assert [step.findings for step in plan_of([heavy, replace(small, severity=Severity.LOW)], even)] == [
        (small.fingerprint,),
        (large.fingerprint,),
    ]


def test_a_key_in_the_tree_is_a_step_without_points() -> None:
    (step,) = plan_of([KEY], SCORE)
    assert step.title == "Revoke the key in conf/app.env and keep the new one out of the tree"
    assert step.gain == 0


@pytest.mark.parametrize("rule", ["AIA901", "AIA903", "AIA217"])
def test_nothing_to_do_is_no_step(rule: str) -> None:
    assert plan_of([found(rule, "x", severity=Severity.MEDIUM)], SCORE) == ()


def test_suppressed_findings_ask_for_nothing() -> None:
    assert plan_of([replace(RETIRED, suppressed=Suppression(kind="waiver", reason="known"))], SCORE) == ()


def test_low_findings_without_points_are_left_out() -> None:
    assert plan_of([found("AIA505", "x/y", kind="package", severity=Severity.LOW)], SCORE) == ()


def test_without_a_score_the_grave_ones_are_planned() -> None:
    assert [step.findings for step in plan_of([RETIRED, KEY], None)] == [(RETIRED.fingerprint,), (KEY.fingerprint,)]


@pytest.mark.parametrize("count", [1, 2, 3, 12])
def test_titles_stay_short(count: int) -> None:
    many = [found("AIA201", f"acme-{number}", way(f"acme-{number + 50}")) for number in range(count)]
    (step,) = plan_of(many, SCORE)
    assert len(step.title) < 100
    assert len(step.detail) < 600
    assert step.effort == ("medium" if count > 8 else "small")
    if count == 12:
        assert step.title == "Replace acme-0 with acme-50, and 11 more models that have ended or will end"


@pytest.mark.parametrize(
    ("one", "title"),
    [
        (found("AIA203", "a-1"), "Leave a-1"),
        (found("AIA210", "oldhost", way("b-1", "newhost"), kind="provider", facts={"provider_name": "Old Host"}), "Leave Old Host for b-1 at newhost"),
        (found("AIA402", "L", way("b-1", "h"), kind="license", facts={"models": "a-1, a-2", "needs": "monthly_active_users"}),
         "Declare `monthly_active_users` under [context] for a-1 and a-2, or take b-1 (MIT)"),
        (found("AIA402", "L", kind="license", facts={"models": "a-1", "needs": ""}), "Settle the terms of a-1, or ask the maker for a license"),
        (found("AIA701", "acme", way("b-1", "h"), kind="provider", facts={"provider_name": "Acme"}), "Take Acme out, or change the policy; b-1 at h is allowed"),
        (found("AIA301", "a-1"), "Read the name of a-1 from configuration"),
        (found("AIA302", "acme", kind="provider", facts={"provider_name": "Acme"}), "Read the address of Acme from configuration"),
        (found("AIA212", "pypi:old", kind="package", facts={"package": "old", "replacement": "new"}), "Move from old to new"),
        (found("AIA607", ".", kind="project"), "Set a time-out and two retries with back-off on the model calls"),
        (found("AIA107", ".", way("b-1", "h"), kind="project", facts={"country": "US"}), "Keep a route outside of US: b-1 at h"),
        (found("AIA102", ".", way("b-1", "h", "b"), kind="project", facts={"maker": "acme"}), "Qualify b-1 of b at h beside the models of acme"),
        (found("AIA605", ".", way("b-1", "h", "b"), kind="project"), "Keep b-1 at h ready for what must not leave or stop"),
        (found("AIA604", ".", kind="project"), "Do it"),
        (found("AIA408", "L", kind="license", facts={"license_name": "Green License"}), "Read Green License against your product"),
        (found("AIA410", "unknown", kind="license", facts={"license_name": "unknown license", "models": "a-1, a-2"}), "Establish the license of a-1 and a-2"),
    ],
)  # fmt: skip
def test_the_title_of_each_kind(one: Finding, title: str) -> None:
    medium = replace(one, severity=Severity.MEDIUM)
    (step,) = plan_of([medium], score(part("any", 50.0, 1.0, medium)))
    assert step.title == title
