"""The examples that `explain` shows are true: the tool finds the bad one and is silent on the good one, with the shipped facts."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from auditor.facts import Catalog, Rule
from auditor.library import load_catalog, load_rulebook
from auditor.library.config import find_config, load_config
from auditor.pipeline import audit
from auditor.records import Config, Request

DAY = date(2026, 11, 22)
RULES = tuple(load_rulebook())
# No file shows these: they speak of the catalog's age, of what was skipped, of keys, of days that no provider has announced.
BARE = {"AIA204", "AIA211", "AIA508", "AIA901", "AIA906", "AIA907"}
NAME = re.compile(r"^# ([\w./-]+\.\w+)$", re.MULTILINE)


@cache
def facts() -> Catalog:
    return load_catalog()


def found(example: str, root: Path) -> set[str]:
    parts = NAME.split(example)[1:]
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.strip("\n") + "\n", "utf-8")
    path_ = find_config(str(root))
    config = load_config(path_, trusted=False) if path_ else Config()
    report = audit(Request(root=str(root), as_of=DAY, config=config, jobs=1), facts(), load_rulebook())
    return {finding.rule for finding in report.findings if finding.suppressed is None}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.bad], ids=lambda rule: rule.name)
def test_examples_are_true(rule: Rule, tmp_path: Path) -> None:
    assert rule.id in found(rule.bad, tmp_path / "bad")
    assert rule.id not in found(rule.good, tmp_path / "good")


def test_every_rule_that_a_file_can_show_has_one() -> None:
    assert {rule.id for rule in RULES if not rule.bad} == BARE
    for rule in RULES:
        assert bool(rule.bad) is bool(rule.good)
        for example in (rule.bad, rule.good):
            assert len(example.splitlines()) <= 24
            assert not example or NAME.match(example.strip("\n"))
