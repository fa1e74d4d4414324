"""Calls of an SDK in lexed code. In: a call's bracket. Out: the calls of its chain, their generic slots, the name bound."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.around import around
from auditor.extract.bindings import EVERYWHERE, Bound
from auditor.extract.bodies import class_of
from auditor.extract.braces import brace_kind
from auditor.extract.chains import GLUE, Callee, callee_of, chain_of, forward, name_of
from auditor.extract.constants import composed, constant, makes
from auditor.extract.handed import handed
from auditor.extract.items import item_of
from auditor.extract.options import option, setter
from auditor.extract.scopes import is_key, is_plain, scope
from auditor.extract.sheet import Sheet
from auditor.extract.source_strings import value
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.extract.untold import untold
from auditor.extract.uses import Spot, spot_at, wrapped_key
from auditor.extract.words import bare_setter, fills, tells
from auditor.records import UNTOLD, Confidence, How

_ARGUMENTS = 400  # tokens of one call that are looked at
_JOINS = frozenset({"+", ".", ","})
_GIVES = frozenset({":", "=", "=>"})
_BEHIND = frozenset({",", ")", "}", ".", "]", "+"})
_WHOLE = re.compile(r"[\w<~/@.-][\w<>~/@.:+ ?&=%#,${}-]*\Z")  # no piece of a string that the lexer could not hold together
WORDY = frozenset(
    "return new await const let var if else in of is as and or not do end then throw yield case default from "
    "import package".split()
)


def called(sheet: Sheet, tokens: Tokens, last: int, opener: int) -> None:
    """A call, the calls chained behind it, their generic slots, and the name that gets the result."""
    first = callee_of(tokens, opener) or chain_of(tokens, last)
    config = _config(sheet, tokens, opener) if tokens.words[opener] == "(" else ""
    if tokens.words[opener] == "(" or first.made or _stands_alone(sheet, tokens, first):
        tell_call(sheet, tokens, first, Confidence.HIGH, config=config, given=untold(sheet, tokens, opener))
    if tells(bare_setter(tokens.words[last])):
        setter(sheet, tokens, last, opener, around(tokens, first.start, sheet.language).call)
    arguments(sheet, tokens, opener)
    final = _chained(sheet, tokens, opener)
    name = tokens.words[final] if final >= 0 else ""
    if name and fills(bare_setter(name)) not in {"model", "address"} and name.lower() not in {"build", "await", "unwrap"}:
        tell_call(sheet, tokens, chain_of(tokens, final), Confidence.HIGH)
    assigned(sheet, tokens, first, config, opener - 1 if tokens.word(opener - 1) == "new" else first.start)


def _chained(sheet: Sheet, tokens: Tokens, opener: int) -> int:
    """Look at the arguments of all calls chained behind a call; gives the last name of the chain, -1 for none."""
    last, final, first = -1, -1, callee_of(tokens, opener)
    for _ in range(40):
        at = tokens.mate[opener] + 1
        if not at:
            break
        while tokens.word(at) in {"!", "?"} and tokens.kind(at) == SIGN:
            at += 1
        if tokens.word(at) not in GLUE or tokens.kind(at + 1) != NAME:
            break
        last, opener = forward(tokens, at + 1)
        if opener < 0 or (tokens.words[opener] != "(" and brace_kind(tokens, opener, sheet.language) != "named"):
            break
        arguments(sheet, tokens, opener)
        setter(sheet, tokens, last, opener, first)
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
        if tokens.kinds[index] == NAME and tokens.word(index + 1) in {",", ")", "."} and _is_given(sheet, tokens, index, opener):
            bound = sheet.names.at(tokens.words[index].lstrip("$@"), tokens.starts[index])
            if bound is not None and bound.site and bound.sdk and tokens.word(index - 1) in {"(", ",", "&", ":", "="}:
                return bound.site
    return ""


def _is_given(sheet: Sheet, tokens: Tokens, index: int, opener: int) -> bool:
    """Whether a name is an argument of a call, or of a configuration that is made for it: `Acme(AcmeConfig(host))`."""
    inner = tokens.parent[index]
    if inner == opener or inner < 0 or tokens.parent[inner] != opener or tokens.words[inner] != "(":
        return inner == opener
    call = callee_of(tokens, inner)
    return call is not None and makes(call) and sheet.is_sdk(call)


def assigned(sheet: Sheet, tokens: Tokens, call: Callee, config: str, start: int) -> None:
    """Bind the name that the result of a call, which begins at `start`, is given to, also through wrappers."""
    for _ in range(3):
        item = item_of(tokens, start, sheet.language)
        opener = item.parent
        if item.key and item.key_at >= 0:
            if opener < 0 or tokens.words[opener] == "{" or tokens.mate[opener] < 0:
                known = sheet.names.of(call)
                value_of, _ = sheet.names.expand(call)
                plain = is_plain(tokens, item.key_at, sheet.language.name)
                if not plain and (known is None or item.key != sheet.names.root(call)[0]):
                    site = config or sheet.site(tokens, call.last)
                    span = scope(sheet, tokens, item.key_at)
                    member = is_key(sheet, tokens, item.key_at)
                    made = Bound(value_of + "()", sdk=True, site=site, span=span, member=member)
                    bind(sheet, tokens, item.key_at, made)
                    home = class_of(sheet, tokens.starts[item.key_at]) if span == EVERYWHERE else None
                    if home is not None:
                        sheet.names.give(item.key, made, home)
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


def tell_call(sheet: Sheet, tokens: Tokens, call: Callee, confidence: Confidence, *, config: str = "", given: str = "") -> None:
    """Evidence for a call, placed at its start when that stands on the same line as its last name; `given` holds its address."""
    if tokens.starts[call.last] in sheet.calls or call.names[-1] in {"function", "super", "this"}:
        return
    sheet.calls.add(tokens.starts[call.last])
    start, end = tokens.starts[call.start], tokens.ends[call.last]
    if sheet.places.at(start)[0] != sheet.places.at(end)[0]:
        start = tokens.starts[call.last]
    fields = sheet.call_fields(tokens, call)
    fields["receiver"] = fields["receiver"] or config
    fields |= {"scope": UNTOLD, "via": given} if given else {}
    sheet.add(How.CALL, fields["callee"], start, end, confidence=confidence, **fields)


def arguments(sheet: Sheet, tokens: Tokens, opener: int) -> None:
    """Strings without a hit, and names, that fill a slot which every client call has; options of patience."""
    close = tokens.mate[opener]
    high = min(close if close >= 0 else len(tokens), opener + _ARGUMENTS)
    call = callee_of(tokens, opener)
    giving = call is not None and (makes(call) or fills(bare_setter(call.names[-1])) != "")
    words, kinds = tokens.words, tokens.kinds
    for index in range(opener + 1, high):
        kind = kinds[index]
        if kind == STRING:
            if not sheet.hits.any(tokens.starts[index], tokens.ends[index]):
                _text(sheet, tokens, index, opener)
        elif kind == SIGN:
            if words[index] in _GIVES:
                option(sheet, tokens, index, opener)
        elif kind == NAME:
            before, behind = words[index - 1], tokens.word(index + 1)
            if behind in _BEHIND and _may_fill(tokens, index, before, giving and tokens.parent[index] == opener):
                constant(sheet, tokens, index)
            if behind in {",", ")"} and before in {"(", ","} and giving and tokens.parent[index] == opener:
                handed(sheet, tokens, index, opener)
            if before in {"{", ","} and behind in {",", "}"}:
                option(sheet, tokens, index, opener)


def _may_fill(tokens: Tokens, index: int, before: str, giving: bool) -> bool:
    """A quick look whether a name may fill a slot: most names do not."""
    if before in _GIVES:
        return fills(name_of(tokens, index - 2)) in {"model", "address"}
    if before == "(":
        return giving or tokens.word(index - 3) in _GIVES or fills(bare_setter(tokens.word(index - 2))) != ""
    return before == "," and (giving or tokens.kind(index - 2) == STRING)


def _text(sheet: Sheet, tokens: Tokens, index: int, opener: int) -> None:
    """A string without a hit."""
    spot = spot_at(sheet, tokens, index)
    if spot is None:
        composed(sheet, tokens, index)
        return
    text = spot.word.value
    if not _WHOLE.match(text) or (text[0] == "/" and tokens.word(index - 1) in _JOINS):
        return
    if _is_slot(sheet, spot) or _is_place(spot, opener):
        value(sheet, spot)


def _is_place(spot: Spot, opener: int) -> bool:
    """An address without a name among the arguments of what makes a client."""
    where = spot.where
    return spot.word.kind == "url" and not where.key and where.opener == opener and where.call is not None and makes(where.call)


def _is_slot(sheet: Sheet, spot: Spot) -> bool:
    where = spot.where
    if where.key or where.call is None or not where.first:
        return fills(where.key) in {"model", "address"} and not where.compared
    key = bare_setter(where.call.names[-1])
    if fills(key) not in {"model", "address"}:  # `Model: acme.F("x")`
        key = wrapped_key(sheet, spot.tokens, where.call, spot.token, where.opener)
    return fills(key) in {"model", "address"}
