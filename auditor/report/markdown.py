"""Markdown for a pull-request comment or a job summary: three steps first, findings collapsible, always below the size limit.

Names from the audited tree stand in code spans only, so none can mention, link, embed or reshape anything.
"""

from __future__ import annotations

import re

from auditor.records import Alternative, Finding, Report, Severity, Share
from auditor.report import tally
from auditor.report.options import RenderOptions
from auditor.report.safe import code_span, html_span, prose, safe, web_link

LIMIT = 60_000  # bytes; comments end at 65,536
_SIGNS = {Severity.CRITICAL: "🟥", Severity.HIGH: "🟧", Severity.MEDIUM: "🟨", Severity.LOW: "🟦"}
_PLACES = 20
_WAYS = 3


def render(report: Report, options: RenderOptions) -> str:
    """Head, plan, findings by severity as far as they fit, shares, skipped files, foot."""
    head = _head(report) + _plan(report)
    foot = _shares(report) + _ignored(report, options) + _skipped(report) + _foot(report, options)
    room = LIMIT - len((head + foot).encode())
    body: list[str] = []
    findings = tally.active(report)
    shown = 0
    for severity in Severity:
        group = [finding for finding in findings if finding.severity is severity]
        blocks, room = _fitting(group, room, report)
        if blocks:
            body += [f"### {_SIGNS[severity]} {severity.capitalize()} ({len(group)})\n\n", *blocks]
        shown += len(blocks)
    if shown < len(findings):
        rest = tally.plural(len(findings) - shown, "more finding")
        body.append(f"**And {rest}**: the JSON, SARIF and HTML reports have all of them.\n\n")
    return head + "".join(body) + foot


def _fitting(group: list[Finding], room: int, report: Report) -> tuple[list[str], int]:
    known = tally.models(report)
    blocks: list[str] = []
    room -= 80 if group else 0
    for finding in group:
        block = _block(finding, tally.proof(finding, known))
        size = len(block.encode())
        if size > room:
            block = _short(finding)
            size = len(block.encode())
        if size > room:
            return blocks, 0
        blocks.append(block)
        room -= size
    return blocks, room


def _head(report: Report) -> str:
    grade = f": grade **{prose(safe(report.score.grade, 3))}** ({report.score.value:.0f} of 100)" if report.score else ""
    counts = ", ".join(f"{count} {name}" for name, count in tally.by_severity(report).items() if count)
    line = counts or "Nothing found that counts"
    warning = "" if report.complete else "\n> **Incomplete**: part of the repository could not be read, see *not read* below.\n"
    return f"## ai-audit{grade}\n\n{line}.\n{warning}\n"


def _plan(report: Report) -> str:
    rows = [
        f"{number}. **{prose(step.title)}** ({prose(safe(step.effort, 20))} effort, +{step.gain:.0f} points)  \n"
        f"   {prose(step.detail)}\n"
        for number, step in enumerate(report.plan[:3], 1)
    ]
    return "### What to do first\n\n" + "".join(rows) + "\n" if rows else ""


def _names(finding: Finding) -> list[str]:
    names = [finding.subject.id, *(place.text for place in finding.places[:_PLACES])]
    if finding.advice:
        names += [word for way in finding.advice.alternatives for word in (way.model, way.provider)]
    return [name for name in names if len(name) > 1]


def _short(finding: Finding) -> str:
    where = f" at {code_span(_where(finding, 0))}" if finding.places else ""
    return f"- {code_span(finding.rule)} {prose(finding.message, _names(finding))}{where}\n\n"


def _where(finding: Finding, index: int) -> str:
    place = finding.places[index]
    return f"{place.path}:{place.line}:{place.column}"


def _block(finding: Finding, proof: str) -> str:
    names = _names(finding)
    title = f"{html_span(finding.rule)} {prose(finding.message, names, html_span)}"  # an HTML block: no Markdown in it
    lines = [f"- **{prose(finding.name)}** · confidence {finding.confidence}{f': {prose(proof)}' if proof else ''}"]
    lines.append(f"- Why: {prose(finding.why, names)}" if finding.why else "")
    lines += _places(finding)
    advice = finding.advice
    if advice:
        lines.append(f"- **Advice** ({prose(safe(advice.effort, 20))} effort): {prose(advice.summary, names)}")
        lines += [f"  {number}. {prose(step, names)}" for number, step in enumerate(advice.steps, 1)]
        lines += [f"- Instead: {_way(way)}" for way in advice.alternatives[:_WAYS]]
        if advice.keeps:
            lines.append("- Will not carry over: " + "; ".join(prose(kept, names) for kept in advice.keeps))
    links = [f"<{link}>" for link in map(web_link, finding.references[:5]) if link]
    lines.append("- See " + ", ".join(links) if links else "")
    body = "\n".join(line for line in lines if line)
    snippets = "".join(_snippet(way) for way in (advice.alternatives[:_WAYS] if advice else ()))
    return f"<details><summary>{title}</summary>\n\n{body}\n{snippets}\n</details>\n\n"


def _places(finding: Finding) -> list[str]:
    if not finding.places:
        return []
    lines = [f"- At {code_span(_where(finding, 0))}"]
    excerpt = finding.places[0].excerpt.strip()
    if excerpt:
        lines[0] += f": {code_span(excerpt, 160)}"
    others = [code_span(_where(finding, index)) for index in range(1, min(len(finding.places), _PLACES))]
    rest = len(finding.places) - 1 - len(others)
    if others:
        tail = f" and {rest} more" if rest > 0 else ""
        lines.append(f"- And {tally.plural(len(finding.places) - 1, 'more place')}: {', '.join(others)}{tail}")
    return lines


def _way(way: Alternative) -> str:
    terms = ", ".join(code_span(word) for word in (way.maker, way.license) if word)
    name = " at ".join(code_span(word) for word in (way.model, way.provider) if word) + (f" ({terms})" if terms else "")
    effort = f" _({prose(way.effort)})_" if way.effort else ""
    return ": ".join(filter(None, (name, prose(way.why, (way.model, way.provider))))) + effort


def _snippet(way: Alternative) -> str:
    if not way.snippet:
        return ""
    text = "\n".join(safe(line.rstrip(), 200) for line in way.snippet.strip("\n").split("\n")[:40])
    fence = "`" * (max(map(len, re.findall("`+", text)), default=2) + 1)
    fence = fence if len(fence) > 2 else "```"
    return f"\n{fence}text\n{text}\n{fence}\n"


def _shares(report: Report) -> str:
    rows = [_share(axis, share) for axis in sorted(report.shares) for share in report.shares[axis][:5]]
    if not rows:
        return ""
    table = "| axis | who | share | call sites |\n|---|---|---:|---:|\n" + "".join(rows)
    return f"<details><summary>Shares of the production call sites</summary>\n\n{table}\n</details>\n\n"


def _share(axis: str, share: Share) -> str:
    return f"| {prose(safe(axis, 20))} | {code_span(share.id or 'not known', 60)} | {share.share:.0%} | {share.sites} |\n"


def _ignored(report: Report, options: RenderOptions) -> str:
    aside = tally.suppressed(report)
    if not aside or not options.show_suppressed:
        return ""
    rows = [
        f"- {code_span(one.rule)} {code_span(one.subject.id, 100)}: {prose(safe(one.suppressed.kind, 20))}, "
        f"{prose(safe(one.suppressed.reason, 200))}\n"
        for one in aside[:30]
        if one.suppressed
    ]
    rest = f"- and {len(aside) - len(rows)} more\n" if len(aside) > len(rows) else ""
    return f"<details><summary>Ignored ({len(aside)})</summary>\n\n{''.join(rows)}{rest}\n</details>\n\n"


def _skipped(report: Report) -> str:
    reasons = tally.skip_reasons(report)
    if not reasons:
        return ""
    rows = "".join(f"- {count}: {prose(safe(reason, 200))}\n" for reason, count in reasons[:20])
    rest = f"- and {len(reasons) - 20} more reasons\n" if len(reasons) > 20 else ""
    return f"<details><summary>{tally.plural(len(report.skipped), 'file')} not read</summary>\n\n{rows}{rest}\n</details>\n\n"


def _foot(report: Report, options: RenderOptions) -> str:
    notes = "".join(f"- {prose(safe(note, 300))}\n" for note in report.notes[:5]) + ("\n" if report.notes else "")
    return (
        f"{notes}<sub>{prose(tally.summary(report))}. As of {report.request.as_of}; catalog of {report.catalog_as_of}, "
        f"{tally.plural(tally.age_days(report), 'day')} old; ai-audit {prose(options.tool_version)}. "
        "Text in code spans is quoted from the audited repository.</sub>\n"
    )
