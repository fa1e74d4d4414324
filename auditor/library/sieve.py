"""What a needle may stand in. In: the index. Out: packed tables by which the prefilter tells a name from an accident.

A hit counts only where a whole name stands: a package, a module, a host, a variable, a key, a value, or words of a model id.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor import lazy_re as re
from auditor.library import schema, spellings
from auditor.library.stems import literal_of

ANY = 0  # a name that means the same in every language
_BITS = {name: 1 << place for place, name in enumerate(schema.ECOSYSTEMS)}
_IMAGES = ("docker-image", "github-action", "terraform")
_CUT = re.compile(r"[^a-z0-9]+")
_ROOT = re.compile(r"[a-z]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_KEYS = re.compile(r"[.\[\]*:{}]+")


def tables(index: Mapping[str, Any]) -> bytes:
    """Everything, packed: nothing of it is needed before the first hit."""
    names: dict[str, int] = {}
    for (ecosystem, _), row in index["packages"].items():
        bit = ANY if ecosystem in _IMAGES else _BITS[ecosystem]
        for name in (*_spelled(ecosystem, row[1]), *row[2]):
            _add(names, name, bit)
    for module, keys in index["imports"].items():
        for ecosystem, _ in keys:
            _add(names, module, _BITS[ecosystem])
    needs = list(schema.PACKAGE).index("needs")
    said = [*index["env"], *(text for row in index["packages"].values() for text in row[needs])]
    for name in (*said, *(_literal(host) for host in index["hosts"])):
        _add(names, name, ANY)
    words, forms = _words(index)
    slugs = _slugs(index)
    heads, tails = _open(index)
    signals = _signals(index, names)
    made = {
        "names": names,
        "cased": frozenset(_cased(index)),
        "children": frozenset(plain(name.rpartition(".")[2]) for name in index["imports"] if "." in name),
        "stems": frozenset(plain(stem) for stem in index["env_stems"]),
        "slugs": slugs,
        "heads": tuple(sorted(heads)),
        "tails": tuple(sorted(tails)),
        "roots": frozenset(words),
        "words": frozenset(word for word in forms if word),
        "ids": _alone(index, forms),
        **signals,
        "secrets": index["key_prefixes"],
        "ecosystems": _BITS,
    }
    made["any"] = frozenset((*names, *slugs, *signals["keys"], *map(plain, signals["calls"])))
    return marshal.dumps(made)


def plain(name: str) -> str:
    """A name as words joined by dashes, whatever separates them."""
    return _CUT.sub("-", name.lower()).strip("-")


def _add(names: dict[str, int], name: str, bit: int) -> None:
    key = plain(name)
    if key:
        known = names.get(key)
        names[key] = ANY if ANY in (known, bit) else bit | (known or 0)


def _spelled(ecosystem: str, name: str) -> Iterator[str]:
    yield name
    if ecosystem in {"maven", "swift", "go"}:  # group and artifact stand apart in some files
        yield from (part for part in name.split(":") if "." in part or "-" in part)
        yield name.rpartition(":")[2]
    if ecosystem == "docker-image" and "." in name.partition("/")[0]:
        yield name.partition("/")[2]


def _cased(index: Mapping[str, Any]) -> Iterator[str]:
    """Names whose very spelling tells; a constant like `Acme` is spelled as in any sentence, and told by its call."""
    for (ecosystem, _), row in index["packages"].items():
        for name in (row[1], *row[2]):
            if name.isalnum() and not (ecosystem == "rubygems" and name.istitle()):
                yield name


def _literal(host: str) -> str:
    return literal_of(host).strip(".-")


def _slugs(index: Mapping[str, Any]) -> frozenset[str]:
    """How providers are called in settings, ids and products' own files."""
    found = {plain(name) for table in ("providers", "slugs", "prefixes") for name in index[table]}
    place = list(schema.FILE).index("names")
    found |= {plain(name) for row in index["files"] for name in row[place] if "*" not in name}
    return frozenset(found - {""})


def _open(index: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """Beginnings and ends of names whose other part is open."""
    heads, tails = set(), set()
    place = list(schema.PATTERN).index("template")
    for row in index["patterns"]:
        for part in (row[place], *row[place].split(":")):
            head, hole, tail = part.partition("{x}")
            if hole and head:
                heads.add(plain(head) + "-")
            elif hole:
                tails.add("-" + plain(tail))
    at = list(schema.FILE).index("names")
    heads |= {plain(name.partition("*")[0]) for row in index["files"] for name in row[at] if len(name) > 4 and "*" in name}
    tails |= {"-" + plain(host) for host in index["hosts"] if host.startswith("*-")}
    return {head for head in heads if len(head) > 4}, tails


def _words(index: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The first letters of every word of an id (`acme` of `acme3`), and the words that only ids have."""
    row = dict(zip(spellings.FORMS, index["forms"], strict=False))
    vocabulary = {"latest", *row["words"], *row["services"], *row["kinds"]}
    roots = {root[0] for name in _ids(index) for part in _CUT.split(name.lower()) if (root := _ROOT.match(part))}
    place = list(schema.FAMILY).index("needles")
    roots |= {root[0] for family in index["families"] for stem in family[place] if (root := _ROOT.search(stem.lower()))}
    roots |= {plain(word) for word in (*row["vendors"], *row["bare"], *row["short"])}
    return roots, vocabulary


def _ids(index: Mapping[str, Any]) -> Iterator[str]:
    aliases = list(schema.MODEL).index("aliases")
    for name, row in index["models"].items():
        yield name
        yield from row[aliases]


def _alone(index: Mapping[str, Any], vocabulary: Iterable[str]) -> frozenset[str]:
    """Ids without a number or a word that tells: those are known by the whole name only."""
    known = frozenset(vocabulary)
    found = set()
    for name in _ids(index):
        last = plain(name.rpartition("/")[2])
        if not any(char.isdigit() for char in last) and not known & set(last.split("-")[1:]):
            found.add(last)
    return frozenset(found)


def _signals(index: Mapping[str, Any], names: dict[str, int]) -> dict[str, Any]:
    """Words, keys, values and beginnings of values; True for what only counts beside a name that is sure."""
    shape = list(schema.SIGNAL)
    words: dict[str, bool] = {}
    keys: dict[str, bool] = {}
    values: set[str] = set()
    starts: set[str] = set()
    for row in index["signals"]:
        weak = bool(row[shape.index("imports")])
        for text in row[shape.index("calls")]:
            last = text.rpartition(".")[2]
            pair = plain(".".join(text.split(".")[-2:]))
            words[last] = words.get(last, True) and (weak or "." in text)
            words[pair] = words.get(pair, True)
            if "." in text and not weak:
                _add(names, text, ANY)
        for text in row[shape.index("imports")]:
            _add(names, text, ANY)
        for text in row[shape.index("keys")]:
            for part in _KEYS.split(text):
                squeezed = plain(part).replace("-", "")
                for spelled in (squeezed, plain(_HUMP.sub("-", part))) if len(squeezed) > 7 and squeezed != part else ():
                    keys[spelled] = keys.get(spelled, True) and weak
        for text in row[shape.index("values")]:
            literal = literal_of(text).lower()
            if "*" in text and len(literal) > 3:
                starts.add(literal)
            elif not literal.isalpha() and len(literal) > 3:
                values.add(literal)
    return {"calls": words, "keys": keys, "values": frozenset(values), "starts": tuple(sorted(starts))}
