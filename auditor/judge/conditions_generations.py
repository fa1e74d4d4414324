"""The word that counts generations. In: a model id and the ids the catalog knows. Out: how many newer majors its maker ships.

Only the leading number of an id is a generation (`acme-3-large`, `acme3:8b`); sizes, dates and zero-padded numbers are not.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor import lazy_re as re
from auditor.facts import Catalog, fold
from auditor.judge.case import Case
from auditor.judge.words import Match, word
from auditor.records import ModelUse, Resolution

_STEM = re.compile(r"([a-z]+)(\d{0,2})$")
_NUMBER = re.compile(r"v?([1-9]\d?)$")


def generation(model_id: str) -> tuple[str, int] | None:
    """Stem and major number of an id, None where it has none."""
    parts = fold(model_id.rpartition("/")[2]).split("-")
    found = _STEM.match(parts[0])
    if found is None:
        return None
    stem, attached = found.groups()
    if attached:
        return (stem, int(attached)) if not attached.startswith("0") else None
    for part in parts[1:3]:
        number = _NUMBER.match(part)
        if number is not None:
            return stem, int(number.group(1))
        if any(letter.isdigit() for letter in part):
            return None
    return None


def newer(catalog: Catalog, model: ModelUse) -> tuple[int, ...]:
    """Newer majors of the same stem, maker and kind that are generally available; () when there are none.

    The models that advice would pick answer first: they are few and current. A line without one is looked up in the whole table.
    """
    own = generation(model.id)
    if own is None:
        return ()
    picked = _majors(catalog, catalog.picks, own[0], model)
    if picked:
        return tuple(range(own[1] + 1, max(picked) + 1))
    return tuple(sorted(major for major in _majors(catalog, catalog.models, own[0], model) if major > own[1]))


def _majors(catalog: Catalog, ids: Iterable[str], stem: str, model: ModelUse) -> set[int]:
    found: set[int] = set()
    for known in ids:
        if stem not in known.lower():
            continue
        other = generation(known)
        if other is None or other[0] != stem or other[1] in found:
            continue
        record = catalog.models[known]
        if model.weights == "closed" and record.weights == "open":
            continue  # what one may run oneself follows nothing that only an API serves
        if record.maker == model.maker and record.kind == model.kind and record.stage == "ga":
            found.add(other[1])
    return found


@word("model-generations-behind", "model", "number", "generation newest behind")
def generations_behind(case: Case, model: ModelUse, least: float) -> Match | None:
    """Its maker ships at least this many newer major generations of the same line and kind, all generally available."""
    if not model.maker or model.fine_tuned or model.kind == "embedding" or model.stage == "unknown":
        return None
    if model.resolution is Resolution.FAMILY:
        return None  # an id that no table knows may be a name of one's own
    majors = newer(case.catalog, model)
    own = generation(model.id)
    if own is None or len(majors) < least:
        return None
    return Match(facts={"generation": own[1], "newest": majors[-1], "behind": len(majors)})


WORDS = (generations_behind,)
