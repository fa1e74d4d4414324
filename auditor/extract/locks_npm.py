"""`yarn.lock` (v1 and berry) and `pnpm-lock.yaml` (5 to 9). In: lines with a hit, and pnpm's importers. Out: the locked version,
and the scope where the file tells it.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.declared import Entry
from auditor.extract.lock_lines import block_after, lines_hit
from auditor.extract.yaml_lines import Line, lines_of
from auditor.records import SourceFile

_NAME = r"(?:@[^/@\s\"',:]+/)?[^/@\s\"',:(]+"
_SPEC = re.compile(rf"({_NAME})@(?:npm:({_NAME})@)?")
_MOST_WORKSPACES = 500
_LONGEST_HEAD = 2_000_000
_YARN_VERSION = re.compile(r"^ +version:? \"?([^\"\s]+)\"?", re.MULTILINE)
_YARN_WORKSPACE = re.compile(r"\n\"[^\"\n]*@workspace:[^\"\n]*\":\n")
_YARN_ASKED = re.compile(rf"^    \"?({_NAME})\"?: ", re.MULTILINE)
_PNPM_KEY = re.compile(rf"  ['\"]?/?({_NAME})[@/](\d[^\s:'\"(_/]*)[^\n]*:\s*$")
_PNPM_ALIAS = re.compile(rf"['\"]?/?({_NAME})[@/](\d[^\s:'\"(_]*)")
_PNPM_VERSION = re.compile(r"\d[^\s('\"_]*")
_SECTIONS = {"dependencies": "runtime", "devDependencies": "dev", "optionalDependencies": "optional"}


def entries_of(file: SourceFile) -> Iterator[Entry]:
    """Entries of one yarn or pnpm lockfile."""
    yield from _yarn(file) if file.format == "yarn-lock" else _pnpm(file)


def _yarn(file: SourceFile) -> Iterator[Entry]:
    direct: set[str] | None = None
    for line in lines_hit(file):
        if line.text[:1] in {" ", "\t", "#", ""} or not line.text.endswith(":") or "@workspace:" in line.text:
            continue
        block = block_after(file.text, line.start + len(line.text), ("\n\n",), 600)
        version = _YARN_VERSION.search(block)
        if direct is None:
            direct = _yarn_direct(file.text)
        for match, at in _specs(line.text):
            group = 2 if match[2] else 1
            start = line.start + at + match.start(group)
            scope = "runtime" if match[1] in direct else "transitive"
            resolved = version[1] if version else ""
            yield Entry("npm", match[group], start, start + len(match[group]), resolved=resolved, scope=scope)


def _specs(header: str) -> Iterator[tuple[re.Match[str], int]]:
    """The specs of a header (`"a@^1", "a@^2":`) with the offset of each."""
    at = 0
    for part in header.split(","):
        bare = part.lstrip(' "')
        match = _SPEC.match(bare)
        if match:
            yield match, at + len(part) - len(bare)
        at += len(part) + 1


def _yarn_direct(text: str) -> set[str]:
    """What berry's workspace entries ask for; v1 says nothing of it, and berry does not tell dev from runtime."""
    direct: set[str] = set()
    for _, match in zip(range(_MOST_WORKSPACES), _YARN_WORKSPACE.finditer(text), strict=False):
        block = block_after(text, match.end(), ("\n\n", "\n  bin:", "\n  peerDependencies:"), 40_000)
        direct.update(asked[1] for asked in _YARN_ASKED.finditer(block))
    return direct


def _pnpm(file: SourceFile) -> Iterator[Entry]:
    text = file.text
    packages = text.find("\npackages:")
    snapshots = text.find("\nsnapshots:")
    head = len(text) if packages < 0 else packages
    direct: set[tuple[str, str]] = set()
    for entry in _importers(text[: min(head, _LONGEST_HEAD)]):
        direct.add((entry.name, entry.resolved))
        yield entry
    for line in lines_hit(file):
        if line.start <= head or 0 <= snapshots < line.start:
            continue
        match = _PNPM_KEY.match(line.text)
        if match and (match[1], match[2]) not in direct:
            start = line.start + match.start(1)
            block = block_after(text, line.start + len(line.text), ("\n\n", "\n  /", "\n  '"), 1_500)
            scope = "dev" if "\n    dev: true" in block else "transitive"
            yield Entry("npm", match[1], start, start + len(match[1]), resolved=match[2], scope=scope, section="packages")


def _importers(head: str) -> Iterator[Entry]:
    """What the projects of the workspace ask for: `importers:` by project, or the sections alone for a single one."""
    top = section = ""
    level = 0  # indent of the section in force
    waiting: Line | None = None
    specifiers: dict[str, str] = {}
    for line in lines_of(head):
        if line.indent == 0:
            top, section, waiting, level = line.key, line.key, None, 0
            continue
        if top == "importers" and line.indent == 4:
            section, level, waiting = line.key, 4, None
            continue
        if line.indent == level + 2 and section == "specifiers":
            specifiers[line.key] = line.value
        elif line.indent == level + 2 and section in _SECTIONS:
            waiting = line
            if line.value:  # lockfile 5 says the version at once
                yield from _imported(line, line.value, line.start, specifiers.get(line.key, ""), section)
        elif waiting and line.indent == level + 4 and line.key == "specifier":
            specifiers[waiting.key] = line.value
        elif waiting and line.indent == level + 4 and line.key == "version":
            yield from _imported(waiting, line.value, line.start, specifiers.get(waiting.key, ""), section)


def _imported(name: Line, version: str, start: int, specifier: str, section: str) -> Iterator[Entry]:
    plain = _PNPM_VERSION.match(version)
    alias = None if plain else _PNPM_ALIAS.match(version)
    scope = _SECTIONS[section]
    if plain:
        end = name.key_start + len(name.key)
        yield Entry("npm", name.key, name.key_start, end, specifier, plain[0], scope, section)
    elif alias and not version.startswith(("link:", "file:")):
        start += alias.start(1)
        yield Entry("npm", alias[1], start, start + len(alias[1]), specifier, alias[2], scope, section)
