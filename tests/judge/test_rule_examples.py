"""The examples that `explain` shows are true: the tool finds the bad one and is silent on the good one, with the shipped facts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from auditor.facts import Catalog, Rule
from auditor.library import load_catalog, load_rulebook
from auditor.library.config import find_config, load_config
from auditor.pipeline import audit
from auditor.records import Budgets, Config, Request

DAY = date(2026, 11, 22)
RULES = tuple(load_rulebook())
DAYS = {"AIA211": date(2026, 6, 10)}  # true on a day of its own, which the example says, as that of the catalog's age does
NAME = re.compile(r"^# ([\w./-]*\.\w+)$", re.MULTILINE)


@cache
def facts() -> Catalog:
    return load_catalog()


def found(example: str, root: Path, day: date) -> set[str]:
    parts = NAME.split(example)[1:]
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.strip("\n") + "\n", "utf-8")
    path_ = find_config(str(root))
    config = load_config(path_, trusted=False) if path_ else Config()
    budgets = replace(Budgets(), **config.budgets)
    report = audit(Request(root=str(root), as_of=day, config=config, jobs=1, budgets=budgets), facts(), load_rulebook())
    return {finding.rule for finding in report.findings if finding.suppressed is None}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_are_true(rule: Rule, tmp_path: Path) -> None:
    day = facts().as_of + timedelta(45) if rule.id == "AIA901" else DAYS.get(rule.id, DAY)
    assert rule.id in found(rule.bad, tmp_path / "bad", day)
    assert rule.id not in found(rule.good, tmp_path / "good", day)


def test_every_rule_has_short_ones() -> None:
    for rule in RULES:
        for example in (rule.bad, rule.good):
            assert len(example.splitlines()) <= 24
            assert NAME.match(example.strip("\n"))
