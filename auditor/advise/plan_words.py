"""The sentences of a plan. In: findings that one change settles, with their advice. Out: a title that names things, a detail."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.advise.steps import where
from auditor.records import Alternative, Finding

_LONG = 240


def title_of(name: str, group: list[Finding]) -> str:
    """What to do, with names: it can be said in a meeting as it stands."""
    match name:
        case "replace":
            return _replacing(group)
        case "spread":
            return _spreading(group)
        case "pin":
            return _pinning(group)
        case "refresh":
            return _refreshing(group)
        case "license" | "policy":
            return _leaving(name, group)
        case "loosen":
            return _loosening(group)
        case "package":
            return _repackaging(group)
        case "terms":
            return _reading(group)
        case "secret":
            return f"Revoke the key in {_listed(finding.subject.id for finding in group)} and keep the new one out of the tree"
        case "patience":
            return "Set a time-out and two retries with back-off on the model calls"
        case _:
            return _said(group)


def _replacing(group: list[Finding]) -> str:
    moves, rest = [], []
    for finding in group:
        first = _first(finding)
        if finding.subject.kind == "model" and first is not None and finding.rule not in ("AIA205", "AIA208"):
            moves.append((finding.subject.id, first.model if first.model != finding.subject.id else f"the same{_at(first)}"))
        elif finding.subject.kind != "model":
            rest.append(finding)
    moves = list(dict.fromkeys(moves))
    if not moves:
        return _away_from(rest or group)
    old, new = moves[0]
    if len({new for _, new in moves}) == 1:
        said = f"Replace {_listed(old for old, _ in moves)} with {new}"
    elif len(moves) == 2:
        said = f"Replace {old} with {new} and {moves[1][0]} with {moves[1][1]}"
    else:
        said = f"Replace {old} with {new}, and {len(moves) - 1} more models that have ended or will end"
    return said if not rest else f"{said}; leave {_listed(_name(finding) for finding in rest)}"


def _away_from(group: list[Finding]) -> str:
    first = _first(group[0])
    to = f" for {first.model}{_at(first)}" if first is not None and first.model else ""
    return f"Leave {_listed(_name(finding) for finding in group)}{to}"


def _spreading(group: list[Finding]) -> str:
    leading = next((finding for finding in group if _first(finding) is not None), group[0])
    first = _first(leading)
    if leading.rule == "AIA604" or first is None:
        return _said(group)
    if leading.rule in ("AIA605", "AIA606"):
        return f"Keep {first.model}{_at(first)} ready for what must not leave or stop"
    if leading.rule in ("AIA102", "AIA104", "AIA106", "AIA413"):
        present = leading.facts.get("maker") or "the one maker"
        return f"Qualify {first.model} of {first.maker}{_at(first)} beside the models of {present}"
    facts = leading.facts
    others = [one for one in str(facts.get("providers") or "the present route").split(", ") if one != first.provider]
    front = str(facts.get("provider_name") or _listed(others))
    if leading.rule == "AIA107":
        return f"Keep a route outside of {facts.get('country') or 'that country'}: {first.model}{_at(first)}"
    if leading.rule == "AIA108":
        return f"Keep {first.model}{_at(first)} configured beside {front}"
    return f"Put {first.model}{_at(first)} behind {front} as a fallback"


def _pinning(group: list[Finding]) -> str:
    pins = [(finding.subject.id, first.model) for finding in group if (first := _first(finding)) is not None]
    if not pins:
        return (
            f"Name dated snapshots in place of {_listed(finding.subject.id for finding in group)} where answers must stay stable"
        )
    if len(pins) <= 2:
        return "Pin " + " and ".join(f"{old} to {new}" for old, new in pins)
    return f"Pin {_listed(old for old, _ in pins)} to dated snapshots"


def _refreshing(group: list[Finding]) -> str:
    moves = [(finding.subject.id, first.model) for finding in group if (first := _first(finding)) is not None and first.model]
    if not moves:
        return _said(group)
    if len(moves) == 1:
        return f"Plan the move from {moves[0][0]} to {moves[0][1]}"
    return f"Plan the move from {_listed(old for old, _ in moves)} to current models"


def _repackaging(group: list[Finding]) -> str:
    moves = [(_name(finding), str(finding.facts.get("replacement") or "")) for finding in group]
    if len(moves) == 1 and moves[0][1]:
        return f"Move from {moves[0][0]} to {moves[0][1]}"
    return f"Move off {_listed(old for old, _ in moves)}, which are maintained no longer"


def _reading(group: list[Finding]) -> str:
    named = [str(finding.facts.get("license_name") or "") for finding in group if finding.rule != "AIA410"]
    open_ = [one for finding in group if finding.rule == "AIA410" for one in str(finding.facts.get("models") or "").split(", ")]
    said = [f"read {_listed(named)} against your product"] if any(named) else []
    said += [f"establish the license of {_listed(open_)}"] if any(open_) else []
    return _capital("; ".join(said)) if said else _said(group)


def _leaving(name: str, group: list[Finding]) -> str:
    first = next((one for finding in group if (one := _first(finding)) is not None), None)
    said = _listed(one for finding in group for one in str(finding.facts.get("models") or _name(finding)).split(", "))
    if name == "policy":
        return f"Take {said} out, or change the policy" + (f"; {first.model}{_at(first)} is allowed" if first is not None else "")
    instead = f"take {first.model} ({first.license or first.maker})" if first is not None else "ask the maker for a license"
    open_ = list(dict.fromkeys(str(finding.facts.get("needs") or "") for finding in group))
    if all(open_):
        return f"Declare {_listed(f'`{key}`' for key in open_)} under [context] for {said}, or {instead}"
    return f"Settle the terms of {said}, or {instead}"


def _loosening(group: list[Finding]) -> str:
    models = [finding.subject.id for finding in group if finding.rule == "AIA301"]
    hosts = [str(finding.facts.get("provider_name") or finding.subject.id) for finding in group if finding.rule == "AIA302"]
    parts = [f"the name of {_listed(models)}"] if models else []
    parts += [f"the address of {_listed(hosts)}"] if hosts else []
    return f"Read {' and '.join(parts)} from configuration"


def detail_of(name: str, group: list[Finding]) -> str:
    """Why and where: the gravest findings in their own words, and what else goes with them."""
    shown = list(dict.fromkeys(_line(finding) for finding in group if finding.rule not in ("AIA205", "AIA208") or name == "pin"))[
        :2
    ]
    said = " ".join(_cut(line) for line in shown)
    leading = next((finding for finding in group if finding.advice is not None and finding.advice.alternatives), None)
    if name == "spread" and leading is not None and leading.advice is not None:
        ways = leading.advice.alternatives
        second = next((way for way in ways[1:] if way.model == ways[0].model and way.provider), None)
        said += f" The same model is also at {second.provider}." if second is not None else ""
    rest = len(group) - len(shown)
    return said + (f" Settles {rest} more finding{'s' if rest > 1 else ''}." if rest > 0 else "")


def _line(finding: Finding) -> str:
    spots = where(finding.places[:1])
    said = finding.message if finding.subject.kind in ("model", "package") else _capital(finding.message)
    return f"{said.rstrip('.')}" + (f" ({spots})." if spots else ".")


def _said(group: list[Finding]) -> str:
    """The gravest finding's own advice, its first sentence, and whom it is about."""
    first = group[0]
    sentence = (first.advice.summary if first.advice is not None else first.message).split(". ")[0].split("; ")[0].rstrip(".")
    names = [_name(finding) for finding in group if finding.subject.kind in ("model", "package", "signal", "provider", "license")]
    about = f": {_listed(names)}" if names and not any(name in sentence for name in names[:1]) else ""
    return _cut(sentence + about)


def _name(finding: Finding) -> str:
    facts, kind = finding.facts, finding.subject.kind
    said = {"provider": facts.get("provider_name"), "signal": facts.get("title"), "package": facts.get("package")}.get(kind)
    return str(said or finding.subject.id)


def _listed(names: Iterable[str], most: int = 3) -> str:
    """`a`, `a and b`, `a, b and 4 more`."""
    known = list(dict.fromkeys(name for name in names if name))
    if len(known) > most:
        return f"{', '.join(known[: most - 1])} and {len(known) - most + 1} more"
    return " and ".join([", ".join(known[:-1]), known[-1]]) if len(known) > 1 else "".join(known)


def _first(finding: Finding) -> Alternative | None:
    ways = finding.advice.alternatives if finding.advice is not None else ()
    return next((way for way in ways if way.model), None)


def _at(way: Alternative) -> str:
    return f" at {way.provider}" if way.provider else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 3].rstrip() + "..."
