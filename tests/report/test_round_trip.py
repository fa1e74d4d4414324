"""A JSON report reads back: every other format made from it is byte for byte the one made from the audit itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import AuditError
from auditor.records import Report
from auditor.report import FORMATS, RenderOptions, render
from auditor.report.parsing import parse

OPTIONS = RenderOptions(show_suppressed=True, verbose=1)
CASES: dict[str, Callable[[], Report]] = {
    "small": lambda: sample.SMALL,
    "hostile": cache(sample.hostile),
    "empty": lambda: sample.EMPTY,
}


@pytest.mark.parametrize("which", CASES)
@pytest.mark.parametrize("format_", FORMATS)
def test_a_saved_report_renders_the_same(which: str, format_: str) -> None:
    report = CASES[which]()
    saved = parse(render(report, "json", OPTIONS))
    assert render(saved, format_, OPTIONS) == render(report, format_, OPTIONS)


def test_the_records_come_back() -> None:
    saved = parse(render(sample.SMALL, "json", OPTIONS))
    assert saved.shares == sample.SMALL.shares
    assert saved.score == sample.SMALL.score
    assert saved.plan == sample.SMALL.plan
    assert saved.findings == tuple(
        replace(one, facts=saved.findings[n].facts)
        for n, one in enumerate(sorted(sample.SMALL.findings, key=lambda f: (f.severity.rank, f.rule)))
    )
    assert [use.lifecycle for use in saved.inventory.models] == [use.lifecycle for use in sample.SMALL.inventory.models]


def test_what_was_not_listed_is_still_counted() -> None:
    stock = sample.SMALL.inventory
    models = tuple(replace(one, unlisted=70_000, offered=one.places[:1]) for one in stock.models)
    report = replace(sample.SMALL, inventory=replace(stock, models=models))
    saved = parse(render(report, "json", OPTIONS))
    assert [one.unlisted for one in saved.inventory.models] == [70_000] * len(models)
    assert [[at.line for at in one.offered] for one in saved.inventory.models] == [
        [at.line for at in one.offered] for one in models
    ]
    assert f">{70_000 + len(models[0].places)}<" in render(report, "html", OPTIONS) == render(saved, "html", OPTIONS)


def test_unknown_keys_are_passed_over() -> None:
    data = json.loads(render(sample.SMALL, "json", OPTIONS))
    data["later"] = {"a": 1}
    data["findings"][0]["later"] = [1]
    data["schema_version"] = "1.7"
    assert parse(json.dumps(data)).findings == parse(render(sample.SMALL, "json", OPTIONS)).findings


def test_older_reports_without_the_added_keys_are_read() -> None:
    data = json.loads(render(sample.SMALL, "json", OPTIONS))
    del data["plan"], data["notes"]
    for key in ("signals", "sites", "projects", "endpoints", "secrets"):
        del data["inventory"][key]
    for finding in data["findings"]:
        del finding["facts"], finding["project"]
        finding["locations"] = [
            {key: spot[key] for key in ("path", "line", "column", "end_column", "role", "excerpt")}
            for spot in finding["locations"]
        ]
    for format_ in FORMATS:
        assert render(parse(json.dumps(data)), format_, OPTIONS)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((), [], "top: expected an object"),
        (("schema_version",), "2.0", "'2.0' is not known"),
        (("findings",), {}, "findings: expected a list"),
        (("findings", 0, "severity"), "fatal", "findings[0].severity: expected one of critical, high"),
        (("findings", 0, "locations", 0, "line"), -1, "findings[0].locations[0].line: expected a whole number"),
        (("findings", 0, "facts"), {"a": [[[[[[[[[1]]]]]]]]]}, "facts.a: expected a value of few levels"),
        (("as_of",), "today", "as_of: expected a date"),
        (("complete",), "yes", "complete: expected true or false"),
        (("summary", "score", "value"), True, "summary.score.value: expected a number"),
    ],
)
def test_what_is_wrong_is_named_with_its_path(path: tuple[Any, ...], value: object, said: str) -> None:
    data: Any = json.loads(render(sample.SMALL, "json", OPTIONS))
    if path:
        spot = data
        for key in path[:-1]:
            spot = spot[key]
        spot[path[-1]] = value
    else:
        data = value
    with pytest.raises(AuditError) as caught:
        parse(json.dumps(data))
    assert said in caught.value.message


@pytest.mark.parametrize(
    "text", ["", "{", "nul", "[" * 100_000, '{"schema_version": ' + "9" * 5000 + "}", "\ufeff{}", '"\\ud800"']
)
def test_no_json_is_an_error_not_a_crash(text: str) -> None:
    with pytest.raises(AuditError):
        parse(text)


SAVED = render(sample.SMALL, "json", OPTIONS)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_value_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    top = json.loads(SAVED)
    spot = top
    while isinstance(spot, dict | list) and spot:
        key = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
        if not isinstance(spot[key], dict | list) or not spot[key] or data.draw(st.booleans()):
            spot[key] = data.draw(VALUES)
            break
        spot = spot[key]
    try:
        report = parse(json.dumps(top))
    except AuditError:
        return
    for format_ in FORMATS:
        assert render(report, format_, OPTIONS)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import hashlib, sample; from auditor.report import FORMATS, RenderOptions, render\n"
        "for report in (sample.SMALL, sample.hostile()):\n"
        "    for name in FORMATS: print(name, hashlib.sha256(render(report, name, RenderOptions()).encode()).hexdigest())"
    )
    here = Path(__file__).parent
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}{os.pathsep}{here.parent.parent}"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(seen) == 1
