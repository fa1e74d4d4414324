"""TOML lockfiles of Python and Rust (`poetry.lock`, `uv.lock`, `pdm.lock`, `pylock.toml`, `Cargo.lock`). In: lines with a hit.
Out: the locked version, and the scope where the file tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor import lazy_re as re
from auditor.extract.declared import Entry, scope_of_group
from auditor.extract.lock_lines import block_after, lines_hit
from auditor.records import SourceFile

_NAME = re.compile(r"name = ([\"'])([^\"'\n]+)\1\s*$")
_VERSION = re.compile(r"^version = [\"']([^\"'\n]+)[\"']", re.MULTILINE)
_DEV = re.compile(r"^category = \"dev\"", re.MULTILINE)
_GROUPS = re.compile(r"^groups = \[([^\]\n]*)\]", re.MULTILINE)
_OPTIONAL = re.compile(r"^optional = true", re.MULTILINE)
_LOCAL = re.compile(r"\nsource = \{ (?:editable|virtual) = ")
_LISTED = re.compile(r"\{ name = \"([^\"\n]+)\"|^\[package\.([a-z-]+)", re.MULTILINE)
_CARGO_LISTED = re.compile(r"^ \"([^\" \n]+)[\" ]", re.MULTILINE)
_MOST_LOCAL = 500
_ORDER = ("dev", "optional", "runtime")


def entries_of(file: SourceFile) -> Iterator[Entry]:
    """Packages whose `name = ` line follows a `[[package]]` header."""
    ecosystem = "cargo" if file.format == "cargo-lock" else "pypi"
    direct: Mapping[str, str] | None = None
    for line in lines_hit(file):
        match = _NAME.match(line.text)
        if not match or not _heads_package(file.text, line.start):
            continue
        if direct is None:
            direct = _direct_cargo(file.text) if ecosystem == "cargo" else _direct_uv(file.text)
        block = block_after(file.text, line.start, ("\n[[package", "\n[metadata"))
        head = block.partition("\n[")[0]
        version = _VERSION.search(head)
        scope = direct.get(match[2], "") or _scope(head)
        if (ecosystem == "cargo" and "\nsource = " not in head) or _LOCAL.search(head):
            scope = "own"
        start = line.start + match.start(2)
        resolved = version[1] if version else ""
        yield Entry(ecosystem, match[2], start, start + len(match[2]), resolved=resolved, scope=scope, section="package")


def _heads_package(text: str, start: int) -> bool:
    """Whether the table that a line belongs to is `[[package]]` itself; the name stands within its first lines."""
    before = text[max(0, start - 400) : start]
    header = before.rpartition("\n[")[2] if "\n[" in before else before.removeprefix("[")
    return header.startswith(("[package]]", "[packages]]"))


def _scope(head: str) -> str:
    groups = _GROUPS.search(head)
    names = re.findall(r"[\w-]+", groups[1]) if groups else []
    if _DEV.search(head) or (names and all(scope_of_group(name, "") == "dev" for name in names)):
        return "dev"
    return "optional" if _OPTIONAL.search(head) else "transitive"


def _direct_uv(text: str) -> dict[str, str]:
    """What the packages of this workspace ask for, by name; the strongest scope wins."""
    direct: dict[str, str] = {}
    for _, local in zip(range(_MOST_LOCAL), _LOCAL.finditer(text), strict=False):
        scope = "runtime"
        for match in _LISTED.finditer(block_after(text, local.end(), ("\n[[package]]",), 40_000)):
            section = match[2]
            if section == "metadata":
                break
            if section:
                scope = {"optional-dependencies": "optional", "dev-dependencies": "dev"}.get(section, scope)
            elif _ORDER.index(scope) >= _ORDER.index(direct.get(match[1], "dev")):
                direct[match[1]] = scope
    return direct


def _direct_cargo(text: str) -> dict[str, str]:
    """What packages without a source (those of this workspace) list; the file does not tell dev from runtime."""
    direct: dict[str, str] = {}
    at = text.find("[[package]]")
    while at >= 0:
        following = text.find("\n[[package]]", at)
        end = len(text) if following < 0 else following
        if text.find("\nsource = ", at, end) < 0:
            direct.update((match[1], "runtime") for match in _CARGO_LISTED.finditer(text, at, end))
        at = following + 1 if following >= 0 else -1
    return direct
