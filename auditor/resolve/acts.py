"""Calls that reach somebody, and calls that only make or read a value for one. In: a dotted callee. Out: which of the two."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from auditor import lazy_re as re
from auditor.facts import Package
from auditor.resolve.slots import words

# What a last word says of a callee that only makes a value for a call, or reads one: a type, an option, an error
_VALUES = frozenset(
    "param params parameter parameters definition option options tool tools type types error errors exception config "
    "configuration format schema role usage constant property equals name value values string int bool float ptr opt raw key "
    "header headers roles request message messages content union estimator tokenizer callback status json part block details "
    "declaration".split()
)
_OF_GO = re.compile(r"[\w-]+(?:\.[\w-]+)+/(?:[\w.-]+/)*[\w-]+\.\w+")  # `host/acme/acme-go.Part`: a package's own name
_VERBS = frozenset(
    "new must make build define create open connect dial init start load get client generate complete chat stream ask send "
    "call run query invoke converse embed rerank transcribe translate speak synthesize moderate classify".split()
)
_BY = frozenset({"with", "from"})
_LOOKS_UP = frozenset((word,) for word in "get set is has supports validate register count token list encode decode".split())
_SENDS = frozenset("generate invoke ainvoke complete acomplete converse ask".split())
_CREATES = frozenset({"create", "acreate"})  # of a client; in the first place they make one
_SENT = frozenset({"completion", "acompletion"})  # but `completion_model()` makes one
_GO_ON = _VERBS - {"get"} | _BY  # what is done with what was made, not with what was answered
SEGMENT = re.compile(r"[^.\[\]/:]+")
_TYPES = frozenset("result response exception error utils util callback usage".split())


_NO_CLIENTS = frozenset(
    "loader loaders tools toolkits retrievers vectorstores stores storage callbacks utilities caches graphs".split()
)
_BESIDE = frozenset({"util", "utils", "estimator"})


@lru_cache(maxsize=20_000)
def is_tool(name: str) -> bool:
    """Whether a class that an SDK brings along calls nobody: `JsonUtils`, `AcmeTokenCountEstimator`."""
    return any(part[:1].isupper() and words(part)[-1:] and words(part)[-1] in _BESIDE for part in re.split(r"[.:()\\]+", name))


@lru_cache(maxsize=20_000)
def looks_up(callee: str) -> bool:
    """Whether the callee is named as one that looks something up or counts, which may send nothing: `token_counter`."""
    return words(callee.rstrip("()").rpartition(".")[2])[:1] in _LOOKS_UP


@lru_cache(maxsize=20_000)
def is_read(callee: str) -> bool:
    """Whether the callee only reads an answer: `acme.Client().chat.create().choices.map`, but not `create().send`."""
    *sent, last = callee.split("()")
    end = words((SEGMENT.findall(last) or [""])[-1])[:1]
    if not sent or not end or end[0] in _GO_ON:
        return False
    made = [(SEGMENT.findall(piece) or [""])[-1] for piece in sent]
    if any(name in _CREATES for name in made[1:]):
        return True
    return any(name in _SENT or not _SENDS.isdisjoint(words(name)[:1]) for name in made)


@lru_cache(maxsize=20_000)
def is_act(callee: str) -> bool:
    """Whether the callee makes a client or calls one."""
    last = words(callee.rstrip("()").rpartition(".")[2] or callee)
    if not last:
        return True
    made = callee.partition("(")[0].split(".")
    named = [words(part)[-1:] for part in made if part[:1].isupper()]
    if any(part and part[0] in _TYPES for part in named) or words(made[-1])[-1:] == ("json",):
        return False  # `ChatResult.getText()`: a method of a value
    first, opened, _ = callee.partition("(")
    if "types" in SEGMENT.findall(first)[1:-1]:
        return False  # a record of an SDK that is filled in
    if _OF_GO.fullmatch(first) and (not is_act(first) if opened else _VERBS.isdisjoint((last[0], last[-1]))):
        return False  # a record or a conversion, or a method of one
    if not opened and last[-1] == "builder" and named and named[-1] and named[-1][0] in _VALUES:
        return False  # a record that is filled in: `AcmeParams.builder`
    by = next((at for at, word in enumerate(last) if at and word in _BY), len(last))  # `NewClientWithConfig`
    return last[by - 1] not in _VALUES and not (last[0] == "with" and len(last) > 1)


def is_made(callee: str, language: str) -> bool:
    """Whether the callee may make a client; Go writes records and conversions like calls, and clients with `New`.

    What C# asks of a client's type (`Acme.ChatClient.CompleteAsync`) it asks of one that was handed in.
    """
    if language == "csharp" and words(callee.rpartition(".")[0].rpartition(".")[2])[-1:] == ("client",):
        return False
    return words(callee.rpartition(".")[2])[:1] == ("new",) if language == "go" else is_act(callee)


def is_aside(segments: Iterable[str]) -> bool:
    """Whether a part of an umbrella is named that holds no clients: `document_loaders`."""
    return any(not _NO_CLIENTS.isdisjoint(words(segment)) for segment in segments)


def is_silent(module: str, package: Package) -> bool:
    """Whether a module of a package calls nobody: a tool of an SDK, what an adapter has beside its clients."""
    if is_tool(module) or (package.kind == "framework" and is_aside(SEGMENT.findall(module)[1:])):
        return True
    return bool(package.clients) and set(package.clients).isdisjoint(SEGMENT.findall(module))
