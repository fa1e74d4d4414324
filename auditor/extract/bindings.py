"""Names of one file and what they stand for. In: imports, assignments. Out: dotted callees with all names expanded."""

from __future__ import annotations

from auditor.extract.chains import Callee
from auditor.rows import NamedTuple

_SELF = frozenset({"this", "self", "$this", "Self", "super", "@"})


class Bound(NamedTuple):
    """What a local name stands for; `sdk` when a needle stands in its import, `own` for paths inside the project."""

    value: str
    sdk: bool = False
    own: bool = False
    site: str = ""  # of the call that made the object
    gives: bool = False  # a function of the file itself that returns such an object


class Names:
    """The names of a file; later bindings of the same name win only over unknown ones."""

    def __init__(self) -> None:
        """Start with no names."""
        self.bound: dict[str, Bound] = {}

    def bind(self, name: str, bound: Bound) -> bool:
        """Remember a name, and tell whether that is news."""
        known = self.bound.get(name)
        if known is not None and (known.sdk or not bound.sdk):
            return False
        self.bound[name] = bound
        return True

    def root(self, call: Callee) -> tuple[str, int]:
        """The name that decides a chain, and its position among the segments."""
        at = 0
        while at < len(call.names) - 1 and call.names[at] in _SELF:
            at += 1
        return call.names[at].lstrip("$@").removesuffix("[]"), at

    def of(self, call: Callee) -> Bound | None:
        """What the root of a chain is bound to."""
        name, _ = self.root(call)
        return self.bound.get(name.removesuffix("()").removesuffix("{}"))

    def expand(self, call: Callee) -> tuple[str, str]:
        """The dotted callee with its root expanded, and the site of the call that made the receiver."""
        name, at = self.root(call)
        rest = call.names[at + 1 :]
        bare = name.removesuffix("()").removesuffix("{}")
        known = self.bound.get(bare)
        head = known.value + name[len(bare) :] if known else name
        return ".".join([head, *rest]), known.site if known else ""
