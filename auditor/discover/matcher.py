"""The prefilter. In: needles (literals of the catalog) and bytes. Out: where a needle begins, whatever the case of ASCII letters.

Of needles that overlap the leftmost counts, and of those the longest. Two engines give the same answer: the compiled automaton,
and a trie as one regular expression where no wheel of it exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Matcher = Callable[[bytes], list[int]]

_Node = dict[int, "_Node"]
_END = -1


def matcher_of(needles: Iterable[str], *, few_files: bool = False) -> Matcher:
    """The faster engine at hand; `few_files` asks for the one that is built faster than it runs."""
    literals = _literals(needles)
    if not literals:
        return lambda _: []
    try:
        return _automaton(literals, few_files=few_files)
    except ImportError:
        return trie_matcher(literals)


def _literals(needles: Iterable[str]) -> list[bytes]:
    return sorted({needle.encode("utf-8", "surrogatepass").lower() for needle in needles} - {b""})


def _automaton(literals: list[bytes], *, few_files: bool) -> Matcher:
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    # Left to itself the library picks an automaton that is half the size and runs a third as fast.
    kind = Implementation.NoncontiguousNFA if few_files else Implementation.DFA
    find = BytesAhoCorasick(literals, matchkind=MatchKind.LeftmostLongest, implementation=kind).find_matches_as_indexes

    def starts(data: bytes) -> list[int]:
        return [start for _, start, _ in find(data.lower())]

    return starts


def trie_matcher(literals: Iterable[bytes]) -> Matcher:
    """The same hits with the standard library alone, several times slower."""
    root: _Node = {}
    for literal in literals:
        node = root
        for byte in literal:
            node = node.setdefault(byte, {})
        node[_END] = {}
    find = re.compile(_alternation(root), re.DOTALL).finditer
    return lambda data: [match.start() for match in find(data.lower())]


def _alternation(node: _Node) -> bytes:
    """The trie below a node, longest first: what may follow is tried before stopping here."""
    branches = []
    for byte, child in sorted(node.items()):
        if byte == _END:
            continue
        prefix, rest = bytearray([byte]), child
        while len(rest) == 1 and _END not in rest:  # a run without a fork: no group, no recursion
            ((following, rest),) = rest.items()
            prefix.append(following)
        branches.append(re.escape(bytes(prefix)) + (_alternation(rest) if rest.keys() != {_END} else b""))
    if not branches:
        return b""
    text = branches[0] if len(branches) == 1 and _END not in node else b"(?:" + b"|".join(branches) + b")"
    return text + b"?" if _END in node else text
