"""ai-audit: how much a repository depends on LLM vendors, what will hurt, and what to do about it.

`audit` is the whole public API; its answer is a `auditor.records.Report`. Nothing is imported here: `python -m auditor` comes
by before the current directory is off the import path, and a scanned tree may hold a `typing.py`.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from auditor.records import Report

__all__ = ["__version__", "audit"]
__version__ = "0.1.0"


def audit(path: str = ".", *, as_of: "date | None" = None, config: str = "") -> "Report":
    """Audit a directory and return the typed report.

    `as_of` is the day to judge by (default: today, UTC); `config` is a configuration file to trust (default: the one at the
    root of `path`). Raises `auditor.errors.AuditError` for a path or configuration that cannot be used.
    """
    from auditor.cli.options import Options
    from auditor.cli.request import request_of
    from auditor.cli.run import load_data, prepared
    from auditor.pipeline import audit as run

    values = {"as_of": as_of.isoformat() if as_of is not None else None, "config": config or None}
    options = Options(paths=(path,), values=values)
    request = prepared(options, request_of(options, (path,)))
    return run(request, *load_data(options, request))
