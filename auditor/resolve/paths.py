"""Ids inside longer values: in the path of an address, `https://acme.example/v1/models/acme-3:generate`, or between commas.
In: evidence. Out: the same, such a value replaced by its ids, which fill a model slot, or name weights fetched from a hub.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor import lazy_re as re
from auditor.facts import Shape
from auditor.records import DECIDING, OFFERED, Evidence, How, Role
from auditor.resolve.slots import last_segment, purpose, words

_READ = frozenset({How.ENDPOINT, How.LITERAL})
_LONGEST = 600
FETCHED = "@weights"  # the slot of weights that are fetched: who runs them is not said
_MENU = 6  # so many weights in one file are there to choose from


def addressed(evidence: Iterable[Evidence], shapes: Sequence[Shape]) -> Iterator[Evidence]:
    """Every piece of evidence; addresses of one model as the model's id at its own place."""
    paths = [(shape.has, re.compile(shape.match), "model" if shape.provider else FETCHED) for shape in shapes if shape.address]
    fetched: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        if one.how not in _READ or "/" not in one.value or len(one.value) > _LONGEST:
            yield one
            continue
        read = ((path.match(one.value), slot) for has, path, slot in paths if has in one.value)
        found, slot = next(((match, slot) for match, slot in read if match), (None, ""))
        told = one if found is None else _inside(one, *found.span("rest"), slot)
        if told.slot == FETCHED:
            fetched[one.path].append(told)
        else:
            yield told
    for group in fetched.values():
        menu = len({one.value for one in group}) >= _MENU and group[0].role in DECIDING
        yield from (one._replace(role=Role.LOOKUP_TABLE) if menu else one for one in group)


def parted(evidence: Iterable[Evidence], is_model: Callable[[str], bool]) -> Iterator[Evidence]:
    """Every piece of evidence; `MODELS="acme-3,globex-2"` as its ids, when each part is one. Several may only be on offer."""
    for one in evidence:
        settable = "," in one.value and len(one.value) <= _LONGEST and (one.via or one.how is How.CONFIG)
        parts = one.value.split(",") if settable and purpose(one.slot) == "model" else []
        if len(parts) < 2 or not all(is_model(part.strip()) for part in parts):
            yield one
            continue
        said = words(last_segment(one.slot))
        scope = OFFERED if "models" in said and "default" not in said else one.scope
        start = 0
        for part in parts:
            first = start + len(part) - len(part.lstrip())
            yield _inside(one, first, first + len(part.strip()), one.slot)._replace(how=one.how, scope=scope)
            start += len(part) + 1


def _inside(one: Evidence, start: int, end: int, slot: str) -> Evidence:
    whole = one.end_column - one.column == len(one.value)
    first, last = (one.column + start, one.column + end) if whole else (one.column, one.end_column)
    return one._replace(how=How.LITERAL, value=one.value[start:end], slot=slot, column=first, end_column=last)
