"""The configuration: what it may say, and the sentence for everything it may not."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from auditor.errors import ConfigError
from auditor.library import config
from auditor.library.config import find_config, load_config

FULL = """
fail-on = "medium"
exclude = ["legacy/**"]
roles = ["production", "ci"]
baseline = "ai-audit.baseline"
[policy]
default = "deny"
allow-providers = ["acme"]
[policy.deny]
countries = ["XX"]
[context]
commercial = true
monthly-active-users = 1000
regions = ["EU"]
[aliases]
my-deployment = "acme-3-large"
[thresholds]
AIA203.days = 90
"dominant-provider.share" = 0.5
[severity]
AIA204 = "low"
[[waiver]]
rule = "AIA101"
reason = "contract until spring"
owner = "platform"
expires = 2027-03-01
"""


def written(folder: Path, text: str, name: str = "ai-audit.toml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_everything_a_configuration_may_say(tmp_path: Path) -> None:
    found = load_config(written(tmp_path, FULL), trusted=False)
    assert found.fail_on == "medium"
    assert found.policy.default == "deny"
    assert found.policy.allow == {"provider": ("acme",)}
    assert found.policy.deny == {"country": ("XX",)}
    assert found.context.commercial is True
    assert found.context.regions == ("EU",)
    assert found.aliases == {"my-deployment": "acme-3-large"}
    assert found.thresholds == {"AIA203.days": 90, "dominant-provider.share": 0.5}
    assert found.waivers[0].expires == date(2027, 3, 1)
    assert found.waivers[0].subject == "*"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fial-on = 'low'", "unknown key fial-on"),
        ("fail-on = 'urgent'", "fail-on: expected one of critical, high, medium, low, never"),
        ("roles = ['prod']", 'unknown role "prod"'),
        ("[policy]\nallow-vendors = []", "unknown key policy.allow-vendors"),
        ("[context]\ncommercial = 'yes'", "context.commercial: found 'yes'"),
        ("[[waiver]]\nrule = 'AIA101'", "waiver[0].reason: required"),
        ("[[waiver]]\nrule = 'AIA101'\nreason = 'x'\nexpires = 'soon'", "waiver[0].expires: expected a date"),
        ("[thresholds]\nAIA203.days = 'ninety'", "thresholds.AIA203.days"),
        ("rules = ['own']", "only from a trusted configuration"),
        ("baseline = '../../etc/passwd'", "baseline: expected a path below"),
        ("[budgets]\nfile = 3", "unknown key budgets.file"),
        ("a = ", "not valid TOML"),
        ("a." * 200 + "b = 1", "too deeply nested"),
    ],
)
def test_a_mistake_names_file_key_and_cure(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        load_config(path, trusted=False)
    assert says in error.value.message
    assert path in error.value.message


def test_a_near_miss_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load_config(written(tmp_path, "fial-on = 'low'"), trusted=False)
    assert "did you mean fail-on?" in error.value.hint


def test_the_own_file_wins_over_pyproject(tmp_path: Path) -> None:
    written(tmp_path, "[tool.ai-audit]\nfail-on = 'low'", "pyproject.toml")
    assert load_config(find_config(str(tmp_path)), trusted=False).fail_on == "low"
    written(tmp_path, "fail-on = 'critical'")
    assert load_config(find_config(str(tmp_path)), trusted=False).fail_on == "critical"


def test_the_published_schema_knows_the_same_keys(tmp_path: Path) -> None:
    schema = json.loads((Path(config.__file__).parents[1] / "report" / "schema" / "config-1.json").read_text("utf-8"))
    assert sorted(schema["properties"]) == sorted(config._KEYS)
    assert sorted(schema["properties"]["context"]["properties"]) == sorted(config._CONTEXT)
    jsonschema.validate(json.loads(json.dumps(tomllib.loads(FULL), default=str)), schema)
    assert load_config(written(tmp_path, FULL), trusted=False).source == "ai-audit.toml"


def test_a_pyproject_without_our_table_is_no_configuration(tmp_path: Path) -> None:
    written(tmp_path, "[tool.other]\nx = 1", "pyproject.toml")
    assert find_config(str(tmp_path)) == ""


def test_a_link_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("fail-on = 'low'", "utf-8")
    (tmp_path / "ai-audit.toml").symlink_to(tmp_path / "real.toml")
    assert find_config(str(tmp_path)) == ""
