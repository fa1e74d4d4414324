"""`rules check DIR`: own rules and their fixtures. In: a directory. Out: one line per fault and the exit code 0 or 1.

`DIR/*.toml` are the rules; `DIR/<rule name>/bad*/` and `good*/` are small trees that the whole tool reads. A line marks a
finding with the comment `expect: RULE`; `expected.toml` of a tree lists what has no comments, and may fix the day by `as_of`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

from auditor.cli.options import Options
from auditor.cli.output import read_text, show
from auditor.cli.request import request_of
from auditor.cli.run import load_data
from auditor.errors import ConfigError, UsageError
from auditor.facts import Rule
from auditor.frozen import replace
from auditor.judge.check import EXPECTED, differences, marks
from auditor.judge.conditions import check_rule
from auditor.library.loader import read_toml
from auditor.pipeline import audit


def check(folder: str) -> int:
    """Check every rule of the directory; 1 when any is wrong, lacks fixtures or differs from them."""
    if not folder or not os.path.isdir(folder):
        raise UsageError(f"rules check {folder}: no such directory", "name the directory of your rule files")
    options = Options(values={"rules": [folder]})
    _, rulebook = load_data(options, request_of(Options(values={"no_config": True}), (folder,)))
    own = [rule for rule in rulebook if not rule.shipped]
    if not own:
        raise ConfigError(f"{folder}: no rule files", "a rule is one TOML file; see: ai-audit rules words")
    faults = [f"{rule.name}: {problem}" for rule in own for problem in check_rule(rule)]
    if not faults:
        faults = [f"{rule.name}: {fault}" for rule in own for fault in _fixtures(folder, rule, options)]
    show("\n".join(faults) if faults else f"{len(own)} rules are sound")
    return int(bool(faults))


def _fixtures(folder: str, rule: Rule, options: Options) -> Iterator[str]:
    home = os.path.join(folder, rule.name)
    trees = sorted(entry.path for entry in os.scandir(home) if entry.is_dir()) if os.path.isdir(home) else []
    for kind in ("bad", "good"):
        if not any(os.path.basename(tree).startswith(kind) for tree in trees):
            yield f"no {kind} tree in {home}"
    for tree in trees:
        yield from (f"{os.path.basename(tree)}: {one}" for one in _compared(tree, rule, options))


def _compared(tree: str, rule: Rule, options: Options) -> list[str]:
    path = os.path.join(tree, EXPECTED)
    listed: dict[str, Any] = read_toml(path, path) if os.path.exists(path) else {}
    request = replace(request_of(options, (tree,)), select=(rule.id,))
    if isinstance(listed.get("as_of"), date):
        request = replace(request, as_of=listed["as_of"])
    found = audit(request, *load_data(options, request)).findings
    marked = marks(rule.id, dict(_texts(tree)), listed)
    if (marked is not None) is not os.path.basename(tree).startswith("bad"):
        return ["a bad tree marks lines for the rule, a good tree marks none"]
    return differences(rule.id, marked, found)


def _texts(tree: str) -> Iterator[tuple[str, str]]:
    for base, _, names in os.walk(tree):
        for name in sorted(names):
            path = os.path.join(base, name)
            if name != EXPECTED and os.path.isfile(path):
                yield os.path.relpath(path, tree).replace(os.sep, "/"), read_text(path, "fixture")
