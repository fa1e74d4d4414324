"""Which literals the prefilter looks for. In: the index. Out: a short list that reaches everything in it.

The fewest stems that reach all names are chosen, the longest first among equals. What is short or an ordinary word is
looked for only in a frame (a quote, an import, a version sign), since alone it would send every file to the parsers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from typing import Any

from auditor import lazy_re as re
from auditor.library import schema
from auditor.library.stems import SHORTEST, Cutter, Stems, literal_of

# Where an ordinary word is a package or a module, by ecosystem: `use x`, `x==1.0`, `"x"`.
_QUOTED = ('"{}"', "'{}'")
_NAME_FRAMES = {
    "pypi": (*_QUOTED, "{}==", "{}>=", "{}~=", "{}[", '{} = "', "{} = {{"),
    "conda": (*_QUOTED, "{}=", "{}>="),
    "cargo": ('{} = "', "{} = {{"),
    "hex": ("{{:{},",),
    "npm": (*_QUOTED, '/{}"', "\\b{}@"),  # the last ones in lockfiles
    "rubygems": (*_QUOTED, " {} ("),
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
_KEY_PARTS = re.compile(r"[.\[\]*]+")
_VALUE_FRAMES = ('"{}', "'{}", "/{}", "={}", ": {}", '"{}-', "'{}-", "`{}-", *_QUOTED)


def chosen(index: Mapping[str, Any], ordinary: Iterable[str]) -> tuple[str, ...]:
    """The literals, sorted; every name in the index that has a stem or a frame contains at least one."""
    cutter = Cutter(ordinary)
    fixed = Stems()
    for stem in sorted(
        {*_named(index, cutter), *_framed_names(index, cutter), *_signals(index, cutter)}, key=lambda one: (len(one), one)
    ):
        if not fixed.found_in(stem):  # what contains a shorter one is found by that
            fixed.add(stem)
    wanted = sorted(name for name in targets(index) if not fixed.found_in(name))
    reach: dict[str, list[int]] = defaultdict(list)
    for place, target in enumerate(wanted):
        for stem in cutter.stems(target):
            reach[stem].append(place)
    return tuple(sorted({*fixed, *_fewest(len(wanted), reach)}))


def targets(index: Mapping[str, Any]) -> set[str]:
    """Every name that a plain stem must reach, without wildcards, in the spellings that code uses."""
    names = {row[1] for row in index["packages"].values()} | set(index["imports"])
    names |= set(index["env"]) | set(index["env_stems"])
    names |= {literal_of(host) for host in index["hosts"]}
    needs, aliases = list(schema.PACKAGE).index("needs"), list(schema.MODEL).index("aliases")
    names |= {text for row in index["packages"].values() for text in row[needs]}
    names |= set(index["models"])
    for row in index["models"].values():
        names |= set(row[aliases])
    return names


def _named(index: Mapping[str, Any], cutter: Cutter) -> Iterator[str]:
    """Stems that the data itself names, as they are or framed."""
    place = list(schema.FAMILY).index("needles")
    constants = "\n".join({name.rpartition("/")[2].lower().replace("-", "_") for name in index["models"]})
    for row in index["families"]:
        for stem in row[place]:
            yield from [stem] if cutter.stands_alone(stem) else _framed(_VALUE_FRAMES, stem)
            word = stem.replace("-", "_")
            if word.lower() in constants:
                yield from _as_constant(word, cutter)


def _as_constant(word: str, cutter: Cutter) -> Iterator[str]:
    """How constants of an SDK begin: `ACME_4` for a stem `acme-`, and behind its class `Models.A1_MINI` for `a1`."""
    if len(word) == 2 and word[1].isdigit():
        yield f".{word}_"
    elif word[0].isalpha() and "_" in word and cutter.has_stem(f"{word}1" if word.endswith("_") else word):
        yield f"\\b{word}" if len(word) <= SHORTEST else word  # short ones are ends of other words as well


def _framed_names(index: Mapping[str, Any], cutter: Cutter) -> Iterator[str]:
    """The frames of what is too short or too ordinary to stand alone."""
    for (ecosystem, _), row in index["packages"].items():
        if not cutter.has_stem(row[1]):
            yield from _framed(_NAME_FRAMES.get(ecosystem, _QUOTED), row[1])
        for module in row[2]:
            if not cutter.has_stem(module):
                yield from _framed(_IMPORT_FRAMES.get(ecosystem, _QUOTED), module)
    for word in {**index["env"], **index["env_stems"]}:
        if not cutter.has_stem(word):
            yield from _framed(("{}_",) if word in index["env_stems"] else ("{}",), word)
    for host in index["hosts"]:
        name, _, port = host.partition("/")[0].partition(":")
        if port and not cutter.has_stem(name):
            yield host


def _framed(frames: Iterable[str], word: str) -> list[str]:
    made = [frame.format(word) for frame in frames]
    return [one for one in made if len(one) >= SHORTEST]


def _signals(index: Mapping[str, Any], cutter: Cutter) -> Iterator[str]:
    """What signals look for, whole: the end of a call, a telling part of a key path, a module, a value that is no word.

    Keys of weak signals are left out: they are seen where a call or block is read anyway.
    """
    shape = list(schema.SIGNAL)
    for row in index["signals"]:
        for text in row[shape.index("calls")]:
            last = text.rpartition(".")[2]
            tail = last if cutter.is_phrase(last) else ".".join(text.split(".")[-2:])
            if cutter.is_phrase(tail):
                yield tail
        if row[shape.index("strength")] != "weak":
            for text in row[shape.index("keys")]:
                yield from (part for part in _KEY_PARTS.split(text) if cutter.is_phrase(part))
        for text in row[shape.index("imports")]:
            yield from [text] if cutter.has_stem(text) else _framed((*_QUOTED, "import {}", "from {}"), text)
        for text in row[shape.index("values")]:
            literal = literal_of(text)
            if cutter.is_phrase(literal) and not literal.isalpha():
                yield literal


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
