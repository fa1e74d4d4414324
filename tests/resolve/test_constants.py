"""Names that stand in a model slot for an id that another file gives them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.library import load_catalog
from auditor.records import Evidence, How, Request, Role
from auditor.resolve import resolve


def literal(value: str, path: str, slot: str, line: str, callee: str = "") -> Evidence:
    at = line.index(value) + 1
    return Evidence(
        how=How.LITERAL,
        value=value,
        path=path,
        line=1,
        column=at,
        end_column=at + len(value),
        role=Role.PRODUCTION,
        slot=slot,
        callee=callee,
        site="1:1" if callee else "",
        language="go",
        excerpt=line,
    )


GIVEN = literal("acme-3-large", "ids.go", "Big", 'const Big = "acme-3-large"')
LISTED = GIVEN._replace(role=Role.LOOKUP_TABLE)
OTHER = literal("acme-2-large", "old.go", "Big", 'const Big = "acme-2-large"')
USED = literal("Big", "run.go", "agents.model", 'SetDefault("agents.model", ids.Big)', "viper.SetDefault")
QUOTED = literal("Big", "run.go", "agents.model", 'SetDefault("agents.model", "Big")', "viper.SetDefault")
SAID = literal("acme-3 (thinks little)", "ids.go", "ACME_3_LARGE", 'const ACME_3_LARGE = "acme-3 (thinks little)"')
TOLD = literal("acme-3", "ids.go", "", 'const ACME_3_LARGE: str = "acme-3 (thinks little)"')._replace(role=Role.PROMPT_TEXT)
CASE = literal("acme-3-large", "ids.go", "", "case ACME_3_LARGE = 'acme-3-large'")
SPELLED = literal("ACME_3_LARGE", "run.go", "agents.model", 'SetDefault("agents.model", ids.ACME_3_LARGE)', "viper.SetDefault")
RECORD = literal("{ Name: Big }", "map.go", "Big", "Big: { Name: Big },")


@pytest.mark.parametrize(
    ("evidence", "places"),
    [
        ([GIVEN, USED], [("ids.go", "acme-3-large"), ("run.go", "acme-3-large")]),
        ([LISTED, USED], [("run.go", "acme-3-large")]),
        ([RECORD, GIVEN, USED], [("ids.go", "acme-3-large"), ("run.go", "acme-3-large")]),
        ([GIVEN, OTHER, USED], [("ids.go", "acme-3-large"), ("old.go", "acme-2-large")]),
        ([GIVEN, QUOTED], [("ids.go", "acme-3-large")]),
        ([GIVEN._replace(language="python"), USED], [("ids.go", "acme-3-large")]),
        ([GIVEN, USED._replace(slot="title")], [("ids.go", "acme-3-large")]),
        ([SPELLED], [("run.go", "acme-3-large")]),
        ([SAID, SPELLED], []),
        ([TOLD, SPELLED], []),
        ([CASE, SPELLED], [("ids.go", "acme-3-large"), ("run.go", "acme-3-large")]),
    ],
    ids=[
        "defined",
        "in a table",
        "also a record's key",
        "given twice",
        "a string",
        "another language",
        "no model slot",
        "an SDK's constant",
        "one's own",
        "one's own for people",
        "a case of one's own",
    ],
)
def test_a_constant_is_what_it_is_given(evidence: list[Evidence], places: list[tuple[str, str]]) -> None:
    catalog = load_catalog(root=str(Path(__file__).parent.parent / "catalog"))
    found = resolve(evidence, catalog, Request(root="/", as_of=date(2026, 6, 15)))
    assert [(site.place.path, site.model) for site in found.sites] == places
