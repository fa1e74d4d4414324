"""Lockfiles: what was really resolved. In: the surroundings of hits. Out: one `LOCKFILE` evidence per package and version, with
the scope `transitive` unless the file says more. `Gemfile.lock`, `mix.lock` and `pubspec.lock` are read here, the others beside.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract import locks_json, locks_npm, locks_toml
from auditor.extract.declared import Entry, declared, is_told
from auditor.extract.lock_lines import block_after, lines_hit
from auditor.records import Evidence, How, Ignore, SourceFile

_GEM = re.compile(r" {4}([\w.-]+) \(([^)\n]+)\)$")
_GEM_SECTION = re.compile(r"^[A-Z][A-Z ]+$", re.MULTILINE)
_MOST_SECTIONS = 200
_GEM_ASKED = re.compile(r"^  ([\w.-]+)", re.MULTILINE)
_MIX = re.compile(r"\s*\"(\w+)\":\s*\{:(?:hex,\s*:(\w+),\s*\"([^\"]+)\"|git,\s*\"[^\"]*\",\s*\"([^\"]+)\")")
_PUB = re.compile(r"  (\w+):\s*$")
_PUB_VERSION = re.compile(r"^    version: \"?([^\"\s]+)", re.MULTILINE)
_PUB_KIND = re.compile(r"^    dependency: \"?([a-z]+)(?: ([a-z]+))?", re.MULTILINE)


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of one lockfile."""
    yield from declared(file, _once(file), How.LOCKFILE)


def _once(file: SourceFile) -> Iterator[Entry]:
    """Each package and version once, where it stands first; the project's own packages are told by its manifests."""
    seen: set[tuple[str, str]] = set()
    for entry in _entries(file):
        if entry.scope == "own" or (entry.name, entry.resolved) in seen or not is_told(file, entry):
            continue
        seen.add((entry.name, entry.resolved))
        yield entry


def _entries(file: SourceFile) -> Iterator[Entry]:
    match file.format:
        case "poetry-lock" | "uv-lock" | "pdm-lock" | "pylock" | "cargo-lock":
            yield from locks_toml.entries_of(file)
        case "yarn-lock" | "pnpm-lock":
            yield from locks_npm.entries_of(file)
        case "gemfile-lock":
            yield from _gems(file)
        case "mix-lock":
            yield from _mix(file)
        case "pubspec-lock":
            yield from _pub(file)
        case _:
            yield from locks_json.entries_of(file)


def _gems(file: SourceFile) -> Iterator[Entry]:
    sections = [(match.start(), match[0]) for match in _GEM_SECTION.finditer(file.text)][:_MOST_SECTIONS]
    asked: set[str] = set()
    for start, name in sections:
        if name == "DEPENDENCIES":
            asked.update(match[1] for match in _GEM_ASKED.finditer(block_after(file.text, start, ("\n\n",), 200_000)))
    for line in lines_hit(file):
        match = _GEM.match(line.text)
        if match:
            section = next((name for start, name in reversed(sections) if start < line.start), "")
            scope = "own" if section == "PATH" else "runtime" if match[1] in asked else "transitive"
            start = line.start + match.start(1)
            yield Entry("rubygems", match[1], start, start + len(match[1]), resolved=match[2], scope=scope, section=section)


def _mix(file: SourceFile) -> Iterator[Entry]:
    for line in lines_hit(file):
        match = _MIX.match(line.text)
        if match:
            group = 2 if match[2] else 1
            start = line.start + match.start(group)
            resolved = match[3] or match[4]
            yield Entry("hex", match[group], start, start + len(match[group]), resolved=resolved, scope="transitive")


def _pub(file: SourceFile) -> Iterator[Entry]:
    scopes = {"main": "runtime", "dev": "dev", "overridden": "runtime"}
    for line in lines_hit(file):
        match = _PUB.match(line.text)
        if not match:
            continue
        following = file.text[line.start + len(line.text) :][:2_000]
        block = re.split(r"\n {0,2}(?=\S)", following, maxsplit=1)[0]
        version, kind = _PUB_VERSION.search(block), _PUB_KIND.search(block)
        if version:
            scope = scopes.get(kind[2] or "", "transitive") if kind else "transitive"
            start = line.start + match.start(1)
            yield Entry("pub", match[1], start, start + len(match[1]), resolved=version[1], scope=scope)
