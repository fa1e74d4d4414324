"""Dotted names in tokens. In: tokens and an index. Out: the call that a bracket belongs to, the chain that ends at a name."""

from __future__ import annotations

from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, NUMBER, SIGN, STRING, Tokens
from auditor.rows import NamedTuple

GLUE = frozenset(". ?. :: ?-> !. \\ &.".split())  # where `->` calls a method it is read as `?->`
CONTROL = frozenset(
    "const var let import type if while for switch when match catch return elif unless until and or not in case throw "
    "await yield with foreach elseif sizeof typeof guard where echo print else do new fn func function fun def lambda".split()
)

_DEFINES = frozenset(
    "def function func fun fn class struct interface enum trait record defp type extension impl protocol object actor "
    "mixin sub init".split()
)


class Callee(NamedTuple):
    """The dotted name before an opening parenthesis: its segments, first and last token; `made` behind `new`.

    `inner` is the name of the first call in the chain, on whose result the last name is called; -1 for none. `offset` is where
    the chain begins in the text.
    """

    names: tuple[str, ...]
    start: int
    last: int
    made: bool
    inner: int = -1
    offset: int = -1


def name_of(tokens: Tokens, index: int) -> str:
    """The bare name in a token: `$model`, `@model`, `"model"` -> `model`."""
    if index < 0 or index >= len(tokens):
        return ""
    if tokens.kinds[index] == STRING:
        return tokens.text[tokens.starts[index] : tokens.ends[index]].strip("\"'`@$#").strip()[:200]
    if tokens.kinds[index] == SIGN:
        return ""
    return tokens.words[index].lstrip("$@")


def callee_of(tokens: Tokens, opener: int) -> Callee | None:
    """The call that an opening parenthesis (or brace) belongs to, None for groups and control flow."""
    at = opener - 1
    if tokens.word(at) == "new" and tokens.word(at - 1) in {"=", "=>"}:
        return _declared(tokens, at)
    while at > 0 and tokens.words[at] in {"!", "?.", "::", "?"} and tokens.kinds[at] == SIGN:
        at -= 1
    if tokens.word(at) == ">":
        at = before_generics(tokens, at)
    if at >= 0 and tokens.word(at) == "::":
        at -= 1
    if tokens.kind(at) != NAME or (tokens.words[at] in CONTROL and tokens.word(at - 1) not in GLUE):
        return None
    return chain_of(tokens, at)


def _declared(tokens: Tokens, new: int) -> Callee | None:
    """The type that is made where only the declaration names it: `Acme a = new(...)`, `Acme A() => new(...)`."""
    at = new - 2
    if tokens.word(at) in {"}", ")"}:
        at = tokens.mate[at] - 1
    if tokens.kind(at) != NAME or tokens.broken(at):
        return None
    at -= 1
    if tokens.word(at) == "?":
        at -= 1
    if tokens.word(at) == ">":
        at = before_generics(tokens, at)
    if tokens.kind(at) != NAME or not tokens.words[at][:1].isupper():
        return None
    return chain_of(tokens, at)._replace(made=True)


def newed(tokens: Tokens, last: int) -> int:
    """The bracket behind `new` where the type that ends at `last` declares what is made of it; -1 for none."""
    at = last + 1
    if tokens.word(at) == "<":
        at = generics_end(tokens, at) + 1
    if tokens.word(at) == "?":
        at += 1
    at += 1
    if tokens.word(at) in {"{", "("} and tokens.mate[at] > 0:
        at = tokens.mate[at] + 1
    if tokens.word(at) not in {"=", "=>"} or tokens.word(at + 1) != "new" or tokens.word(at + 2) != "(":
        return -1
    call = callee_of(tokens, at + 2)
    return at + 2 if call is not None and call.last == last else -1


def chain_of(tokens: Tokens, last: int) -> Callee:
    """The dotted chain that ends with the name at `last`."""
    names, at, inner = [tokens.words[last]], last, -1
    while at > 1 and len(names) < 24:
        glue = at - 1
        if tokens.words[glue] not in GLUE or tokens.kinds[glue] != SIGN:
            break
        before = glue - 1
        while before > 0 and tokens.words[before] in {"!", "?", "!!"} and tokens.kinds[before] == SIGN:
            before -= 1
        if tokens.words[before] == ">" and tokens.kinds[before] == SIGN:
            before = before_generics(tokens, before)
            if tokens.word(before) == "::":
                before -= 1
        if tokens.kind(before) == NAME and (tokens.words[before] not in CONTROL or tokens.word(before - 1) in GLUE):
            names.append(tokens.words[before])
            at = before
            continue
        mate = tokens.mate[before] if before >= 0 and tokens.words[before] in {")", "]", "}"} else -1
        if mate < 0:
            at = before if tokens.kind(before) in {STRING, NUMBER} else at
            if tokens.kind(before) in {STRING, NUMBER}:
                names.append('""')
            break
        owner = mate - 1
        if tokens.word(owner) == "!" and tokens.kind(owner) == SIGN:
            owner -= 1
        if tokens.word(owner) == ">":
            owner = before_generics(tokens, owner)
        if tokens.kind(owner) == NAME and (tokens.words[owner] not in CONTROL or tokens.word(owner - 1) in GLUE):
            names.append(
                tokens.words[owner] + ("()" if tokens.words[before] == ")" else "[]" if tokens.words[before] == "]" else "{}")
            )
            at = owner
            inner = owner if tokens.words[before] == ")" else inner
            continue
        names.append("()")
        at = mate
        break
    made = tokens.word(at - 1) == "new"
    return Callee(tuple(reversed(names)), at, last, made, inner, tokens.starts[at])


def before_generics(tokens: Tokens, closing: int) -> int:
    """The token before `<...>` that closes at `closing`."""
    depth, at = 0, closing
    while at >= 0 and closing - at < 40:
        word = tokens.words[at]
        depth += (word == ">") - (word == "<")
        if depth == 0:
            return at - 1
        if word in {";", "{", "}"}:
            break
        at -= 1
    return -1


def forward(tokens: Tokens, index: int) -> tuple[int, int]:
    """The last name of the chain that begins at `index`, and the bracket that opens a call behind it (-1 for none)."""
    last, steps = index, 0
    while steps < 20:
        steps += 1
        at = last + 1
        while tokens.word(at) in {"!", "?"} and tokens.kind(at) == SIGN and tokens.word(at + 1) in {".", "("}:
            at += 1
        if tokens.word(at) in GLUE and tokens.kind(at + 1) == NAME:
            last = at + 1
            continue
        if tokens.word(at) == "::" and tokens.word(at + 1) == "<":
            at += 1
        if tokens.word(at) == "<":
            close = generics_end(tokens, at)
            if close > 0 and tokens.word(close + 1) in GLUE and tokens.kind(close + 2) == NAME:
                last = close + 2
                continue
            return last, close + 1 if close > 0 and tokens.word(close + 1) in {"(", "{"} else -1
        return last, at if tokens.word(at) in {"(", "{"} else -1
    return last, -1


def generics_end(tokens: Tokens, at: int) -> int:
    """The closing `>` of generics that open at `at`, -1 for a comparison."""
    depth, start = 0, at
    while at < len(tokens) and at - start < 40:
        word = tokens.words[at]
        depth += (word == "<") - (word == ">")
        if depth == 0:
            return at
        if word in {";", "{", "}", ")"}:
            break
        at += 1
    return -1


def is_definition(tokens: Tokens, call: Callee, opener: int, language: Language) -> bool:
    """Whether what looks like a call declares a function or type: `fun f(model: String = "x")`."""
    if tokens.word(call.start - 1) in _DEFINES or call.names in {("init",), ("constructor",)}:
        return True
    close = tokens.mate[opener]
    if tokens.words[opener] != "(" or close < 0 or len(call.names) > 1:
        return False
    if language.name == "javascript":
        return tokens.word(close + 1) == "{"
    if language.name in {"csharp", "dart", "java"}:  # `Task Run(string model = "x") {`
        before = call.start - 1
        typed = tokens.kind(before) == NAME and tokens.words[before] not in CONTROL and tokens.words[before] != "return"
        return (typed or tokens.word(before) in {">", "?"}) and tokens.word(close + 1) in {"{", "=>", "async", "throws", "where"}
    return False
