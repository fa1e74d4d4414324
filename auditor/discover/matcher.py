r"""The prefilter. In: needles (literals of the catalog) and bytes. Out: where a needle begins, whatever the case of its letters.

Of needles that overlap the leftmost counts, and of those the longest. A needle that begins or ends with `\b` may not go on as a
word there (`from acme\b` is not in `from acmeville`, a hump as in `ChatAcme` parts words). Two engines give the same answer: the
compiled automaton, and a trie as one regular expression where no wheel of it exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from auditor import lazy_re as re

Matcher = Callable[[bytes], list[int]]

Finder = Callable[[bytes], list[tuple[int, int]]]

_Node = dict[int, "_Node"]
_END = -1
_FEW = 64  # files: below, the fast automaton costs more to build than to run
_NONE = ((0, False, False),)
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LATIN = frozenset(b"\xc3\xc4\xc5")


def matcher_of(needles: Iterable[str], *, files: int = _FEW + 1, stdlib: bool = False) -> Matcher:
    """The faster engine at hand, built for so many files; `stdlib` asks for the slow one."""
    edges = _literals(needles)
    if not edges:
        return lambda _: []
    literals = sorted(edges)
    try:
        find = _trie(literals) if stdlib else _automaton(literals, few_files=files <= _FEW)
    except ImportError:
        find = _trie(literals)
    if not any(any(edge) for edge in edges.values()):
        return lambda data: [start for start, _ in find(data)]
    demands = {literal: _demands(literal, edges) for literal, edge in edges.items() if any(edge)}

    def starts(data: bytes) -> list[int]:
        found = []
        for start, end in find(data):
            for length, before, after in demands.get(data[start:end].lower(), _NONE):
                if not (before and _goes_on(data, start)) and not (after and _goes_on(data, start + length)):
                    found.append(start)
                    break
        return found

    return starts


def _demands(literal: bytes, edges: dict[bytes, tuple[bool, bool]]) -> list[tuple[int, bool, bool]]:
    """Length and edges of a literal and, should it be refused, of the shorter ones it begins with."""
    return [(length, *edges[literal[:length]]) for length in range(len(literal), 0, -1) if literal[:length] in edges]


def _literals(needles: Iterable[str]) -> dict[bytes, tuple[bool, bool]]:
    """Each literal and whether a word must begin before it and end after it; the laxer of two demands holds."""
    found: dict[bytes, tuple[bool, bool]] = {}
    for needle in needles:
        literal = needle.removeprefix("\\b").removesuffix("\\b").encode("utf-8", "surrogatepass").lower()
        before, after = found.get(literal, (True, True))
        if literal:
            found[literal] = before and needle.startswith("\\b"), after and needle.endswith("\\b")
    return found


def _goes_on(data: bytes, at: int) -> bool:
    """Whether one word reaches over the place: letters on both sides, and no hump from a small to a capital one."""
    if at == 0 or at >= len(data):
        return False
    before, after = data[at - 1], data[at]
    if after >= 0x80 or before >= 0x80:  # Latin letters with accents are two bytes from C3, C4 or C5 on
        return after in _LATIN or (before >= 0x80 and at > 1 and data[at - 2] in _LATIN)
    return before in _LETTERS and after in _LETTERS and not (before >= 0x61 and after < 0x61)


def _automaton(literals: list[bytes], *, few_files: bool) -> Finder:
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    # Left to itself the library picks an automaton that is half the size and runs a third as fast.
    kind = Implementation.NoncontiguousNFA if few_files else Implementation.DFA
    find = BytesAhoCorasick(literals, matchkind=MatchKind.LeftmostLongest, implementation=kind).find_matches_as_indexes
    return lambda data: [(start, end) for _, start, end in find(data.lower())]


def _trie(literals: Iterable[bytes]) -> Finder:
    """The same with the standard library alone, several times slower."""
    root: _Node = {}
    for literal in literals:
        node = root
        for byte in literal:
            node = node.setdefault(byte, {})
        node[_END] = {}
    find = re.compile(_alternation(root), re.DOTALL).finditer
    return lambda data: [match.span() for match in find(data.lower())]


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
