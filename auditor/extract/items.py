"""Items: one argument, entry or statement around a token, with the key it fills. In: tokens and an index. Out: `Item`.

All walks are bounded; nothing recurses.
"""

from __future__ import annotations

from auditor.extract.chains import name_of
from auditor.extract.choices import arm_edge
from auditor.extract.languages import Language
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.rows import NamedTuple

_WALK = 90
_TYPED = 12  # tokens between the name of a property and its getter
_SEPARATORS = frozenset("= := => : ||= ??= ?:".split())
_BRANCHES = frozenset({"then", "do", "else"})  # behind them stands what a choice gives
_MARKUP = frozenset({"javascript", "php", "csharp"})  # whose files hold pages too
COMPARES = frozenset("== != === !== =~ <= >=".split())


class Item(NamedTuple):
    """One argument, entry or statement: its first token, the bracket around it, the key it starts with."""

    edge: int
    parent: int
    key: str
    key_at: int  # token of the key, -1 for none
    compared: bool


def item_of(tokens: Tokens, index: int, language: Language) -> Item:
    """The item that holds token `index`."""
    edge, steps, parent = index, 0, tokens.parent[index]
    while edge > 0 and steps < _WALK:
        steps += 1
        before = edge - 1
        if before == parent:
            break
        word = tokens.words[before]
        if word in {",", ";"} and tokens.kinds[before] == SIGN and not _is_branch(tokens, edge, language):
            break
        if tokens.broken(edge) and language.line_ends and not _goes_on(tokens, before, edge):
            break
        if word in {")", "]", "}"} and tokens.kinds[before] == SIGN:
            mate = tokens.mate[before]
            if mate < 0 or (word == "}" and tokens.broken(edge) and not _goes_on(tokens, edge, edge)):
                break
            edge = mate
            continue
        if word in {"(", "[", "{"} and tokens.kinds[before] == SIGN:
            break
        edge = before
    return _keyed(tokens, arm_edge(tokens, edge, index, language), index, parent, language)


def _is_branch(tokens: Tokens, edge: int, language: Language) -> bool:
    """`, do: x` and `, else: y` belong to what stands before them."""
    return language.name == "elixir" and tokens.words[edge] in {"do", "else"} and tokens.word(edge + 1) == ":"


def _goes_on(tokens: Tokens, before: int, after: int) -> bool:
    """Whether a statement runs on over the line break between two tokens."""
    word, following = tokens.words[before], tokens.words[after]
    if before != after and tokens.kinds[before] == SIGN and word not in {")", "]", "}", "!", "?", ">"}:
        return True
    if before != after and word in {"and", "or", "return", "await", "else", "new", "in", "is", "not"}:
        return True
    return tokens.kinds[after] == SIGN and following not in {"(", "[", "{", "!", "#", "*", "&", "-", "<", "%"}


def _keyed(tokens: Tokens, edge: int, index: int, parent: int, language: Language) -> Item:
    at, compared, key_at = edge, False, -1
    while at < index:
        word = tokens.words[at]
        if tokens.kinds[at] != SIGN:
            compared = compared or word in {"in", "is"} or (word in {"case", "when"} and at == edge)
            compared = compared and word not in _BRANCHES
            at += 1
            continue
        if word in {"(", "[", "{"}:
            mate = tokens.mate[at]
            if mate < 0 or mate >= index:
                at += 1
                continue
            at = mate + 1
            continue
        if word in COMPARES:
            compared = True
        elif word in _SEPARATORS and key_at < 0 and (key_at == -1 or word != ":") and _separates(tokens, at, edge, language):
            key_at = _key_before(tokens, at, edge, parent, language)
        elif word == "?" and at > edge:
            compared = False  # a ternary: what is compared is its condition, and its colon is no key
            key_at = -2 if key_at < 0 else key_at
        at += 1
    key_at = index - 2 if _is_attribute(tokens, index - 2, edge, language) else key_at
    beside = index > edge and tokens.kinds[index - 1] == NAME
    if key_at < 0 and beside and (language.juxtaposed or (language.name == "elixir" and tokens.words[index - 1][0] == "@")):
        key_at = index - 1
    if language.name == "elixir" and tokens.word(index - 1) == "\\" and tokens.kind(index - 3) == NAME:
        key_at = index - 3  # `model \\ "x"`
    key_at = -1 if key_at >= 0 and _is_branch(tokens, key_at, language) else max(key_at, -1)
    return Item(edge, parent, name_of(tokens, key_at), key_at, compared)


def _is_attribute(tokens: Tokens, at: int, edge: int, language: Language) -> bool:
    """Whether a name is an attribute of markup, which stand side by side: `name="model" placeholder="acme-3"`."""
    if language.name not in _MARKUP or at <= edge or tokens.kinds[at] != NAME or tokens.word(at + 1) != "=":
        return False
    if language.name == "javascript":
        return tokens.words[at - 1] not in {":", "|", "<"}
    while at - 2 > edge and tokens.words[at - 1] in {"-", ":", "."} and tokens.kinds[at - 2] == NAME:
        at -= 2
    return tokens.kinds[at - 1] != SIGN or tokens.words[at - 1] in {"}", ")"}


def _separates(tokens: Tokens, at: int, edge: int, language: Language) -> bool:
    word = tokens.words[at]
    if word == "?:":
        return language.name == "javascript" and at == edge + 1
    if word == "=>":
        return tokens.kind(at - 1) == STRING or language.name in {"ruby", "php", "elixir"} or _is_property(tokens, at, language)
    return not (word == ":" and (at == edge or tokens.words[at - 1] in {"=", "=>", ":="}))


def _is_property(tokens: Tokens, arrow: int, language: Language) -> bool:
    """Whether an arrow gives a property its value: `string Model => "x"`, `String get model => 'x'`; lambdas have none."""
    if tokens.kind(arrow - 1) != NAME:
        return False
    typed = tokens.kind(arrow - 2) == NAME or tokens.word(arrow - 2) in {"?", ">"}
    if language.name == "csharp":
        return typed and tokens.words[arrow - 1][:1].isupper()
    return language.name == "dart" and tokens.word(arrow - 2) == "get"


def _of_several(tokens: Tokens, last: int, *, ranged: bool) -> int:
    """`client, err := acme.New()`: the first name gets what is made, the last one the error.

    Of what a loop goes through the last name gets the things, `i, client := range acme.All()`, unless it gets the errors.
    """
    if ranged and tokens.words[last] != "err":
        return last
    at, first = last, last if tokens.words[last] != "err" else -1
    while tokens.word(at - 1) == "," and tokens.kind(at - 2) == NAME and last - at < 12:
        at -= 2
        first = at if tokens.words[at] != "_" else first
    return first


def _property(tokens: Tokens, getter: int) -> int:
    """The name of the property whose getter stands below it: `val model: String`, `get() = "x"`; the getter for none."""
    low = max(getter - _TYPED, 0)
    found = next((at for at in range(getter - 1, low, -1) if tokens.words[at] in {"val", "var", "{", "}", "="}), -1)
    return found + 1 if found >= 0 and tokens.words[found] in {"val", "var"} and tokens.kinds[found + 1] == NAME else getter


def _key_before(tokens: Tokens, at: int, edge: int, parent: int, language: Language) -> int:
    """The token that names what stands before a separator."""
    before = at - 1
    several = tokens.words[at] in {":=", "="} and tokens.word(before - 1) == "," and tokens.kind(before) == NAME
    if language.name == "go" and several:
        return _of_several(tokens, before, ranged=tokens.word(at + 1) == "range")
    if language.type_last and tokens.words[at] == "=":
        lead = tokens.words[edge]
        if lead in {"var", "const"} and before > edge + 1:
            return edge + 1
        if parent > 0 and tokens.words[parent - 1] in {"var", "const"}:
            return edge
    word = tokens.words[before]
    if word == "]" and tokens.mate[before] >= edge:
        inner = tokens.mate[before] + 1
        return inner if tokens.kind(inner) == STRING else inner - 2
    if word in {"}", ")"} and tokens.mate[before] > edge:
        inner, before = before - 1, tokens.mate[before] - 1
        if tokens.words[before] in {"Some", "Ok", "Just"}:
            before = inner  # `if let Some(x) = ...`
    if word == "*" or tokens.kinds[before] == SIGN:
        before -= 1
    if language.name == "kotlin" and tokens.words[before] == "get":
        return _property(tokens, before)
    return before if before >= edge and tokens.kinds[before] in {NAME, STRING} else -1
