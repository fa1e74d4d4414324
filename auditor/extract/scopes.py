"""Where a local name is known. In: the tokens around its declaration. Out: a range of the text.

Only what the language declares in a block (`let`, `:=`, a type before the name) ends with the block; anything else, and what
stands at the top of a file, is known everywhere in it.
"""

from __future__ import annotations

from auditor.extract.braces import brace_kind
from auditor.extract.chains import CONTROL
from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, Tokens

EVERYWHERE = (0, 1 << 62)
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


def scope(tokens: Tokens, key_at: int, language: Language) -> tuple[int, int]:
    """From the declaration of the name at `key_at` to the end of the block that it stands in."""
    if not _declares(tokens, key_at, language.name):
        return EVERYWHERE
    opener = tokens.parent[key_at]
    while opener >= 0 and tokens.words[opener] != "{":
        opener = tokens.parent[opener]
    if opener < 0:
        return EVERYWHERE
    close = tokens.mate[opener]
    return tokens.starts[key_at], tokens.ends[close] if close >= 0 else EVERYWHERE[1]


def _declares(tokens: Tokens, key_at: int, language: str) -> bool:
    before = tokens.word(key_at - 1)
    if before in _DECLARES.get(language, ()):
        return True
    if language == "go":
        return ":=" in tokens.words[key_at + 1 : key_at + 6] and tokens.word(key_at + 1) in {":=", ","}
    if language not in _TYPED:
        return False
    return before == ">" or (tokens.kind(key_at - 1) == NAME and before not in CONTROL and before != "return")


def is_entry(tokens: Tokens, key_at: int, opener: int, language: Language) -> bool:
    """Whether the name is the key of an object: `{ client: acme() }` brings no name into the code around it."""
    if opener < 0 or tokens.words[opener] != "{" or tokens.word(key_at + 1) != ":":
        return False
    return brace_kind(tokens, opener, language) != "block"
