"""`re`, but a pattern is compiled when it is first asked: a scan asks few of the three hundred, and start-up counts.

In: `from auditor import lazy_re as re`. Out: what of `re` the rooms use. A pattern that is no good says so when it is asked;
`match.re` is the compiled one, never the name it was given here.
"""

from __future__ import annotations

import re
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import compile  # noqa: A004 - the name is the point
else:

    def compile(source: str | bytes, flags: int = 0) -> _Waiting:  # noqa: A001 - the name is the point
        """A pattern with all the methods of `re.Pattern`."""
        return _Waiting(source, flags)


__all__ = [
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_ASKED = tuple(name for name in dir(Pattern) if not name.startswith("_"))


class _Waiting:
    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._given = flags

    def __getattr__(self, name: str) -> object:
        """Compile, and put the methods in place: from now on a call costs what a call of the real one costs."""
        made = re.compile(self.pattern, self._given)
        for each in _ASKED:
            setattr(self, each, getattr(made, each))
        return getattr(made, name)
