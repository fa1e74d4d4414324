"""The commands about rules, catalog and schemas: `rules`, `explain`, `catalog`, `schema`."""

from __future__ import annotations

import json
import os
import re
from textwrap import indent
from typing import Annotated, Optional

import typer

from auditor.cli.ask import catalog
from auditor.cli.help import Grouped, check_format
from auditor.cli.options import Options
from auditor.cli.output import show
from auditor.cli.request import as_of, cache_dir, data_dir, overlay_file
from auditor.errors import UsageError
from auditor.facts import Rule
from auditor.library import load_rulebook, rules_dir

Dirs = Annotated[Optional[list[str]], typer.Option("--rules", metavar="DIR", help="Add your own rules from this directory.")]  # noqa: UP045
Json = Annotated[str, typer.Option("--format", "-f", help="text or json.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command(
        "rules", cls=Grouped, help="List the rules. 'rules words' documents conditions, 'rules check DIR' tests own rules."
    )(rules)
    app.command("explain", cls=Grouped, help="What a rule finds, why it matters, an example and the way out.")(explain)
    app.command("schema", cls=Grouped, help="Print the JSON schema of 'report' or 'config'.")(schema)
    group = typer.Typer(help="The catalog: status, update, verify.", no_args_is_help=True, rich_markup_mode=None)
    group.command("status", cls=Grouped, help="Date, age, counts and sources of the catalog.")(status)
    group.command(
        "update", cls=Grouped, help="Fetch newer facts from the public feeds. The old data stay when anything is wrong."
    )(update)
    group.command("verify", cls=Grouped, help="Check the shipped data.")(verify)
    app.add_typer(group, name="catalog")


def rules(
    what: Annotated[str, typer.Argument(metavar="[words|check]", help="Nothing, 'words' or 'check'.")] = "",
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Directory of own rules for 'check'.")] = "",
    dirs: Dirs = None,
    format_: Json = "text",
) -> int:
    """List rules, document the condition words, or check own rules against their fixtures."""
    check_format(format_)
    if what == "words":
        from auditor.judge.conditions import described

        show(described())
        return 0
    if what == "check":
        from auditor.cli.rules_check import check

        return check(folder)
    if what:
        raise UsageError(f"rules {what}: expected nothing, 'words' or 'check DIR'")
    book = load_rulebook(tuple(dirs or ()), cache_dir(Options()))
    if format_ == "json":
        show(
            json.dumps(
                [{"id": rule.id, "name": rule.name, "severity": rule.severity, "title": rule.title} for rule in book], indent=2
            )
        )
    else:
        show("\n".join(f"{rule.id}  {rule.severity:<8}  {rule.name:<34}  {rule.title}" for rule in book))
    return 0


def explain(rule: Annotated[str, typer.Argument(help="Id or name of a rule.")], dirs: Dirs = None) -> int:
    """Print one rule: what, why, example, advice, thresholds, references."""
    book = load_rulebook(tuple(dirs or ()), cache_dir(Options()))
    found = book.named(rule)
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(rule, [name for one in book for name in (one.id, one.name)], 3)
        raise UsageError(f"no rule {rule}", f"did you mean {', '.join(near)}?" if near else "see: ai-audit rules")
    show(_explained(found))
    return 0


def _explained(rule: Rule) -> str:
    parts = [
        f"# {rule.name} ({rule.id})",
        f"{rule.title[:1].upper()}{rule.title[1:]}. Severity {rule.severity}, confidence {rule.confidence}, since {rule.since}.",
    ]
    parts += ["## Why", _shown(rule.why), "## What it says", _shown(rule.message), "## What to do", _shown(rule.advice)]
    if rule.bad:
        parts += ["## Example", f"Found:\n\n{_code(rule.bad)}", f"Fine:\n\n{_code(rule.good)}"]
    if rule.thresholds:
        parts += ["## Thresholds", "\n".join(f"{rule.id}.{key} = {value:g}" for key, value in sorted(rule.thresholds.items()))]
    if rule.false_positives:
        parts += ["## When it can be wrong", rule.false_positives]
    parts += ["## Silence one place", f"Put this comment on the line: ai-audit: ignore[{rule.id}] why it is fine here"]
    if rule.references:
        parts += ["## References", "\n".join(rule.references)]
    return "\n\n".join(parts)


def _code(text: str) -> str:
    return indent(text.strip("\n"), "    ")


def _shown(text: str) -> str:
    """A message of the rule with its blanks in angle brackets, what is counted behind them in the plural.

    A blank right behind a word is a tail that most findings lack; it is left out.
    """
    text = re.sub(r"(?<=[\w}])\{\w+\}", "", text)

    def said(blank: re.Match[str]) -> str:
        name, noun = blank.groups("")
        return f"<{name.replace('_', ' ')}>" + (f" {noun}s" if noun else "")

    return re.sub(r"\{(\w+)(?::([^}]*))?\}", said, text)


def schema(what: Annotated[str, typer.Argument(metavar="report|config", help="Which schema.")]) -> int:
    """Print a JSON schema."""
    names = {"report": "report-1.json", "config": "config-1.json"}
    if what not in names:
        raise UsageError(f"schema {what}: expected report or config")
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "report", "schema", names[what])
    with open(path, encoding="utf-8") as file:
        show(file.read())
    return 0


def status(format_: Json = "text") -> int:
    """Print date, age, counts and sources of the catalog."""
    from auditor.library.verify import status as counted

    check_format(format_)
    today = as_of(Options())
    loaded = catalog()
    found = counted(loaded, today)
    age = (today - loaded.as_of).days
    if format_ == "json":
        show(json.dumps({"as_of": str(loaded.as_of), "age_days": age, "source": loaded.source, **found}, indent=2, default=str))
        return 0
    lines = [f"catalog of {loaded.as_of}, {age} days old, {loaded.source}"]
    lines += [f"  {key.replace('_', ' '):<22} {value}" for key, value in found.items() if not isinstance(value, dict)]
    lines += [
        f"  {key.replace('_', ' ')}:" + "".join(f"\n    {name:<40} {count}" for name, count in value.items())
        for key, value in found.items()
        if isinstance(value, dict)
    ]
    if age > 90:
        lines.append(
            f"This catalog is {age} days old: models have retired since that it does not know. Run: ai-audit catalog update"
        )
    elif age > 30:
        lines.append("older than 30 days; run: ai-audit catalog update")
    show("\n".join(lines))
    return 0


def update(
    source: Annotated[str | None, typer.Option("--from", metavar="FILE|URL", help="One feed instead of the public ones.")] = None,
) -> int:
    """Fetch newer facts; exit 2 and the old catalog on any fault."""
    from auditor.library.refresh import refresh

    show(refresh(data_dir(), source or "", as_of(Options())))
    return 0


def verify() -> int:
    """Check the shipped data; exit 1 when something is wrong."""
    from auditor.library.verify import problems

    found = problems(rules_dir(), as_of(Options()), overlay_file())
    show("\n".join(found) if found else "the catalog is sound")
    return int(bool(found))
