"""The commands that work on saved or repeated audits: `convert`, `baseline`, `diff`, `simulate`, `init`."""

from __future__ import annotations

import os
from typing import Annotated, Optional

import typer

from auditor import __version__
from auditor.cli.help import Grouped, check_format
from auditor.cli.options import FAIL_ON, FORMATS, Options
from auditor.cli.output import read_text, show, write_file
from auditor.cli.request import request_of
from auditor.cli.run import exit_code, load_data
from auditor.errors import UsageError
from auditor.frozen import replace
from auditor.pipeline import audit, simulate
from auditor.records import Report
from auditor.report import RenderOptions, render

Where = Annotated[str, typer.Argument(metavar="[PATH]", help="Directory to audit.")]
Words = Optional[list[str]]  # noqa: UP045 - typer reads it
BASELINE = "ai-audit.baseline"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command(
        "diff", cls=Grouped, help="What a change adds, removes and worsens. Of git revisions, or of two saved JSON reports."
    )(diff)
    app.command("simulate", cls=Grouped, help="Which calls stop when a vendor, model or country is gone.")(what_if)
    app.command("convert", cls=Grouped, help="Render a saved JSON report in another format.")(convert)
    app.command("init", cls=Grouped, help="Write a commented configuration for this repository.")(init)
    group = typer.Typer(help="Known findings: write or prune the baseline.", no_args_is_help=True, rich_markup_mode=None)
    group.command("write", cls=Grouped, help="Write all present findings to the baseline.")(baseline_write)
    group.command("prune", cls=Grouped, help="Drop baseline lines that no finding needs any more.")(baseline_prune)
    app.add_typer(group, name="baseline")


def convert(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A report saved with --format json; '-' reads standard input.")],
    format_: Annotated[str, typer.Option("--format", "-f", help="Format to write: " + ", ".join(FORMATS) + ".")] = "markdown",
    cyclonedx_version: Annotated[str, typer.Option("--cyclonedx-version", help="1.6 or 1.7.")] = "1.6",
) -> int:
    """Render a saved report."""
    check_format(format_, (*FORMATS, "badge", "badge-svg"))
    if cyclonedx_version not in ("1.6", "1.7"):
        raise UsageError(f"--cyclonedx-version {cyclonedx_version}: unknown", "versions: 1.6, 1.7")
    show(render(_saved(report), format_, RenderOptions(tool_version=__version__, cyclonedx_version=cyclonedx_version)))
    return 0


def _saved(path: str) -> Report:
    from auditor.report.parsing import parse

    return parse(read_text(path, "report"))


def _audited(path: str, options: Options | None = None) -> Report:
    options = options or Options(paths=(path,))
    request = request_of(options, (path,))
    return audit(request, *load_data(options, request))


def baseline_write(
    path: Where = ".", file: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The baseline.")] = BASELINE
) -> int:
    """Audit and write the fingerprints of all findings that count."""
    from auditor.judge.baseline import write

    text = write(_audited(path).findings)
    write_file(file, text)
    count = sum(1 for line in text.splitlines() if not line.startswith("#"))
    show(f"{file}: {count} findings accepted; use it with --baseline {file}, or set baseline in ai-audit.toml")
    return 0


def baseline_prune(
    path: Where = ".", file: Annotated[str, typer.Option("--baseline", metavar="FILE", help="The baseline.")] = BASELINE
) -> int:
    """Audit and drop the lines of findings that are gone."""
    from auditor.judge.baseline import prune

    before = read_text(file, "baseline")
    after = prune(before, _audited(path).findings)
    write_file(file, after)
    show(f"{file}: {before.count(chr(10)) - after.count(chr(10))} lines dropped")
    return 0


def diff(
    base: Annotated[str, typer.Argument(metavar="BASE", help="A git revision, or a saved JSON report.")],
    head: Annotated[str, typer.Argument(metavar="[HEAD]", help="A git revision or report; default: the work tree.")] = "",
    format_: Annotated[str, typer.Option("--format", "-f", help="text, markdown or json.")] = "text",
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="Exit 1 when a new or worse finding is at or above this severity. [default: high]")
    ] = "",
) -> int:
    """Compare two audits; exit 1 when a new or worse finding reaches the gate."""
    from auditor.report.changes import FORMATS as KINDS
    from auditor.report.changes import compare, render_change

    check_format(format_, KINDS)
    if fail_on and fail_on not in FAIL_ON:
        raise UsageError(f"--fail-on {fail_on}: unknown", "severities: " + ", ".join(FAIL_ON))
    after = _saved(head) if head.endswith(".json") else _at(head or None)
    before = _saved(base) if base.endswith(".json") else _at(base, after)
    change = compare(before, after)
    show(render_change(change, format_))
    new = replace(after, findings=(*change.new, *change.worse))
    return exit_code(new, Options(values={"fail_on": fail_on}))


def _at(revision: str | None, like: Report | None = None) -> Report:
    """The audit of a git revision, of the work tree for None; `like` keeps configuration and day equal."""
    options = Options(paths=(".",))
    request = replace(like.request, files=None, blobs=None) if like is not None else request_of(options, (".",))
    if request.root == ".":  # of a saved report
        request = request_of(options, (".",))
    if revision is not None:
        from auditor.discover.git import Git

        request = replace(request, blobs=Git(request.root, os.environ).at(revision))
    return audit(request, *load_data(options, request))


def what_if(
    down: Annotated[
        Words, typer.Option("--down", metavar="ID", help="Gone: a provider, maker, model, license:NAME, country:XX.")
    ] = None,
    added: Annotated[
        Words, typer.Option("--with", metavar="WHAT", help="What if: 'add PROVIDER' as a fallback behind every call.")
    ] = None,
    path: Annotated[str, typer.Option("--path", metavar="DIR", help="Directory to audit.")] = ".",
    format_: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> int:
    """Say which call sites go dark, which are covered, and the grade before and after."""
    from auditor.report.outages import render_outage

    check_format(format_)
    if not down and not added:
        raise UsageError("simulate: nothing to simulate", "try: ai-audit simulate --down PROVIDER, or --with 'add PROVIDER'")
    options = Options(paths=(path,))
    request = request_of(options, (path,))
    catalog, rulebook = load_data(options, request)
    before = audit(request, catalog, rulebook)
    outage, score = simulate(before, catalog, rulebook, tuple(down or ()), tuple(added or ()))
    show(render_outage(outage, before.score, score, format_))
    return 0


def init(path: Where = ".", force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False) -> int:
    """Write `ai-audit.toml` with detected deployments and a context to fill; asks nothing."""
    from auditor.report.starter import starter_config

    if not os.path.isdir(path):
        raise UsageError(f"{path}: no such directory")
    target = os.path.join(path, "ai-audit.toml")
    if os.path.lexists(target) and not force:
        raise UsageError(f"{target} exists", "use --force to overwrite it")
    report = _audited(path, Options(paths=(path,), values={"no_config": True}))
    text = starter_config(report)
    write_file(target, text)
    names = text.count(' = ""\n')
    aliases = f", the models behind {names} deployment name{'s' if names > 1 else ''}" if names else ""
    show(f"{target} written. Fill in [context]{aliases}, then run ai-audit")
    return 0
