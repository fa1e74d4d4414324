"""`pyproject.toml` in all its dialects, and `Pipfile`. In: TOML. Out: the project's own name, requirements with their scope, and
settings of tools that name a model or an address. Sources, overrides and constraints declare nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.declared import Entry, declared, hit_between, scope_of_group
from auditor.extract.json_places import Node
from auditor.extract.keyed import Declared, Tables
from auditor.extract.places import Places
from auditor.extract.requirements import requirement_at
from auditor.extract.toml_places import nodes_of
from auditor.records import Evidence, How, Ignore, SourceFile

# Lists of requirements. `*` stands for any one part; `?` takes the scope from the group's name, with the default after it.
_LISTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("project", "dependencies"), "runtime"),
    (("project", "optional-dependencies", "*"), "?optional"),
    (("dependency-groups", "*"), "?optional"),
    (("build-system", "requires"), "build"),
    (("tool", "uv", "dev-dependencies"), "dev"),
    (("tool", "rye", "dev-dependencies"), "dev"),
    (("tool", "pdm", "dev-dependencies", "*"), "dev"),
    (("tool", "pdm", "build", "requires"), "build"),
    (("tool", "hatch", "envs", "*", "dependencies"), "dev"),
    (("tool", "hatch", "envs", "*", "extra-dependencies"), "dev"),
    (("tool", "flit", "metadata", "requires"), "runtime"),
    (("tool", "flit", "metadata", "dev-requires"), "dev"),
    (("tool", "flit", "metadata", "requires-extra", "*"), "?optional"),
)
_TABLES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("tool", "poetry", "dependencies"), "runtime", "pypi"),
    (("tool", "poetry", "dev-dependencies"), "dev", "pypi"),
    (("tool", "poetry", "group", "*", "dependencies"), "?runtime", "pypi"),
    (("tool", "pixi", "dependencies"), "runtime", "conda"),
    (("tool", "pixi", "pypi-dependencies"), "runtime", "pypi"),
    (("tool", "pixi", "feature", "*", "dependencies"), "?optional", "conda"),
    (("tool", "pixi", "feature", "*", "pypi-dependencies"), "?optional", "pypi"),
)
_OWN = frozenset(
    {
        ("project", "name"),
        ("tool", "poetry", "name"),
        ("tool", "flit", "metadata", "module"),
        ("tool", "flit", "metadata", "dist-name"),
    }
)
_INCLUDES = ("tool", "setuptools", "dynamic", "dependencies", "file")
_PIPFILE_META = frozenset({"source", "requires", "scripts", "pipenv", "pipfile"})
_SETTING = re.compile(r"model|url|endpoint|provider|deployment|engine", re.IGNORECASE)


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a `pyproject.toml` or `Pipfile`."""
    nodes = list(nodes_of(file.text))
    yield from declared(file, _pipfile(nodes) if file.format == "pipfile" else _project(nodes))
    yield from _settings(file, nodes)


def _project(nodes: list[Node]) -> Iterator[Entry]:
    tables = Tables()
    scopes: dict[tuple[str | int, ...], tuple[str, str]] = {}
    optional: set[str] = set()
    for node in nodes:
        path = node.path
        if node.kind == "string" and path in _OWN:
            yield Entry("pypi", node.value, node.start, node.end, scope="own", section=_dotted(path))
        elif node.kind == "string" and path[:5] == _INCLUDES:
            yield Entry("pypi", node.value, node.start, node.end, scope="include")
        elif node.kind == "string" and isinstance(path[-1], int):
            entry = _listed(node)
            if entry:
                yield entry
        elif node.kind == "word" and len(path) == 5 and path[:3] == ("tool", "poetry", "group") and path[4] == "optional":
            optional.add(str(path[3]))
        for pattern, scope, ecosystem in _TABLES:
            if len(path) > len(pattern) and _fits(path[: len(pattern)], pattern):
                tables.take(path[: len(pattern)], node)
                scopes[path[: len(pattern)]] = (scope, ecosystem)
    for found in tables:
        scope, ecosystem = scopes[found.table]
        group = str(found.table[3]) if "*" in scope or scope[0] == "?" else ""
        yield from _keyed(found, _scope(scope, group, group in optional), ecosystem)


def _listed(node: Node) -> Entry | None:
    for pattern, scope in _LISTS:
        if len(node.path) == len(pattern) + 1 and _fits(node.path[:-1], pattern):
            group = next((str(part) for part, wanted in zip(node.path, pattern, strict=False) if wanted == "*"), "")
            return requirement_at(node.value, node.start, _scope(scope, group), _dotted(node.path[:-1]))
    return None


def _keyed(found: Declared, scope: str, ecosystem: str) -> Iterator[Entry]:
    if found.name == "python" or not found.key[1]:
        return
    version = found.value("", "version", "git", "url", "path", "file")
    if found.is_set("optional"):
        scope = "optional"
    yield Entry(ecosystem, found.name, *found.key, version, scope=scope, section=_dotted(found.table))


def _pipfile(nodes: list[Node]) -> Iterator[Entry]:
    tables = Tables()
    for node in nodes:
        if len(node.path) > 1 and isinstance(node.path[0], str) and node.path[0] not in _PIPFILE_META:
            tables.take(node.path[:1], node)
    for found in tables:
        section = str(found.table[0])
        scope = "runtime" if section == "packages" else scope_of_group(section, "optional")
        yield from _keyed(found, scope, "pypi")


def _scope(scope: str, group: str, optional: bool = False) -> str:
    if not scope.startswith("?"):
        return scope
    return scope_of_group(group, "optional" if optional else scope[1:])


def _fits(path: tuple[str | int, ...], pattern: tuple[str, ...]) -> bool:
    return all(wanted in ("*", part) for part, wanted in zip(path, pattern, strict=True))


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join("[]" if isinstance(part, int) else part for part in path)


def _settings(file: SourceFile, nodes: list[Node]) -> Iterator[Evidence]:
    """Scalars of `[tool.*]` whose key speaks of a model or an address: settings of tools, not dependencies."""
    places: Places | None = None
    for node in nodes:
        if len(node.path) < 3 or node.path[0] != "tool" or node.kind not in {"string", "number"}:
            continue
        key = next(part for part in reversed(node.path) if isinstance(part, str))
        if _SETTING.search(key) and hit_between(file, node.start, node.end):
            places = places or Places(file.text)
            site = ".".join(map(str, node.path[:-1]))
            yield places.make(file, How.CONFIG, node.value, node.start, node.end, slot=_dotted(node.path), site=site)
