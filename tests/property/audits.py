"""One audit of files in memory with the invented catalog, and the profile of all properties: small, the same every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator

from auditor.extract.masks import Masker
from auditor.facts import Catalog, Rulebook
from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Report, Request
from auditor.report import RenderOptions, render

TODAY = date(2026, 6, 15)
ROOT = Path(__file__).parents[2]
OPTIONS = RenderOptions(show_suppressed=True, verbose=1)


def small(examples: int) -> settings:
    """So many examples, without clock and database: a failure of today is a failure of tomorrow."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
    phases = [Phase.explicit, Phase.generate]  # to make a failure smaller may take minutes; who mends it can ask for that
    return settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=checks, phases=phases
    )


@cache
def catalog() -> Catalog:
    return load_catalog(root=str(ROOT / "tests" / "catalog"))


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def schema() -> Draft202012Validator:
    text = (ROOT / "auditor" / "report" / "schema" / "report-1.json").read_text()
    return Draft202012Validator(json.loads(text))


@cache
def masker() -> Masker:
    return Masker(catalog().key_prefixes)


def audited(files: Mapping[str, bytes]) -> Report:
    """The report on these contents; nothing is written anywhere."""
    return audit(Request(root=str(ROOT / "tests"), as_of=TODAY, blobs=files, jobs=1), catalog(), rulebook())


def checked(report: Report) -> str:
    """The JSON report, which must be whole and follow the published schema."""
    assert report.complete, report.skipped
    text = render(report, "json", OPTIONS)
    faults = sorted(schema().iter_errors(json.loads(text)), key=str)
    assert not faults, faults[0].message
    return text
