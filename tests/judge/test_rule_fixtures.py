"""Every rule against its fixture trees, read by the whole tool with an invented catalog: marked and found places are the same set."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from auditor.facts import Catalog, Rule, Rulebook
from auditor.judge.check import EXPECTED, differences, marks
from auditor.judge.conditions import check_rule
from auditor.library import load_catalog, load_rulebook
from auditor.library.config import find_config, load_config
from auditor.pipeline import audit
from auditor.records import Budgets, Config, Report, Request

TESTS = Path(__file__).parent.parent
FIXTURES = TESTS / "rules"
RULES = TESTS.parent / "rules" / "risks"
TREES = sorted(tree.relative_to(FIXTURES).as_posix() for tree in FIXTURES.glob("*/*") if tree.is_dir())


@lru_cache(maxsize=1)
def shipped() -> tuple[Catalog, Rulebook]:
    return load_catalog(root=str(TESTS / "catalog")), load_rulebook()


def audited(tree: Path) -> Report:
    path = find_config(str(tree))
    config = load_config(path, trusted=False) if path else Config()
    budgets = replace(Budgets(), **config.budgets)
    return audit(Request(root=str(tree.resolve()), as_of=date(2026, 6, 15), config=config, jobs=1, budgets=budgets), *shipped())


def texts(tree: Path) -> dict[str, str]:
    files = (path for path in tree.rglob("*") if path.is_file() and path.name != EXPECTED)
    return {path.relative_to(tree).as_posix(): path.read_text("utf-8") for path in files}


@pytest.mark.parametrize("tree", TREES)
def test_marked_and_found_are_the_same(tree: str) -> None:
    folder = FIXTURES / tree
    rule = shipped()[1].named(folder.parent.name)
    assert rule is not None, f"{folder.parent.name} is no rule"
    listed = folder / EXPECTED
    marked = marks(rule.id, texts(folder), tomllib.loads(listed.read_text("utf-8")) if listed.exists() else {})
    assert (marked is not None) is folder.name.startswith("bad"), "a bad tree marks, a good tree does not"
    assert differences(rule.id, marked, audited(folder).findings) == []


@pytest.mark.parametrize("rule", shipped()[1].rules, ids=lambda rule: rule.name)
def test_every_rule_is_complete(rule: Rule) -> None:
    assert check_rule(rule) == []
    assert (RULES / f"{rule.name}.toml").exists()
    kinds = {tree.name.partition("-")[0] for tree in (FIXTURES / rule.name).glob("*")}
    assert kinds == {"bad", "good"}, f"tests/rules/{rule.name} needs bad and good trees and nothing else"
    assert all(url.startswith("https://") for url in rule.references)
    assert rule.references
    assert rule.false_positives
    assert rule.title[0].islower()


def test_every_fixture_belongs_to_a_rule() -> None:
    names = {rule.name for rule in shipped()[1]}
    assert {folder.name for folder in FIXTURES.iterdir()} <= names


def test_ids_and_families() -> None:
    ids = [rule.id for rule in shipped()[1]]
    assert len(set(ids)) == len(ids)
    assert {rule_id[:4] for rule_id in ids} == {f"AIA{family}" for family in "12345679"}
