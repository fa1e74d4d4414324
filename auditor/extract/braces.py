"""What a brace opens: an object, a named literal or a block of code. In: tokens and a brace. Out: its kind, made once."""

from __future__ import annotations

from auditor.extract.chains import before_generics, callee_of, chain_of
from auditor.extract.choices import head_of
from auditor.extract.items import item_of
from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, STRING, Tokens

_DECLARES = frozenset(
    "class struct interface enum impl trait namespace module protocol extension func fun fn def function record switch "
    "match if for while when loop unless guard package union mod unsafe async public private protected internal static "
    "export abstract final sealed object declare try else do finally catch get set init constructor override defmodule type "
    "service data case companion".split()
)
_TYPES = frozenset("class struct interface enum trait impl namespace module protocol extension object record".split())
_CONTROL = frozenset({"if", "match", "switch", "while", "for", "guard"})


def brace_kind(tokens: Tokens, opener: int, language: Language) -> str:
    """`object` (anonymous literal), `named` (literal or lambda behind a name) or `block`."""
    known = tokens.braces.get(opener)
    if known is None:
        known = tokens.braces[opener] = _brace_kind(tokens, opener, language)
    return known


def _brace_kind(tokens: Tokens, opener: int, language: Language) -> str:
    before = opener - 1
    word, kind = tokens.word(before), tokens.kind(before)
    if before < 0:
        return "block"
    if kind == NAME:
        return _named_brace(tokens, before, language)
    if word == ")":
        mate = tokens.mate[before]
        made = callee_of(tokens, mate) if mate >= 0 else None
        return "named" if (made and made.made) or tokens.word(mate - 1) == "new" else "block"
    if word == "]":
        return "object"
    if word == ">":
        name = before_generics(tokens, before)
        return "named" if name > 0 and tokens.word(name - 1) == "new" else "block"
    if word == "=>":
        return "object" if language.name in {"ruby", "php"} else "block"
    if word == "{":
        return "object" if tokens.word(opener + 2) in {":", "="} or tokens.word(before - 1) == "}" else "block"
    return "block" if word in {";", "}", "->", "|"} or kind == STRING else "object"


def _named_brace(tokens: Tokens, before: int, language: Language) -> str:
    word = tokens.words[before]
    if word in {"return", "yield", "default", "await", "in"}:
        return "object"
    if word in _DECLARES:
        return "block"
    if word[0] == "@":
        return "block"
    item = item_of(tokens, before, language)
    lead = item.edge
    while tokens.words[lead] in {"[", "@", "#"} and lead < before:
        lead += 1
    head = tokens.words[lead:before]
    if tokens.words[lead] in _DECLARES or tokens.word(lead + 1) in _DECLARES or ("=" not in head and not _TYPES.isdisjoint(head)):
        return "block"
    if (
        _heads(tokens, before)
        or (tokens.word(lead - 1) == "," and _is_supertype(tokens, lead - 1))
        or _is_condition(tokens, before, language)
        or (language.name == "go" and tokens.word(before - 1) == ")")
    ):
        return "block"
    if tokens.word(chain_of(tokens, before).start - 1) == "]" and language.name in {"go", "csharp"}:
        return "object"
    if tokens.word(before - 1) in {"->", ":"} and tokens.word(before - 2) == ")":
        return "block"  # the body behind a return type
    if language.name == "swift" and "var" in head and "=" not in head:
        return "block"  # of a computed property
    return "named"


def _heads(tokens: Tokens, before: int) -> bool:
    """Whether the line of a brace begins with a word of control flow: `for _, x := range acme.All {`."""
    at = before
    while at > 0 and before - at < 40 and not tokens.broken(at) and tokens.words[at - 1] not in {"{", "}"}:
        at -= 1
    return tokens.words[at] in {"for", "if", "switch", "while", "func", "else", "match", "select", "guard", "fn", "}"}


def _is_supertype(tokens: Tokens, comma: int) -> bool:
    """Whether a comma stands between supertypes: `class A : B<C>, D {`."""
    at = comma
    for _ in range(60):
        at -= 1
        word = tokens.word(at)
        if at < 0 or word in {"{", "}", ";", "=", "(", "["}:
            return False
        if word in {")", "]"}:
            at = tokens.mate[at]
        elif word in _TYPES and tokens.kind(at + 1) == NAME and tokens.word(at - 1) not in {".", "::"}:
            return True
    return False


def _is_condition(tokens: Tokens, before: int, language: Language) -> bool:
    """`let x = if fast {`: where conditions stand without brackets."""
    return language.name in {"rust", "swift", "go"} and head_of(tokens, before + 1, _CONTROL) >= 0
