"""Reads of environment variables in code. In: tokens. Out: the variable's name and how a literal is its default.

An environment is told by its name (`env`, `environ`, `getenv`, `Environment`), never by a list of products.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.chains import Callee, callee_of, chain_of
from auditor.extract.tokens import NAME, SIGN, STRING, Tokens
from auditor.extract.words import words

VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{2,80}\Z")
_ENVIRONMENT = re.compile(
    r"(?:^|_|get|lookup|fetch|from|read|require|must|load|process|import)env(?:$|_|s$|var|iron)|environment|^_server$",
    re.IGNORECASE,
)
_SETTINGS = re.compile(
    r"env|config|cfg|setting|secret|option|constants|propert|props|prefs|preference|param|request", re.IGNORECASE
)
_ELSE = frozenset({"??", "||", "?:", "or", "??=", "||=", "//", "else"})
FALLBACKS = frozenset(
    "unwrap_or unwrap_or_else or_else orelse orelseget getordefault getorelse ifempty ifblank default defaultifempty map_or "
    "presence or coalesce defaultto defaultvalue withdefault firstnonempty cmp nullish ifnull nvl".split()
)


def is_environment(names: tuple[str, ...]) -> bool:
    """Whether a dotted callee or receiver reads the environment."""
    return any(_ENVIRONMENT.search(name.lstrip("$").removesuffix("()").removesuffix("[]")) for name in names)


def variable_at(tokens: Tokens, index: int) -> str:
    """The variable that token `index` names inside a read of the environment, "" for anything else."""
    if tokens.kind(index) == STRING:
        name = tokens.text[tokens.starts[index] : tokens.ends[index]].strip("\"'`")
        opener = index - 1
        if not VARIABLE.match(name) or tokens.word(opener) not in {"(", "["}:
            return ""
        call = callee_of(tokens, opener)
        return name if call is not None and is_environment(call.names) else ""
    if tokens.kind(index) != NAME or not VARIABLE.match(tokens.words[index]):
        return ""
    if tokens.word(index - 1) not in {".", "?.", "::"} or tokens.word(index + 1) in {"(", "."}:
        return ""
    return tokens.words[index] if is_environment(chain_of(tokens, index).names[:-1]) else ""


def variable_between(tokens: Tokens, start: int, end: int) -> str:
    """The first variable read in [start, end)."""
    for index in range(start, min(end, start + 60)):
        name = variable_at(tokens, index)
        if name:
            return name
    return ""


def default_of(tokens: Tokens, index: int, edge: int) -> str:
    """The variable for which the value at `index` stands in behind `??`, `||`, `?:`, `or` or the colon of a condition."""
    before = index - 1
    while before > edge and tokens.kinds[before] == SIGN and tokens.words[before] == "(":
        before -= 1
    if tokens.word(before) == "new":
        before -= 1
    word = tokens.word(before)
    if word in _ELSE or (word == ":" and "?" in tokens.words[edge:before]):
        return variable_between(tokens, edge, before)
    return ""


def is_fallback(call: Callee) -> bool:
    """Whether a call gives a default for the value it is called on."""
    return call.names[-1].lower().rstrip("!?") in FALLBACKS


def is_constant_of(owner: str) -> bool:
    """Whether `owner.NAME` is a member of a class or enumeration: `Models.ACME_3`, but not `Settings.ACME_KEY`."""
    last = owner.rpartition(".")[2]
    return last[:1].isupper() and not last.isupper() and not is_settings(last)


def is_settings(name: str) -> bool:
    """Whether a name stands for settings, whose members are given values elsewhere."""
    return _SETTINGS.search(name) is not None


def reads_settings(call: Callee) -> bool:
    """`config("acme.model")`, `settings.get("acme.model")`, `env.getProperty("acme.model")`."""
    last = call.names[-1]
    named = words(last)[-1:] and is_settings(words(last)[-1])
    return not call.made and bool(
        named or (len(call.names) > 1 and last.lower().startswith("get") and is_settings(call.names[-2]))
    )
