"""Ids that a repository made up. In: the places that name a model. Out: unknown names that it turns into the id of another one.

`match name { "acme-3-large-24k" => ACME_3 }`, `{"acme-3-mine": "acme-3-large"}`: what is called there stands behind the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from auditor import lazy_re as re
from auditor.records import Confidence, Evidence, How, Resolution, Role
from auditor.resolve.models import Resolved

_ARROW = re.compile(r"=>|->|:(?!:)")
_NAME = re.compile(r"[A-Za-z_]\w{1,80}")
_SHOWN = 300  # characters behind a pattern


def nicknames(found: Iterable[tuple[Evidence, Resolved]], held: Callable[[Evidence], str]) -> frozenset[str]:
    """The names; `held` is the id that a constant of the repository stands for, "" for other names."""
    found = [pair for pair in found if pair[0].how is How.LITERAL]
    guesses = {one.value: model.id for one, model in found if model.resolution is Resolution.FAMILY and "/" not in one.value}
    if not guesses:
        return frozenset()
    lines: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for one, model in found:
        lines[one.path, one.line].append((one.column, model.id))
    names = {one.slot for one, model in found if _leads(guesses.get(one.slot, ""), model.id)}
    for one, model in found:
        if one.value in guesses and one.role is Role.LOOKUP_TABLE and one.confidence is Confidence.LOW:
            arrow = _ARROW.search(one.excerpt, one.end_column - 1, one.end_column + _SHOWN)
            if arrow is None:
                continue
            given = one.excerpt[arrow.end() : arrow.end() + _SHOWN]
            bare = (one._replace(value=name, column=1, end_column=1 + len(name), excerpt=name) for name in _NAME.findall(given))
            ids = [held(name) for name in bare]
            ids += [known for column, known in lines[one.path, one.line] if column > arrow.end()]
            if not given.strip(" {"):
                ids += [known for _, known in lines.get((one.path, one.line + 1), ())]
            if any(_leads(model.id, known) for known in ids):
                names.add(one.value)
    return frozenset(names)


def _leads(guess: str, known: str) -> bool:
    """Whether another model stands behind a name, not a snapshot of the same one."""
    return bool(guess and known) and not known.startswith(guess)
