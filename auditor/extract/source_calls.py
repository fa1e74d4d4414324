"""Calls of an SDK in lexed code. In: a call's bracket. Out: the calls of its chain, their generic slots, the name bound."""

from __future__ import annotations

from auditor.extract.around import around, item_of
from auditor.extract.bindings import Bound
from auditor.extract.chains import GLUE, Callee, callee_of, chain_of, forward, name_of
from auditor.extract.sheet import Sheet
from auditor.extract.source_strings import value
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.extract.uses import Spot, spot_at
from auditor.extract.words import bare_setter, fills, is_secret
from auditor.records import Confidence, How

_ARGUMENTS = 400  # tokens of one call that are looked at
WORDY = frozenset(
    "return new await const let var if else in of is as and or not do end then throw yield case default from "
    "import package".split()
)


def called(sheet: Sheet, tokens: Tokens, last: int, opener: int) -> None:
    """A call, the calls chained behind it, their generic slots, and the name that gets the result."""
    first = callee_of(tokens, opener) or chain_of(tokens, last)
    config = _config(sheet, tokens, opener) if tokens.words[opener] == "(" else ""
    if tokens.words[opener] == "(" or first.made or _stands_alone(sheet, tokens, first):
        tell_call(sheet, tokens, first, Confidence.HIGH, config)
    arguments(sheet, tokens, opener)
    final = _chained(sheet, tokens, opener)
    name = tokens.words[final] if final >= 0 else ""
    if name and not fills(bare_setter(name)) and name.lower() not in {"build", "await", "unwrap"}:
        tell_call(sheet, tokens, chain_of(tokens, final), Confidence.HIGH)
    assigned(sheet, tokens, first, config)


def _chained(sheet: Sheet, tokens: Tokens, opener: int) -> int:
    """Look at the arguments of all calls chained behind a call; gives the last name of the chain, -1 for none."""
    last, final = -1, -1
    for _ in range(40):
        at = tokens.mate[opener] + 1
        if not at:
            break
        while tokens.word(at) in {"!", "?"} and tokens.kind(at) == SIGN:
            at += 1
        if tokens.word(at) not in GLUE or tokens.kind(at + 1) != NAME:
            break
        last, opener = forward(tokens, at + 1)
        if opener < 0 or tokens.words[opener] != "(":
            break
        arguments(sheet, tokens, opener)
        final = last
    return final


def _stands_alone(sheet: Sheet, tokens: Tokens, call: Callee) -> bool:
    """Whether a named literal is no mere argument or element."""
    where = around(tokens, call.start, sheet.language)
    return where.call is None and where.table < 0


def _config(sheet: Sheet, tokens: Tokens, opener: int) -> str:
    """The site of a bound object that is handed to a call: a client made of a configuration is redirected with it."""
    close = tokens.mate[opener]
    for index in range(opener + 1, min(max(close, 0), opener + 30)):
        if tokens.kinds[index] == NAME and tokens.parent[index] == opener and tokens.word(index + 1) in {",", ")", "."}:
            bound = sheet.names.bound.get(tokens.words[index].lstrip("$@"))
            if bound is not None and bound.site and bound.sdk and tokens.word(index - 1) in {"(", ",", "&", ":", "="}:
                return bound.site
    return ""


def assigned(sheet: Sheet, tokens: Tokens, call: Callee, config: str) -> None:
    """Bind the name that a call's result is given to, also through wrappers."""
    start = call.start
    for _ in range(3):
        item = item_of(tokens, start, sheet.language)
        opener = item.parent
        if item.key and item.key_at >= 0:
            if opener < 0 or tokens.words[opener] == "{" or tokens.mate[opener] < 0:
                known = sheet.names.of(call)
                value_of, _ = sheet.names.expand(call)
                if known is None or item.key != sheet.names.root(call)[0]:
                    site = config or sheet.site(tokens, call.last)
                    bind(sheet, tokens, item.key_at, Bound(value_of + "()", sdk=True, site=site))
            return
        if opener < 0 or tokens.words[opener] != "(" or item.edge != opener + 1:
            return
        outer = callee_of(tokens, opener)
        start = outer.start if outer is not None else opener


def bind(sheet: Sheet, tokens: Tokens, key_at: int, bound: Bound) -> None:
    """Bind the name in a token, unless it is a word of the language."""
    name = name_of(tokens, key_at)
    if name and name not in WORDY:
        sheet.names.bind(name, bound)


def tell_call(sheet: Sheet, tokens: Tokens, call: Callee, confidence: Confidence, config: str = "") -> None:
    """Evidence for a call, placed at its start when that stands on the same line as its last name."""
    if tokens.starts[call.last] in sheet.calls or call.names[-1] in {"function", "super", "this"}:
        return
    sheet.calls.add(tokens.starts[call.last])
    callee, receiver = sheet.names.expand(call)
    start, end = tokens.starts[call.start], tokens.ends[call.last]
    if sheet.places.at(start)[0] != sheet.places.at(end)[0]:
        start = tokens.starts[call.last]
    fields = {"site": sheet.site(tokens, call.last), "receiver": receiver or config, "callee": callee}
    sheet.add(How.CALL, callee, start, end, confidence=confidence, **fields)


def arguments(sheet: Sheet, tokens: Tokens, opener: int) -> None:
    """Strings without a hit, and names, that fill a slot which every client call has."""
    close = tokens.mate[opener]
    high = min(close if close >= 0 else len(tokens), opener + _ARGUMENTS)
    for index in range(opener + 1, high):
        kind = tokens.kinds[index]
        if kind == STRING and not sheet.hits.any(tokens.starts[index], tokens.ends[index]):
            spot = spot_at(sheet, tokens, index)
            if spot is not None and _is_slot(spot):
                value(sheet, spot)
        elif (
            kind == NAME
            and tokens.word(index - 1) in {":", "=", "=>", "("}
            and tokens.word(index + 1) in {",", ")", "}", ".", "]"}
        ):
            _constant(sheet, tokens, index)


def _is_slot(spot: Spot) -> bool:
    where = spot.where
    if where.key:
        return fills(where.key) in {"model", "address"} and not where.compared
    return where.call is not None and where.first and fills(bare_setter(where.call.names[-1])) in {"model", "address"}


def _constant(sheet: Sheet, tokens: Tokens, index: int) -> None:
    """A name that fills a slot of this call: the literal it is given in this file, at the literal's place."""
    where = around(tokens, index, sheet.language)
    if where.call is None or fills(where.key) not in {"model", "address"} or is_secret(where.key):
        return
    last, _ = forward(tokens, index)
    if last > index and not (tokens.words[index] in {"this", "self", "Self"} or tokens.words[index][:1].isupper()):
        return  # a field of some object
    name = tokens.words[last]
    for at in sheet.places_of(name):
        if not sheet.spend():
            return
        spot = _given(sheet, at)
        if spot is not None:
            how = How.ENDPOINT if spot.word.kind in {"url", "host"} else How.LITERAL
            sheet.reached.add(spot.start)
            sheet.add(how, spot.word.value, spot.start, spot.end, slot=where.key, **sheet.call_fields(tokens, where.call))
            return


def _given(sheet: Sheet, at: int) -> Spot | None:
    """The string that a name is given where it stands: `NAME = "x"`, `NAME: str = "x"`, `NAME string = "x"`."""
    tokens = sheet.windows.around(at)
    index = tokens.find(at)
    for value_at in range(index + 2, index + 8):
        if tokens.kind(value_at) == STRING:
            assigned = tokens.word(value_at - 1) in {"=", ":=", ":", "=>"} and tokens.word(index - 1) not in {".", "==", "("}
            return spot_at(sheet, tokens, value_at) if assigned else None
        if tokens.word(value_at - 1) in {",", ";", "(", ")", "{", "}", ".", "=="}:
            return None
    return None
