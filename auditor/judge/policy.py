"""The user's policy. In: an axis (provider, maker, model, license, country) and the ids of a use. Out: why it is not allowed.

An allow list of an axis denies the rest of that axis. `default = "deny"` denies what no list names at all. Globs are allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from auditor.records import Policy

AXES = ("provider", "maker", "model", "license", "country")


def _listed(patterns: Iterable[str], ids: Iterable[str]) -> str:
    known = [one.lower() for one in ids]
    return next((pattern for pattern in patterns if any(fnmatchcase(one, pattern.lower()) for one in known)), "")


def verdict(policy: Policy, axis: str, ids: Iterable[str]) -> str:
    """Why one of `ids` (spellings of the same thing) is not allowed on `axis`; "" when it is. A denial beats an allowance."""
    spelled = tuple(ids)
    denied = _listed(policy.deny.get(axis, ()), spelled)
    if denied:
        return f"denied by `{axis}: {denied}`"
    allowed = policy.allow.get(axis)
    if allowed is not None and not _listed(allowed, spelled):
        return f"not among the allowed {_plural(axis)} ({', '.join(allowed) or 'none'})"
    return ""


def unlisted(policy: Policy, axes: Iterable[tuple[str, str]]) -> bool:
    """Under default deny: whether no allow list names the use on any of its (axis, id) pairs."""
    if policy.default != "deny":
        return False
    return not any(_listed(policy.allow.get(axis, ()), (one,)) for axis, one in axes)


def _plural(axis: str) -> str:
    return "countries" if axis == "country" else f"{axis}s"


def strangers(policy: Policy, known: dict[str, Iterable[str]]) -> tuple[tuple[str, str], ...]:
    """(axis, id) pairs of the policy that name nothing the catalog knows: a denial with a typo denies nothing."""
    found: set[tuple[str, str]] = set()
    for axis in AXES:
        ids = {one.lower() for one in known.get(axis, ())}
        for listed in (*policy.allow.get(axis, ()), *policy.deny.get(axis, ())):
            if axis in known and not any(mark in listed for mark in "*?[") and listed.lower() not in ids:
                found.add((axis, listed))
    return tuple(sorted(found))
