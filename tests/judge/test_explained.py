"""A finding that another explains is not told twice; what only looks alike stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import made
import pytest

from auditor.judge import judge
from auditor.judge.check import found_marks
from auditor.judge.conditions import check_rule
from auditor.judge.words import Said
from auditor.library import load_rulebook
from auditor.records import Finding, Ignore, Inventory

WEAK = made.rule(id="AIA291", name="weak", message="moves", when={"model-floating": True}, explained_by=("AIA292",))
STRONG = made.rule(id="AIA292", name="strong", message="ends", when={"model-retires-within": 180})
ENDING = made.end(made.TODAY + timedelta(days=30))


def found(*uses: object, ignores: tuple[Ignore, ...] = (), rules: tuple[object, ...] = (WEAK, STRONG)) -> list[Finding]:
    there = Inventory(models=tuple(uses))  # type: ignore[arg-type]
    return list(judge(there, made.rulebook(*rules), made.catalog(), made.request(), ignores, ()))  # type: ignore[arg-type]


def test_the_weaker_one_goes() -> None:
    assert [one.rule for one in found(made.model(floating=True, lifecycle=ENDING))] == ["AIA292"]


@pytest.mark.parametrize(
    "uses",
    [
        (made.model(floating=True),),
        (made.model(floating=True), made.model("acme-2", lifecycle=ENDING)),  # another model at the same place
    ],
)
def test_what_nothing_explains_stays(uses: tuple[object, ...]) -> None:
    assert "AIA291" in [one.rule for one in found(*uses)]


def test_without_the_stronger_rule_the_weaker_speaks() -> None:
    assert [one.rule for one in found(made.model(floating=True, lifecycle=ENDING), rules=(WEAK,))] == ["AIA291"]


def test_only_the_places_of_both_are_taken_off() -> None:
    here, there = made.place(line=1), made.place("other.py", line=7)
    sites = (made.site("acme", 1, model="acme-3", place=here), made.site("cloud", 7, model="acme-3", place=there))
    use = made.model(floating=True, providers=("acme", "cloud"), lifecycle=ENDING, places=(here, there))
    inventory = Inventory(models=(use,), sites=sites)
    findings = judge(inventory, made.rulebook(WEAK, STRONG), made.catalog(), made.request(), (), ())
    assert found_marks("AIA292", findings) == {("app.py", 1)}
    assert found_marks("AIA291", findings) == {("other.py", 7)}


def test_an_ignored_finding_still_explains_and_the_ignore_of_the_other_is_of_use() -> None:
    both = Ignore(path="app.py", line=1, rules=("AIA291", "AIA292"), reason="known", alone=False)
    unused = next(one for one in load_rulebook() if one.name == "unused-ignore")
    findings = found(made.model(floating=True, lifecycle=ENDING), ignores=(both,), rules=(WEAK, STRONG, unused))
    assert [(one.rule, one.suppressed is not None) for one in findings] == [("AIA292", True)]


def test_shipped_rules_name_rules_and_make_no_circle() -> None:
    rules = {rule.id: rule for rule in load_rulebook()}
    for rule in rules.values():
        for other in rule.explained_by:
            assert rules[other].scope == rule.scope
            assert not rules[other].explained_by


@pytest.mark.parametrize(
    ("text", "said"),
    [("{n:call site}", "1 call site"), ("{n}", "1"), ("{m:day}", "12 days"), ("{none:file}", "0 files")],
)
def test_counted_words(text: str, said: str) -> None:
    assert text.format_map({"n": Said("1"), "m": Said("12"), "none": Said("0")}) == said


@pytest.mark.parametrize("more", [{"message": "{model:>30}"}, {"advice": "move {model:thing}"}])
def test_other_formats_are_refused(more: dict[str, str]) -> None:
    assert "behind the colon" in "".join(check_rule(replace(made.rule(), **more)))  # type: ignore[arg-type]


def test_the_source_is_a_sentence_of_its_own_where_there_is_one() -> None:
    told = made.rule(why="It ends.{sourced}", when={"model-floating": True})
    assert not check_rule(told)
    dated, unknown = made.known_model("acme-3"), made.model("acme-4", floating=True)
    there = Inventory(models=(made.model("acme-3", floating=True), unknown))
    known = made.catalog(models={"acme-3": dated})
    said = {one.subject.id: one.why for one in judge(there, made.rulebook(told), known, made.request(), (), ())}
    assert said == {"acme-3": "It ends. Source: https://acme.example/facts, checked 2026-06-01.", "acme-4": "It ends."}


def test_an_empty_caveat_leaves_no_hole() -> None:
    surface = made.rule(scope="signal", message="{title}", why="It is old. {caveat}{sourced}", when={"signal-group": "surface"})
    there = Inventory(signals=(made.signal(group="surface"),))
    (found,) = judge(there, made.rulebook(surface), made.catalog(), made.request(), (), ())
    assert found.why == "It is old."
