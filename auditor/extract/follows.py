"""Calls that get a value by a name: `url = env("X")`, `client(url)`. In: a string or variable and what it is given to.

Out: evidence of the value for each call of the same file that its name is handed to.
"""

from __future__ import annotations

from auditor.extract.around import around
from auditor.extract.asked import is_asked
from auditor.extract.braces import brace_kind
from auditor.extract.chains import callee_of, name_of
from auditor.extract.compared import is_compared
from auditor.extract.members import call_fields, outward
from auditor.extract.scopes import end_of, outer_of
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import STRING, Tokens
from auditor.extract.uses import Spot, Use, use_of
from auditor.extract.words import IDENTIFIER, fills
from auditor.records import How

# of flags and settings: name first, then the default
_OPTIONS = frozenset({"String", "StringP", "StringVar", "StringVarP", "SetDefault"})
_NEAR = 12  # tokens before a default in which its option is named
_USES = 12  # uses of one constant that are followed


def follow_variable(sheet: Sheet, spot: Spot, given: Use) -> None:
    """The calls whose address a variable is by way of a name: `url = env("X")`, `client(url)`."""
    if given.call is None and given.key_at >= 0:
        follow(sheet, spot, How.ENV, given)


def follow(sheet: Sheet, spot: Spot, how: How, given: Use) -> None:
    """The calls that get a constant by its name in the same file."""
    name = given.slot
    if not IDENTIFIER.match(name):
        return
    low, high, dotted = _scope(sheet, spot.tokens, given.key_at)
    count = 0
    for at in sheet.places_of(name):
        if count >= _USES or not sheet.spend():
            return
        if (low <= at < high or dotted) and (not dotted or sheet.text[max(at - 1, 0)] in ".:>@"):
            count += _reach(sheet, spot, at, how, given)


def stands_in(sheet: Sheet, spot: Spot, given: Use) -> str:
    """The variable or option for which a constant is only the default wherever the file uses its name; "" for none."""
    name = given.slot
    if given.call is not None or given.key_at < 0 or not IDENTIFIER.match(name):
        return ""
    settings: list[str] = []
    for at in sheet.places_of(name)[: _USES + 1]:
        tokens = sheet.windows.around(at)
        index = tokens.find(at)
        if index < 0 or not sheet.spend():
            return ""
        if tokens.starts[index] == spot.tokens.starts[given.key_at]:
            continue
        where = around(tokens, index, sheet.language)
        settings.append(use_of(sheet, tokens, index, where).via or _option(tokens, index, where.key))
    return min(settings, default="") if all(settings) and len(settings) <= _USES else ""


def _option(tokens: Tokens, index: int, key: str) -> str:
    """The option whose default a value is: `flag.String("url", X, "...")`, `#[arg(default_value = X)]`; "" for none."""
    opener = tokens.parent[index]
    call = callee_of(tokens, opener) if tokens.word(opener) == "(" else None
    if call is None or call.names[-1] not in _OPTIONS:
        return key if key.startswith("default_value") else ""
    first = next((at for at in range(opener + 1, min(index, opener + _NEAR)) if tokens.kinds[at] == STRING), -1)
    return name_of(tokens, first)


def _scope(sheet: Sheet, tokens: Tokens, key_at: int) -> tuple[int, int, bool]:
    """Where a name can be used as it stands, or whether only behind a dot: fields, entries and members."""
    everywhere = (0, len(sheet.text), False)
    if tokens.word(key_at - 1) in {".", "?->", "::"}:
        return 0, 0, True
    member = tokens.kinds[key_at] == STRING
    tokens, opener = outer_of(sheet, tokens, key_at)
    if opener < 0 or member:
        return everywhere if opener < 0 else (0, 0, True)
    block = opener
    if tokens.words[opener] == "(":
        close = tokens.mate[opener]
        block = next((at for at in range(close + 1, close + 10) if tokens.word(at) == "{"), -1) if close >= 0 else -1
    elif tokens.words[opener] != "{":
        return everywhere
    elif brace_kind(tokens, opener, sheet.language) != "block":
        return 0, 0, True
    if block < 0:
        return everywhere
    return tokens.starts[opener], end_of(sheet, tokens, block), False


def _reach(sheet: Sheet, spot: Spot, at: int, how: How, given: Use) -> bool:
    tokens = sheet.windows.around(at)
    index = tokens.find(at)
    if index < 0 or (index == given.key_at and tokens is spot.tokens):
        return False
    if tokens.word(index + 1) in {"=", ":", ":=", "(", "=>"}:
        return False
    start = index
    while tokens.word(start - 1) in {".", "::", "?."} and start > 1:
        start -= 2
    seen = spot._replace(tokens=tokens, token=start, where=around(tokens, start, sheet.language))
    if is_compared(sheet, seen) or seen.where.indexed or is_asked(tokens, index):
        return False
    use = use_of(sheet, tokens, start, seen.where)
    slot = use.slot or (given.slot if fills(given.slot) and seen.where.call is not None and seen.where.table >= 0 else "")
    if use.call is None or not fills(slot) or (how is How.ENV and fills(slot) != "address"):
        return False
    fields = call_fields(sheet, tokens, start, use.call)
    sheet.reached.add(spot.start)
    via = given.via or use.via
    sheet.add(how, spot.word.value, spot.start, spot.end, slot=slot, via=via, **fields)
    for outer in outward(sheet, tokens, use.call) if fills(slot) == "address" else ():
        sheet.add(how, spot.word.value, spot.start, spot.end, slot=slot, via=via, **outer)
    return True
