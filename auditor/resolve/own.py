"""What a repository calls its own. In: manifests and the paths of its files. Out: whether a module is one of its own.

A module of one's own may be called like a product: a file beside the importing one hides a package that nobody declares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from auditor import lazy_re as re
from auditor.records import Evidence, How, Role

_SUFFIXES = {"python": (".py", ".pyi", ".pyx"), "notebook": (".py",), "ruby": (".rb",)}
_SOURCES = ("src", "lib", "app")  # directories from which modules are named
_STRICT = {"rust": "cargo"}  # where nothing undeclared can be imported
_DASHES = re.compile(r"[-_.]+")


class OwnNames:
    """The names under which the repository's own packages and modules are imported."""

    def __init__(self, evidence: Iterable[Evidence], paths: Collection[str]) -> None:
        """Index the own names of manifests; `paths` are only looked at for an import that nobody declares."""
        self._paths = paths
        self._names: dict[str, set[str]] = defaultdict(set)  # ecosystem -> names as imported
        for one in evidence:
            if one.how is How.MANIFEST and one.scope == "own" and one.role is Role.PRODUCTION:
                self._names[one.language].add(_module(one.language, one.value))
        self._local: dict[tuple[str, str, str], bool] = {}

    def holds(self, language: str, module: str) -> bool:
        """Whether the module is named like a package that is published from here."""
        if language == "go":
            return any(module == name or module.startswith(name + "/") for name in self._names["go"])
        if language in ("python", "notebook"):
            return module.partition(".")[0] in self._names["pypi"]
        return False

    def hides(self, language: str, top: str, path: str) -> bool:
        """Whether the undeclared module that begins with the word `top` must be one of the repository's own."""
        key = (language, top, path)
        found = self._local.get(key)
        if found is None:
            found = self._local[key] = self._hides(language, top, path.rpartition("/")[0])
        return found

    def _hides(self, language: str, top: str, folder: str) -> bool:
        if language in _STRICT:
            return bool(self._names.get(_STRICT[language]))
        if language not in _SUFFIXES:
            return False
        return any((home, top) in self._modules(language) and not _inside(folder, home, top) for home in _homes(folder))

    def _modules(self, language: str) -> frozenset[tuple[str, str]]:
        return self._ruby if language == "ruby" else self._python

    @cached_property
    def _python(self) -> frozenset[tuple[str, str]]:
        return self._of(_SUFFIXES["python"])

    @cached_property
    def _ruby(self) -> frozenset[tuple[str, str]]:
        return self._of(_SUFFIXES["ruby"])

    def _of(self, suffixes: tuple[str, ...]) -> frozenset[tuple[str, str]]:
        """(directory, module) of every module and package."""
        found = set()
        for path in self._paths:
            if path.endswith(suffixes):
                folder, _, name = path.rpartition("/")
                stem = name.rpartition(".")[0]
                if stem == "__init__":
                    folder, _, stem = folder.rpartition("/")
                found.add((folder, stem))
        return frozenset(found)


def first_word(module: str) -> str:
    """The first part of a module's name: a package's directory."""
    return module.partition("/")[0].partition(".")[0]


def _homes(folder: str) -> list[str]:
    """The directories from which a file in `folder` may import: its own, those above, and their source directories."""
    found = []
    while True:
        found += [folder, *(f"{folder}/{name}" if folder else name for name in _SOURCES)]
        if not folder:
            return found
        folder = folder.rpartition("/")[0]


def _inside(path: str, folder: str, top: str) -> bool:
    """Whether a file stands in a folder of examples that is called like what they show: `examples/acme/chat.py`."""
    package = f"{folder}/{top}"
    return folder not in ("", *_SOURCES) and (path == package or path.startswith(package + "/"))


def _module(ecosystem: str, name: str) -> str:
    return _DASHES.sub("_", name).lower() if ecosystem == "pypi" else name
