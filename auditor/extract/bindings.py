"""Names of one file and what they stand for. In: imports, assignments. Out: dotted callees with all names expanded."""

from __future__ import annotations

from auditor.extract.chains import Callee
from auditor.rows import NamedTuple

_SELF = frozenset({"this", "self", "$this", "Self", "super", "@"})
EVERYWHERE = (0, 1 << 62)  # in the text
_BLOCKS = 200  # declarations of one name that are told apart


class Bound(NamedTuple):
    """What a local name stands for; `sdk` when a needle stands in its import, `own` for paths inside the project."""

    value: str
    sdk: bool = False
    own: bool = False
    site: str = ""  # of the call that made the object
    gives: bool = False  # a function of the file itself that returns such an object
    member: bool = False  # an entry of an object: known behind `this.` alone
    span: tuple[int, int] = EVERYWHERE  # of the text: from the declaration to the end of its block


class Names:
    """The names of a file; later bindings of the same name win only over unknown ones, those of a block only there."""

    def __init__(self) -> None:
        """Start with no names."""
        self.bound: dict[str, Bound] = {}
        self._blocks: dict[str, list[Bound]] = {}  # names that stand for one thing here and another there

    def bind(self, name: str, bound: Bound) -> bool:
        """Remember a name, and tell whether that is news."""
        if bound.span != EVERYWHERE and bound.sdk:
            blocks = self._blocks.setdefault(name, [])
            if any(one.span[0] == bound.span[0] for one in blocks):
                return False
            if len(blocks) < _BLOCKS:
                blocks.append(bound)
            else:
                bound = bound._replace(span=EVERYWHERE)
        known = self.bound.get(name)
        if known is not None and (known.sdk or not bound.sdk) and not (bound.sdk and _reach(bound) > _reach(known)):
            return False
        self.bound[name] = bound
        return True

    def give(self, name: str, bound: Bound, home: tuple[int, int]) -> None:
        """Remember what a bound field is in its class; where that is one thing or another, what its type says."""
        known = self.bound.get(name)
        blocks = self._blocks.setdefault(name, [])
        at = next((at for at, one in enumerate(blocks) if one.span == home), len(blocks))
        if at == len(blocks) < _BLOCKS:
            blocks.append(bound._replace(span=home))
        elif at < len(blocks) and blocks[at].site != bound.site and known is not None and not known.site:
            blocks[at] = known._replace(span=home)

    def root(self, call: Callee) -> tuple[str, int]:
        """The name that decides a chain, and its position among the segments."""
        at = 0
        while at < len(call.names) - 1 and call.names[at] in _SELF:
            at += 1
        return call.names[at].lstrip("$@").removesuffix("[]"), at

    def at(self, name: str, offset: int) -> Bound | None:
        """What a name stands for at an offset of the text: the last declaration in a block around it, else everywhere."""
        known = self.bound.get(name)
        blocks = self._blocks.get(name)
        if blocks is None or known is None or offset < 0:
            return known
        around = [one for one in blocks if one.span[0] <= offset < one.span[1]]
        return max(around, key=_since) if around else known if known.span == EVERYWHERE else None

    def of(self, call: Callee) -> Bound | None:
        """What the root of a chain is bound to."""
        name, at = self.root(call)
        known = self.at(name.removesuffix("()").removesuffix("{}"), call.offset)
        return None if known is not None and known.member and not at else known

    def expand(self, call: Callee) -> tuple[str, str]:
        """The dotted callee with its root expanded, and the site of the call that made the receiver."""
        name, at = self.root(call)
        rest = call.names[at + 1 :]
        bare = name.removesuffix("()").removesuffix("{}")
        known = self.of(call)
        head = known.value + name[len(bare) :] if known else name
        return ".".join([head, *rest]), known.site if known else ""


def _reach(bound: Bound) -> int:
    """How far a name is known: an entry of an object, a block, the file."""
    return 0 if bound.member else 1 + (bound.span == EVERYWHERE)


def _since(bound: Bound) -> int:
    return bound.span[0]
