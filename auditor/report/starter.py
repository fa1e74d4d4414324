"""A first configuration. In: the report of an audit without one. Out: a commented `ai-audit.toml` that changes nothing yet."""

from __future__ import annotations

import json

from auditor.records import Report

_HEAD = """# ai-audit configuration. Every key is optional; `ai-audit schema config` documents them all.

# fail-on = "high"                # critical | high | medium | low | never
# exclude = ["legacy/**"]
# baseline = "ai-audit.baseline"  # written by: ai-audit baseline write

# What license rules judge by. Without it they stay "medium" and say what they would need to know.
[context]
# commercial = true
# monthly-active-users = 50000
# annual-revenue-usd = 2000000
# regions = ["EU", "US"]
# redistributes-weights = false
# trains-on-outputs = false
"""


def starter_config(report: Report) -> str:
    """The file's text; deployments that name no known model are listed to be filled in."""
    roles = report.request.roles
    names = sorted({one.raw for one in report.inventory.unresolved if any(place.role in roles for place in one.places)})
    aliases = [f'# {_quoted(name)} = ""' for name in names[:50]]
    providers = [_quoted(use.id) for use in report.inventory.providers if any(place.role in roles for place in use.places)]
    parts = [_HEAD, "# Deployment names of your own -> the model behind them.", "[aliases]", *aliases, ""]
    parts += [
        '# Who may be used; with default = "deny" everything else is a finding.',
        "[policy]",
        '# default = "deny"',
        f"# allow-providers = [{', '.join(providers)}]",
        "",
        "# A finding you accept for a while:",
        "# [[waiver]]",
        '# rule = "AIA101"',
        '# reason = "contract until spring"',
        '# owner = "platform"',
        "# expires = 2027-03-31",
    ]
    return "\n".join(parts) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=True)
