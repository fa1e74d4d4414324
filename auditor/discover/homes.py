"""Where packages of one's own are at home. In: the files of a walk. Out: the top package that a Python file is a part of.

Such a package imports itself by its own name, which then names no dependency, whatever product is called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from auditor.records import Candidate

_MANIFESTS = frozenset({"pyproject", "setup-py", "setup-cfg"})
_SOURCES = ("src/", "lib/", "app/")  # directories from which modules are named
_INIT = "/__init__.py"
_FRAMES = (b"from ", b"import ")  # a needle may begin with the word before the name


def homes_of(files: Iterable[Candidate]) -> frozenset[str]:
    """The directories of top packages: right below the root, a project's manifest, or the source directory of either."""
    packages, projects = set(), {""}
    for file in files:
        path = file.path
        if path.endswith(_INIT):
            packages.add(path.removesuffix(_INIT))
        elif path == _INIT[1:]:
            packages.add("")
        elif file.format in _MANIFESTS:
            projects.add(path[: path.rfind("/") + 1])
    roots = projects | {project + source for project in projects for source in _SOURCES}
    tops = {package for package in packages if package[: package.rfind("/") + 1] in roots}
    return frozenset(top for top in tops if top.rpartition("/")[0] not in packages)  # else it is only a part of one


def home_of(homes: frozenset[str], path: str) -> str:
    """The name of the top package that holds the file, "" for none."""
    at = path.find("/") if homes else -1
    while at >= 0:
        if path[:at] in homes:
            return path[:at].rpartition("/")[2]
        at = path.find("/", at + 1)
    return ""


def strangers(data: bytes, starts: list[int], home: str) -> list[int]:
    """Those of `starts` that do not stand in a dotted name that begins with the module `home`."""
    own = [found.span() for found in _own(home).finditer(data)]
    kept, at = [], 0
    for start in starts:
        while at < len(own) and own[at][1] <= start:
            at += 1
        if at == len(own) or (start < own[at][0] and data[start : own[at][0]] not in _FRAMES):
            kept.append(start)
    return kept


@lru_cache(maxsize=64)
def _own(home: str) -> re.Pattern[bytes]:
    name = re.escape(home.encode())
    return re.compile(rb"%s(?<![\w.\"'/@:-]%s)(?![\w-])[\w.]*" % (name, name))
