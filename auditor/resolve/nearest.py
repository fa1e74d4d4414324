"""What a mistyped id may have meant. In: a string that names no model. Out: the known ids most like it."""

from __future__ import annotations

from auditor.facts import Catalog, fold

LIKE = 0.75  # of 1, from here on two names are worth showing side by side
LONGER = 4  # characters by which they may differ in length


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
