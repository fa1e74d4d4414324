"""The report for a person at a terminal: three steps on top, findings by severity with their line and a caret, then shares.

Colors, width and characters come with the options; data is made visible by `safe` and never read as markup.
"""

from __future__ import annotations

from auditor.records import Alternative, Finding, Report, Severity
from auditor.report import tally
from auditor.report.ink import Ink
from auditor.report.options import RenderOptions
from auditor.report.safe import safe
from auditor.report.terminal_frame import closing, header, plan, shares
from auditor.report.terminal_source import more_places, source

CAP = 100  # per severity; more is for other formats


def render(report: Report, options: RenderOptions) -> str:
    """Header, plan, findings, ignored ones if asked for, shares, summary, next step."""
    ink = Ink(color=options.color, width=max(options.width, 40), hyperlinks=options.hyperlinks, unicode=options.unicode)
    lines: list[str] = []
    if not options.quiet:
        lines += header(report, ink) + plan(report, ink)
    lines += _findings(report, ink, options)
    if options.show_suppressed:
        lines += _ignored(report, ink)
    if not options.quiet:
        lines += shares(report, ink, options.verbose) + closing(report, ink, options)
    return "".join(line.rstrip() + "\n" for line in lines)


def _findings(report: Report, ink: Ink, options: RenderOptions) -> list[str]:
    lines: list[str] = []
    findings = tally.active(report)
    known = tally.models(report)
    told: set[str] = set()  # rules whose reason has been given
    cap = len(findings) if options.verbose else CAP
    for severity in Severity:
        group = [finding for finding in findings if finding.severity is severity]
        if group:
            rule = ("─" if ink.unicode else "-") * max(min(ink.width, 100) - len(severity) - len(str(len(group))) - 5, 0)
            lines += [ink.line((severity.upper(), severity.value), (f" ({len(group)}) ", ""), (rule, "dim")), ""]
        for finding in group[:cap]:
            lines += _finding(finding, tally.proof(finding, known), finding.rule not in told, ink, options.verbose)
            told.add(finding.rule)
        if len(group) > cap:
            rest = f"and {len(group) - cap} more {severity} findings: "
            way = "--format concise lists them all, -o html=report.html lets you look"
            lines += [*ink.wrapped("", (rest, "bold"), (way, "")), ""]
    return lines


def _finding(finding: Finding, proof: str, explain: bool, ink: Ink, verbose: int) -> list[str]:
    rule = safe(finding.rule, 40)
    address = finding.references[0] if finding.references else ""
    title = (
        (f"{finding.severity}[{rule}] ", finding.severity.value),
        (f"{safe(finding.name, 80)}: {safe(finding.message)}", "bold"),
    )
    lines = ink.wrapped("", *title, hang=2)
    if ink.hyperlinks:
        lines[0] = lines[0].replace(rule, ink.link(rule, address), 1)
    gutter = " " * max((len(str(place.line)) for place in finding.places[:1]), default=1)
    lines += source(finding, gutter, ink)
    certain = f"{finding.confidence}, {safe(proof)}" if proof else finding.confidence.value
    lines += _note(gutter, "confidence", certain, ink)
    if finding.why and (explain or verbose):
        lines += _note(gutter, "why", safe(finding.why), ink)
    lines += _advice(finding, gutter, ink, verbose)
    if verbose:
        lines += [row for link in finding.references for row in _note(gutter, "see", safe(link), ink)]
    return [*lines, *more_places(finding, gutter, ink, verbose), ""]


def _note(gutter: str, label: str, text: str, ink: Ink) -> list[str]:
    return ink.wrapped(f"{gutter} ", (f"= {label}: ", "dim"), (text, ""), hang=4)


def _advice(finding: Finding, gutter: str, ink: Ink, verbose: int) -> list[str]:
    advice = finding.advice
    if advice is None:
        return []
    effort = f" ({safe(advice.effort, 40)} effort)" if advice.effort else ""
    lines = _note(gutter, f"advice{effort}", safe(advice.summary), ink)
    if verbose:
        for number, step in enumerate(advice.steps, 1):
            lines += ink.wrapped(f"{gutter}   ", (f"{number}. {safe(step)}", ""), hang=3)
    shown = advice.alternatives if verbose else advice.alternatives[:2]
    for way in shown:
        lines += _note(gutter, "instead", _way(way), ink)
        if verbose and way.snippet:
            lines += [
                ink.line((f"{gutter}     ", ""), (safe(row, 160), "path")) for row in way.snippet.strip("\n").split("\n")[:30]
            ]
    if verbose and advice.keeps:
        lines += _note(gutter, "will not carry over", "; ".join(safe(kept) for kept in advice.keeps), ink)
    return lines


def _way(way: Alternative) -> str:
    terms = f" under {way.license}" if way.license else ""
    name = f"{tally.way_to(way)}{terms}"
    return safe(f"{name}: {way.why}" if name else way.why) + (f" ({safe(way.effort, 40)})" if way.effort else "")


def _ignored(report: Report, ink: Ink) -> list[str]:
    aside = tally.suppressed(report)
    lines = [ink.line((f"IGNORED ({len(aside)})", "bold"))] if aside else []
    for finding in aside[:CAP]:
        why = finding.suppressed
        assert why is not None
        until = f", until {why.expires}" if why.expires else ""
        owner = f", {why.owner}" if why.owner else ""
        text = f"{safe(finding.message)} ({safe(why.kind, 40)}: {safe(why.reason)}{safe(owner)}{until})"
        lines += ink.wrapped("  ", (f"{finding.severity}[{safe(finding.rule, 40)}] ", "dim"), (text, ""), hang=2)
    return [*lines, ""] if lines else []
