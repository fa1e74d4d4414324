"""One scan from options to exit code: load, audit, render, write, gate."""

from __future__ import annotations

import os
import sys

from auditor import __version__
from auditor.cli.front import complain
from auditor.cli.options import FORMATS, Options
from auditor.cli.output import read_text, show, write_file
from auditor.cli.request import cache_dir, overlay_file, request_of
from auditor.errors import ConfigError, UsageError
from auditor.facts import Catalog, Rulebook
from auditor.frozen import replace
from auditor.library import load_library
from auditor.pipeline import audit
from auditor.records import Report, Request, Severity, Suppression
from auditor.report import RenderOptions, render


def run_scan(options: Options) -> int:
    """Audit and report; the exit code says whether the gate holds."""
    outputs = _outputs(options)
    if options.flag("diff") and not options.flag("fix"):
        raise UsageError("--diff: only with --fix", "to compare two revisions: ai-audit diff BASE")
    request = prepared(options, request_of(options, options.paths))
    catalog, rulebook = load_data(options, request)
    report = audit(request, catalog, rulebook)
    if options.text("diff_base"):
        report = only_new(report, options.text("diff_base"), catalog, rulebook)
    if options.flag("fix"):
        from auditor.cli.fix import run_fix

        run_fix(report, catalog, options)
        return 0
    for format_, path in outputs:
        write_file(path, rendered(report, format_, options, to_terminal=False))
    format_ = options.text("format") or "terminal"
    show(rendered(report, format_, options))
    if format_ not in ("terminal", "json") and not options.flag("quiet"):
        for note in report.notes:  # the two others have them
            complain(note, word="note")
    return exit_code(report, options)


def load_data(options: Options, request: Request) -> tuple[Catalog, Rulebook]:
    """Catalog and rules: the shipped ones, an update of the user's, and own rules of trusted directories."""
    return load_library(cache_dir(options), overlay_file(), (*options.many("rules"), *request.config.rules))


def prepared(options: Options, request: Request) -> Request:
    """The request with its baseline, and the staged contents when those are asked for."""
    if options.flag("staged"):
        from auditor.discover.git import Git

        blobs = Git(request.root, os.environ).staged()
        named = blobs.keys() if request.files is None else blobs.keys() & set(request.files)
        request = replace(request, blobs=blobs, files=tuple(sorted(named)))
    path = options.text("baseline") or request.config.baseline
    if not path:
        return request
    from auditor.judge.baseline import parse

    if not options.text("baseline"):
        path = os.path.join(request.root, path)
        if not options.text("config") and not _inside(path, request.root):
            raise ConfigError(f"baseline = {request.config.baseline!r}: no file of this repository", "name one by --baseline")
    return replace(request, baseline=parse(read_text(path, "baseline")))


def _inside(path: str, root: str) -> bool:
    """Whether a path that the scanned tree names is a plain file of that tree."""
    real = os.path.realpath(path)
    return os.path.isfile(real) and real.startswith(os.path.join(root, ""))


def only_new(report: Report, revision: str, catalog: Catalog, rulebook: Rulebook) -> Report:
    """The report with every finding that already stood at `revision` marked as known."""
    from auditor.discover.git import Git

    request = replace(report.request, files=None, blobs=Git(report.request.root, os.environ).at(revision))
    before = audit(request, catalog, rulebook)
    known = {finding.fingerprint for finding in before.findings}
    marked = (
        replace(
            finding,
            new=False,
            suppressed=finding.suppressed or Suppression(kind="baseline", reason=f"stood already at {revision}"),
        )
        if finding.fingerprint in known
        else finding
        for finding in report.findings
    )
    unread = {skip._replace(reason=f"{skip.reason} (at {revision})") for skip in {*before.skipped} - {*report.skipped}}
    return replace(
        report,
        findings=tuple(marked),
        skipped=tuple(sorted({*report.skipped, *unread})),
        complete=report.complete and before.complete,
    )


def gate(options: Options, request: Request) -> str:
    """The severity that fails the run, or `never`."""
    return options.text("fail_on") or request.config.fail_on or "high"


def exit_code(report: Report, options: Options) -> int:
    """0, 1 or 2 by the contract."""
    if options.flag("strict") and (not report.complete or not report.files_read or incomplete(report)):
        return 2
    limit = gate(options, report.request)
    if limit == "never":
        return 0
    rank = Severity(limit).rank
    return int(any(finding.severity.rank <= rank for finding in report.findings if finding.new and finding.suppressed is None))


def incomplete(report: Report) -> bool:
    """Whether something that should have been read was not."""
    return bool(report.skipped)


def rendered(report: Report, format_: str, options: Options, *, to_terminal: bool = True) -> str:
    """The report in one format, for the terminal at hand."""
    color = options.text("color") or "auto"
    tty = to_terminal and sys.stdout is not None and sys.stdout.isatty()
    return render(
        report,
        format_,
        RenderOptions(
            color=color == "always"
            or (color == "auto" and tty and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"),
            width=_width(tty),
            hyperlinks=tty and os.environ.get("TERM") != "dumb",
            show_suppressed=options.flag("show_suppressed"),
            verbose=int(options.flag("verbose")),
            quiet=options.flag("quiet"),
            cyclonedx_version=options.text("cyclonedx_version") or "1.6",
            tool_version=__version__,
            fail_on=gate(options, report.request),
        ),
    )


def _width(tty: bool) -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isdigit() and int(given) > 0:
        return int(given)
    if tty:
        try:
            return os.get_terminal_size(1).columns or 100
        except OSError:
            return 100
    return 100


def _outputs(options: Options) -> list[tuple[str, str]]:
    found = []
    for value in options.many("output"):
        format_, equals, path = value.partition("=")
        if not equals or not path or format_ not in (*FORMATS, "badge"):
            raise UsageError(f"-o {value}: expected FORMAT=PATH", "formats: " + ", ".join((*FORMATS, "badge")))
        if path == "-":
            raise UsageError(f"-o {value}: a file is needed", f"for standard output: --format {format_}")
        found.append(("badge-svg" if format_ == "badge" and path.endswith(".svg") else format_, path))
    return found
