"""One scan from options to exit code: load, audit, render, write, gate."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace

from auditor import __version__
from auditor.cli.options import FORMATS, Options
from auditor.cli.request import cache_dir, overlay_file, request_of
from auditor.errors import UsageError
from auditor.facts import Catalog, Rulebook
from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Report, Request, Severity, Suppression
from auditor.report import RenderOptions, render


def run_scan(options: Options) -> int:
    """Audit and report; the exit code says whether the gate holds."""
    outputs = _outputs(options)
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
    show(rendered(report, options.text("format") or "terminal", options))
    return exit_code(report, options)


def load_data(options: Options, request: Request) -> tuple[Catalog, Rulebook]:
    """Catalog and rules: the shipped ones, an update of the user's, and own rules of trusted directories."""
    cache = cache_dir(options)
    return load_catalog(cache, overlay_file()), load_rulebook((*options.many("rules"), *request.config.rules), cache)


def prepared(options: Options, request: Request) -> Request:
    """The request with its baseline, and the staged contents when those are asked for."""
    if options.flag("staged"):
        from auditor.discover.git import Git

        blobs = Git(request.root, os.environ).staged()
        request = replace(request, blobs=blobs, files=tuple(sorted(blobs)))
    path = options.text("baseline") or request.config.baseline
    if not path:
        return request
    from auditor.judge.baseline import parse

    if not options.text("baseline"):
        path = os.path.join(request.root, path)
    return replace(request, baseline=parse(read_text(path, "baseline")))


def only_new(report: Report, revision: str, catalog: Catalog, rulebook: Rulebook) -> Report:
    """The report with every finding that already stood at `revision` marked as known."""
    from auditor.discover.git import Git

    request = replace(report.request, files=None, blobs=Git(report.request.root, os.environ).at(revision))
    known = {finding.fingerprint for finding in audit(request, catalog, rulebook).findings}
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
    return replace(report, findings=tuple(marked))


def read_text(path: str, what: str) -> str:
    """A file that the user named, at most 64 MB; raises `UsageError` when it cannot be read."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(64_000_000).decode("utf-8")
        with open(path, encoding="utf-8") as file:
            return file.read(64_000_000)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{what} {path}: {reason}") from None


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
    tty = to_terminal and sys.stdout.isatty()
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


def show(text: str) -> None:
    """Write a report to standard output as UTF-8, or as much of it as the terminal's encoding has."""
    out = sys.stdout
    if hasattr(out, "reconfigure"):
        out.reconfigure(errors="backslashreplace")
    out.write(text if text.endswith("\n") else text + "\n")
    out.flush()


def _outputs(options: Options) -> list[tuple[str, str]]:
    found = []
    for value in options.many("output"):
        format_, equals, path = value.partition("=")
        if not equals or not path or format_ not in (*FORMATS, "badge"):
            raise UsageError(f"-o {value}: expected FORMAT=PATH", "formats: " + ", ".join((*FORMATS, "badge")))
        found.append(("badge-svg" if format_ == "badge" and path.endswith(".svg") else format_, path))
    return found


def write_file(path: str, text: str, *, mode: int = 0, whole: bool = True) -> None:
    """Write all or nothing: a temporary file in the same folder, synced, then moved into place; `whole` ends the last line."""
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=".ai-audit-", dir=folder)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            file.write(text + "\n" if whole and not text.endswith("\n") else text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode or 0o644 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
