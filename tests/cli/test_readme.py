"""README says what the program says: its options are those of `--help`, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from auditor.cli.app import app
from auditor.cli.options import OPTIONS

README = Path(__file__).parents[2] / "README.md"


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README.read_text("utf-8"), re.DOTALL)
    assert found, name
    return found.group(1)


def options_text() -> str:
    lines: list[str] = []
    for group in dict.fromkeys(option.group for option in OPTIONS):
        lines += ["", f"{group}:"] if lines else [f"{group}:"]
        for option in OPTIONS:
            if option.group == group:
                metavar = option.metavar or ("|".join(option.choices) if option.choices else "")
                names = ", ".join(filter(None, (option.short, option.name)))
                head = f"  {names} {metavar}".rstrip()
                lines += [f"{head:<34} {option.help}"] if len(head) < 34 else [head, " " * 35 + option.help]
    return "```text\n" + "\n".join(lines) + "\n```\n"


def test_the_options_are_those_of_the_program() -> None:
    assert block("options") == options_text()


def test_help_names_every_option_and_its_text() -> None:
    shown = CliRunner().invoke(app, ["scan", "--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
    words = re.sub(r"\s+", " ", shown)
    for option in OPTIONS:
        assert option.name in words
        assert option.help.split("[default")[0].strip() in words


def test_every_command_of_the_readme_exists() -> None:
    known = {*(command.name for command in app.registered_commands), *(group.name for group in app.registered_groups)}
    named = set(re.findall(r"^    ai-audit (\w+)", README.read_text("utf-8"), re.MULTILINE))
    assert named <= known
