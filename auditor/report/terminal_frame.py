"""What stands around the findings at a terminal: grade, plan, shares, summary and the next step."""

from __future__ import annotations

from rich.cells import cell_len

from auditor.records import Report, Severity
from auditor.report import tally
from auditor.report.ink import Ink, Piece
from auditor.report.options import RenderOptions
from auditor.report.safe import safe

_GRADES = {"A": "good", "B": "good", "C": "high", "D": "high", "E": "critical", "F": "critical"}
_AXES = ("provider", "maker", "country", "license")


def header(report: Report, ink: Ink) -> list[str]:
    """Grade, counts and the dates all answers hang on."""
    first: list[Piece] = [("ai-audit", "bold")]
    if report.score:
        letter = safe(report.score.grade, 3)
        first += [("  grade ", ""), (letter, _GRADES.get(letter[:1], "bold")), (f"  {report.score.value:.0f}/100", "dim")]
    counts = [(f"{count} {name}", name) for name, count in tally.by_severity(report).items() if count]
    second: list[Piece] = [] if counts else [("nothing found that counts", "good")]
    for number, piece in enumerate(counts):
        second += [(", " if number else "", ""), piece]
    fits = sum(cell_len(text) for text, _ in first + second) + 2 <= ink.width
    head = ink.wrapped("", *first, ("  ", ""), *second) if fits else ink.wrapped("", *first) + ink.wrapped("", *second)
    dates = f"as of {report.request.as_of}, catalog of {report.catalog_as_of} ({tally.plural(tally.age_days(report), 'day')} old)"
    return [*head, *ink.wrapped("", (dates, "dim")), ""]


def plan(report: Report, ink: Ink) -> list[str]:
    """The three steps, gains in points."""
    lines = [ink.line(("What to do first", "bold"))] if report.plan else []
    for number, step in enumerate(report.plan[:3], 1):
        worth = f"  [{safe(step.effort, 20)}, +{step.gain:.0f} points]"
        lines += ink.wrapped("  ", (f"{number}. ", "step"), (safe(step.title), "bold"), (worth, "dim"), hang=3)
        if step.detail:
            lines += ink.wrapped("     ", (safe(step.detail), ""))
    return [*lines, ""] if lines else []


def shares(report: Report, ink: Ink, verbose: int) -> list[str]:
    """Who takes how many of the production call sites, as bars; with `verbose` the parts of the grade as well."""
    axes = [axis for axis in _AXES if report.shares.get(axis)]
    total = max((sum(share.sites for share in report.shares[axis]) for axis in axes), default=0)
    lines = (
        [ink.line((f"Where {tally.plural(total, 'production call site')} go" + ("es" if total == 1 else ""), "bold"))]
        if axes
        else []
    )
    most = 99 if verbose else 4
    rows = [(axis, share) for axis in axes for share in report.shares[axis][:most]]
    wide = min(max((cell_len(safe(tally.short_name(share.id), 60)) for _, share in rows), default=0), max(ink.width // 3 - 2, 9))
    length = max(min(24, ink.width - wide - 30), 6)
    last = ""
    for axis, share in rows:
        name = ink.cut(safe(tally.short_name(share.id), 60), max(wide, 9))
        pad = " " * (max(wide, 9) - cell_len(name))
        head = axis.ljust(9) if axis != last else " " * 9
        last = axis
        figure = f" {share.share:4.0%}  {share.sites}"
        lines.append(
            ink.line(("  ", ""), (head, "dim"), (f" {name}{pad} ", ""), (ink.bar(share.share, length), "bar"), (figure, ""))
        )
    if lines:
        lines.append("")
    return lines + (_parts(report, ink) if verbose else [])


def _parts(report: Report, ink: Ink) -> list[str]:
    if report.score is None:
        return []
    lines = [ink.line(("What the grade is made of", "bold"))]
    for part in report.score.parts:
        head = f"{safe(part.name, 16).ljust(16)} "
        lines += ink.wrapped(
            "  ", (head, ""), (ink.bar(part.value / 100, 10), "bar"), (f" {part.value:3.0f}  {safe(part.basis)}", ""), hang=17
        )
    return [*lines, ""]


def closing(report: Report, ink: Ink, options: RenderOptions) -> list[str]:
    """The counts of everything, what is not complete, and one thing to type next."""
    lines = [row for note in report.notes[:5] for row in ink.wrapped("", ("note: ", "dim"), (safe(note), ""), hang=2)]
    lines += ink.wrapped("", (safe(tally.summary(report), 2000), "bold"), hang=2)
    if not report.complete:
        lines += ink.wrapped(
            "", ("incomplete: ", "critical"), ("part of the repository was not read; see skipped files above", ""), hang=2
        )
    return lines + ink.wrapped("", ("next: ", "step"), (_next(report, options), ""), hang=2)


def _next(report: Report, options: RenderOptions) -> str:
    findings = tally.active(report)
    if not findings:
        return "keep it so: ai-audit --fail-on medium in CI"
    first = safe(findings[0].rule, 40)
    gate = sum(tally.fails(finding, options.fail_on) for finding in findings)
    why = "the gate fails on" if gate else "below the gate, first"
    count = f"{tally.plural(gate, 'finding')}; " if gate and options.fail_on in list(Severity) else ""
    return f"ai-audit explain {first} ({why} {count}{first} is the gravest)" if gate else f"ai-audit explain {first}"
