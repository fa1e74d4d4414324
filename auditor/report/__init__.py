"""Room 6: a Report goes in, text in one output format comes out; each format is one module, imported when asked for."""

from __future__ import annotations

from importlib import import_module

from auditor.errors import UsageError
from auditor.records import Report
from auditor.report.options import RenderOptions

__all__ = ["FORMATS", "RenderOptions", "render"]

_MODULES = {
    "terminal": "terminal",
    "concise": "concise",
    "json": "json_report",
    "sarif": "sarif",
    "markdown": "markdown",
    "html": "html",
    "cyclonedx": "cyclonedx",
    "gitlab": "gitlab",
    "junit": "junit",
    "github": "github",
    "csv": "csv_report",
    "badge": "badge",
    "badge-svg": "badge_svg",
}

FORMATS: tuple[str, ...] = tuple(_MODULES)


def render(report: Report, format_: str, options: RenderOptions) -> str:
    """The report in that format, ending in a newline; equal reports and options give equal text."""
    if format_ not in _MODULES:
        raise UsageError(f'unknown format "{format_}"', "choose one of: " + ", ".join(FORMATS))
    module = import_module(f"auditor.report.{_MODULES[format_]}")
    text: str = module.render(report, options)
    return text
