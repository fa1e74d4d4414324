"""What a mistyped id may have meant. In: a string that names no model. Out: the known ids most like it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from string import ascii_lowercase

from auditor import lazy_re as re
from auditor.facts import Catalog, fold, squeeze
from auditor.resolve.families import FamilyBook

LIKE = 0.75  # of 1, from here on two names are worth showing side by side
LONGER = 4  # characters by which they may differ in length

_NUMBER = re.compile(r"-\d{1,2}(?=-)")
_DATED = re.compile(r"(.+-)(20\d\d-?\d\d-?\d\d)")


def slip_of(catalog: Catalog, book: FamilyBook, name: str, maker: str, *, ended: bool = False) -> str:
    """The maker's known model that a folded name misses by one letter of a word or one digit of its day, "" for none.

    The letter may be that of a version, where nothing new is to come of the line that the name begins with: it has `ended`.
    """
    for one in chain(book.put_right(name), _other_days(name, catalog.as_of), _lettered(name) if ended else ()):
        found = catalog.model_keys.get(one) or catalog.loose_keys.get(squeeze(one), "")
        model = catalog.models.get(found.removeprefix("~"))
        if model is not None and model.maker == maker:
            return model.id
    return ""


def _other_days(name: str, today: date) -> Iterator[str]:
    """The name with another digit in its day; a day to come is of a snapshot that nobody knows yet."""
    dated = _DATED.fullmatch(name)
    if dated is None or dated[2].replace("-", "") > f"{today:%Y%m%d}":
        return
    stem, day = dated.groups()
    for place, digit in enumerate(day):
        if digit != "-":
            yield from (f"{stem}{day[:place]}{other}{day[place + 1 :]}" for other in "0123456789" if other != digit)


def _lettered(name: str) -> Iterator[str]:
    """The name with a letter more behind one of its numbers: `acme-3-mini` is `acme-3o-mini`."""
    for number in _NUMBER.finditer(name):
        yield from (name[: number.end()] + letter + name[number.end() :] for letter in ascii_lowercase)


def nearest(catalog: Catalog, raw: str, limit: int = 3) -> tuple[str, ...]:
    """The ids of the catalog nearest to a string, nearest first."""
    name = fold(raw[:200]).rpartition("/")[2]
    if len(name) < LONGER:
        return ()
    from difflib import SequenceMatcher  # few scans meet a name that is unknown

    pairs = {name[place : place + 2] for place in range(len(name) - 1)}
    scores = []
    for key, model in catalog.model_keys.items():
        if abs(len(key) - len(name)) > LONGER or sum(pair in key for pair in pairs) * 5 < len(pairs) * 3:
            continue
        ratio = SequenceMatcher(None, name, key, autojunk=False).ratio()
        if ratio >= LIKE:
            scores.append((-ratio, model))
    return tuple(dict.fromkeys(model for _, model in sorted(scores)))[:limit]
