"""`Cargo.toml`. In: TOML nodes. Out: the package's own name and every dependency table: plain, dev, build, per target, of the
workspace; renamed packages stand under their real name.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.declared import Entry, declared
from auditor.extract.keyed import Tables
from auditor.extract.toml_places import nodes_of
from auditor.records import Evidence, Ignore, SourceFile

_TABLES = {
    "dependencies": "runtime",
    "dev-dependencies": "dev",
    "dev_dependencies": "dev",
    "build-dependencies": "build",
    "build_dependencies": "build",
}


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a `Cargo.toml`."""
    yield from declared(file, _entries(file.text))


def _entries(text: str) -> Iterator[Entry]:
    tables = Tables()
    for node in nodes_of(text):
        path = node.path
        if path in {("package", "name"), ("project", "name")} and node.kind == "string":
            yield Entry("cargo", node.value, node.start, node.end, scope="own", section="package")
            continue
        depth = 2 if path[:1] == ("workspace",) else 3 if path[:1] == ("target",) else 1
        if len(path) > depth and path[depth - 1] in _TABLES:
            tables.take(path[:depth], node)
    for found in tables:
        section = ".".join(map(str, found.table))
        scope = "optional" if found.is_set("optional") else _TABLES[str(found.table[-1])]
        version = found.value("", "version", "git", "path")  # "" with `workspace = true`: said centrally
        renamed = found.fields.get("package")
        if renamed and renamed.kind == "string":
            yield Entry("cargo", renamed.value, renamed.start, renamed.end, version, scope=scope, section=section)
        else:
            yield Entry("cargo", found.name, *found.key, version, scope=scope, section=section)
