"""JUnit XML: each finding a test case that fails at or above the gate, each reason for skipped files a skipped one."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from auditor.records import Finding, Report
from auditor.report import tally
from auditor.report.options import RenderOptions
from auditor.report.safe import xml


def render(report: Report, options: RenderOptions) -> str:
    """One suite; the numbers of its head count the cases below it."""
    findings = tally.active(report)
    aside = tally.suppressed(report)
    reasons = tally.skip_reasons(report)
    cases = [_case(finding, options.fail_on) for finding in findings]
    cases += [_skipped(_name(one), one.rule, _aside(one)) for one in aside]
    cases += [_skipped(f"not read: {reason}", "skipped", f"{count} not read: {reason}") for reason, count in reasons]
    if not cases:
        cases = [f"    <testcase name={_attr('no findings')} classname={_attr('ai-audit')} time={_attr('0')}/>\n"]
    failures = sum(tally.fails(finding, options.fail_on) for finding in findings)
    head = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    skipped = len(aside) + len(reasons)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="ai-audit" {head}>\n'
        f'  <testsuite name="ai-audit" {head} skipped="{skipped}" time="0">\n'
        f"{_properties(report, options)}{''.join(cases)}  </testsuite>\n</testsuites>\n"
    )


def _properties(report: Report, options: RenderOptions) -> str:
    pairs = {
        "tool": f"ai-audit {options.tool_version}",
        "as_of": str(report.request.as_of),
        "catalog": str(report.catalog_as_of),
        "grade": tally.grade(report) or "none",
        "complete": str(report.complete).lower(),
        "files_read": str(report.files_read),
        "files_skipped": str(len(report.skipped)),
        "summary": tally.summary(report),
    }
    rows = "".join(f"      <property name={_attr(name)} value={_attr(value)}/>\n" for name, value in pairs.items())
    return f"    <properties>\n{rows}    </properties>\n"


def _case(finding: Finding, fail_on: str) -> str:
    text = escape(xml(_text(finding)))
    if tally.fails(finding, fail_on):
        kind, message = _attr(f"{finding.severity}[{finding.rule}]"), _attr(finding.message)
        body = f"      <failure type={kind} message={message}>{text}</failure>\n"
    else:
        body = f"      <system-out>{text}</system-out>\n"
    opening = f"    <testcase name={_attr(_name(finding))} classname={_attr(_class(finding))} time={_attr('0')}>\n"
    return f"{opening}{body}    </testcase>\n"


def _skipped(name: str, group: str, text: str) -> str:
    opening = f"    <testcase name={_attr(name)} classname={_attr('ai-audit.' + group)} time={_attr('0')}>\n"
    return f"{opening}      <skipped>{escape(xml(text))}</skipped>\n    </testcase>\n"


def _aside(finding: Finding) -> str:
    return f"ignored ({finding.suppressed.kind}): {finding.suppressed.reason}" if finding.suppressed else ""


def _name(finding: Finding) -> str:
    return f"{finding.rule} {finding.name}: {finding.subject.kind} {finding.subject.id}"


def _class(finding: Finding) -> str:
    return f"ai-audit.{finding.severity}.{finding.name}"


def _text(finding: Finding) -> str:
    lines = [finding.message, f"why: {finding.why}"]
    if finding.advice:
        lines.append(f"advice: {finding.advice.summary}")
        lines += [f"instead: {': '.join(filter(None, (tally.way_to(way), way.why)))}" for way in finding.advice.alternatives]
    lines += [f"at {place.path}:{place.line}:{place.column}" for place in finding.places[:20]]
    rest = len(finding.places) - 20
    return "\n".join(line.replace("\n", " ") for line in lines) + (
        f"\nand {tally.plural(rest, 'more place')}" if rest > 0 else ""
    )


def _attr(text: str) -> str:
    return quoteattr(xml(text.replace("\n", "\\n"), 1000))
