"""The commands that work on saved or repeated audits: `convert`, `baseline`, `init`, `diff`, `simulate`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from auditor import __version__
from auditor.cli.options import FORMATS, Options
from auditor.cli.request import request_of
from auditor.cli.run import load_data, read_text, show, write_file
from auditor.errors import UsageError
from auditor.pipeline import audit
from auditor.report import RenderOptions, render

Where = Annotated[str, typer.Argument(metavar="[PATH]", help="Directory to audit.")]
BASELINE = "ai-audit.baseline"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command("convert", help="Render a saved JSON report in another format.")(convert)
    group = typer.Typer(help="Known findings: write or prune the baseline.", no_args_is_help=True, rich_markup_mode=None)
    group.command("write", help="Write all present findings to the baseline.")(baseline_write)
    group.command("prune", help="Drop baseline lines that no finding needs any more.")(baseline_prune)
    app.add_typer(group, name="baseline")


def convert(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A report saved with --format json.")],
    format_: Annotated[str, typer.Option("--format", "-f", help="Format to write: " + ", ".join(FORMATS) + ".")] = "markdown",
    cyclonedx_version: Annotated[str, typer.Option("--cyclonedx-version", help="1.6 or 1.7.")] = "1.6",
) -> int:
    """Render a saved report."""
    from auditor.report.parsing import parse

    if format_ not in (*FORMATS, "badge", "badge-svg"):
        raise UsageError(f"--format {format_}: unknown", "formats: " + ", ".join(FORMATS))
    found = parse(read_text(report, "report"))
    show(render(found, format_, RenderOptions(tool_version=__version__, cyclonedx_version=cyclonedx_version)))
    return 0


def baseline_write(path: Where = ".", file: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The baseline.")] = BASELINE) -> int:
    """Audit and write the fingerprints of all findings that count."""
    from auditor.judge.baseline import lines

    options = Options(paths=(path,))
    request = request_of(options, (path,))
    report = audit(request, *load_data(options, request))
    text = lines(report.findings)
    write_file(file, text)
    show(f"{file}: {sum(1 for line in text.splitlines() if not line.startswith('#'))} findings; use it with --baseline {file}")
    return 0


def baseline_prune(path: Where = ".", file: Annotated[Optional[str], typer.Option("--baseline", metavar="FILE", help="The baseline.")] = None) -> int:  # noqa: UP045
    """Audit and drop the lines of findings that are gone."""
    from auditor.judge.baseline import prune

    options = Options(paths=(path,))
    request = request_of(options, (path,))
    name = file or request.config.baseline or BASELINE
    text, dropped = prune(read_text(name, "baseline"), audit(request, *load_data(options, request)).findings)
    write_file(name, text)
    show(f"{name}: {dropped} lines dropped")
    return 0
