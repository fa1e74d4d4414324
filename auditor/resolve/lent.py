"""Clients that another file of the repository lends. In: a callee that begins with an own module. Out: that module's file.

Nothing is resolved on disk: a module is a file that shows a provider, under the name that an import would give it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from auditor.records import OWN_FOLDERS, Evidence
from auditor.resolve.nearby import folder_of

_PACKAGES = frozenset({"index", "__init__", "mod"})  # files that are called like their folder
_HOMES = ("", "src", "app", "lib", "src/lib")  # where such an alias, or a Python path, may begin below a project
_PYTHON = frozenset({"python", "notebook"})
_DEEP = 8  # parts of a dotted path that are looked at


class Lenders:
    """The files that may lend a client, by their paths without ending."""

    def __init__(self, paths: Iterable[str], roots: Iterable[str]) -> None:
        """`roots` are the folders of manifests, "" for the root."""
        self._files: dict[str, str] = {}
        for path in sorted(paths):
            stem = path[: path.rindex(".")] if "." in path.rpartition("/")[2] else path
            folder, _, name = stem.rpartition("/")
            self._files.setdefault(folder if name in _PACKAGES else stem, path)
        self._homes = tuple(dict.fromkeys(posixpath.join(root, home) for root in ("", *sorted(roots)) for home in _HOMES))[:200]

    def file_of(self, one: Evidence) -> str:
        """The file of the module whose object is called, "" where it is none of these: what a function gets may lead anywhere."""
        if one.language in _PYTHON:
            return self._dotted(one.callee, one.path)
        slash = one.callee.rfind("/", 0, one.callee.find("(") if "(" in one.callee else None)
        named = one.callee[slash + 1 :].split(".")
        module = one.callee[: slash + 1] + named[0] if slash >= 0 and len(named) > 2 else ""
        if module.startswith("."):
            return self._files.get(posixpath.normpath(posixpath.join(folder_of(one.path), module)), "")
        alias = next((alias for alias in OWN_FOLDERS if module.startswith(alias)), "")
        return self._below(module.removeprefix(alias)) if alias else ""

    def _dotted(self, callee: str, path: str) -> str:
        bare = callee.lstrip(".")
        parts = bare.partition("(")[0].split(".")[:_DEEP]
        ups, folder = len(callee) - len(bare), folder_of(path)
        for _ in range(ups - 1):
            folder = folder_of(folder)
        for size in range(len(parts) - 2, 0, -1):
            module = "/".join(parts[:size])
            found = self._files.get(posixpath.join(folder, module), "") if ups else self._below(module) if size > 1 else ""
            if found:
                return "" if found == path else found
        return ""

    def _below(self, module: str) -> str:
        return next((found for home in self._homes if (found := self._files.get(posixpath.join(home, module)))), "")
