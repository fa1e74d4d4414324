"""Where a local name is known. In: the sheet and the tokens around its declaration. Out: a range of the text.

Only what the language declares in a block (`let`, `:=`, a type before the name) ends with the block, and what a lambda sets of
its receiver; anything else, and what stands at the top of a file, is known everywhere in it. A block may be longer than a window
of tokens: where one does not show both of its ends, the brackets of the whole text do.
"""

from __future__ import annotations

from auditor.extract.bindings import EVERYWHERE
from auditor.extract.braces import brace_kind
from auditor.extract.chains import CONTROL, before_generics, callee_of, is_definition, name_of
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, Tokens

_DECLARES = {
    "javascript": frozenset({"const", "let"}),
    "rust": frozenset({"let", "mut"}),
    "swift": frozenset({"let", "var"}),
    "kotlin": frozenset({"val", "var"}),
    "scala": frozenset({"val", "var"}),
    "go": frozenset({"var"}),
    "dart": frozenset({"var", "final", "const"}),
    "csharp": frozenset({"var"}),
    "java": frozenset({"var"}),
}
_TYPED = frozenset({"java", "csharp", "dart"})  # `Client client = ...`
_PLAIN = frozenset(  # types of what no SDK makes
    "String string str int Int long Long float Float double Double bool boolean Boolean char byte short Integer number "
    "BigDecimal BigInteger List Map Set Collection".split()
)
_LEVELS = 8  # of other brackets between a declaration and its block: `for (const c of [...])`


def scope(sheet: Sheet, tokens: Tokens, key_at: int) -> tuple[int, int]:
    """From the declaration of the name at `key_at` to the end of the block that it stands in."""
    if not _declares(tokens, key_at, sheet.language.name) and not _is_receivers(sheet, tokens, key_at):
        return EVERYWHERE
    inside, opener = tokens, key_at
    for _ in range(_LEVELS):
        inside, opener = outer_of(sheet, inside, opener)
        if opener < 0:
            break
        if inside.words[opener] == "{":
            return tokens.starts[key_at], end_of(sheet, inside, opener)
    return EVERYWHERE


def outer_of(sheet: Sheet, tokens: Tokens, index: int) -> tuple[Tokens, int]:
    """The bracket around a token, in a window of its own where it opens before this one; -1 for none."""
    opener = tokens.parent[index]
    if opener >= 0 or not tokens.low:
        return tokens, opener
    brackets = sheet.brackets
    at = brackets.around(tokens.starts[index] - 1)
    if at < 0:
        return tokens, -1
    tokens = sheet.windows.around(brackets.opens[at])
    return tokens, tokens.find(brackets.opens[at])


def end_of(sheet: Sheet, tokens: Tokens, opener: int) -> int:
    """Where the bracket that opens at a token is closed; the end of the text when nothing closes it."""
    close = tokens.mate[opener]
    return tokens.ends[close] if close >= 0 else sheet.brackets.close_of(tokens.starts[opener]) + 1


def _declares(tokens: Tokens, key_at: int, language: str) -> bool:
    before = tokens.word(key_at - 1)
    if before in _DECLARES.get(language, ()):
        return True
    if language == "go":
        return ":=" in tokens.words[key_at + 1 : key_at + 6] and tokens.word(key_at + 1) in {":=", ","}
    if language not in _TYPED:
        return False
    return before == ">" or (tokens.kind(key_at - 1) == NAME and before not in CONTROL and before != "return")


def _is_receivers(sheet: Sheet, tokens: Tokens, key_at: int) -> bool:
    """Whether a name that no `var` of the file declares is set in the lambda of a call: a property of what is built there."""
    if sheet.language.name != "kotlin":
        return False
    inside, opener = outer_of(sheet, tokens, key_at)
    if opener < 0 or inside.words[opener] != "{":
        return False
    mate = inside.mate[opener - 1] if inside.word(opener - 1) == ")" else -1
    call = callee_of(inside, mate) if mate >= 0 else None
    behind = call is not None and not is_definition(inside, call, mate, sheet.language)  # `request(x) { ... }`
    if not behind and brace_kind(inside, opener, sheet.language) != "named":
        return False
    return all(sheet.text[max(at - 8, 0) : at].split()[-1:] != ["var"] for at in sheet.places_of(name_of(tokens, key_at)))


def is_plain(tokens: Tokens, key_at: int, language: str) -> bool:
    """Whether the name is declared with a type of the language itself: `String text = ...`, `val text: String = ...`."""
    if tokens.word(key_at + 1) == ":":
        return tokens.word(key_at + 2) in _PLAIN
    before = key_at - 1
    if language in _TYPED and tokens.word(before) == ">":
        before = before_generics(tokens, before)
    return language in _TYPED and tokens.word(before) in _PLAIN


def is_key(sheet: Sheet, tokens: Tokens, key_at: int) -> bool:
    """Whether the name is the key of an object: `{ client: acme() }` brings no name into the code around it."""
    if tokens.word(key_at + 1) != ":":
        return False
    tokens, opener = outer_of(sheet, tokens, key_at)
    return opener >= 0 and tokens.words[opener] == "{" and brace_kind(tokens, opener, sheet.language) != "block"
