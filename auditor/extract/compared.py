"""Strings that something is compared with. In: a string with its surroundings. Out: whether it is a test, a pattern or a case."""

from __future__ import annotations

from auditor.extract.asked import is_asked, list_end
from auditor.extract.chains import GLUE
from auditor.extract.choices import is_parameter, is_pattern
from auditor.extract.clauses import is_held
from auditor.extract.items import COMPARES, item_of
from auditor.extract.lexer import lists_words
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.extract.uses import Spot, Use

_SHARED = frozenset({"export", "public", "pub", "internal"})  # what other files may use too
_TESTS = frozenset(
    "startswith starts_with hasprefix has_prefix start_with contains includes include has hassuffix endswith ends_with "
    "end_with indexof matches match test equals equalsignorecase eq eql eqeq equal is_match str_starts_with str_contains "
    "str_ends_with strpos in_array preg_match contain containskey containsignorecase haskey ilike like compareto tobe "
    "toequal isequal in regexp regex matchesregex strings.hasprefix removeprefix trimprefix trim_start_matches replace "
    "replaceall sub gsub split".split()
)
_OPERANDS = 10
_MARKS = frozenset({"selected", "checked"})  # `selected($model, "x")` marks the option that is chosen
_EQUAL = frozenset({"eq", "ne"})
_ENUM = frozenset({"any", "all", "member"})  # `Enum.member?(["x"], m)`
_HELD = frozenset(
    "equals equalsignorecase eql equal contentequals compareto comparetoignorecase startswith includes contains".split()
)


def is_compared(sheet: Sheet, spot: Spot) -> bool:
    """Whether a string is no value but what a value is held against."""
    tokens, index, where = spot.tokens, spot.token, spot.where
    following = tokens.word(index + 1)
    if where.compared and (where.call is None or where.item.compared or where.inner.compared):
        return True
    if tokens.kind(index + 1) == SIGN and following in COMPARES:
        return True
    if following in GLUE and tokens.word(index + 2).lower() in _HELD and "(" in tokens.words[index + 3 : index + 5]:
        return True  # `"x".equals(m)`
    if following in {"=>", "->"} and where.inner.edge == index and where.table < 0 and where.call is None:
        return True
    if is_pattern(tokens, index, sheet.language) or is_parameter(tokens, index, sheet.language):
        return True
    if where.call is not None and not where.key and where.call.names[-1].lower().rstrip("?!") in _TESTS:
        return True
    if where.call is not None and sheet.language.name == "php" and where.call.names[-1] in _MARKS:
        return True
    if is_operand(tokens, index):
        return True
    listed = where.table >= 0 or lists_words(tokens.text, tokens.starts[index])
    if where.call is not None and sheet.language.name == "elixir" and where.call.names[-1] in _ENUM and listed:
        return True
    end = list_end(tokens, index, where.opener)
    if end >= 0 and is_asked(tokens, end):
        return True
    return sheet.language.name == "sql" and (tokens.word(index - 1).lower() in {"like", "ilike"} or is_held(tokens, index))


def is_operand(tokens: Tokens, index: int) -> bool:
    """Whether a template asks for a string: `{{if eq .Model "x"}}`, `(eq model "x" "y")`."""
    at = index - 1
    for _ in range(_OPERANDS):
        if tokens.kind(at) == NAME and tokens.words[at] in _EQUAL and tokens.word(at - 1) not in {".", "$"}:
            return True
        if tokens.kind(at) not in {NAME, STRING} and tokens.word(at) not in {".", "$", "@"}:
            break
        at -= 1
    return False


def only_asked(sheet: Sheet, spot: Spot, given: Use) -> bool:
    """Whether all that this file does with a list is to ask whether something is in it, with a constant to name its type."""
    tokens = spot.tokens
    if given.call is not None or given.key_at < 0 or not given.slot.isidentifier():
        return False
    edge = tokens.words[item_of(tokens, given.key_at, sheet.language).edge]
    typed = edge == "const" and sheet.language.name == "javascript"
    listed = list_end(tokens, spot.token, -1) >= 0
    if edge in _SHARED or not (typed or listed):
        return False
    asked = 0
    for at in sheet.places_of(given.slot):
        window = sheet.windows.around(at)
        index = window.find(at)
        if at == tokens.starts[given.key_at]:
            continue
        told = index >= 0 and sheet.spend()
        told = told and ((typed and window.word(index - 1) == "typeof") or (listed and is_asked(window, index, taken=False)))
        if not told:
            return False
        asked += 1
    return asked > 0
