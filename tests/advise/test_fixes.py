"""Safe rewrites: only a certain literal of a model at its maker, only by the named successor, never twice, never elsewhere."""

from __future__ import annotations

from dataclasses import replace

import advised
import pytest

from auditor.advise.fixes import Edit, applied, fixes
from auditor.records import Confidence, Finding, How, ModelUse, Place, Resolution, Suppression

GONE = advised.use("acme-1-large")
HERE = advised.place()


def edits(use: ModelUse = GONE, *places: Place, rule: str = "AIA201", **more: object) -> tuple[Edit, ...]:
    finding: Finding = advised.finding(rule, use.id, places=places or (HERE,))
    return fixes([replace(finding, **more)], advised.inventory(use), advised.catalog(), advised.TODAY)  # type: ignore[arg-type]  # fields


def test_a_retired_literal_becomes_its_successor() -> None:
    assert edits() == (Edit("app.py", 1, 9, "acme-1-large", "acme-3-large"),)
    assert edits(rule="AIA203") == edits()


@pytest.mark.parametrize(
    "use",
    [
        replace(GONE, fine_tuned=True),
        replace(GONE, base="acme-1"),
        replace(GONE, resolution=Resolution.FAMILY),
        replace(GONE, resolution=Resolution.FORM),
        replace(GONE, providers=("vandelay",)),  # a cloud: the text may name a deployment
        replace(GONE, providers=("acme", "umbrella")),
        replace(advised.use("acme-embed-1"), places=(HERE,)),  # stored vectors do not fit
        replace(GONE, weights="open"),
        replace(GONE, kind="image"),
        advised.use("acme-3-large"),  # no successor
    ],
)  # fmt: skip
def test_what_is_not_certain_is_left_alone(use: ModelUse) -> None:
    place = advised.place(text=use.id)
    assert edits(use, place) == ()


@pytest.mark.parametrize(
    "place",
    [
        HERE._replace(how=How.ENV),
        HERE._replace(how=How.CALL),
        HERE._replace(how=How.MANIFEST),
        HERE._replace(confidence=Confidence.MEDIUM),
        advised.place(text="acme/acme-1-large"),
        advised.place(text="ft:acme-1-large:me"),
        HERE._replace(end_column=40),  # escaped or joined: the columns do not span the text
    ],
)
def test_only_the_id_itself_in_code_or_configuration(place: Place) -> None:
    assert edits(GONE, place) == ()


def test_suppressed_and_other_findings_change_nothing() -> None:
    assert edits(suppressed=Suppression(kind="inline", reason="known")) == ()
    assert edits(rule="AIA205") == ()


def test_two_findings_on_one_place_are_one_edit() -> None:
    both = [advised.finding(rule, GONE.id, places=(HERE,)) for rule in ("AIA201", "AIA203")]
    assert len(fixes(both, advised.inventory(GONE), advised.catalog(), advised.TODAY)) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('model = "acme-1-large"', 'model = "acme-3"'),
        ('model = "acme-2-large"', 'model = "acme-2-large"'),  # the file has changed since
        ("short", "short"),
        ("", ""),
        ('model = "acme-1-large"\r\nnext\r\n', 'model = "acme-3"\r\nnext\r\n'),
    ],
)
def test_applied(before: str, after: str) -> None:
    assert applied(before, [Edit("a", 1, 10, "acme-1-large", "acme-3"), Edit("a", 9, 1, "x", "y")]) == after


def test_two_edits_on_one_line_do_not_move_each_other() -> None:
    line = "x = ['aaa', 'bbb']"
    assert applied(line, [Edit("f", 1, 7, "aaa", "longer"), Edit("f", 1, 14, "bbb", "c")]) == "x = ['longer', 'c']"
