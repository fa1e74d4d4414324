"""Every command of the README, run in a clean environment into which the first set-up line has installed the tool."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from test_readme import README, block
from tool import CHAT, RETIRED, ROOT, Here, committed, git, process, setup_lines, write

SCRIPT = """from datetime import date

from auditor import audit
from auditor.errors import AuditError
from auditor.records import Report

report: Report = audit("tree", as_of=date(2026, 11, 22))
print(type(report).__name__, report.score.grade if report.score else "-", report.findings[0].rule)
try:
    audit("nosuch")
except AuditError as error:
    print(error.message, error.exit_code)
"""


def commands() -> list[str]:
    """The indented lines of "Everyday use", without their comments."""
    lines = re.findall(r"^    (ai-audit.*)$", README.read_text("utf-8"), re.MULTILINE)
    return [" ".join(shlex.split(line, comments=True)) for line in lines]


def mentioned() -> list[str]:
    """The commands that stand in running text and say all they need."""
    return [line for line in re.findall(r"`(ai-audit [a-z][^`]*)`", README.read_text("utf-8")) if "..." not in line]


@pytest.fixture
def project(ai: Here, repo: Path) -> Path:
    """What the commands suppose: a repository with a main branch, a service and a saved report."""
    write(repo, {"services/chat/a.py": CHAT.format(model=RETIRED)})
    committed(repo)
    git(repo, "checkout", "-q", "-b", "work")
    ai("-f", "concise", "-o", "json=report.json")
    return repo


def test_there_are_commands() -> None:
    assert len(commands()) >= 8
    assert len(setup_lines()) == 2


@pytest.mark.parametrize("line", sorted({*commands(), *mentioned()}))
def test_a_command_runs(project: Path, installed: Path, line: str) -> None:
    words = [word for word in shlex.split(line)[1:] if word != "..."]
    ran = process(*words, cwd=project, tool=(str(installed / "ai-audit"),), PYTHONPATH="")
    assert ran.code in {0, 1}, ran.err
    assert ran.out
    assert ran.err == ""


def test_the_first_line_installs_and_audits(installed: Path, checkout: Path) -> None:
    assert re.search(r"\d+ findings?|nothing found", (checkout / "first.txt").read_text())
    assert installed.joinpath("ai-audit").exists()
    where = process(
        "-c", "import auditor; print(auditor.__file__)", cwd=checkout.parent, tool=(str(installed / "python"), "-I")
    ).out
    assert "site-packages" in where


def test_the_installed_tool_has_its_data_and_says_the_same(installed: Path, project: Path) -> None:
    there = process("-f", "json", cwd=project, tool=(str(installed / "ai-audit"),), PYTHONPATH="")
    here = process("-f", "json", cwd=project)
    assert there == here
    for format_ in ("html", "terminal", "cyclonedx"):
        assert process("-f", format_, cwd=project, tool=(str(installed / "ai-audit"),), PYTHONPATH="").code == 1
    assert process("schema", "report", cwd=project, tool=(str(installed / "ai-audit"),), PYTHONPATH="").out.startswith("{")


def test_the_test_line_is_what_ci_runs() -> None:
    line = setup_lines()[1]
    assert line.endswith("tests/run.py")
    assert "-e '.[test]'" in line
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    found = re.search(r"eval \"\$\((sed .*)\)\"", script)
    assert found
    told = subprocess.run(["bash", "-c", found.group(1)], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.strip() == line
    assert "bash .ci/run" in (ROOT / ".github/workflows/ci.yml").read_text("utf-8")


def test_the_api_from_outside(installed: Path, project: Path) -> None:
    script = project.parent / "user.py"
    script.write_text(SCRIPT)
    ran = process(str(script), cwd=project.parent, tool=(str(installed / "python"),), PYTHONPATH="")
    assert re.fullmatch(r"Report [A-F] AIA201\nnosuch: no such file or directory 2\n", ran.out), ran


def test_the_api_is_typed_outside(installed: Path, project: Path) -> None:
    """`py.typed` is in the wheel, and the README's example is as strict as we are."""
    example = re.search(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert example
    write(project.parent / "typed", {"user.py": SCRIPT, "readme.py": example.group(1)})
    words = [
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(project.parent / "mypy"),
        "--python-executable",
        str(installed / "python"),
    ]
    done = process(*words, "user.py", "readme.py", cwd=project.parent / "typed", tool=(sys.executable,), PYTHONPATH="")
    assert done.out.startswith("Success"), done.out


def test_a_wrong_use_of_the_api_is_seen(installed: Path, project: Path) -> None:
    write(project.parent / "typed", {"wrong.py": "from auditor import audit\n\nprint(audit('.').score.grade, audit(3))\n"})
    words = [
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(project.parent / "mypy"),
        "--python-executable",
        str(installed / "python"),
    ]
    done = process(*words, "wrong.py", cwd=project.parent / "typed", tool=(sys.executable,), PYTHONPATH="")
    assert done.out.count("error:") == 2, done.out


def test_the_stored_blocks_are_filled() -> None:
    assert block("options")
