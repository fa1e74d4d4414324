"""The baseline: findings a team has accepted for now. In: findings or the file's text. Out: the file's text or its fingerprints.

One sorted line per finding: fingerprint, rule, subject, strongest path. No line numbers and no time stamps, so moved lines
change nothing and two branches merge line by line. Only the fingerprint is read back; the rest is for people.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from auditor import lazy_re as re
from auditor.errors import ConfigError
from auditor.records import Finding

HEADER = "# ai-audit baseline 1: accepted findings, one sorted line each. Written by `ai-audit baseline write`.\n"

_FINGERPRINT = re.compile(r"[0-9a-f]{24}$")
_SAFE = "/:@+,._-"


def write(findings: Iterable[Finding]) -> str:
    """The baseline of what counts now; findings about the audit itself and those suppressed inline or by waiver stay out."""
    lines = {line_of(finding) for finding in findings if _belongs(finding)}
    return HEADER + "".join(sorted(lines))


def line_of(finding: Finding) -> str:
    """One line of the file, newline included; hostile names are percent-encoded."""
    path = finding.places[0].path if finding.places else "-"
    subject = f"{finding.subject.kind}:{finding.subject.id}"
    if finding.project:
        subject += f"@{finding.project}"
    return f"{finding.fingerprint} {finding.rule} {quote(subject, safe=_SAFE)} {quote(path, safe=_SAFE)}\n"


def parse(text: str) -> frozenset[str]:
    """The fingerprints of a baseline file; refuses what is none, naming the line."""
    found = set()
    for number, line in enumerate(text.splitlines(), start=1):
        first = line.split(None, 1)[0] if line.strip() else "#"
        if first.startswith("#"):
            continue
        if not _FINGERPRINT.match(first):
            hint = (
                "resolve the merge by keeping the lines of both sides" if first[:7] in ("<<<<<<<", "=======", ">>>>>>>") else ""
            )
            raise ConfigError(
                f"baseline, line {number}: no fingerprint at its start", hint or "write it anew with `ai-audit baseline write`"
            )
        found.add(first)
    return frozenset(found)


def prune(text: str, findings: Iterable[Finding]) -> str:
    """The same file without the lines whose finding is gone; comments stay, order is restored."""
    alive = {finding.fingerprint for finding in findings}
    parse(text)
    lines = [line for line in text.splitlines() if line.strip()]
    comments = [line for line in lines if line.lstrip().startswith("#")]
    kept = {line.strip() for line in lines if not line.lstrip().startswith("#") and line.split(None, 1)[0] in alive}
    return "".join(f"{line}\n" for line in (*comments, *sorted(kept)))


def _belongs(finding: Finding) -> bool:
    if finding.rule.startswith("AIA9"):
        return False
    return finding.suppressed is None or finding.suppressed.kind == "baseline"
