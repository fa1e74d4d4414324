"""Inline ignores, waivers, baseline; selection, thresholds, severities; and what the audit says about them."""

from __future__ import annotations

from datetime import date
from typing import Any

import made
import pytest

from auditor.errors import ConfigError, UsageError
from auditor.frozen import replace
from auditor.judge import judge
from auditor.judge.baseline import HEADER, parse, prune, write
from auditor.records import Config, Finding, How, Ignore, Inventory, Policy, Role, Severity, Skip, Subject, Waiver

RULE = made.rule(id="AIA201", name="retired-model")
EVENTS = [
    made.rule(id=f"AIA90{at}", name=name, scope="audit", message="{detail}", when={"audit-event": name}, severity=Severity.LOW)
    for at, name in enumerate(
        (
            "unused-ignore",
            "ignore-without-reason",
            "unknown-rule",
            "unused-waiver",
            "expired-waiver",
            "skipped-files",
            "unknown-policy-name",
        )
    )
]
TWO = Inventory(models=(made.model(places=(made.place("a.py", 3), made.place("b.py", 7))),))


def judged(inventory: Inventory = TWO, ignores: Any = (), skipped: Any = (), rules: Any = (), **more: Any) -> tuple[Finding, ...]:
    asked = made.request(**more)
    return judge(inventory, made.rulebook(RULE, *EVENTS, *rules), made.catalog(), asked, tuple(ignores), tuple(skipped))


def ignore(
    path: str = "a.py", line: int = 3, rules: tuple[str, ...] = ("AIA201",), reason: str = "planned", **more: Any
) -> Ignore:
    return Ignore(path, line, rules, reason, more.get("alone", False))


def waiver(**more: Any) -> Waiver:
    return Waiver(**({"rule": "AIA201", "subject": "*", "path": "**", "reason": "r", "owner": "o", "expires": None} | more))


def names(findings: tuple[Finding, ...]) -> list[str]:
    return [one.name for one in findings if one.suppressed is None]


def test_one_finding_per_subject_with_all_places_strongest_first() -> None:
    places = (made.place("z.py", role=Role.CONFIG), made.place("b.py"), made.place("t.py", role=Role.TEST))
    (found,) = judged(Inventory(models=(made.model(places=places),)))
    assert [place.path for place in found.places] == ["b.py", "z.py"]
    assert found.message == "acme-3 at acme"
    assert found.facts["model"] == "acme-3"


def test_tests_and_docs_decide_nothing_unless_asked() -> None:
    only = Inventory(models=(made.model(places=(made.place(role=Role.TEST),)),))
    assert judged(only) == ()
    assert names(judged(only, roles=frozenset({Role.TEST}))) == ["retired-model"]


def test_a_list_of_everything_to_choose_from_is_judged_mildly() -> None:
    many = tuple(made.model(f"m{at}", places=(made.place("models.py", at),)) for at in range(1, 31))
    assert {one.severity for one in judged(Inventory(models=many))} == {Severity.MEDIUM}
    used = (*many[1:], made.model("m1", places=(*many[0].places, made.place("app.py"))))
    assert [one.subject.id for one in judged(Inventory(models=used)) if one.severity is Severity.HIGH] == ["m1"]
    milder = Config(severities={"AIA201": "low"})
    assert judged(Inventory(models=many), config=milder) == ()


def test_what_only_ci_calls_is_a_step_milder() -> None:
    (found,) = judged(Inventory(models=(made.model(places=(made.place(role=Role.CI),)),)))
    assert found.severity is Severity.MEDIUM


def test_an_ignore_takes_its_place_and_the_last_one_the_finding() -> None:
    (left,) = judged(ignores=[ignore()])
    assert [place.path for place in left.places] == ["b.py"]
    assert left.suppressed is None
    (gone,) = judged(ignores=[ignore(), ignore("b.py", 6, ("retired-model",), alone=True)])
    assert gone.suppressed is not None
    assert (gone.suppressed.kind, gone.suppressed.reason) == ("inline", "planned")
    assert len(gone.places) == 2


def test_ignores_without_effect_are_said() -> None:
    assert names(judged(ignores=[ignore(line=99)])) == ["retired-model", "unused-ignore"]
    assert names(judged(ignores=[ignore(reason=" ")])) == ["retired-model", "ignore-without-reason"]
    assert names(judged(ignores=[ignore(rules=("AIA2O1",))])) == ["retired-model", "unknown-rule"]
    assert names(judged(ignores=[ignore("guide.md", 99)])) == ["retired-model"]
    assert names(judged(ignores=[ignore(line=99)], files=("a.py",))) == ["retired-model"]
    assert names(judged(ignores=[ignore()], honor_ignores=False)) == ["retired-model"]


def test_an_unused_ignore_of_a_rule_that_did_not_run_is_not_unused() -> None:
    assert names(judged(ignores=[ignore(line=99)], select=("AIA900",))) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, []),
        ({"subject": "acme-*"}, []),
        ({"subject": "model:acme-3"}, []),
        ({"rule": "retired-model"}, []),
        ({"rule": "*"}, []),
        ({"subject": "globex"}, ["retired-model", "unused-waiver"]),
        ({"path": "a.py"}, ["retired-model"]),
        ({"path": "c/"}, ["retired-model", "unused-waiver"]),
        ({"expires": made.TODAY}, []),
        ({"expires": date(2026, 6, 14)}, ["retired-model", "expired-waiver"]),
        ({"rule": "AIA777"}, ["retired-model", "unknown-rule"]),
    ],
)
def test_waivers(more: dict[str, Any], said: list[str]) -> None:
    assert names(judged(config=Config(source="ai-audit.toml", waivers=(waiver(**more),)))) == said


def test_the_baseline_hides_what_is_known_and_moved_lines_change_nothing() -> None:
    known = parse(write(judged()))
    moved = Inventory(models=(made.model(places=(made.place("renamed.py", 90),)),))
    (found,) = judged(moved, baseline=known)
    assert (found.new, found.suppressed and found.suppressed.kind) == (False, "baseline")
    other = Inventory(models=(made.model("acme-4"),))
    assert names(judged(other, baseline=known)) == ["retired-model"]


def test_the_baseline_file_is_sorted_bare_and_read_back() -> None:
    findings = judged(Inventory(models=(made.model("b"), made.model("a b\n# x", places=(made.place("x y\n.py"),)))))
    text = write(findings)
    lines = text.removeprefix(HEADER).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 2
    assert parse(text) == {one.fingerprint for one in findings}
    assert parse(write(reversed(findings))) == parse(text)
    assert prune(text + lines[0] + "\n", findings[:1]).count("\n") == 2
    assert prune(text, ()) == HEADER
    merged = "\n".join(["<<<<<<< ours", *lines])
    with pytest.raises(ConfigError, match="line 1"):
        parse(merged)
    with pytest.raises(ConfigError, match="line 2"):
        parse("\nnonsense\n")


def test_what_is_suppressed_otherwise_and_what_is_about_the_audit_stays_out_of_the_baseline() -> None:
    findings = judged(ignores=[ignore(), ignore("b.py", 7), ignore(line=99)])
    assert write(findings) == HEADER


def test_selection_prefers_the_narrower_word() -> None:
    assert names(judged(select=("AIA2",))) == ["retired-model"]
    assert names(judged(ignore=("AIA2",))) == []
    assert names(judged(ignore=("AIA2",), select=("AIA201",))) == ["retired-model"]
    with pytest.raises(UsageError, match="retird-model") as error:
        judged(select=("retird-model",))
    assert "retired-model" in error.value.hint
    with pytest.raises(ConfigError):
        judged(config=Config(ignore=("AIA999x",)))


def test_severity_and_thresholds_can_be_overridden() -> None:
    (found,) = judged(config=Config(severities={"retired-model": "low"}))
    assert found.severity is Severity.LOW
    timed = made.rule(id="AIA301", name="hard-coded", thresholds={"files": 3.0}, when={"model-files-at-least": "files"})
    assert names(judged(rules=[timed])) == ["retired-model"]
    assert names(judged(rules=[timed], config=Config(thresholds={"hard-coded.files": 2}))) == ["retired-model", "hard-coded"]
    assert names(judged(rules=[timed], config=Config(thresholds={"aia301.files": 2}))) == ["retired-model", "hard-coded"]
    for wrong in ({"AIA301.days": 2.0}, {"AIA301": 2.0}, {"nothing.files": 2.0}):
        with pytest.raises(ConfigError):
            judged(rules=[timed], config=Config(thresholds=wrong))
    with pytest.raises(ConfigError):
        judged(config=Config(severities={"AIA201": "grave"}))


def test_faults_and_slips_of_the_policy_are_said() -> None:
    assert names(judged(skipped=[Skip("x.py", "internal: ValueError", internal=True)])) == ["retired-model", "skipped-files"]
    assert names(judged(skipped=[Skip("x.bin", "binary content")])) == ["retired-model"]
    slip = Config(policy=Policy(deny={"provider": ("acmee", "globex", "x*")}))
    assert names(judged(config=slip)) == ["retired-model", "unknown-policy-name"]


def test_own_rules_are_checked_before_they_run() -> None:
    own = made.rule(id="ORG001", name="own", shipped=False, when={"model-retird": True})
    with pytest.raises(ConfigError, match="did you mean model-retired"):
        judged(rules=[own])
    assert names(judged(rules=[made.rule(id="ORG001", name="own", shipped=False)])) == ["retired-model", "own"]


def test_a_few_named_files_say_nothing_about_the_whole() -> None:
    single = made.rule(id="AIA101", name="single", scope="inventory", message="{provider}", when={"one-provider": True})
    use = Inventory(sites=(made.site(),), models=(made.model(),))
    assert names(judged(use, rules=[single])) == ["single", "retired-model"]
    assert names(judged(use, rules=[single], files=("app.py",))) == ["retired-model"]


def test_fingerprints_tell_subjects_and_projects_apart() -> None:
    from auditor.judge.evaluate import fingerprint

    made_of = {fingerprint(*one) for one in (
        ("AIA201", Subject(kind="model", id="a"), ""),
        ("AIA201", Subject(kind="model", id="b"), ""),
        ("AIA201", Subject(kind="provider", id="a"), ""),
        ("AIA202", Subject(kind="model", id="a"), ""),
        ("AIA201", Subject(kind="model", id="a"), "svc"),
    )}  # fmt: skip
    assert len(made_of) == 5


def test_a_workspace_is_judged_by_project_where_the_whole_is_silent() -> None:
    single = made.rule(id="AIA101", name="single", scope="inventory", message="{provider}", when={"one-provider": True})
    projects = (made.project("a"), made.project("b"))
    sites = tuple(made.site("acme", line, place=made.place("a/x.py", line, how=How.CALL), project="a") for line in range(1, 4))
    sites += tuple(made.site("globex", line, place=made.place("b/y.py", line, how=How.CALL), project="b") for line in range(1, 3))
    found = judged(Inventory(projects=projects, sites=sites), rules=[single])
    assert [(one.project, one.subject.id, one.message) for one in found] == [("a", "acme", "a: acme")]
    # files above all projects configure those below, unless something is built there
    above = tuple(made.site("acme", line, place=made.place("compose.yaml", line, how=How.CALL)) for line in range(1, 4))
    for manifests, root in (((), 0), (("Directory.Packages.props",), 0), (("requirements.txt",), 1)):
        use = Inventory(projects=(made.project(manifests=manifests), *projects), sites=(*sites, *above))
        found = judged(use, rules=[single])
        assert [one.message for one in found] == ["the root: acme"] * root + ["a: acme"]
    infra = tuple(replace(one, place=one.place._replace(role=Role.INFRA)) for one in above)  # serves the members
    built = Inventory(projects=(made.project(manifests=("requirements.txt",)), *projects), sites=(*sites, *infra))
    assert [one.project for one in judged(built, rules=[single])] == ["a"]
    alone = tuple(one for one in sites if one.project == "a")
    assert [one.project for one in judged(Inventory(projects=projects, sites=alone), rules=[single])] == [""]


@pytest.mark.parametrize(
    ("uses", "told"),
    [
        ({}, ["a", "b"]),
        ({"app": ("a", "b")}, [""]),  # a library is judged with what is built with it: here with the whole
        ({"app": ("mid",), "mid": ("a", "b")}, [""]),
        ({"app": ("a",), "job": ("b",)}, [""]),
        ({"a": ("b",), "b": ("a",)}, [""]),  # a circle has no end
        ({"a": ("nowhere",)}, ["a", "b"]),
        ({"a": ("b",)}, [""]),  # calls both
        ({"c": ("a", "b")}, ["c2"]),
    ],
)
def test_a_library_is_judged_with_what_is_built_with_it(uses: dict[str, tuple[str, ...]], told: list[str]) -> None:
    single = made.rule(id="AIA101", name="single", scope="inventory", message="{provider}", when={"one-provider": True})
    projects = tuple(made.project(name, uses=uses.get(name, ())) for name in ("a", "app", "b", "c", "c2", "job", "mid"))
    sites = tuple(
        made.site(provider, line, place=made.place(f"{name}/x.py", line, how=How.CALL), project=name)
        for name, provider in (("a", "acme"), ("b", "globex"), *([("c", "acme"), ("c2", "acme")] if "c" in uses else []))
        for line in (1, 2, 3)
    )
    found = judged(Inventory(projects=projects, sites=sites), rules=[single])
    assert [one.project for one in found] == [name for name in told if name]


def test_projects_of_a_large_workspace_cost_what_their_places_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each place is asked once for its project, however many projects there are."""
    from auditor.judge.case import Case

    asked: list[str] = []
    known = Case.project_of

    def project_of(case: Case, path: str) -> str:
        asked.append(path)
        return known(case, path)

    monkeypatch.setattr(Case, "project_of", project_of)
    names = [f"p{number}" for number in range(40)]
    sites = tuple(
        made.site("acme", line, place=made.place(f"{name}/x/a.py", line, how=How.CALL), project=name)
        for name in names
        for line in (1, 2, 3)
    )
    case = made.case(Inventory(projects=tuple(map(made.project, names)), sites=sites))
    assert [(part.path, len(part.sites)) for part in case.projects] == [(name, 3) for name in names]
    assert len(asked) == len(sites)
