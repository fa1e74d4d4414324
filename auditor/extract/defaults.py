"""Defaults among many: what a table gives when nobody asks. In: a string of lexed code. Out: what it is the default of.

`defaultModel` that chooses by provider, a map `DEFAULT_MODELS`, the key `default_model` or an address beside a model, and the
row of a menu that is marked. A list called so (`DEFAULT_MODELS = [...]`) holds what there is, and is none.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.chains import name_of
from auditor.extract.lexer import lists_words
from auditor.extract.sheet import Sheet
from auditor.extract.tables import is_code
from auditor.extract.tokens import NAME, STRING, Tokens
from auditor.extract.words import fills, is_plain, words

_GIVES = frozenset({":", "=", "=>", "->", "to", "return"})
_MARKS = frozenset({("default",), ("is", "default"), ("isdefault",)})
_MODELS = frozenset({"model", "models", "llm", "llms"})
_OTHERS = frozenset("label labels title titles price prices cost costs info limit limits list window tokens display".split())
_SHOWN = frozenset({"label", "title", "display", "description"})
_TYPES = frozenset("class struct interface enum object trait impl namespace module extension protocol record".split())
_WORD = re.compile(r"[A-Za-z_]\w*")
_VALUE = re.compile(r"=|\b(?:switch|when|match|select)\b")  # what stands behind it is no name of the whole
_ASKS = re.compile(r"\s*(?:if|else|for|while|elif|elsif|unless|guard|return)\b")
# before the bracket of a list
_LIST = re.compile(r"(?:\[\d{0,4}\]\s?[\w.*]{1,80}|\b(?:listOf|mutableListOf|List\.of|asList|arrayOf|setOf|Set\.of))\s?\Z")
_NONE = frozenset({"nil", "null", "undefined"})
_EMPTY = 2  # characters of a text without any
_LEVELS = 5
_HEAD = 300
_SIGNATURE = 16  # tokens of a function before its body
_TYPE = 90
_RECORD = 120


def default_of(sheet: Sheet, tokens: Tokens, index: int) -> str:
    """The name of what a string is the default of, "" for an entry like all others."""
    gives, opener = tokens.word(index - 1), tokens.parent[index]
    if gives not in _GIVES or tokens.word(index + 1) in {":", "=>", "->", "to"} or lists_words(tokens.text, tokens.starts[index]):
        return ""
    key = name_of(tokens, index - 2) if gives != "return" and tokens.kind(index - 2) in {NAME, STRING} else ""
    said = words(key)
    if shows_name(key):
        return ""
    if is_default_name(key) or (opener > 0 and _is_marked(tokens, opener, said, live=is_asked(key))):
        return key
    return _holder(sheet, tokens.starts[index], model=fills(key) == "model")


def is_default_name(name: str) -> bool:
    """Whether a name says that it holds the model that is taken: `DEFAULT_MODELS`, `getDefaultModel`, `default_llm`."""
    said = words(name)
    return "default" in said and not _MODELS.isdisjoint(said) and _OTHERS.isdisjoint(said)


def shows_name(key: str) -> bool:
    """Whether a key of a record holds what people read."""
    return not _SHOWN.isdisjoint(words(key)[-1:])


def is_mark(name: str) -> bool:
    """Whether the key of a record marks it as what is taken unasked: `isDefault`, `default`."""
    return words(name) in _MARKS


def is_live(name: str) -> bool:
    """Whether a key says where the model beside it is reached: its address, the variable that holds its secret."""
    said = words(name)
    return (fills(name) == "address" and is_plain(name)) or said[-1:] == ("env",) or said[-2:] == ("env", "var")


def is_asked(name: str) -> bool:
    """Whether a key holds the model that the address beside it is asked for, and says no more: `model`, `modelName`."""
    return fills(name) == "model" and is_plain(name)


def _is_marked(tokens: Tokens, opener: int, said: tuple[str, ...], *, live: bool) -> bool:
    """Whether the record around a value is marked as the default, or says beside its model how to reach it."""
    for at in range(opener + 2, min(tokens.mate[opener] - 1, opener + _RECORD)):
        if tokens.parent[at] != opener or tokens.words[at] not in _GIVES or tokens.kind(at - 1) not in {NAME, STRING}:
            continue
        key, given = name_of(tokens, at - 1), tokens.word(at + 1).lower()
        told = tokens.ends[at + 1] - tokens.starts[at + 1] > _EMPTY and given not in _NONE
        if (live and told and is_live(key)) or (said and given == "true" and is_mark(key)):
            return True
    return False


def _holder(sheet: Sheet, offset: int, *, model: bool) -> str:
    """The name of the map, property or function around a value, when it is said to hold the default model.

    An entry of a map is the default itself; in a record below it only what stands in a slot for models is.
    """
    brackets, code = sheet.brackets, sheet.code
    at = brackets.around(offset)
    for level in range(_LEVELS):
        opener = brackets.opens[at] if at >= 0 else -1
        if opener < 0 or (level and (code[opener] == "[" or _LIST.search(code, max(opener - _TYPE, 0), opener))):
            break
        names = _head(code, opener)
        if not _TYPES.isdisjoint(names):
            break
        found = next((name for name in names if is_default_name(name)), "")
        if found:
            return found
        if not (model or is_code(sheet, at)):
            break  # a record of something else
        at = brackets.outer[at]
    return ""


def _head(code: str, opener: int) -> list[str]:
    """The words of the statement that a bracket opens in, as far as they name what gets its value."""
    low = max(opener - _HEAD, 0)
    end = opener
    for _ in range(2):  # the brace may have a line of its own
        start = max(code.rfind(sign, low, end) for sign in "\n;{}") + 1
        head = code[start:end]
        if head.strip():
            found = _VALUE.search(head)
            return [] if _ASKS.match(head) else _WORD.findall(head[: found.start()] if found else head)
        if code[start - 1 : start] != "\n":
            break
        end = start - 1
    return []


def returned(tokens: Tokens, index: int) -> str:
    """The name of a function that gives a string as a default: `fn default_model() -> String { "acme-3".into() }`; else ""."""
    opener = tokens.parent[index]
    if tokens.word(opener) != "{" or tokens.word(index - 1) not in {"{", "return"}:
        return ""
    head = range(opener - 1, max(opener - _SIGNATURE, -1), -1)
    at = next((at for at in head if tokens.words[at] in {"fn", "func"} or tokens.words[at] in {"}", ";", "{"}), -1)
    name = tokens.word(at + 1) if tokens.word(at) in {"fn", "func"} else ""
    return name if fills(name) and "default" in words(name) else ""
