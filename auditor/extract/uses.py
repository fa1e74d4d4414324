"""Where a value ends up. In: a token with its surroundings. Out: the slot it fills, its call, the variable before it."""

from __future__ import annotations

from auditor.extract.around import Around, around
from auditor.extract.chains import GLUE, Callee, callee_of
from auditor.extract.env_reads import default_of, is_environment, is_fallback, variable_between
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import Tokens
from auditor.extract.words import Word, bare_setter, fills, is_secret, word_at, words
from auditor.rows import NamedTuple

_MODEL_OF = frozenset("for from name id named of with client".split())


class Spot(NamedTuple):
    """One string token with its word and surroundings."""

    tokens: Tokens
    token: int
    start: int
    end: int
    word: Word
    where: Around


class Use(NamedTuple):
    """Where a literal ends up: slot, call, and the variable it is a default of."""

    slot: str
    call: Callee | None
    via: str
    key_at: int = -1  # token of the name that is given the value


def use_of(sheet: Sheet, tokens: Tokens, index: int, where: Around) -> Use:
    """The slot a value fills and the call it belongs to, seen through defaults, wrappers and builder methods."""
    via = default_of(tokens, index, where.inner.edge)
    slot, call = where.key, where.call
    column = sheet.inserts.column(tokens, index) if sheet.language.name == "sql" else ""
    if column:
        return Use(column, None, via)
    for _ in range(3):
        if call is None or slot:
            break
        if is_environment(call.names) or is_fallback(call):
            via = via or variable_between(tokens, call.start, index)
        elif not where.first:
            break
        else:
            setter = bare_setter(call.names[-1])
            if (fills(setter) or is_secret(setter)) and len(call.names) + (setter != call.names[-1]) > 1:
                return _setter(sheet, tokens, setter, via, call)
            wrapped = wrapped_key(sheet, tokens, call, index, where.opener)
            if wrapped:
                slot = wrapped
            elif _takes_model(call.names[-1]) or _gives_model(sheet, call):
                slot = "model"  # `GenerativeModel("x")`, `acme("x")`
            break
        where = around(tokens, call.start, sheet.language)
        via = via or default_of(tokens, call.start, where.inner.edge)
        slot, call = where.key, where.call
    return Use(slot, _client(sheet, tokens, call), via, where.key_at if slot == where.key else -1)


def _takes_model(name: str) -> bool:
    """`GenerativeModel`, `get_model`, `encodingForModel`, `modelFrom`, but not `updateModelByRole`."""
    parts = words(name)
    return parts[-1:] == ("model",) or (len(parts) > 1 and parts[-2] == "model" and parts[-1] in _MODEL_OF)


def _gives_model(sheet: Sheet, call: Callee) -> bool:
    """`acme("x")`, where `acme` is what an import brought or an SDK made, no function of the file that returns a client."""
    bound = sheet.names.of(call)
    return len(call.names) == 1 and bound is not None and bound.sdk and not bound.gives and call.names[0][:1].islower()


def wrapped_key(sheet: Sheet, tokens: Tokens, call: Callee, index: int, opener: int) -> str:
    """The model or address slot that gets a call's only argument as it is: `model: acme.F("x")`; "" for anything else."""
    close = tokens.mate[opener] if opener >= 0 else -1
    chained = any(name.endswith("()") for name in call.names) or tokens.word(close + 1) in GLUE
    alone = close >= 0 and "," not in tokens.words[index:close]
    if chained or not alone or is_secret(bare_setter(call.names[-1])):
        return ""
    key = around(tokens, call.start, sheet.language).key
    return key if fills(key) in {"model", "address"} else ""


def _client(sheet: Sheet, tokens: Tokens, call: Callee | None) -> Callee | None:
    """A call around one of our own names that is an SDK's is the one that counts."""
    best = call
    for _ in range(3):
        if best is None or sheet.is_sdk(best):
            break
        best = around(tokens, best.start, sheet.language).call
    return best if best is not None and sheet.is_sdk(best) else call


def _setter(sheet: Sheet, tokens: Tokens, slot: str, via: str, call: Callee) -> Use:
    """`.model("x")` in a chain belongs to the call that began the chain, `WithModel("x")` to the call around it."""
    if any(name.endswith("()") for name in call.names[:-1]):
        opener = call.start
        while opener < call.last and tokens.words[opener] != "(":
            opener += 1
        return Use(slot, callee_of(tokens, opener) or call, via)
    outer = around(tokens, call.start, sheet.language)
    return Use(slot, outer.call if outer.call is not None else call, via)


def spot_at(sheet: Sheet, tokens: Tokens, index: int) -> Spot | None:
    """The string at `index` with its surroundings; None for prose, variables and composed strings."""
    span = sheet.spans.at(tokens.starts[index])
    if span < 0:
        return None
    start, end = sheet.spans.content(span)
    content = sheet.text[start:end]
    if not content.strip() or len(content) > 300:
        return None
    word = word_at(content, len(content) - len(content.lstrip()))
    if word.kind in {"prose", "part", "env"}:
        return None
    return Spot(tokens, index, start + word.start, start + word.end, word, around(tokens, index, sheet.language))
