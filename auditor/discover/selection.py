"""What the user narrows the audit to. In: include and exclude globs, in the words of ignore files. Out: yes or no for a path."""

from __future__ import annotations

from auditor.discover.ignores import Ignores
from auditor.records import Request


class Selection:
    """Excluded paths stay out; with include globs only what one of them names, or what lies below it, comes in."""

    __slots__ = ("_exclude", "_include", "all", "narrowed")

    def __init__(self, request: Request) -> None:
        self._exclude = Ignores((*request.config.exclude, *request.exclude))
        self._include = Ignores(request.include or request.config.include)
        self.narrowed = bool(self._include)  # globs say what comes in
        self.all = not self._exclude and not self._include

    def excludes(self, path: str, *, is_dir: bool) -> bool:
        """Whether an exclude glob names this very path."""
        return bool(self._exclude) and self._exclude.says(path, path.rpartition("/")[2], is_dir=is_dir) is True

    def includes(self, path: str, *, is_dir: bool) -> bool:
        """Whether this very path is asked for."""
        return not self._include or self._include.says(path, path.rpartition("/")[2], is_dir=is_dir) is True

    def above(self, path: str) -> tuple[bool, bool]:
        """(excluded, included) by a directory above `path`."""
        parts = path.split("/")[:-1]
        above = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        return (
            any(self.excludes(one, is_dir=True) for one in above),
            not self._include or any(self.includes(one, is_dir=True) for one in above),
        )

    def takes(self, path: str) -> bool:
        """Whether a file named by itself is part of the audit."""
        if self.all:
            return True
        excluded, included = self.above(path)
        return not (excluded or self.excludes(path, is_dir=False)) and (included or self.includes(path, is_dir=False))
