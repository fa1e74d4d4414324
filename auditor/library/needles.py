"""Which literals the prefilter looks for. In: the index. Out: a short list of stems that reach everything in it.

A stem is a piece of a name, cut at the separators. The fewest stems that reach all names are chosen, longest first among
equals; ordinary words are never stems, since they would send every file to the parsers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import Any

SHORTEST = 4
LONGEST = 40

# Words that stand in ordinary code and prose: alone they prove nothing and hit everywhere.
ORDINARY = frozenset(
    """
    access account actions adapter adapters agent agents alpha amazon amazonaws amazonaws.com android angular apis apollo
    apple application arguments assistant assistants async audio auth azure azurerm background base based batch beta
    bird block blocks body book boot bridge broker browser build builder builders bundle cache call calls camel chain
    chains chat check checkpoint class classes client clients cloud cluster code coder codes codex color com.amazonaws
    com.azure com.google command commands common community compat completion completions component components compute
    config connect connector connectors console contain content context control converse core cors count create custom
    dart data database default defaults demo deployment deployments describe design detect developer development
    dictionary diff direct distil docker document documents domain down drive driver echo edge edit editor elements
    email embed embedding embeddings endpoint endpoints engine english enhanced entity enterprise error evaluation
    event events example execute experimental export extension extensions facebook fast fastapi feature field file
    files final finance fire first flash flow flux format forward foundation framework free friend fusion gateway
    general generate generation generative generator generators github github.com gitlab global google google.com
    googleapis.com googleapis graph group guard guardrails guide handler hash hello help high home host hosting hosts
    http https hub huge image images import index inference infer infinity info init inner input inspect instance
    instant instruct instructor instrumentation integration integrations interface internal invoke io.github jan
    java join json kernel keys label lambda language large laravel latest launch layer lead learn level library light
    like line linear link links lite local localhost logger logging login logs long loop luma main manage manager
    mango manifest many map match maven media medium memory merge message messages meta metadata method metric micro
    microsoft middleware mini mistake mobile modal mode model modelcontext models module modules mongodb monitor
    morph multi multilingual name nano native neon nest net network next node nodes note nova null object objects
    office once online open operator option options oracle orca order organization output page parse parser part path
    person phone platform play plugin plugins pool port postgres prebuilt prefer preview price prime prism private
    process production profile program project projects prompt prompts proto protocol provider providers proxy public
    publish pure python quality query quick rails range rank rate reader ready real realtime reason reasoning recall
    record redis reference region register release remote render repl report request requests rerank research
    resource response rest result retrieval retry root route router routes rule rules run runner runpod runtime rust
    sample sanity scale scan schema scope score scout scraper script sdks search secret secure segment semantic send
    sentence serve server serverless servers service services serving session settings setup shared shell show
    simple single site size skill small smart sonar source spark speech spring sql stable stack standard star start
    starter state static step steps storage store stores strands stream streaming string studio style submit summary
    super support swift symfony sync system table task tasks team tech template tensor terraform test testing text
    text-embedding think thinking time tiny title token tokenizer tokens tool tools topic trace tracing train
    transcribe transform transformer transformers translate tree trigger true trust turbo type types ultra unity
    universal unstructured update upload user users utils value values vector vectors venice version video view
    vision visual voice watch watson weave whisper wide wordpress workers workflow workflows works world wrapper
    write writer xlarge yarn zero davinci curie babbage sora titan palm phi granite falcon bloom aura canary mercury
    compass gemma2 mixed muse origin orion pulse atlas spring.ai
    """.split()
)

_CUT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^A-Za-z\d]+")
_WILD = re.compile(r"[*{}<>\[\]|]+")


def chosen(index: dict[str, Any]) -> tuple[str, ...]:
    """The literals, sorted; every name in the index that has a stem at all contains at least one."""
    wanted = sorted(targets(index))
    reach: dict[str, list[int]] = defaultdict(list)
    for place, target in enumerate(wanted):
        for stem in stems(target):
            reach[stem].append(place)
    return tuple(sorted(_fewest(wanted, reach)))


def targets(index: dict[str, Any]) -> set[str]:
    """Every name that must be reached, without wildcards, in the spellings that code uses."""
    from auditor.library.schema import FAMILY, FILE, SIGNAL

    names: set[str] = set()
    for _, name in index["packages"]:
        names.add(name)
    names |= {row[1] for row in index["packages"].values()} | set(index["imports"])
    names |= set(index["env"]) | set(index["env_stems"])
    names |= {_longest(host) for host in index["hosts"]}
    signal = [list(SIGNAL).index(key) for key in ("calls", "keys", "imports", "values")]
    names |= {_longest(text) for row in index["signals"] for place in signal for text in row[place]}
    spec = [list(FILE).index(key) for key in ("models", "providers", "base_urls", "fallbacks")]
    names |= {_leaf(text) for row in index["files"] for place in spec for text in row[place]}
    ids: set[str] = set(index["models"])
    for row in index["models"].values():
        ids |= set(row[9])
    place = list(FAMILY).index("needles")
    stems_said = {stem for row in index["families"] for stem in row[place]}
    names |= ids | stems_said
    for stem in list(ids | stems_said):
        names |= {stem.lower(), stem.upper(), stem[:1].upper() + stem[1:].lower()}
    return {name for name in names if reachable(name)}


def reachable(name: str) -> bool:
    """Whether a name has anything but ordinary words in it."""
    return any(True for _ in stems(name))


def stems(name: str) -> set[str]:
    """The pieces of a name that may stand for it: neighboring parts, long enough, not an ordinary word."""
    parts = _CUT.findall(_WILD.sub(" ", name)[:200])
    found = set()
    for start in range(len(parts)):
        piece = ""
        for part in parts[start:]:
            if part.isspace():
                break
            piece += part
            if len(piece) > LONGEST:
                break
            if len(piece.encode()) >= SHORTEST and part[-1].isalnum() and _telling(piece):
                found.add(piece)
    return found


def _telling(piece: str) -> bool:
    words = [word for word in re.split(r"[^a-z]+", piece.lower()) if word]
    if not words or not piece[0].isalnum():
        return False
    if all(word in ORDINARY or len(word) < 3 for word in words):
        return any(char.isdigit() for char in piece) and len(words) > 1 and len(piece) >= 6 and not _plain(words)
    return piece.lower() not in ORDINARY


def _plain(words: list[str]) -> bool:
    return all(word in ORDINARY for word in words) and len(words) < 2


def _longest(pattern: str) -> str:
    return max(_WILD.split(pattern), key=len, default="")


def _leaf(path: str) -> str:
    return path.rpartition(".")[2].removesuffix("[]")


def _fewest(wanted: list[str], reach: dict[str, list[int]]) -> set[str]:
    heap = [(-len(places), -len(stem), stem) for stem, places in reach.items()]
    heapify(heap)
    open_ = set(range(len(wanted)))
    picked: set[str] = set()
    while heap and open_:
        count, length, stem = heappop(heap)
        left = [place for place in reach[stem] if place in open_]
        if not left:
            continue
        if -count != len(left):
            heappush(heap, (-len(left), length, stem))
            continue
        picked.add(stem)
        open_.difference_update(left)
    return picked
