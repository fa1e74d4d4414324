"""Choices that are closed by the word `end`: `case`, `if` and `unless` that give a value. In: tokens and a value.

Out: the token at which the choice begins whose arm ends with the value.
"""

from __future__ import annotations

from auditor.extract.chains import GLUE
from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, STRING, Tokens

_ENDED = frozenset({"ruby", "elixir"})
_GIVES = frozenset({"case", "if", "unless", "cond"})
_TRAILS = frozenset({"if", "unless", "while", "until"})  # they may follow what they hold for
_OPENS = {
    "ruby": frozenset("case if unless begin do while until for def class module".split()),
    "elixir": frozenset({"do", "fn"}),
}
_LEADS = frozenset("= ||= := => : ( [ { , && || return then else and or -> do".split())
_NEXT = frozenset({"when", "else", "elsif", "end", "in"})
_STEPS = 240
_LINE = 30


def choice_of(tokens: Tokens, index: int, language: Language) -> int:
    """Where the choice begins that gives the value at `index`, -1 for none."""
    if language.name not in _ENDED or tokens.kinds[index] != STRING:
        return -1
    before = tokens.word(index - 1)
    if not (tokens.broken(index) or before in {"then", "else", "->"}) or not _is_last(tokens, index + 1, language):
        return -1
    start = _opener(tokens, index, _OPENS[language.name])
    if start < 0:
        return -1
    head = start if language.name == "ruby" else _head(tokens, start)
    return head if head >= 0 and tokens.words[head] in _GIVES else -1


def _is_last(tokens: Tokens, behind: int, language: Language) -> bool:
    if tokens.word(behind) in _NEXT:
        return True
    if language.name != "elixir" or not tokens.broken(behind):
        return False
    at = behind
    while at < len(tokens) and at < behind + _LINE and (at == behind or not tokens.broken(at)):
        if tokens.words[at] == "->":
            return True
        at += 1
    return False


def _opener(tokens: Tokens, index: int, openers: frozenset[str]) -> int:
    """The word that opens the innermost block around a token."""
    at, depth, limit = index - 1, 0, tokens.parent[index]
    for _ in range(_STEPS):
        if at <= limit:
            break
        word = tokens.words[at]
        if word in {")", "]", "}"} and 0 <= tokens.mate[at] < at:
            at = tokens.mate[at]
        elif tokens.kinds[at] == NAME and not _is_name(tokens, at):
            if word == "end":
                depth += 1
            elif word in openers and not _trails(tokens, at):
                if depth == 0:
                    return at
                depth -= 1
        at -= 1
    return -1


def _is_name(tokens: Tokens, at: int) -> bool:
    """Whether a word is a method, a symbol or a key: `range.end`, `:if`, `if: x`."""
    sign = tokens.word(at + 1) == ":" and tokens.starts[at + 1] == tokens.ends[at]
    symbol = tokens.word(at - 1) == ":" and tokens.ends[at - 1] == tokens.starts[at]
    return sign or symbol or tokens.word(at - 1) in GLUE


def _trails(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in _TRAILS and not tokens.broken(at) and tokens.word(at - 1) not in _LEADS


def _head(tokens: Tokens, start: int) -> int:
    """The keyword on the line of a `do`."""
    at = start
    while at >= 0 and start - at < _LINE:
        if tokens.words[at] in _GIVES and not _is_name(tokens, at):
            return at
        if tokens.broken(at):
            break
        at -= 1
    return -1
