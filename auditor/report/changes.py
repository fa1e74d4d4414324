"""What a change does to the audit. In: the reports before and after. Out: the difference as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from auditor.frozen import Frozen
from auditor.records import Finding, Report
from auditor.report.safe import code_span, prose, safe
from auditor.report.tally import skip_reasons

AXES = ("providers", "makers", "models", "licenses", "packages")
MARKDOWN_LIMIT = 60_000  # GitHub refuses comments over 65,536 characters
FORMATS = ("text", "markdown", "json")


class Change(Frozen):
    """The difference of two reports; shares are (axis, id, before, after), 0-1."""

    added: dict[str, tuple[str, ...]]
    removed: dict[str, tuple[str, ...]]
    shares: tuple[tuple[str, str, float, float], ...]
    new: tuple[Finding, ...]
    worse: tuple[Finding, ...]  # known before, more severe now
    fixed: tuple[Finding, ...]
    grades: tuple[str, str]
    unread: tuple[dict[str, int], dict[str, int]] = ({}, {})  # files that were not read, by reason, before and after


def compare(before: Report, after: Report) -> Change:
    """The difference; findings are matched by fingerprint, suppressed ones do not count."""
    old, now = _ids(before), _ids(after)
    known = {finding.fingerprint: finding for finding in _counting(before)}
    found = {finding.fingerprint: finding for finding in _counting(after)}
    return Change(
        added={axis: tuple(sorted(now[axis] - old[axis])) for axis in AXES},
        removed={axis: tuple(sorted(old[axis] - now[axis])) for axis in AXES},
        shares=tuple(_shares(before, after)),
        new=tuple(finding for key, finding in found.items() if key not in known),
        worse=tuple(
            finding for key, finding in found.items() if key in known and finding.severity.rank < known[key].severity.rank
        ),
        fixed=tuple(finding for key, finding in known.items() if key not in found),
        grades=(before.score.grade if before.score else "-", after.score.grade if after.score else "-"),
        unread=(dict(skip_reasons(before)), dict(skip_reasons(after))),
    )


def _counting(report: Report) -> Iterable[Finding]:
    return (finding for finding in report.findings if finding.suppressed is None)


def _ids(report: Report) -> dict[str, set[str]]:
    roles = report.request.roles
    inventory = report.inventory
    models = [use for use in inventory.models if any(place.role in roles for place in use.places)]
    return {
        "providers": {use.id for use in inventory.providers if any(place.role in roles for place in use.places)},
        "makers": {use.maker for use in models if use.maker},
        "models": {use.id for use in models},
        "licenses": {use.license for use in models if use.license},
        "packages": {f"{use.ecosystem}:{use.name}" for use in inventory.packages if use.declared},
    }


def _shares(before: Report, after: Report) -> Iterable[tuple[str, str, float, float]]:
    for axis in ("provider", "maker"):
        old = {share.id: share.share for share in before.shares.get(axis, ())}
        now = {share.id: share.share for share in after.shares.get(axis, ())}
        for id_ in sorted(old.keys() | now.keys()):
            if abs(old.get(id_, 0) - now.get(id_, 0)) >= 0.005:
                yield axis, id_, old.get(id_, 0.0), now.get(id_, 0.0)


def render_change(change: Change, format_: str) -> str:
    """The change in `text`, `markdown` (for a pull request comment) or `json`."""
    if format_ == "json":
        return json.dumps(_as_json(change), indent=2, ensure_ascii=True, sort_keys=True)
    return _markdown(change) if format_ == "markdown" else _text(change)


def _as_json(change: Change) -> dict[str, Any]:
    def brief(finding: Finding) -> dict[str, Any]:
        places = [{"path": place.path, "line": place.line} for place in finding.places[:20]]
        subject = {"kind": finding.subject.kind, "id": finding.subject.id}
        return {
            "rule": finding.rule,
            "name": finding.name,
            "severity": finding.severity,
            "subject": subject,
            "message": finding.message,
            "fingerprint": finding.fingerprint,
            "locations": places,
        }

    return {
        "schema_version": "1.0",
        "added": {axis: list(ids) for axis, ids in change.added.items()},
        "removed": {axis: list(ids) for axis, ids in change.removed.items()},
        "shares": [
            {"axis": axis, "id": id_, "before": round(old, 4), "after": round(now, 4)} for axis, id_, old, now in change.shares
        ],
        "grade": {"before": change.grades[0], "after": change.grades[1]},
        "new": [brief(finding) for finding in change.new],
        "worse": [brief(finding) for finding in change.worse],
        "fixed": [brief(finding) for finding in change.fixed],
        "unread": {"before": change.unread[0], "after": change.unread[1]},
    }


def is_empty(change: Change) -> bool:
    """Whether nothing that is reported has changed."""
    findings = change.new or change.worse or change.fixed
    return not (any(change.added.values()) or any(change.removed.values()) or change.shares or findings)


def _text(change: Change) -> str:
    if is_empty(change):
        return "\n".join(["no change in providers, models, licenses or findings", *_unread(change)])
    lines = [f"+ {axis[:-1]} {safe(id_)}" for axis, ids in change.added.items() for id_ in ids]
    lines += [f"- {axis[:-1]} {safe(id_)}" for axis, ids in change.removed.items() for id_ in ids]
    lines += [f"  share of {axis} {safe(id_)}: {old:.0%} -> {now:.0%}" for axis, id_, old, now in change.shares]
    for mark, findings in (("new", change.new), ("worse", change.worse), ("fixed", change.fixed)):
        lines += [f"{mark}: {one.severity}[{one.rule}] {one.name}: {safe(one.message)}{_where(one)}" for one in findings]
    if change.grades[0] != change.grades[1]:
        lines.append(f"grade: {change.grades[0]} -> {change.grades[1]}")
    return "\n".join([*lines, *_unread(change)])


def _unread(change: Change) -> list[str]:
    """What could not be compared, where the two sides differ in it: what both leave out changes nothing."""
    before, after = change.unread
    if before == after:
        return []
    sides = [
        f"{word}: " + (", ".join(f"{count} {safe(reason, 200)}" for reason, count in list(side.items())[:5]) or "none")
        for word, side in (("before", before), ("after", after))
    ]
    return ["files not read " + "; ".join(sides)]


def _where(finding: Finding) -> str:
    return f" ({safe(finding.places[0].path)}:{finding.places[0].line})" if finding.places else ""


def _markdown(change: Change) -> str:
    if is_empty(change):
        rest = "".join(f"\n{prose(line)}\n" for line in _unread(change))
        return f"### ai-audit\n\nThis change touches no provider, model, license or finding.\n{rest}"
    head = f"### ai-audit: {len(change.new)} new, {len(change.fixed)} fixed"
    if change.grades[0] != change.grades[1]:
        head += f", grade {change.grades[0]} to {change.grades[1]}"
    lines = [head, ""]
    for sign, side in (("Adds", change.added), ("Removes", change.removed)):
        for axis, ids in side.items():
            if ids:
                more = f" and {len(ids) - 20} more" if len(ids) > 20 else ""
                lines.append(f"- {sign} {axis}: " + ", ".join(code_span(id_) for id_ in ids[:20]) + more)
    lines += [f"- Share of {axis} {code_span(id_)}: {old:.0%} to {now:.0%}" for axis, id_, old, now in change.shares[:20]]
    size = sum(map(len, lines)) + 200
    groups = (("New findings", change.new), ("More severe than before", change.worse), ("Fixed findings", change.fixed))
    for title, findings in groups:
        if not findings:
            continue
        lines += ["", f"<details{'' if title.startswith('Fixed') else ' open'}><summary>{title} ({len(findings)})</summary>", ""]
        shown = 0
        for one in findings:
            where = f" at {code_span(_where(one).strip(' ()'))}" if one.places else ""
            row = f"- **{one.severity}** {one.rule} {code_span(one.message)}{where}"
            size += len(row) + 1
            if size > MARKDOWN_LIMIT:
                break
            lines.append(row)
            shown += 1
        if shown < len(findings):
            lines.append(f"- and {len(findings) - shown} more")
        lines += ["", "</details>"]
    lines += [f"\n{prose(line)}" for line in _unread(change)]
    return "\n".join(lines) + "\n"
