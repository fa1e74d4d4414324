"""Strings that something is compared with. In: a string with its surroundings. Out: whether it is a test, a pattern or a case."""

from __future__ import annotations

from auditor.extract.asked import is_asked, list_end
from auditor.extract.chains import GLUE, callee_of
from auditor.extract.choices import is_parameter, is_pattern
from auditor.extract.clauses import is_held
from auditor.extract.items import COMPARES, item_of
from auditor.extract.lexer import lists_words
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.extract.uses import Spot, Use
from auditor.extract.words import asks, words

_SHARED = frozenset({"export", "public", "pub", "internal"})  # what other files may use too
_TESTS = frozenset(
    "startswith starts starts_with hasprefix has_prefix start_with contains includes include has hassuffix endswith ends_with "
    "end_with indexof matches match test equals equalsignorecase eq eql eqeq equal is_match str_starts_with str_contains "
    "str_ends_with strpos in_array preg_match contain containskey containsignorecase haskey ilike like compareto tobe "
    "toequal isequal in regexp regex matchesregex strings.hasprefix removeprefix trimprefix trim_start_matches replace "
    "replaceall sub gsub split substringafter substringbefore".split()
)
# what the languages themselves call the argument of a test: `starts(with: "x")`, `contains(other = "x")`
_LABELS = frozenset("with of in other prefix suffix value needle substring separator".split())
_OPERANDS = 10
_MARKS = frozenset({"selected", "checked"})  # `selected($model, "x")` marks the option that is chosen
_EQUAL = frozenset({"eq", "ne"})
_ENUM = frozenset({"any", "all", "member"})  # `Enum.member?(["x"], m)`
_HELD = frozenset(
    "equals equalsignorecase eql equal contentequals compareto comparetoignorecase startswith starts_with endswith ends_with "
    "hasprefix hassuffix includes contains".split()
)
_EQUALS = frozenset("== != === !==".split())
_MODULES = frozenset({"javascript", "rust", "csharp"})  # where a constant is the file's own unless something says otherwise
_FIXED = frozenset("const static let val".split())
_MANY = 80  # places of one name that are looked at


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
    if where.call is not None and (not where.key or where.key in _LABELS) and where.call.names[-1].lower().rstrip("?!") in _TESTS:
        return True
    if where.call is not None and sheet.language.name == "php" and where.call.names[-1] in _MARKS:
        return True
    if is_operand(tokens, index) or _is_dressed(sheet, spot):
        return True
    listed = where.table >= 0 or lists_words(tokens.text, tokens.starts[index])
    if where.call is not None and sheet.language.name == "elixir" and where.call.names[-1] in _ENUM and listed:
        return True
    end = list_end(tokens, index, where.opener)
    if end >= 0 and is_asked(tokens, end):
        return True
    return sheet.language.name == "sql" and (tokens.word(index - 1).lower() in {"like", "ilike"} or is_held(tokens, index))


def _is_dressed(sheet: Sheet, spot: Spot) -> bool:
    """Whether a value is held against what a helper makes of a string alone: `m == norm("x")`, `m.equals(norm("x"))`."""
    tokens, index, call = spot.tokens, spot.token, spot.where.call
    if call is None or spot.where.key or tokens.word(index - 1) != "(" or tokens.word(index + 1) != ")":
        return False
    if asks(call.names[-1]):
        return False
    before, behind = tokens.word(call.start - 1), tokens.word(index + 2)
    if before in COMPARES or behind in COMPARES or before in {"case", "when"}:
        return True
    if sheet.is_sdk(call):
        return False
    if behind in GLUE and tokens.word(index + 4) == "(":
        return tokens.word(index + 3).lower() in _HELD  # `norm("x").equals(m)`
    outer = callee_of(tokens, tokens.parent[call.start]) if before in {"(", ","} and behind in {")", ","} else None
    return outer is not None and outer.names[-1].lower() in _HELD


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
    """Whether all that this file does with a list is to ask whether something is in it, or with a constant to name its type.

    A single constant that no other file can use may be held against something too, unless it is called the default.
    """
    tokens = spot.tokens
    if given.call is not None or given.key_at < 0 or not given.slot.isidentifier():
        return False
    edge = item_of(tokens, given.key_at, sheet.language).edge
    typed = tokens.words[edge] == "const" and sheet.language.name == "javascript"
    single = tokens.word(spot.token - 1) == "=" and _is_own(tokens, edge, given, sheet)
    listed = not single and list_end(tokens, spot.token, -1) >= 0
    if tokens.words[edge] in _SHARED or not (typed or listed or single):
        return False
    asked, places = 0, sheet.places_of(given.slot)
    for at in places:
        window = sheet.windows.around(at)
        index = window.find(at)
        if at == tokens.starts[given.key_at]:
            continue
        told = index >= 0 and sheet.spend()
        told = told and (
            (typed and window.word(index - 1) == "typeof")
            or (listed and is_asked(window, index, taken=False))
            or (single and _is_held(window, index))
        )
        if not told:
            return False
        asked += 1
    return asked > 0 and (listed or (len(places) < _MANY and not _is_said(sheet, given.slot)))


def _is_own(tokens: Tokens, edge: int, given: Use, sheet: Sheet) -> bool:
    """Whether a name is a constant of this file alone: `private static final String OLD = "x"`, `const OLD = "x"`."""
    if "default" in words(given.slot):
        return False
    alone = tokens.words[edge] == "const" and sheet.language.name in _MODULES
    if sheet.language.name == "go" and not given.slot[:1].isupper():  # the package's own, but seldom used beside its file
        alone = "const" in {tokens.words[edge], tokens.word(tokens.parent[given.key_at] - 1)}
    return alone or (tokens.words[edge] == "private" and not _FIXED.isdisjoint(tokens.words[edge : given.key_at]))


def _is_held(tokens: Tokens, index: int) -> bool:
    """Whether a name is an operand of `==`, or given to what compares: `m === OLD`, `OLD.equals(m)`, `m.startsWith(A.OLD)`."""
    first, last = index, index + 1
    while tokens.word(first - 1) in GLUE and tokens.kind(first - 2) == NAME:
        first -= 2
    if tokens.word(last) in GLUE:
        return tokens.word(last + 1).lower() in _HELD and tokens.word(last + 2) == "("
    if tokens.word(first - 1) in _EQUALS or tokens.word(last) in _EQUALS or tokens.word(first - 1) == "case":
        return True
    opener = tokens.parent[index]
    if tokens.word(first - 1) not in {"(", ","} or tokens.word(last) not in {")", ","} or tokens.word(opener) != "(":
        return False
    call = callee_of(tokens, opener)
    return call is not None and call.names[-1].lower() in _HELD


def _is_said(sheet: Sheet, name: str) -> bool:
    """Whether a name stands in a string, which may be a template that is filled with it."""
    at = sheet.text.find(name)
    for _ in range(_MANY if sheet.spend(_MANY) else 0):
        if at < 0:
            return False
        span = sheet.spans.at(at)
        if span >= 0 and not sheet.spans.is_comment(span):
            return True
        at = sheet.text.find(name, at + len(name))
    return True
