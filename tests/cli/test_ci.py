"""What other machines run: the action's shell for real, every file against its official schema, our workflows under zizmor."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tool import ALIVE, CHAT, RETIRED, ROOT, Here, surroundings, write

from auditor.cli.options import OPTIONS

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
EXAMPLES = ROOT / ".ci" / "examples"


def loaded(text: str) -> Any:
    """YAML 1.1 takes the key `on` for a truth."""
    found = yaml.safe_load(text)
    return {"on" if key is True else key: value for key, value in found.items()} if isinstance(found, dict) else found


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


def documents() -> list[tuple[str, str, str]]:
    found = [("github-action.json", "action.yml", (ROOT / "action.yml").read_text("utf-8"))]
    flows = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), EXAMPLES / "github.yml"]
    found += [("github-workflow.json", path.name, path.read_text("utf-8")) for path in flows]
    found.append(("pre-commit-hooks.json", "hooks", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")))
    found += [("pre-commit-config.json", "README", text) for text in snippets("yaml") if "repos:" in text]
    return found


@pytest.mark.parametrize(("schema", "name", "text"), documents(), ids=[f"{one[0]}-{one[1]}" for one in documents()])
def test_files_fit_their_schemas(schema: str, name: str, text: str) -> None:
    rules = json.loads((ROOT / "tests" / "schemas" / schema).read_text("utf-8"))
    checker = jsonschema.validators.validator_for(rules)(rules)
    assert [f"{list(error.path)}: {error.message}" for error in checker.iter_errors(loaded(text))] == []


def test_every_schema_was_used_and_the_readme_shows_both_ways() -> None:
    assert {one[0] for one in documents()} == {
        "github-action.json",
        "github-workflow.json",
        "pre-commit-hooks.json",
        "pre-commit-config.json",
    }
    steps = next(loaded(text) for text in snippets("yaml") if "uses:" in text)
    assert set(steps[0]["with"]) <= set(ACTION["inputs"])


def test_inputs_mirror_options_and_all_reach_the_shell() -> None:
    names = {option.name.removeprefix("--") for option in OPTIONS}
    assert set(ACTION["inputs"]) - names == {"path", "sarif", "html"}
    step = ACTION["runs"]["steps"][1]
    assert {f"INPUT_{name.upper().replace('-', '_')}" for name in ACTION["inputs"]} | {"ACTION_PATH"} == set(step["env"])
    assert all("${{" not in one["run"] for one in ACTION["runs"]["steps"])
    assert not any("uses" in one for one in ACTION["runs"]["steps"])
    script = (ROOT / ".ci" / "action.sh").read_text("utf-8")
    assert all(name in script for name in step["env"] if name != "ACTION_PATH")


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_examples_call_what_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    known = {name for option in OPTIONS for name in (option.name, option.short)} | {"--quiet"}
    for line in re.findall(r"(?:^|[\s/'])ai-audit (-.*)", text):
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", line)) <= known, line
    if path.suffix == ".yml":
        assert loaded(text)


def test_workflows_are_clean_under_zizmor() -> None:
    flows = [".github/workflows", "action.yml"]
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run([str(program), "--offline", "--no-progress", *flows], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_our_own_bill_of_materials_is_whole_and_valid() -> None:
    """Strictly CycloneDX, every run-time dependency and what it brings along, nothing of the tests; twice the same bytes."""
    words = [sys.executable, "-P", str(ROOT / ".ci" / "sbom.py")]
    one, other = (subprocess.run(words, capture_output=True, text=True, check=True).stdout for _ in range(2))
    assert one == other
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(one) is None
    bill = json.loads(one)
    names = {component["name"] for component in bill["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]  # a name begins it
    assert asked <= names
    assert {"urllib3", "markupsafe"} <= names
    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "lxml", project["name"]}
    refs = {component["bom-ref"] for component in bill["components"]}
    assert {ref for edge in bill["dependencies"] for ref in edge["dependsOn"]} == refs
    assert ".ci/sbom.py" in (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")


@pytest.fixture
def runner(ai: Here, repo: Path) -> Path:
    """The directory of a job: the repository `tree`, a temporary directory and the tool."""
    home = repo.parent
    write(home, {"tool": f'#!/bin/sh\nexec "{sys.executable}" -P -m auditor "$@"\n', "temp/ai-audit-report.json": "{}"})
    (home / "tool").chmod(0o755)
    return home


def action(runner: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
    """The audit step with GitHub's variables: how it ended, its outputs, its summary."""
    output, summary = runner / "output", runner / "summary"
    for path in (output, summary):
        path.write_text("")
    given = {f"INPUT_{key.upper()}": value for key, value in inputs.items()}
    environment = surroundings(
        runner, AI_AUDIT=str(runner / "tool"), RUNNER_TEMP=str(runner / "temp"), GITHUB_OUTPUT=str(output),
        GITHUB_STEP_SUMMARY=str(summary), **given,
    )  # fmt: skip
    done = subprocess.run(
        ["bash", str(ROOT / ".ci" / "action.sh")],
        cwd=runner / "tree",
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done, dict(line.split("=", 1) for line in output.read_text().splitlines()), summary.read_text()


def test_the_action_tells_what_it_found(runner: Path) -> None:
    done, outputs, summary = action(runner, sarif="out.sarif", html="out.html", ignore="AIA601", strict="true")
    assert done.returncode == 1
    assert "::error file=app/chat.py,line=7" in done.stdout
    report = json.loads(Path(outputs["report"]).read_text())
    assert outputs["grade"] == report["summary"]["score"]["grade"]
    assert int(outputs["findings"]) == sum(report["summary"]["findings"].values()) > 0
    assert summary.startswith("## ai-audit: grade **")
    assert "AIA601" not in summary
    assert json.loads((runner / "tree/out.sarif").read_text())["version"] == "2.1.0"
    assert "<html" in (runner / "tree/out.html").read_text()


@pytest.mark.parametrize(
    ("inputs", "code", "outputs"),
    [
        ({}, 1, 3),
        ({"fail_on": "never"}, 0, 3),
        ({"path": "app"}, 1, 3),
        ({"select": "AIA1"}, 0, 3),
        ({"select": "NOPE"}, 2, 0),
        ({"baseline": "nosuch"}, 2, 0),
        ({"config": "nosuch"}, 2, 0),
        ({"diff_base": "main"}, 2, 0),
        ({"path": "nosuch"}, 2, 0),
        ({"sarif": "nosuch/a.sarif"}, 2, 3),
    ],
)  # fmt: skip
def test_the_exit_code_is_kept(runner: Path, inputs: dict[str, str], code: int, outputs: int) -> None:
    done, told, summary = action(runner, **inputs)
    assert (done.returncode, len(told), bool(summary)) == (code, outputs, bool(outputs)), done.stderr


def test_the_configuration_sets_the_gate_when_the_workflow_does_not(runner: Path) -> None:
    write(runner / "tree", {"ai-audit.toml": "fail-on = 'never'\n"})
    assert action(runner)[0].returncode == 0
    assert action(runner, fail_on="high")[0].returncode == 1


@pytest.mark.parametrize(
    "name", ["path", "fail_on", "config", "baseline", "diff_base", "select", "ignore", "strict", "sarif", "html"]
)
def test_inputs_are_inert(runner: Path, name: str) -> None:
    action(runner, **{name: "$(touch canary)`touch canary`; touch canary #' \" & touch canary\ntouch canary"})
    assert not list(runner.rglob("canary"))


@pytest.mark.parametrize("name", ["path", "select", "sarif"])
def test_an_input_that_looks_like_an_option_is_none(runner: Path, name: str) -> None:
    before = (runner / "tree/app/chat.py").read_text()
    action(runner, **{name: "--fix"})
    assert (runner / "tree/app/chat.py").read_text() == before


def test_modules_of_the_repository_are_not_run(runner: Path) -> None:
    names = "json sys re venv pip ensurepip site codecs encodings datetime".split()
    write(runner / "tree", {f"{name}.py": "open('canary', 'w')\n" for name in names} | {"app/chat.py": CHAT.format(model=ALIVE)})
    done, outputs, _ = action(runner)
    assert (done.returncode, outputs["findings"] != "0") == (0, True), done.stderr
    install = ACTION["runs"]["steps"][0]["run"].split("&&")[0].replace("-m venv", "-m venv --without-pip")
    subprocess.run(
        ["bash", "-c", install], cwd=runner / "tree", env=surroundings(runner, RUNNER_TEMP=str(runner / "temp")), check=True
    )
    assert (runner / "temp/ai-audit/bin/python").exists()
    assert not list(runner.rglob("canary"))
    assert all(word in ACTION["runs"]["steps"][0]["run"] for word in ("-I -m venv", "-I -m pip"))


def test_hostile_text_stays_text_in_summary_and_outputs(runner: Path) -> None:
    write(runner / "tree", {"a%0A::error::b.py": CHAT.format(model="gpt-4-turbo\\n::set-output name=x::y <img src=x>")})
    write(runner / "tree", {"app/chat.py": CHAT.format(model=RETIRED) + "# ::error::x\n"})
    done, outputs, summary = action(runner)
    assert set(outputs) == {"findings", "grade", "report"}
    assert all(re.match(r"::(error|warning|notice|debug)[ :]", line) for line in done.stdout.splitlines())
    assert "<img" not in re.sub(r"`[^`]*`|<code>.*?</code>", "", summary)
