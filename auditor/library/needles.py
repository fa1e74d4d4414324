"""Which literals the prefilter looks for. In: the index. Out: a short list of stems that reach everything in it.

A stem is a piece of a name, cut at the separators; the fewest stems that reach all names are chosen, the longest first
among equals. What is short or an ordinary word is looked for only in a frame (a quote, an import, a version sign), since
alone it would send every file to the parsers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import heapify, heappop, heappush
from typing import Any

from auditor.library import schema

SHORTEST = 4
LONGEST = 40

# Pieces of names that stand in ordinary code and prose. Each was seen in more than 0.2 % of the files of ordinary
# repositories (web frameworks, a monitoring server, a standard library), or is a word that any repository may use.
ORDINARY = frozenset(
    """
    127.0.0.1 abab abstractions accept access access_key account accounts action actions active adapter adapters agent
    agents agno align alpha amazon amazonaws amazonaws.com analytics android angular answer api api_base api_key
    api_token apis apollo app apple application arabic archive arguments array assistant assistants async atlas atomic
    audio auth auto aws-sdk azure azure.com azure.core azurerm background backoff base base_url bash batch bert beta
    bird block blocks body book boot bridge broker browser build builder builders bundle cache call calls camel canvas
    chain chains chat check checkpoint clarity class classes classic client clients cloud cloudflare cloudflare.com
    clust cluster code coder codes color com com.github com.google com.microsoft command commands common community
    compat completion completions component components compound compute computer conditional config configurable connect
    connector connectors conservative console contain content context contextual control converse core cors count create
    creative crop cross cursor custom dart dash data database deep default defaults demo deploy deployment deployments
    describe design detect developer development dictionary diff dify direct distil docker document documents domain
    dots down download draft drive driver echo edge edit editor effect elasticsearch elements email embed embedding
    embeddings endpoint endpoints engine engineer english enhanced enterprise entity ephemeral error eval evals
    evaluation event events example execute expand experimental exponential export express extension extensions extra
    extract facebook fallback fallbacks false fast faster feature field file files fill filter final finance fine fire
    first flash flow flux format forward foundation foundry framework free friend from fusion gateway general generate
    generation generative generator generators github github.com gitlab gitlab.com global golang google google.com
    googleapis googleapis.com graph group guard guidance guide handler hash hello help high home host hosted hosting
    hosts http https hub huge image images import index infer inference infinity info init inner input inspect instance
    instant instruct instructor instrumentation integration integrations interface internal interpreter invoke io.github
    io.smallrye java join json kernel keys label labs lambda language laravel large latest latitude launch layer lead
    learn learning level library light like line linear ling link links lite live local localhost log10 logger logging
    login logs long loop luma machine main manage manager mango manifest many map marco match maven maxim media medium
    meeting memory merge message messages meta metadata method metric micro microsoft microsoft.com microsoft.extensions
    middleware mini mistake mobile modal mode model models modular module modules mongodb monitor morph multi
    multilingual music name nano native neighbor neon nest net network next nightly node nodes note nova null object
    objects office offline omni once online only open openapi opentelemetry operator opt option options oracle orca
    order org.apache org.eclipse org.springframework organization output package page parse parser part path person
    phoenix phone pipeline plain platform play plugin plugins plus pool port postgres prebuilt prefer premier preview
    price prime private pro process production profile program project projects prompt prompts proto protocol provider
    providers proxy public publish pure python quality query quick rails range rank rate ray react reader ready real
    realtime reason reasoning recall recipe recipes record redis reel reference region register release remote remove
    render repl replace report request requests research resource response rest result retries retrieval retry retryable
    revision ring root route router routes ruby rule rules run runner runtime rust safety sample sanity scale scan
    schema scope score scout scribe script sdks search secret secure seed segment semantic send sentence sequence serve
    server serverless servers service serviceclient services serving session settings setup shared shell show similarity
    simple single site size sketch skill slate small smart snapshot software solar sonic source space spark speech speed
    spring springframework sql stability stable stack standard star start starter state static step steps storage store
    stores strands stream streaming string structure studio style submit summarize summary super support swarm swift
    symfony sync system table task tasks team tech template tensor terraform test testing text think thinking threads
    time timeout tiny title together token tokenizer tokens tool tools topic trace tracing train transcribe transform
    transformer translate tree trigger true trust turbo type types ultra uncased unity universal unstructured update
    upload user users utils value values vector vectors venice version vertex video view vision visual voice watch weave
    wide windows with wonder wordpress workers workflow workflows works world wrapper write writer xlarge yarn zero
    """.split()
)

_CUT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^A-Za-z\d]+")
_WILD = re.compile(r"[*{}<>\[\]|]+")
# Where an ordinary word is a package or a module, by ecosystem: `use x`, `x==1.0`, `"x"`.
_QUOTED = ('"{}"', "'{}'")
_NAME_FRAMES = {
    "pypi": (*_QUOTED, "{}==", "{}>=", "{}~=", "{}[", '{} = "', "{} = {{"),
    "conda": (*_QUOTED, "{}=", "{}>="),
    "cargo": ('{} = "', "{} = {{"),
    "hex": ("{{:{},",),
    "pub": ("{}: ^",),
}
_IMPORT_FRAMES = {
    "pypi": ("import {}", "from {}"),
    "conda": ("import {}", "from {}"),
    "cargo": ("use {}", "{}::"),
    "packagist": ("use {}",),
    "swift": ("import {}",),
    "hex": ("alias {}", "{}."),
}
_VALUE_FRAMES = ('"{}', "'{}", "/{}", "={}", ": {}")


def chosen(index: dict[str, Any]) -> tuple[str, ...]:
    """The literals, sorted; every name in the index that has a stem or a frame contains at least one."""
    fixed = Stems()
    for stem in sorted(set(_fixed(index)), key=lambda one: (len(one), one)):
        if not fixed.found_in(stem):  # what contains a shorter one is found by that
            fixed.add(stem)
    wanted = sorted(name for name in targets(index) if not fixed.found_in(name))
    reach: dict[str, list[int]] = defaultdict(list)
    for place, target in enumerate(wanted):
        for stem in stems(target):
            reach[stem].append(place)
    return tuple(sorted({*fixed, *_fewest(len(wanted), reach)}))


class Stems:
    """Literals of at least `SHORTEST` characters, asked whether one of them lies in a name."""

    def __init__(self, found: Iterable[str] = ()) -> None:
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for stem in found:
            self.add(stem)

    def add(self, stem: str) -> None:
        """Takes one more."""
        self._by_start[stem[:SHORTEST]].append(stem)

    def found_in(self, name: str) -> bool:
        """Whether a stem lies in the name."""
        starts = self._by_start
        return any(
            name.startswith(stem, place)
            for place in range(len(name) - SHORTEST + 1)
            if (start := name[place : place + SHORTEST]) in starts
            for stem in starts[start]
        )

    def __iter__(self) -> Iterator[str]:
        return (stem for found in self._by_start.values() for stem in found)


def targets(index: dict[str, Any]) -> set[str]:
    """Every name that a plain stem must reach, without wildcards, in the spellings that code uses."""
    names = {row[1] for row in index["packages"].values()} | set(index["imports"])
    names |= set(index["env"]) | set(index["env_stems"])
    names |= {_longest(host) for host in index["hosts"]}
    needs, aliases = list(schema.PACKAGE).index("needs"), list(schema.MODEL).index("aliases")
    names |= {text for row in index["packages"].values() for text in row[needs]}
    names |= set(index["models"])
    for row in index["models"].values():
        names |= set(row[aliases])
    return names


def stems(name: str) -> Iterator[str]:
    """The pieces of a name that may stand for it: neighboring parts, long enough, more than ordinary words."""
    parts = _CUT.findall(_WILD.sub(" ", name)[:200])
    for start in range(len(parts)):
        piece = ""
        for part in parts[start:]:
            piece += part
            if part.isspace() or len(piece) > LONGEST:
                break
            if len(piece) >= SHORTEST and part[-1].isalnum() and _telling(piece):
                yield piece


@cache
def _telling(piece: str) -> bool:
    low = piece.lower()
    if low in ORDINARY or not piece[0].isalpha():
        return False
    words = [word for word in re.split(r"[^a-z]+", low) if word]
    if all(word in ORDINARY or len(word) < 3 for word in words):
        return len(words) > 1 and len(piece) >= 8
    return True


def _fixed(index: dict[str, Any]) -> Iterator[str]:
    """Stems that the data itself names, and the frames of what is too short or too ordinary to stand alone."""
    place = list(schema.FAMILY).index("needles")
    for row in index["families"]:
        for stem in row[place]:
            alone = len(stem) >= SHORTEST and stem.strip("-_ ").lower() not in ORDINARY
            yield from [stem] if alone else _framed(_VALUE_FRAMES, stem)
    for (ecosystem, _), row in index["packages"].items():
        if not any(stems(row[1])):
            yield from _framed(_NAME_FRAMES.get(ecosystem, _QUOTED), row[1])
        for module in row[2]:
            if not any(stems(module)):
                yield from _framed(_IMPORT_FRAMES.get(ecosystem, _QUOTED), module)
    yield from _signal_stems(index)
    for word in {**index["env"], **index["env_stems"]}:
        if not any(stems(word)):
            yield from _framed(("{}_",) if word in index["env_stems"] else ("{}",), word)
    for host in index["hosts"]:
        name, _, port = host.partition("/")[0].partition(":")
        if port and not any(stems(name)):
            yield host


def _framed(frames: Iterable[str], word: str) -> list[str]:
    made = [frame.format(word) for frame in frames]
    return [one for one in made if len(one) >= SHORTEST]


def _signal_stems(index: dict[str, Any]) -> Iterator[str]:
    """What signals look for, whole: the end of a call, a telling part of a key path, a module, a value that is no word.

    Keys of weak signals are left out: they are seen where a call or block is read anyway.
    """
    shape = list(schema.SIGNAL)
    for row in index["signals"]:
        for text in row[shape.index("calls")]:
            last = text.rpartition(".")[2]
            tail = last if _is_phrase(last) else ".".join(text.split(".")[-2:])
            if _is_phrase(tail):
                yield tail
        if row[shape.index("strength")] != "weak":
            for text in row[shape.index("keys")]:
                yield from (part for part in re.split(r"[.\[\]*]+", text) if _is_phrase(part))
        for text in row[shape.index("imports")]:
            yield from [text] if any(stems(text)) else _framed((*_QUOTED, "import {}", "from {}"), text)
        for text in row[shape.index("values")]:
            literal = _longest(text)
            if _is_phrase(literal) and not literal.isalpha():
                yield literal


def _is_phrase(text: str) -> bool:
    """Whether a literal is long and made of more than one word, or of one that is not ordinary."""
    words = [word for word in _CUT.findall(text) if word[0].isalnum()]
    return len(text) >= SHORTEST * 2 and len(words) > 1 and text.lower() not in ORDINARY


def _longest(pattern: str) -> str:
    return max(_WILD.split(pattern), key=len, default="")


def _fewest(count: int, reach: dict[str, list[int]]) -> set[str]:
    """Greedy cover: the stem that reaches most of what is still open, again and again."""
    heap = [(-len(places), -len(stem), stem) for stem, places in reach.items()]
    heapify(heap)
    open_ = set(range(count))
    picked: set[str] = set()
    while heap and open_:
        reached, length, stem = heappop(heap)
        left = [place for place in reach[stem] if place in open_]
        if not left:
            continue
        if -reached != len(left):
            heappush(heap, (-len(left), length, stem))
            continue
        picked.add(stem)
        open_.difference_update(left)
    return picked
