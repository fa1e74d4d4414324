"""Every format, of a small, a large, a hostile and an empty report, against its official schema or validator."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
import sample
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from lxml import etree
from packageurl import PackageURL

from auditor.errors import UsageError
from auditor.records import Report
from auditor.report import FORMATS, RenderOptions, render

HERE = Path(__file__).parent
SCHEMAS = HERE.parent / "schemas"
OPTIONS = RenderOptions(tool_version="9.9.9")
REPORTS: dict[str, Callable[[], Report]] = {
    "small": lambda: sample.SMALL,
    "large": cache(lambda: sample.large(5000)),
    "hostile": cache(sample.hostile),
    "empty": lambda: sample.EMPTY,
}
every = pytest.mark.parametrize("which", REPORTS)
ENDINGS = {
    "json": "json",
    "sarif": "json",
    "cyclonedx": "json",
    "gitlab": "json",
    "badge": "json",
    "html": "html",
    "junit": "xml",
}
ENDINGS |= {"csv": "csv", "markdown": "md", "badge-svg": "svg"}


@cache
def shown(which: str, format_: str, options: RenderOptions = OPTIONS) -> str:
    return render(REPORTS[which](), format_, options)


@cache
def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text("utf-8"))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_sample_looks_as_stored(format_: str, stored: Callable[[Path, str], None]) -> None:
    stored(HERE / "stored" / f"{format_}.{ENDINGS.get(format_, 'txt')}", shown("small", format_))


@every
@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_lets_a_character_through_that_acts(which: str, format_: str) -> None:
    text = shown(which, format_, replace(OPTIONS, show_suppressed=True, verbose=1))
    text.encode("utf-8")  # no lone surrogates
    unseen = re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0041]", text)
    assert not unseen
    assert text.endswith("\n")


@every
@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"github"}))
@pytest.mark.parametrize("width", [40, 100])
def test_no_line_is_a_command_for_a_ci_runner(which: str, format_: str, width: int) -> None:
    text = shown(which, format_, replace(OPTIONS, show_suppressed=True, width=width))
    assert not [line for line in text.splitlines() if line.strip().startswith("::")]
    assert not re.findall(r"##[A-Za-z]*\[", text)


@every
def test_json_follows_its_schema(which: str) -> None:
    described = json.loads((HERE.parent.parent / "auditor/report/schema/report-1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(described)
    data = json.loads(shown(which, "json"))
    jsonschema.Draft202012Validator(described).validate(data)
    assert len(data["findings"]) == len(REPORTS[which]().findings)
    assert sum(data["summary"]["skipped_by_reason"].values()) == data["summary"]["files_skipped"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "locations", 0, "line"), 0),
        (("findings", 0, "locations", 0, "path"), "/etc/passwd"),
        (("schema_version",), "2.0"),
        (("inventory", "models", 0, "lifecycle", "retires_on"), "soon"),
        (("summary", "shares", "provider", 0, "share"), 1.5),
    ],
)
def test_the_schema_is_strict_about_what_it_knows(path: tuple[Any, ...], value: object) -> None:
    described = json.loads((HERE.parent.parent / "auditor/report/schema/report-1.json").read_text("utf-8"))
    data = json.loads(shown("small", "json"))
    spot = data
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(described).validate(data)


@every
def test_sarif_is_valid_and_within_the_limits_of_code_scanning(which: str) -> None:
    text = shown(which, "sarif")
    log = json.loads(text)
    jsonschema.Draft4Validator(schema("sarif-schema-2.1.0.json")).validate(log)
    limits = schema("sarif-ingest-limits.json")
    (run,) = log["runs"]
    assert len(run["results"]) == min(len(REPORTS[which]().findings), limits["kept_max"]["results_per_run"])
    assert len(gzip.compress(text.encode())) <= limits["gzip_bytes_max"]
    for rule in run["tool"]["driver"]["rules"]:
        assert 0 < len(rule["shortDescription"]["text"]) <= limits["text_max_chars"]["rule.shortDescription.text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= limits["text_max_chars"]["rule.fullDescription.text"]
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= limits["kept_max"]["tags_per_rule"]
        assert rule["properties"]["precision"] in limits["precision"]
        assert rule["properties"]["problem.severity"] in limits["problem_severity"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["partialFingerprints"]["primaryLocationLineHash"]
        spots = result["locations"] + result.get("relatedLocations", [])
        assert 1 <= len(spots) <= limits["kept_max"]["locations_per_result"]
        for spot in spots:
            address = spot["physicalLocation"]["artifactLocation"]["uri"]
            region = spot["physicalLocation"]["region"]
            assert re.fullmatch(r"(?:[A-Za-z0-9!$&'()*+,;=@~._-]|%[0-9A-F]{2}|/)+", address), address
            assert not address.startswith("/")
            assert region["endColumn"] > region["startColumn"] >= 1
            assert region["endLine"] == region["startLine"] >= 1


def test_sarif_says_what_is_ignored_and_keeps_paths() -> None:
    (run,) = json.loads(shown("small", "sarif"))["runs"]
    waived = [result for result in run["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in waived] == ["AIA301"]
    assert waived[0]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "migration is planned for spring"}
    ]
    odd = sample.RETIRED.places[0]._replace(path="a:b/c d/é#?%.py")
    (run,) = json.loads(render(replace(sample.SMALL, findings=(replace(sample.RETIRED, places=(odd,)),)), "sarif", OPTIONS))[
        "runs"
    ]
    address = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address == "a%3Ab/c%20d/%C3%A9%23%3F%25.py"
    assert unquote(address) == odd.path


def test_a_finding_without_a_place_points_at_the_strongest_evidence() -> None:
    report = replace(sample.SMALL, findings=(replace(sample.CONCENTRATED, places=()),))
    (run,) = json.loads(render(report, "sarif", OPTIONS))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "package.json"
    assert json.loads(render(report, "gitlab", OPTIONS))[0]["location"]["path"] == "package.json"


@every
@pytest.mark.parametrize("version", ["1.6", "1.7"])
def test_cyclonedx_passes_the_strict_validator(which: str, version: str) -> None:
    text = shown(which, "cyclonedx", replace(OPTIONS, cyclonedx_version=version))
    assert JsonStrictValidator(SchemaVersion.from_version(version)).validate_str(text) is None
    bom = json.loads(text)
    assert bom["specVersion"] == version
    refs = [part["bom-ref"] for part in [*bom["components"], *bom["services"]]]
    assert len(refs) == len(set(refs))
    assert {edge["ref"] for edge in bom["dependencies"]} == {*refs, bom["metadata"]["component"]["bom-ref"]}
    assert all(to in refs for edge in bom["dependencies"] for to in edge["dependsOn"])
    for part in bom["components"]:
        if "purl" in part:
            # that library lowers the escapes of some ecosystems as well
            assert PackageURL.from_string(part["purl"]).to_string().lower() == part["purl"].lower()


def test_cyclonedx_tells_models_services_and_who_needs_whom() -> None:
    bom = json.loads(shown("small", "cyclonedx"))
    parts = {part["bom-ref"]: part for part in bom["components"]}
    river = parts["model:river-2-70b"]
    assert river["type"] == "machine-learning-model"
    assert river["licenses"] == [{"license": {"name": "LicenseRef-river-2"}}]
    assert river["modelCard"]["modelParameters"]["task"] == "text-generation"
    assert "retires on 2026-10-01 at acme" in parts["model:acme-3-large"]["modelCard"]["considerations"]["technicalLimitations"]
    services = {service["name"]: service for service in bom["services"]}
    assert services["Acme Cloud"]["endpoints"] == ["https://api.acme.example", "https://api.acme.example/v1"]
    assert services["Hearth"] == services["Hearth"] | {"endpoints": ["http://localhost:11434"], "x-trust-boundary": False}
    needs = {edge["ref"]: edge["dependsOn"] for edge in bom["dependencies"]}
    assert needs["pkg:npm/%40acme/web@3.1.4"] == ["provider:acme"]
    assert needs["provider:hearth"] == ["model:river-2-70b"]
    assert bom["metadata"]["timestamp"] == "2026-11-22T00:00:00Z"
    other = json.loads(render(replace(sample.SMALL, files_read=1), "cyclonedx", OPTIONS))
    assert bom["serialNumber"] != other["serialNumber"]
    with pytest.raises(UsageError, match=r"1\.4"):
        render(sample.SMALL, "cyclonedx", replace(OPTIONS, cyclonedx_version="1.4"))


@every
def test_gitlab_is_valid_with_unique_fingerprints(which: str) -> None:
    issues = json.loads(shown(which, "gitlab"))
    jsonschema.Draft202012Validator(schema("code-quality-report.own.schema.json")).validate(issues)
    for issue in issues:
        jsonschema.Draft202012Validator(schema("codeclimate.json")).validate(issue)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(marks) == len(set(marks))


@every
def test_junit_follows_the_schema_and_counts_right(which: str) -> None:
    tree = etree.fromstring(shown(which, "junit").encode())
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(tree)
    suite = tree[0]
    assert int(suite.get("tests")) == len(suite.findall("testcase"))
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


def test_junit_fails_what_the_gate_fails() -> None:
    for gate, failures in (("critical", 1), ("high", 2), ("low", 4), ("never", 0)):
        tree = etree.fromstring(render(sample.SMALL, "junit", replace(OPTIONS, fail_on=gate)).encode())
        assert tree.get("failures") == str(failures)


@every
def test_csv_has_one_row_each_and_no_formula(which: str) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(which, "csv"))))
    report = REPORTS[which]()
    assert sum(row["record"] == "finding" for row in rows) == sum(one.suppressed is None for one in report.findings)
    assert not [value for row in rows for value in row.values() if value[:1] in set("=+-@\t\r")]
    assert sum(int(row["places"]) for row in rows if row["record"] == "skipped") == len(report.skipped)


@every
def test_workflow_commands_are_one_line_each(which: str) -> None:
    lines = shown(which, "github").splitlines()
    assert len(lines) == sum(one.suppressed is None for one in REPORTS[which]().findings) + 1
    for line in lines:
        assert re.fullmatch(r"::(error|warning|notice) [^:]*::.*", line), line
        assert not re.search(r"%(?!25|0A|0D|3A|2C)", line)


@every
def test_badges(which: str) -> None:
    badge = json.loads(shown(which, "badge"))
    assert set(badge) == {"schemaVersion", "label", "message", "color", "cacheSeconds"}
    assert badge["schemaVersion"] == 1
    picture = etree.fromstring(shown(which, "badge-svg").encode())
    assert badge["message"] in "".join(picture.itertext())


@every
@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"badge"}))
def test_every_format_counts_skipped_files_by_reason(which: str, format_: str) -> None:
    report = REPORTS[which]()
    if which == "small":
        text = shown(which, format_)
        assert "larger than 2 MB" in text
        assert "not a regular file" in text
    assert report.skipped or "larger" not in shown(which, format_)


def test_unknown_formats_name_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        render(sample.SMALL, "pdf", OPTIONS)
    assert "sarif" in caught.value.hint
