"""JSON lockfiles: `package-lock.json`, `bun.lock`, `Pipfile.lock`, `packages.lock.json`, `composer.lock`, `Package.resolved`. In:
the surroundings of hits, pretty-printed or not. Out: the locked version, and the scope where the file tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor import lazy_re as re
from auditor.extract.declared import Entry, swift_name
from auditor.extract.json_places import nodes_of
from auditor.extract.lock_lines import block_after, lines_hit
from auditor.records import SourceFile
from auditor.rows import NamedTuple

_OPENS = re.compile(r"\s*:\s*\{")
_VERSION = re.compile(r"\"(?:version|resolved)\"\s*:\s*\"([^\"\n]{1,200})\"")
_NPM_VERSION = re.compile(r"\"version\"\s*:\s*\"([^\"\n]{1,200})\"")
_TRUE = re.compile(r"\"(dev|devOptional|optional|peer|link)\"\s*:\s*true")
_ALIASED = re.compile(r"\"name\"\s*:\s*\"")  # the package stands under that name, with an evidence of its own
_TYPE = re.compile(r"\"type\"\s*:\s*\"(\w+)\"")
_NAMED = re.compile(r"\s*,\s*\"version\"\s*:\s*\"([^\"\n]{1,200})\"")
_NAME_KEY = re.compile(r"\"(?:name|location|repositoryURL)\"\s*:\s*$")
_IDENTITY = re.compile(r"\"(?:identity|package)\"\s{0,4}:\s{0,4}\Z")
_LOCATION = re.compile(
    r",\s{0,40}(?:\"kind\"\s{0,4}:\s{0,4}\"\w{1,40}\",\s{0,40})?\"(?:location|repositoryURL)\"\s{0,4}:\s{0,4}\"([^\"\n]{1,300})\""
)
_BUN = re.compile(r"\s*\"[^\"\n]+\":\s*\[\s*\"((?:@[^/\"\n]+/)?[^@\"\n]+)@([^\"\n]+)\"")
_WORKSPACE = re.compile(r"\n    \"(?!node_modules/)[^\"\n]*\": (?=\{)")
_SECTIONS = {"dependencies": "runtime", "devDependencies": "dev", "optionalDependencies": "optional", "peerDependencies": "peer"}
_MOST_WORKSPACES = 500
_LONGEST_HEAD = 2_000_000


class _Quoted(NamedTuple):
    """The string around a hit and where it stands."""

    text: str
    start: int
    end: int


def entries_of(file: SourceFile) -> Iterator[Entry]:
    """Entries around the hits of one JSON lockfile."""
    readers = {"bun-lock": _bun, "composer-lock": _composer, "swift-resolved": _swift, "package-lock": _npm}
    yield from readers.get(file.format, _keyed)(file)


def _quoted(file: SourceFile) -> Iterator[_Quoted]:
    last = -1
    for hit in file.hits[:20_000]:
        start = file.text.rfind('"', max(0, hit - 300), hit + 1) + 1
        end = file.text.find('"', hit, hit + 300)
        if start > last and end > 0:
            last = start
            yield _Quoted(file.text[start:end], start, end)


def _keyed(file: SourceFile) -> Iterator[Entry]:
    """`"name": {"version": ...}`: the sections of Pipfile.lock, and NuGet's with its type."""
    ecosystem = "nuget" if file.format == "nuget-lock" else "pypi"
    develop = file.text.find('"develop"') if ecosystem == "pypi" else -1
    for found in _quoted(file):
        if not _OPENS.match(file.text, found.end + 1):
            continue
        block = block_after(file.text, found.end, ("}",), 20_000).partition("{")[2].partition("{")[0]
        version = _VERSION.search(block)
        kind = _TYPE.search(block)
        scope = "dev" if 0 <= develop < found.start else "transitive"
        if kind:
            scope = {"Direct": "runtime", "Project": "own"}.get(kind[1], "transitive")
        if version and scope != "own":
            resolved = version[1].lstrip("=")
            yield Entry(
                ecosystem, found.text, found.start, found.end, resolved=resolved, scope=scope, section=kind[1] if kind else ""
            )


def _npm(file: SourceFile) -> Iterator[Entry]:
    direct: Mapping[str, str] | None = None
    for found in _quoted(file):
        name, start = _npm_name(file.text, found)
        if not name:
            continue
        block = block_after(file.text, found.end + 1, ("}",), 3_000)
        block = block.partition("{")[2].partition("{")[0] if name_is_key(file.text, found) else block.partition("{")[0]
        version = _NPM_VERSION.search(block)
        flags = set(_TRUE.findall(block))
        if not version or "link" in flags or (_ALIASED.search(block) and name_is_key(file.text, found)):
            continue
        if direct is None:
            direct = _npm_direct(file.text)
        scope = direct.get(name, "")
        if not scope:
            scope = "dev" if "dev" in flags else "optional" if flags & {"optional", "devOptional"} else "transitive"
        yield Entry("npm", name, start, start + len(name), resolved=version[1], scope=scope, section="packages")


def name_is_key(text: str, found: _Quoted) -> bool:
    """Tell whether a quoted text is the key of an object."""
    return bool(_OPENS.match(text, found.end + 1))


def _npm_name(text: str, found: _Quoted) -> tuple[str, int]:
    """The package a key (`node_modules/a/node_modules/@b/c`, `@b/c`) or an alias's `name` stands for, and where."""
    if name_is_key(text, found):
        name = found.text.rpartition("node_modules/")[2]
        slashes = name.count("/")
        known = "node_modules/" in found.text or slashes == 0 or (slashes == 1 and name.startswith("@"))
        return (name, found.end - len(name)) if known else ("", 0)
    before = text[max(0, found.start - 300) : found.start - 1]
    alias = _NAME_KEY.search(before) and "node_modules/" in before.rpartition("{")[0].rpartition("}")[2]
    return (found.text, found.start) if alias else ("", 0)


def _npm_direct(text: str) -> dict[str, str]:
    """What the root and the workspaces ask for: packages whose key is not below `node_modules/`."""
    direct: dict[str, str] = {}
    packages = text.find('"packages"')
    if packages < 0:
        return direct
    until = text.find('\n  "dependencies"', packages)
    places = _WORKSPACE.finditer(text, packages, len(text) if until < 0 else until)
    for _, match in zip(range(_MOST_WORKSPACES), places, strict=False):
        block = block_after(text, match.end(), ("\n    }",), 40_000)
        for node in nodes_of(block):
            if len(node.path) == 2 and node.path[0] in _SECTIONS:
                direct.setdefault(str(node.path[1]), _SECTIONS[str(node.path[0])])
    return direct


def _bun(file: SourceFile) -> Iterator[Entry]:
    direct: dict[str, str] | None = None
    for line in lines_hit(file):
        match = _BUN.match(line.text)
        if not match or match[2].startswith(("workspace:", "link:", "file:")):
            continue
        if direct is None:
            direct = _bun_direct(file.text)
        start = line.start + match.start(1)
        scope = direct.get(match[1], "transitive")
        yield Entry("npm", match[1], start, start + len(match[1]), resolved=match[2], scope=scope, section="packages")


def _bun_direct(text: str) -> dict[str, str]:
    direct: dict[str, str] = {}
    head = text.find('"packages": {')
    for node in nodes_of(text[: max(0, min(head, _LONGEST_HEAD))]):
        if len(node.path) == 4 and node.path[0] == "workspaces" and node.path[2] in _SECTIONS:
            direct.setdefault(str(node.path[3]), _SECTIONS[str(node.path[2])])
    return direct


def _composer(file: SourceFile) -> Iterator[Entry]:
    develop = file.text.find('"packages-dev"')
    for found in _quoted(file):
        version = _NAMED.match(file.text, found.end + 1)
        if version and _NAME_KEY.search(file.text[max(0, found.start - 30) : found.start - 1]):
            scope = "dev" if 0 <= develop < found.start else "transitive"
            yield Entry("packagist", found.text, found.start, found.end, resolved=version[1].removeprefix("v"), scope=scope)


def _swift_names(file: SourceFile) -> Iterator[tuple[_Quoted, int]]:
    """The quoted texts with a hit and where it begins; for an identity the address behind it, which a fork has of its own."""
    for found in _quoted(file):
        yield found, found.start
        if _IDENTITY.search(file.text, max(0, found.start - 40), found.start - 1):
            address = _LOCATION.match(file.text, found.end + 1)
            if address:
                yield _Quoted(address[1], address.start(1), address.end(1)), found.start


def _swift(file: SourceFile) -> Iterator[Entry]:
    for found, hit in _swift_names(file):
        if "/" not in found.text or not _NAME_KEY.search(file.text[max(0, found.start - 40) : found.start - 1]):
            continue
        block = block_after(file.text, found.end + 1, ('"location"', '"repositoryURL"', '"identity"'), 1_000)
        version = _NPM_VERSION.search(block)
        name, lead = swift_name(found.text)
        start = found.start + lead
        resolved = version[1] if version else ""
        yield Entry(
            "swift", name, start, start + len(name), resolved=resolved, scope="transitive", hit_start=hit, hit_end=found.end
        )
