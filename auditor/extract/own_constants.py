"""Constants that a type of models makes of itself. In: a string with its surroundings. Out: the constant that is made of it.

`class ModelId { companion object { val Small = ModelId("x"); val Large = ModelId("y") } }` is what a caller may choose from: who
uses one says so elsewhere. A single one, one called the default, and an object of any other type (`Agent.Writer`) is in use.
"""

from __future__ import annotations

from auditor.extract.chains import name_of
from auditor.extract.items import Item, item_of
from auditor.extract.scopes import outer_of
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, STRING, Tokens
from auditor.extract.uses import Spot, Use
from auditor.extract.words import fills, words

_TYPES = frozenset("class struct object impl enum record".split())
_FIXED = frozenset({"static", "const"})
_OWN = frozenset({"Self", "self"})
_SORTS = frozenset("type kind version info spec option family enum".split())  # `ModelType`, but not `ModelClient`
_HEAD = 40  # tokens between the name of a type and its brace
_NEAR = 80  # tokens from one constant to the next


def own_constant(sheet: Sheet, spot: Spot) -> Use | None:
    """The constant, as what a string fills, when a type makes it of itself and others beside it; None for anything else."""
    tokens, index = spot.tokens, spot.token
    body = _body_of(tokens, index)
    if body == index or not sheet.spend():
        return None
    name, single = _owner(sheet, tokens, body)
    item = _constant(sheet, tokens, index, name, fixed=single)
    if item is None or "default" in words(item.key):
        return None
    near = range(max(index - _NEAR, 0), min(index + _NEAR, len(tokens)))
    beside = (at for at in near if tokens.kinds[at] == STRING and tokens.parent[at] != tokens.parent[index])
    for at in beside:
        other = _body_of(tokens, at)
        same = other != at and tokens.parent[other] == tokens.parent[body]
        if same and _constant(sheet, tokens, at, name, fixed=single) is not None:
            return Use(item.key, None, "", item.key_at)
    return None


def _body_of(tokens: Tokens, index: int) -> int:
    """The bracket in the body of a type that a string is an argument in: of a call, or of what a property gives; else `index`."""
    opener = tokens.parent[index]
    if opener < 0 or tokens.words[opener] != "(":
        return index
    outer = tokens.parent[opener]
    gives = outer > 0 and tokens.words[outer] == "{" and tokens.kind(outer - 1) == NAME
    return outer if gives and _is_all(tokens, outer, opener) else opener


def _is_all(tokens: Tokens, outer: int, opener: int) -> bool:
    """Whether a brace holds nothing but one call: `{ Model("x") }`, `{ return .init("x") }`."""
    return opener - outer < 6 and tokens.mate[opener] + 1 == tokens.mate[outer]


def _owner(sheet: Sheet, tokens: Tokens, index: int) -> tuple[str, bool]:
    """The type in whose body a token stands, when it is one of models, and whether all that stands there is fixed."""
    single = False
    for _ in range(2):
        tokens, index = outer_of(sheet, tokens, index)
        if index < 0 or tokens.words[index] != "{":
            break
        keyword = _keyword(tokens, index)
        if keyword < 0:
            break
        single = single or tokens.words[keyword] == "object"
        name = tokens.word(keyword + 1)
        if tokens.words[keyword - 1] != "companion" and tokens.kind(keyword + 1) == NAME:
            return (name, single) if _is_of_models(name) else ("", False)
    return "", False


def _keyword(tokens: Tokens, brace: int) -> int:
    """The word that declares the type whose body a brace opens; -1 for none."""
    at = brace - 1
    for _ in range(_HEAD):
        if at < 0 or tokens.words[at] in {"{", "}", ";", "="}:
            break
        if tokens.words[at] in _TYPES and tokens.word(at - 1) not in {".", "::"}:
            return at
        at = tokens.mate[at] - 1 if tokens.words[at] in {")", "]"} and tokens.mate[at] > 0 else at - 1
    return -1


def _is_of_models(name: str) -> bool:
    parts = words(name)
    return fills(name) == "model" or (parts[-1:] != () and parts[-1] in _SORTS and "model" in parts)


def _constant(sheet: Sheet, tokens: Tokens, index: int, name: str, *, fixed: bool) -> Item | None:
    """The declaration of a constant of a type, of which a string is an argument."""
    if not name:
        return None
    opener = _body_of(tokens, index)
    item = item_of(tokens, opener, sheet.language)
    head = tokens.words[item.edge : tokens.parent[index]]
    if item.key_at < 0 and "=>" in head:  # `static Model Small => new("x")`
        at = item.edge + head.index("=>") - 1
        item = item._replace(key=name_of(tokens, at), key_at=at)
    if item.key_at < 0 or not (fixed or not _FIXED.isdisjoint(head)):
        return None
    return item if name in head or not _OWN.isdisjoint(head) else None
