"""`package.json`, `deno.json` and `pnpm-workspace.yaml`. In: JSON with places, YAML lines. Out: names, dependencies, catalog
versions, and defaults of an editor extension's settings. Overrides and resolutions declare nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.declared import Entry, declared, hit_between
from auditor.extract.json_places import Node, nodes_of
from auditor.extract.places import Places
from auditor.extract.yaml_lines import lines_of
from auditor.records import Evidence, How, Ignore, Role, SourceFile

_SECTIONS = {
    "dependencies": "runtime",
    "devDependencies": "dev",
    "peerDependencies": "peer",
    "optionalDependencies": "optional",
    "bundledDependencies": "runtime",
    "bundleDependencies": "runtime",
}
_ALIAS = re.compile(r"npm:((?:@[^/@\s]+/)?[^/@\s]+)(?:@(.*))?$")
_SPECIFIER = re.compile(r"(npm|jsr):/?((?:@[^/@\s]+/)?[^/@\s]+)(?:@([^/\s]*))?")
_CDN = re.compile(
    r"https://(?:esm\.sh|cdn\.skypack\.dev|unpkg\.com|esm\.run|cdn\.jsdelivr\.net/npm)/((?:@[^/@\s]+/)?[^/@?\s]+)(?:@([^/?\s]*))?"
)
_PROSE = frozenset({"description", "markdownDescription", "enumDescriptions", "markdownEnumDescriptions", "title"})


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a Node or Deno manifest."""
    if file.format == "pnpm-workspace":
        yield from declared(file, _catalogs(file.text))
        return
    nodes = list(nodes_of(file.text))
    yield from declared(file, _deno(nodes) if file.format == "deno-json" else _package(nodes))
    yield from _settings(file, nodes)


def _package(nodes: list[Node]) -> Iterator[Entry]:
    for node in nodes:
        if node.kind != "string":
            continue
        if node.path == ("name",):
            yield Entry("npm", node.value, node.start, node.end, scope="own", section="name")
        elif len(node.path) == 2 and node.path[0] in _SECTIONS:
            section = str(node.path[0])
            if isinstance(node.path[1], int):  # bundled dependencies are a list of names
                yield Entry("npm", node.value, node.start, node.end, scope="runtime", section=section)
            else:
                yield _dependency(node, section, _SECTIONS[section])


def _dependency(node: Node, section: str, scope: str) -> Entry:
    alias = _ALIAS.match(node.value)
    if alias:
        start = node.start + alias.start(1)
        return Entry("npm", alias[1], start, start + len(alias[1]), alias[2] or "", scope=scope, section=section)
    return Entry("npm", str(node.path[1]), node.key_start, node.key_end, node.value, scope=scope, section=section)


def _deno(nodes: list[Node]) -> Iterator[Entry]:
    for node in nodes:
        if node.kind != "string":
            continue
        if node.path == ("name",):
            yield Entry("npm", node.value, node.start, node.end, scope="own", section="name")
        elif node.path[:1] in {("imports",), ("scopes",)}:
            found = _SPECIFIER.match(node.value)
            ecosystem, shift = (found[1], 1) if found else ("npm", 0)
            found = found or _CDN.match(node.value)
            if found:
                name = found[1 + shift]
                start = node.start + found.start(1 + shift)
                yield Entry(ecosystem, name, start, start + len(name), found[2 + shift] or "", section=str(node.path[0]))


def _catalogs(text: str) -> Iterator[Entry]:
    """Central versions: `catalog:` at the top, or named ones below `catalogs:`."""
    section = ""
    for line in lines_of(text):
        if line.indent == 0:
            section = line.key
        elif section in {"catalog", "catalogs"} and line.key and line.value:
            alias = _ALIAS.match(line.value)
            name, start = (alias[1], line.start + alias.start(1)) if alias else (line.key, line.key_start)
            version = (alias[2] or "") if alias else line.value
            yield Entry("npm", name, start, start + len(name), version, section=section)


def _settings(file: SourceFile, nodes: list[Node]) -> Iterator[Evidence]:
    """What an editor extension contributes as settings: defaults are real, lists of choices only list, prose explains."""
    places: Places | None = None
    for node in nodes:
        if node.kind != "string" or not node.path or node.path[0] not in {"contributes", "config"}:
            continue
        if not hit_between(file, node.start, node.end):
            continue
        keys = [part for part in node.path if isinstance(part, str)]
        role = Role.LOOKUP_TABLE if keys[-1] == "enum" else Role.DOCS if keys[-1] in _PROSE else file.role
        places = places or Places(file.text)
        slot = ".".join("[]" if isinstance(part, int) else part for part in node.path)
        site = ".".join(map(str, node.path[:-1]))
        yield places.make(file, How.CONFIG, node.value, node.start, node.end, slot=slot, site=site, role=role)
