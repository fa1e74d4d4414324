"""Lists that are only asked whether something is among them. In: tokens and the end of a list or of its name. Out: whether so.

`["x", "y"].includes(m)`, `xs.some(x => m.startsWith(x))`; `xs.find(x => m.includes(x))` where its result is a condition.
"""

from __future__ import annotations

from auditor.extract.chains import GLUE
from auditor.extract.lexer import lists_words
from auditor.extract.tokens import NAME, STRING, Tokens

_ASKS = frozenset(
    "includes include contains containsany indexof lastindexof index firstindex has some every any all anymatch allmatch "
    "nonematch none exists findindex member in_array count".split()
)
_PICKS = frozenset("find filter detect first findlast firstornull firstordefault".split())
_HOLDS = frozenset("includes include startswith starts_with start_with hasprefix contains endswith ends_with indexof".split())
_CONDITION = frozenset("? && === !== == !=".split())
_SETS = frozenset({"Set", "HashSet", "LinkedHashSet"})
_WITHIN = 60
_LEVELS = 4


def list_end(tokens: Tokens, index: int, opener: int) -> int:
    """The token that closes the list a string stands in, through wrappers up to the call at `opener`; -1 for none."""
    at = index if tokens.kinds[index] == STRING and lists_words(tokens.text, tokens.starts[index]) else tokens.parent[index]
    if at < 0 or at == opener or tokens.kinds[index] != STRING:
        return -1
    for _ in range(_LEVELS):
        close = tokens.mate[at] if at != index else index
        outer = tokens.parent[at]
        if close < 0 or tokens.word(close + 1) != ")" or outer < 0:
            return close
        if outer == opener and tokens.word(outer - 1) not in _SETS:
            return close
        if tokens.words[outer] != "(" or tokens.kind(outer - 1) != NAME or tokens.word(outer - 1) in {"if", "while"}:
            return close
        at = outer
    return -1


def is_asked(tokens: Tokens, last: int, *, taken: bool = True) -> bool:
    """Whether the list that ends at `last` is asked a question; a member that is picked by one counts as `taken`."""
    at = last + 1
    for _ in range(_LEVELS):
        if tokens.word(at) not in GLUE or tokens.kind(at + 1) != NAME:
            return False
        name = tokens.words[at + 1].lower()
        opener = at + 2 + (tokens.word(at + 2) in {"?", "!"})
        if name in _ASKS:
            return tokens.word(opener) in {"(", "{", "do"}
        close = tokens.mate[opener] if tokens.word(opener) == "(" else -1
        if close < 0:
            return False
        if name in _PICKS:
            return _holds(tokens, opener, close) and (not taken or _is_condition(tokens, close))
        if close != opener + 1:
            return False
        at = close + 1  # `.iter()`, `.stream()`
    return False


def _is_condition(tokens: Tokens, close: int) -> bool:
    outer = tokens.mate[close + 1] if tokens.word(close + 1) == ")" else 0
    return tokens.word(close + 1) in _CONDITION or (outer > 0 and tokens.words[outer - 1] in {"if", "while", "Boolean"})


def _holds(tokens: Tokens, opener: int, close: int) -> bool:
    """Whether a callback holds its own parameter against something: `m => model.includes(m)`."""
    first = opener + 1 + (tokens.word(opener + 1) == "(")
    if tokens.kind(first) != NAME:
        return False
    for at in range(first + 1, min(close, opener + _WITHIN)):
        if tokens.words[at] != tokens.words[first]:
            continue
        if tokens.words[at - 1] in {"===", "=="} or tokens.word(at + 1) in {"===", "=="}:
            return True
        if tokens.words[at - 1] == "(" and tokens.words[at - 2].lower() in _HOLDS:
            return True
    return False
