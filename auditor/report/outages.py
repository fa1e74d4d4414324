"""A simulated outage as text or JSON. In: an `Outage` and the scores before and after. Out: what goes dark and what holds."""

from __future__ import annotations

import json
from collections.abc import Sequence

from auditor.records import Outage, Score, Site
from auditor.report.safe import safe

MOST = 25  # sites listed by name
WHAT_IF = "what-if"  # stands for a provider that a simulation adds


def render_outage(outage: Outage, before: Score | None, after: Score | None, format_: str) -> str:
    """The outage in `text` or `json`."""
    if format_ == "json":
        return json.dumps(
            {
                "schema_version": "1.0",
                "down": list(outage.words),
                "dark": [_site(site) for site in outage.dark],
                "covered": [_site(site) for site in outage.covered],
                "untouched": len(outage.untouched),
                "grade": {"before": _grade(before), "after": _grade(after)},
                "score": {"before": before.value if before else None, "after": after.value if after else None},
            },
            indent=2,
        )
    total = len(outage.dark) + len(outage.covered) + len(outage.untouched)
    lines = []
    if outage.words:
        names = ", ".join(map(safe, outage.words))
        lines.append(f"without {names}: {len(outage.dark)} of {total} call sites go dark, {len(outage.covered)} are covered")
        lines += _listed("dark", outage.dark) + _listed("covered", outage.covered)
    lines.append(
        f"grade: {_grade(before)} -> {_grade(after)}"
        + (f" ({before.value:.0f} -> {after.value:.0f})" if before and after else "")
    )
    return "\n".join(lines)


def _grade(score: Score | None) -> str:
    return score.grade if score is not None else "-"


def _listed(word: str, sites: Sequence[Site]) -> list[str]:
    lines = []
    for site in sites[:MOST]:
        ways = ["the one you add" if id_ == WHAT_IF else safe(id_) for id_ in site.covered_by]
        by = f" (by {', '.join(ways)})" if word == "covered" else ""
        lines.append(f"  {word}: {safe(site.place.path)}:{site.place.line}  {safe(site.model or site.place.text)}{by}")
    if len(sites) > MOST:
        lines.append(f"  and {len(sites) - MOST} more")
    return lines


def _site(site: Site) -> dict[str, object]:
    return {
        "path": site.place.path, "line": site.place.line, "provider": site.provider, "maker": site.maker, "model": site.model,
        "covered_by": list(site.covered_by),
    }  # fmt: skip
