"""Entries that rate an id: `"x": 128000`, `"x" to Price(0.1)`, `put("x", 4)`. In: tokens and a string. Out: whether it is rated.

An id that is given amounts, a color, a picture or what code calls something is the row of a table, in whatever way a language
writes maps; a name for a setting (`"x": CHAT_DEPLOYMENT`) is none of that, unless the file gives it an id, to be asked instead.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.chains import Callee, callee_of, name_of
from auditor.extract.constants import is_id
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, NUMBER, SIGN, STRING, Tokens
from auditor.extract.words import IDENTIFIER, fills, is_secret, words

_PUTS = frozenset({"put", "insert", "entry", "pair", "add", "putifabsent"})
_ENTRIES = frozenset({"put", "entry", "putifabsent"})
_PLACES = frozenset({"deployment", "engine"})
_LONGEST = 60
_SIGNS = frozenset({"-", "+"})
_GLUE = frozenset({".", "::", "&", ":"})
_ENDS = frozenset({",", "}", "]", ")", ""})
_ABSENT = frozenset(
    {"true", "false", "null", "nil", "none", "undefined", "some", "new", "await", "async", "function", "fn", "fun"}
)
_AMOUNT = re.compile(
    r"[$~<]? ?\d[\d.,_]{0,20} ?(?:[kKmMbB%]|x ?\d{1,6})?|\d{4}-\d\d(?:-\d\d)?|#[0-9A-Fa-f]{3,8}"
    r"|[\w./@-]{1,120}\.(?:svg|png|jpe?g|gif|webp|ico)"
    r"|(?:bg|text|border|from|to|ring|fill)-[a-z]{1,12}-(?:50|[1-9]00|950)(?: .{0,120})?"
)


def is_amount(text: str) -> bool:
    """Whether a text says how much, how large, since when or in which color: `128k`, `$0.5`, `1024x1024`, `#ec4899`."""
    return _AMOUNT.fullmatch(text) is not None


def rates(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """Whether the string at `index` is the key of an entry whose value is an amount, or only a name."""
    following = tokens.word(index + 1)
    if following in {":", "=>", "->", "to"}:
        return _is_rate(sheet, tokens, index + 2)
    if following == "]" and tokens.word(index - 1) == "[" and tokens.word(index + 2) in {"=", ":"}:
        return tokens.word(index - 2) in {"{", ","} and _is_rate(sheet, tokens, index + 3)
    if following != ",":
        return False
    end = amount_end(tokens, index + 2)
    if end > 0:
        return tokens.word(end) in {")", "]", "}", ","} and _pairs(tokens, index, end)
    return _is_put(tokens, index) and _is_name(sheet, tokens, index + 2)


def _is_put(tokens: Tokens, index: int) -> bool:
    """Whether a string is a key in a call that makes entries: `Map.of("x", X, "y", Y)`, `put("x", X)`."""
    opener = tokens.parent[index]
    call = callee_of(tokens, opener) if opener >= 0 and tokens.words[opener] == "(" else None
    if call is None or index - opener > _LONGEST or IDENTIFIER.match(_text(tokens, index)):
        return False  # what reads like a name may be that of a setting
    if call.names[-1].lower() in _ENTRIES:
        return opener == index - 1
    before = sum(tokens.words[at] == "," and tokens.parent[at] == opener for at in range(opener, index))
    return _is_map(call) and before % 2 == 0


def _is_map(call: Callee) -> bool:
    return call.names[-1].lower() == "of" and call.names[0].lower().endswith("map")


def _pairs(tokens: Tokens, index: int, end: int) -> bool:
    """Whether the brackets around a string and an amount hold pairs: `("x", 4)`, `{ "x", 4 }`, `put("x", 4)`."""
    opener = tokens.parent[index]
    if opener < 0:
        return False
    whole = opener == index - 1 and tokens.mate[opener] == end
    if tokens.words[opener] == "{":
        return whole
    call = callee_of(tokens, opener) if tokens.words[opener] == "(" else None
    if call is None:
        return whole and tokens.kind(opener - 1) == SIGN and tokens.word(opener - 1) in {"[", ","}
    return (whole and call.names[-1].lower() in _PUTS) or _is_map(call)


def _text(tokens: Tokens, at: int) -> str:
    return tokens.text[tokens.starts[at] + 1 : tokens.ends[at] - 1]


def _is_rate(sheet: Sheet, tokens: Tokens, at: int) -> bool:
    return amount_end(tokens, at) > 0 or _is_name(sheet, tokens, at)


def _is_name(sheet: Sheet, tokens: Tokens, at: int) -> bool:
    """Whether a value is what code calls something, and no setting: `AcmeBot`, `Color.red`, `:acme`."""
    last = at
    while last - at < _LONGEST and (tokens.kind(last) == NAME or tokens.word(last) in _GLUE):
        last += 1
    name = name_of(tokens, last - 1) if last > at and tokens.kind(last - 1) == NAME else ""
    if not name or tokens.words[at].lower() in _ABSENT or is_secret(name):
        return False
    ends = tokens.word(last) in _ENDS or tokens.broken(last)
    return ends and (not fills(name) or (calls_model(name) and is_id(sheet, name)))


def calls_model(name: str) -> bool:
    """Whether a name is that of a model, and of no place where one runs under a name of its own."""
    return fills(name) == "model" and _PLACES.isdisjoint(words(name))


def amount_end(tokens: Tokens, at: int) -> int:
    """The token behind an amount, or behind brackets with an amount and no other text; 0 for any other value."""
    if tokens.word(at) in _SIGNS:
        at += 1
    if tokens.kind(at) == NUMBER:
        return at + 1 if tokens.word(at + 1) not in {"+", "-", "*", "?", "."} else 0
    if tokens.kind(at) == STRING:
        return at + 1 if is_amount(_text(tokens, at)) else 0
    while tokens.kind(at) == NAME or tokens.word(at) in {".", "::", "&"}:
        at += 1
    close = tokens.mate[at] if tokens.word(at) in {"(", "[", "{"} else -1
    if close < 0 or close - at > _LONGEST:
        return 0
    rated, held = NUMBER in tokens.kinds[at:close], False
    for inner in range(at + 1, close):
        # the names of what is rated may be quoted
        if tokens.kinds[inner] == STRING and tokens.word(inner + 1) not in {":", "=>", "->", "to", "=", "]"}:
            rated, held = (True, held) if is_amount(_text(tokens, inner)) else (rated, True)
    return close + 1 if rated and not held else 0
