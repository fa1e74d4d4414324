"""The page for people who would rather look than read: one file with everything inside, nothing loaded, nothing sent.

Text is escaped by the template engine; the only script and the only style are allowed by their hash.
"""

from __future__ import annotations

import base64
import re
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from auditor.digests import sha256
from auditor.records import Finding, Report, Share
from auditor.report import excerpt, flow, sankey, tally, timeline
from auditor.report.options import RenderOptions
from auditor.report.safe import safe, web_link

ROOM = 3_400_000  # bytes all findings together may take: what a browser lays out in a second
AXES = (("provider", "Providers"), ("maker", "Makers"), ("country", "Countries"), ("license", "Licenses"))
SMALL = 200  # so many findings are told in full without counting bytes first
ROWS = 300  # of each inventory table


def render(report: Report, options: RenderOptions) -> str:
    """The whole page."""
    style, script = _asset("report.css"), _asset("report.js")
    env = _environment()
    page = env.get_template("report.html.j2")
    findings = tally.active(report) + (tally.suppressed(report) if options.show_suppressed else [])
    projects = {name: number for number, name in enumerate(sorted({finding.project for finding in findings}))}
    rows, left_out = _rows(env, report, findings, projects)
    text: str = page.render(
        report=report,
        stock=report.inventory,
        tool_version=options.tool_version,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=_hash(style),
        script_hash=_hash(script),
        counts=tally.by_severity(report),
        summary=tally.summary(report),
        findings=findings,
        rows=rows,
        left_out=left_out,
        rules=sorted({(finding.rule, finding.name) for finding in findings}),
        projects=list(projects),
        map=sankey.picture(flow.flows(report)),
        timeline=timeline.picture(report),
        axes=[(title, _ranked(report.shares[axis])) for axis, title in AXES if report.shares.get(axis)],
        reasons=tally.skip_reasons(report),
        age=tally.age_days(report),
        title=_title(report),
        limit=ROWS,
    )
    return text if text.endswith("\n") else text + "\n"


def _environment() -> Environment:
    env = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_asset),
        auto_reload=False,
    )
    env.filters["show"] = safe
    env.filters["said"] = _said
    env.filters["link"] = web_link
    env.filters["brief"] = tally.short_name
    env.filters["plural"] = tally.plural
    env.globals["excerpt"] = excerpt.parts
    env.globals["label"] = tally.label
    env.globals["mark"] = tally.fingerprint
    return env


def _said(text: str) -> Markup:
    """A sentence of a rule; what it puts between backticks is code."""
    return Markup(re.sub(r"`([^`<>]{1,80})`", r"<code>\1</code>", str(escape(safe(text)))))  # noqa: S704 - escaped before


def _asset(name: str) -> str:
    return files("auditor.report").joinpath("templates", name).read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def _title(report: Report) -> str:
    return next((one.name for one in report.inventory.projects if one.path == "" and one.name), "This repository")


def _ranked(shares: tuple[Share, ...]) -> list[Share]:
    return sorted(shares, key=lambda share: (-share.share, share.id))[:8]


def _rows(env: Environment, report: Report, findings: list[Finding], projects: dict[str, int]) -> tuple[list[Markup], int]:
    """Findings as rows: all of them short if need be, the gravest in full as far as room is left, the rest only counted."""
    macros: Any = env.get_template("findings.html.j2").module
    known = tally.models(report)
    proofs = [tally.proof(finding, known) for finding in findings]
    room = ROOM
    rows: list[Markup] = []
    if len(findings) > SMALL:
        for finding, proof in zip(findings, proofs, strict=True):
            row = macros.short_row(finding, proof, projects)
            room -= len(row.encode())
            if room < 0:
                return rows, len(findings) - len(rows)
            rows.append(row)
    for number, (finding, proof) in enumerate(zip(findings, proofs, strict=True)):
        row = macros.full_row(finding, proof, projects)
        short = rows[number] if number < len(rows) else Markup()
        room -= len(row.encode()) - len(short.encode())
        if room < 0:
            return rows, len(findings) - len(rows)
        rows[number : number + 1] = [row]
    return rows, 0
