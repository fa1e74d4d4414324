"""`ai-audit rules check DIR`: a sound rule, a rule with a wrong word, a rule whose fixture differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.rules_check import check
from auditor.errors import AuditError

RULE = """
id = "ORG001"
name = "floating-in-shop"
since = "1"
scope = "model"
severity = "low"
title = "our shop pins its models"
message = "{model} floats"
why = "we pin"
advice = "pin it"
[when]
%s
"""
CALL = 'import openai\n\nopenai.OpenAI().chat.completions.create(model="%s", messages=[])%s\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "floating-in-shop.toml").write_text(RULE % "model-floating = true")
    for tree, text in (("bad", CALL % ("gpt-4o", "  # expect: ORG001")), ("good", CALL % ("gpt-4o-2024-08-06", ""))):
        (tmp_path / "floating-in-shop" / tree).mkdir(parents=True)
        (tmp_path / "floating-in-shop" / tree / "app.py").write_text(text)
    return tmp_path


def test_a_sound_rule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(folder)) == 0
    assert capsys.readouterr().out == "1 rules are sound\n"


def test_a_wrong_word_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "floating-in-shop.toml").write_text(RULE % "model-floats = true")
    assert check(str(folder)) == 1
    assert "did you mean model-floating" in capsys.readouterr().out


def test_a_difference_is_said_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "floating-in-shop" / "bad" / "app.py").write_text("# expect: ORG001\n" + CALL % ("gpt-4o", ""))
    assert check(str(folder)) == 1
    out = capsys.readouterr().out
    assert "app.py:1 is marked and was not found" in out
    assert "app.py:4 was found and is not marked" in out


def test_missing_fixtures_and_folders(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "floating-in-shop" / "good" / "app.py").unlink()
    (folder / "floating-in-shop" / "good").rmdir()
    assert check(str(folder)) == 1
    assert "no good tree" in capsys.readouterr().out
    with pytest.raises(AuditError):
        check(str(tmp_path / "nowhere"))
