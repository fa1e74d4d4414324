"""Choices in lexed code: `switch`, `match`, `when`, `case` and `if` that give a value. In: tokens and a bracket or token.

Out: where the choice begins, whether a value is a pattern that is compared, and what an arm or branch gives.
"""

from __future__ import annotations

from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, NUMBER, SIGN, STRING, Tokens

_CHOOSE = frozenset({"match", "switch", "when", "select"})
_BARE = frozenset({"rust", "swift", "go"})  # conditions without brackets
_BRANCHES = frozenset({"rust", "swift", "kotlin", "scala"})  # `if` gives a value
_ALTERNATIVES = frozenset({",", "|", "||", "or"})
_GLUE = frozenset({".", "?.", "::"})
_ARROWS = frozenset({"=>", "->"})
_PROPERTIES = frozenset({"var"})
_STEPS = 40


def head_of(tokens: Tokens, opener: int, keywords: frozenset[str]) -> int:
    """The keyword that begins the condition before a brace, on the same line and level; -1 for none."""
    at = opener - 1
    for _ in range(_STEPS):
        if at < 0:
            break
        word = tokens.words[at]
        if tokens.kinds[at] == NAME:
            if word in keywords and tokens.word(at - 1) not in _GLUE:
                return at
        elif word in {")", "]"}:
            at = tokens.mate[at]
        elif word in {"(", "[", "{", "}", ";", "=>"} and tokens.kinds[at] == SIGN:
            break
        if at < 0 or tokens.broken(at):
            break
        at -= 1
    return -1


def choice_start(tokens: Tokens, opener: int, language: Language) -> int:
    """The token at which a choice begins whose arms stand between these braces, -1 for other brackets."""
    known = tokens.choices.get(opener)
    if known is None:
        known = tokens.choices[opener] = _choice_start(tokens, opener, language)
    return known


def _choice_start(tokens: Tokens, opener: int, language: Language) -> int:
    if opener < 1 or tokens.words[opener] != "{":
        return -1
    before = opener - 1
    word = tokens.words[before]
    if word == ")":
        keyword = tokens.mate[before] - 1
        if keyword >= 0 and tokens.words[keyword] in _CHOOSE and tokens.word(keyword - 1) not in _GLUE:
            return keyword
    elif word in _CHOOSE and tokens.kinds[before] == NAME and tokens.word(before - 1) not in _GLUE:
        behind = language.name not in _BARE and (tokens.kind(before - 1) == NAME or tokens.word(before - 1) in {")", "]"})
        return _subject(tokens, before - 1) if behind and word != "when" else before
    return head_of(tokens, opener, _CHOOSE) if language.name in _BARE else -1


def _subject(tokens: Tokens, last: int) -> int:
    """The first token of what is chosen by, as in `a.tier(x) switch { ... }`."""
    at = last
    for _ in range(_STEPS):
        if tokens.words[at] in {")", "]"} and tokens.mate[at] > 0:
            at = tokens.mate[at]
            if tokens.kind(at - 1) != NAME:
                break
            at -= 1
        if tokens.word(at - 1) not in _GLUE or at < 2:
            break
        at -= 2
    return at


def arm_edge(tokens: Tokens, edge: int, index: int, language: Language) -> int:
    """Where the arm's own statement begins when `index` stands behind the pattern of an arm that begins at `edge`."""
    lead, parent, ruby = tokens.words[edge], tokens.parent[index], language.name == "ruby"
    chosen = parent >= 0 and choice_start(tokens, parent, language) >= 0
    if not ruby and not chosen:
        return edge
    if tokens.word(edge - 1) == ",":
        lead = _lead(tokens, edge, parent)
    if not chosen and lead not in {"when", "in"}:
        return edge
    colon = lead in {"case", "default"} and language.name != "scala"
    at, begun = edge, True
    while at < index:
        word = tokens.words[at]
        if tokens.kinds[at] == SIGN:
            if word in {"(", "[", "{"} and edge <= tokens.mate[at] < index:
                at = tokens.mate[at]
            elif begun and ((word in _ARROWS and language.name != "javascript") or (word == ":" and colon)):
                edge, begun = at + 1, False
            elif word in {"=", ":="}:
                break
        elif word == "then" and ruby:
            return at + 1
        elif word in {"else", "default", "case"} and not begun:  # the next arm on the same line
            begun, colon = True, word != "else" and language.name != "scala"
        at += 1
    return edge


def _lead(tokens: Tokens, edge: int, parent: int) -> str:
    """The word before a list of alternatives: `case "a", .b, "c"`."""
    at = edge - 1
    for _ in range(_STEPS):
        word = tokens.word(at)
        if at <= parent or word in {"case", "when"} or (word not in {",", "."} and tokens.kind(at) not in {NAME, STRING, NUMBER}):
            break
        at -= 1
    return tokens.word(at)


def is_pattern(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a string is one of the alternatives that an arm is chosen by."""
    at, steps = index - 1, 0
    while tokens.word(at) in _ALTERNATIVES and tokens.kind(at - 1) == STRING and steps < _STEPS:
        at, steps = at - 2, steps + 1
    if tokens.word(at) in {"case", "when"} and at < index - 1:
        return True
    parent = tokens.parent[index]
    if parent < 0 or language.name == "javascript" or choice_start(tokens, parent, language) < 0:
        return False
    before = tokens.word(index - 1)
    if before not in _ALTERNATIVES and before not in {"{", "}", ";", "case"} and not tokens.broken(index):
        return False
    at = index + 1
    for _ in range(_STEPS):
        word = tokens.word(at)
        if word in _ARROWS or word in {"if", "when"}:
            return True
        if word not in _ALTERNATIVES and word not in _GLUE and tokens.kind(at) not in {NAME, STRING, NUMBER}:
            break
        at += 1
    return False


def given_by(tokens: Tokens, opener: int, edge: int, value: int, language: Language) -> int:
    """The token at which a choice or getter begins that gives the value of the item at `edge`, -1 when it ends in the braces."""
    if language.name == "swift" and edge == opener + 1 and (edge == value or tokens.words[edge] == "return"):
        getter = _getter(tokens, opener)
        if getter >= 0:
            return getter
    if edge != value and not (edge == value - 1 and tokens.words[edge] in {"yield", "break"}):
        return -1
    start = choice_start(tokens, opener, language)
    if start >= 0:
        return start if tokens.word(edge - 1) in {"=>", "->", ":"} else -1
    if language.name not in _BRANCHES or edge != opener + 1 or _end(tokens, value) != tokens.mate[opener]:
        return -1
    if tokens.word(opener - 1) in _ARROWS:
        return opener if tokens.parent[opener] >= 0 and choice_start(tokens, tokens.parent[opener], language) >= 0 else -1
    return _branch_start(tokens, opener, language)


def _getter(tokens: Tokens, opener: int) -> int:
    """The brace behind a computed property, which bears its name: `var model: String { "x" }`, `{ get { "x" } }`; -1 for none."""
    outer = tokens.parent[opener]
    opener = outer if tokens.word(opener - 1) == "get" and outer == opener - 2 else opener
    lead = head_of(tokens, opener, _PROPERTIES) if opener > 0 else -1
    return opener if lead >= 0 and "=" not in tokens.words[lead:opener] else -1


def _end(tokens: Tokens, value: int) -> int:
    """The token behind a value and the calls chained to it."""
    at = value + 1
    for _ in range(_STEPS):
        if tokens.word(at) == "(" and tokens.mate[at] > 0:
            at = tokens.mate[at] + 1
        elif tokens.word(at) in _GLUE and tokens.kind(at + 1) == NAME:
            at += 2
        else:
            break
    return at


def _branch_start(tokens: Tokens, opener: int, language: Language) -> int:
    """The first `if` of a chain that a brace belongs to."""
    for _ in range(12):
        before = opener - 1
        keyword = before
        if tokens.word(before) != "else":
            mate = tokens.mate[before] if tokens.word(before) == ")" else -1
            keyword = mate - 1 if tokens.word(mate - 1) == "if" and mate > 0 else -1
            if keyword < 0 and language.name in _BARE:
                keyword = head_of(tokens, opener, frozenset({"if"}))
            if keyword < 0:
                return -1
            if tokens.word(keyword - 1) != "else":
                return keyword
            keyword -= 1
        if tokens.word(keyword - 1) != "}" or tokens.mate[keyword - 1] < 0:
            return -1
        opener = tokens.mate[keyword - 1]
    return -1


def is_parameter(tokens: Tokens, index: int, language: Language) -> bool:
    """Whether a string stands in the head of a function that is chosen by its arguments, and is no default."""
    if language.name != "elixir" or tokens.word(index - 1) == "\\":
        return False
    opener = tokens.parent[index]
    for _ in range(8):
        if opener < 0:
            break
        if tokens.words[opener] == "(" and tokens.word(opener - 2) in {"def", "defp", "defmacro", "defmacrop"}:
            return True
        opener = tokens.parent[opener]
    return False
