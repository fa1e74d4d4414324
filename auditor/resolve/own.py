"""What a repository calls its own. In: manifests and the paths of its files. Out: whether a module is one of its own.

A module of one's own may be called like a product: a file beside the importing one hides a package that nobody declares.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from auditor import lazy_re as re
from auditor.facts import fold
from auditor.records import Evidence, How, Role

_PYTHON = (".py", ".pyi", ".pyx", "/__init__.py", "/__init__.pyi", "/__init__.pyx")
_MODULES = {"python": _PYTHON, "notebook": _PYTHON, "ruby": (".rb",)}  # what stands behind a module's name in a path
_SOURCES = ("src", "lib", "app")  # directories from which modules are named
UNNAMED = {"rubygems": "Gemfile.lock", "packagist": "composer.lock"}  # whose modules bear no package's name; what lists all
_STRICT = {"rust": "cargo"}  # where nothing undeclared can be imported
JVM = frozenset({"java", "kotlin", "scala", "groovy"})  # where name spaces begin with a reversed domain
_JVM_FILES = (".java", ".kt", ".scala", ".groovy")
_SPACE = re.compile(r"^(|.*/)(?:java|kotlin|scala|groovy)/(\w+(?:[/.]\w+){2,12})/[^/]+$")  # also one folder, `com.acme.shop`
_TARGET = re.compile(r"(?:^|/)Sources/([^/]+)/")
_TESTS = re.compile(r"(?:^|/|[a-z])tests?(?:Fixtures)?/", re.IGNORECASE)  # sets of sources: `src/integrationTest/`
_MANY = 5  # files below two words of a name space: fewer may patch somebody else's
_DASHES = re.compile(r"[-_.]+")


class OwnNames:
    """The names under which the repository's own packages and modules are imported."""

    def __init__(self, evidence: Iterable[Evidence], paths: Collection[str], needles: Iterable[str] = ()) -> None:
        """Index the own names of manifests; `paths` are all files of the repository.

        `needles` are the catalog's: a name that is only looked for behind `import` is a word that anybody may use.
        """
        self._paths = frozenset(paths)
        self._words = frozenset(needle.removeprefix("import ") for needle in needles if needle.startswith("import "))
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
        return self.has_space(language, module) and self._tops[_top(module)] >= _MANY

    def are_listed(self, ecosystem: str, path: str) -> bool:
        """Whether a file beside or above `path` lists every package of a registry whose modules do not say whose they are."""
        lock = UNNAMED.get(ecosystem)
        folder = path
        while lock and folder:
            folder = folder.rpartition("/")[0]
            if (f"{folder}/{lock}" if folder else lock) in self._paths:
                return True
        return False

    def has_space(self, language: str, module: str) -> bool:
        """Whether the repository has code in the JVM's name space of a module: its own, or a patch of somebody else's."""
        return language in JVM and any(start in self._spaces for start in (*_above(module), module))

    def is_called(self, word: str) -> bool:
        """Whether a package or a directory of the repository is called so."""
        return fold(word) in self._words_of_ours

    @cached_property
    def _words_of_ours(self) -> frozenset[str]:
        folders = {folder for path in self._paths for folder in path.split("/")[:-1]}
        return frozenset(map(fold, folders.union(*self._names.values())))

    @cached_property
    def _spaces(self) -> Counter[str]:
        """Files by name space of the JVM, however its top is called; tests may be put into anybody's."""
        found = (_SPACE.search(path) for path in self._paths if path.endswith(_JVM_FILES))
        return Counter(one[2].replace("/", ".") for one in found if one is not None and not _TESTS.search(one[1]))

    @cached_property
    def _tops(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for space, files in self._spaces.items():
            found[_top(space)] += files
        return found

    def hides(self, language: str, top: str, path: str) -> bool:
        """Whether the undeclared module that begins with the word `top` must be one of the repository's own."""
        key = (language, top, path)
        found = self._local.get(key)
        if found is None:
            found = self._local[key] = self._hides(language, top, path)
        return found

    @cached_property
    def _sources(self) -> frozenset[str]:
        """The directories of Swift's targets: `Sources/Acme/Client.swift`."""
        found = (_TARGET.search(path) for path in self._paths if path.endswith(".swift"))
        return frozenset(one[1] for one in found if one is not None)

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """The files and directories of Python code, wherever they are, that are called like a word that anybody may use."""
        found: dict[str, set[str]] = defaultdict(set)
        for path in self._paths if self._words else ():
            if path.endswith(".py"):
                parts = path[:-3].split("/")
                for depth, part in enumerate(parts, 1):
                    if part in self._words:
                        found[part].add("/".join(parts[:depth]) + ("/" if depth < len(parts) else ".py"))
        return found

    def _hides(self, language: str, top: str, path: str) -> bool:
        if language in _STRICT:
            return bool(self._names.get(_STRICT[language]))
        if language == "swift":
            return top in self._names["swift"] or top in self._sources
        ends = _MODULES.get(language, ())
        folder = path.rpartition("/")[0]
        if top in self._words and any(not path.startswith(home) for home in self._called.get(top, ()) if ends):
            return True
        return any(
            f"{home}{top}{end}" in self._paths
            and f"{home}{top}{end}" != path  # `llm/acme.py` does not mean itself when it imports `acme`
            and not _inside(folder, home[:-1], top)
            for home in _homes(folder)
            for end in ends
        )


def _top(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _above(module: str) -> list[str]:
    """The name spaces of at least three words in which a class may stand: those above it."""
    parts = module.split(".")
    return [".".join(parts[:size]) for size in range(3, len(parts))]


def first_word(module: str) -> str:
    """The first part of a module's name: a package's directory."""
    return module.partition("/")[0].partition(".")[0]


def _homes(folder: str) -> list[str]:
    """The directories, each with its slash, from which a file may import: its own, those above, their source directories."""
    found = []
    while True:
        home = f"{folder}/" if folder else ""
        found += [home, *(f"{home}{name}/" for name in _SOURCES)]
        if not folder:
            return found
        folder = folder.rpartition("/")[0]


def _inside(path: str, folder: str, top: str) -> bool:
    """Whether a file stands in a folder of examples that is called like what they show: `examples/acme/chat.py`."""
    package = f"{folder}/{top}"
    return folder not in ("", *_SOURCES) and (path == package or path.startswith(package + "/"))


def _module(ecosystem: str, name: str) -> str:
    return _DASHES.sub("_", name).lower() if ecosystem == "pypi" else name
