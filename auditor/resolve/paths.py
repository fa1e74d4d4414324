"""Ids in the path of an address: `https://acme.example/v1/models/acme-3:generate`. In: evidence. Out: the same, such an address
replaced by its id, which fills a model slot of the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor import lazy_re as re
from auditor.facts import Shape
from auditor.records import Evidence, How

_READ = frozenset({How.ENDPOINT, How.LITERAL})
_LONGEST = 600


def addressed(evidence: Iterable[Evidence], shapes: Sequence[Shape]) -> Iterator[Evidence]:
    """Every piece of evidence; addresses of one model as the model's id at its own place."""
    paths = [(shape.has, re.compile(shape.match)) for shape in shapes if shape.address]
    for one in evidence:
        if one.how not in _READ or "/" not in one.value or len(one.value) > _LONGEST:
            yield one
            continue
        found = next((match for has, path in paths if has in one.value and (match := path.match(one.value))), None)
        yield one if found is None else _inside(one, *found.span("rest"))


def _inside(one: Evidence, start: int, end: int) -> Evidence:
    whole = one.end_column - one.column == len(one.value)
    first, last = (one.column + start, one.column + end) if whole else (one.column, one.end_column)
    return one._replace(how=How.LITERAL, value=one.value[start:end], slot="model", column=first, end_column=last)
