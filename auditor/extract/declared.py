"""What a manifest or lockfile declares. In: the entries a reader found. Out: `Evidence` for every entry of a manifest, and for
those of a lockfile that repeat what a manifest asks for or have a hit in their name, plus inline suppressions in comments.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from auditor import lazy_re as re
from auditor.extract.places import Places, ignores_of
from auditor.records import Evidence, How, Ignore, SourceFile
from auditor.rows import NamedTuple

MOST = 2_000  # entries of one file

_ALWAYS = frozenset({"own", "include"})
_COMMENT = re.compile(r"#|//|/\*|<!--|--|;")
_DEV = frozenset(
    {
        "dev", "devel", "develop", "development", "test", "tests", "testing", "lint", "linting", "lints", "docs", "doc", "ci",
        "typing", "types", "typecheck", "format", "formatting", "qa", "quality", "bench", "benchmark", "benchmarks", "coverage",
        "style", "check", "checks", "debug", "precommit",
    }
)  # fmt: skip
_SEPARATORS = re.compile(r"[-_./ ]+")
_SWIFT = re.compile(r"(?:https?://|ssh://git@|git@)?(.+?)(?:\.git)?/?\Z")

_PINS = {
    "pypi": re.compile(r"\(?={2,3}\s*(\d[^\s,;*)]*)\)?$"),
    "npm": re.compile(r"[=v]*(\d+\.\d+\.\d+[\w.+-]*)$"),
    "go": re.compile(r"(v\d\S*)$"),
    "cargo": re.compile(r"=\s*(\d[^\s,*]*)$"),
    "maven": re.compile(r"\[?(\d[^\[\](),$+\s]*)\]?$"),
    "nuget": re.compile(r"\[?(\d[^\[\](),$*\s]*)\]?$"),  # a plain version of a direct reference is the one that is restored
    "rubygems": re.compile(r"=?\s*(\d[\w.]*)$"),
    "packagist": re.compile(r"=*v?(\d+\.\d+\.\d+[\w.+-]*)$"),
    "hex": re.compile(r"(?:==\s*)?(\d[\w.+-]*)$"),
    "pub": re.compile(r"(\d[\w.+-]*)$"),
    "conda": re.compile(r"={1,2}\s*(\d[^\s=*,|]*)=\S+$|==\s*(\d[^\s=*,|]*)$"),
}


class Entry(NamedTuple):
    """One declared package. `start` and `end` enclose the name; hits count between `hit_start` and `hit_end` where given."""

    ecosystem: str
    name: str
    start: int
    end: int
    version: str = ""
    resolved: str = ""
    scope: str = "runtime"
    section: str = ""
    hit_start: int = -1
    hit_end: int = -1


def pin_of(ecosystem: str, specifier: str) -> str:
    """Tell the one version that a specifier allows, "" when it allows more."""
    pattern = _PINS.get(ecosystem)
    match = pattern.match(specifier.strip()) if pattern and len(specifier) < 200 else None
    return next((group for group in match.groups() if group), "") if match else ""


def swift_name(address: str) -> tuple[str, int]:
    """The name of a Swift package in its address, and where it begins there: `git@host:owner/name.git` -> `host/owner/name`."""
    found = _SWIFT.match(address)
    if found is None:
        return address, 0
    return found[1].replace(":", "/", 1) if "git@" in address else found[1], found.start(1)


def scope_of_group(group: str, otherwise: str) -> str:
    """`dev` for groups and extras named after development, tests or documentation."""
    return "dev" if any(word in _DEV for word in _SEPARATORS.split(group.lower())) else otherwise


def declared(file: SourceFile, entries: Iterable[Entry], how: How = How.MANIFEST) -> Iterator[Evidence | Ignore]:
    """Evidence for every entry of a manifest, and for the entries of a lockfile that a hit makes worth telling; each place once.

    Manifests are few and short, and a package's name (`ai`) may be too short for a needle.
    """
    places: Places | None = None
    seen: set[tuple[str, int]] = set()
    for entry in entries:
        wanted = how is How.MANIFEST or entry.scope in _ALWAYS or is_told(file, entry)
        if not wanted or not entry.name or (entry.name, entry.start) in seen:
            continue
        seen.add((entry.name, entry.start))
        places = places or Places(file.text)
        yield places.make(
            file,
            how,
            entry.name,
            entry.start,
            entry.end,
            slot=entry.section,
            language=entry.ecosystem,
            version=entry.version,
            resolved=entry.resolved or pin_of(entry.ecosystem, entry.version),
            scope=entry.scope,
        )
        if len(seen) >= MOST:
            break
    yield from _ignores(file, places)


def is_told(file: SourceFile, entry: Entry) -> bool:
    """Tell whether an entry of a lockfile matters: it repeats what a manifest asks for, or a needle begins in its name."""
    return bool(entry.version) or has_hit(file, entry)


def has_hit(file: SourceFile, entry: Entry) -> bool:
    """Tell whether a needle begins within the entry's name, or with the quote before it."""
    start = entry.start - 1 if entry.hit_start < 0 else entry.hit_start
    end = entry.end if entry.hit_end < 0 else entry.hit_end
    return hit_between(file, start, end)


def hit_between(file: SourceFile, start: int, end: int) -> bool:
    """Tell whether a needle begins at `start` or later, before `end`."""
    place = bisect_left(file.hits, start)
    return place < len(file.hits) and file.hits[place] < end


def _ignores(file: SourceFile, places: Places | None) -> Iterator[Ignore]:
    at = file.text.find("ai-audit:")
    if at < 0:
        return
    places = places or Places(file.text)
    found = 0
    while at >= 0 and found < MOST:
        line, _ = places.at(at)
        start = places.offset(line)
        text = places.line_text(line, 1_000)
        mark = _COMMENT.search(text)
        if mark and start + mark.start() < at:
            yield from ignores_of(file.path, text[mark.start() :], line, not text[: mark.start()].strip())
        at = file.text.find("ai-audit:", max(start + len(text), at + 1))
        found += 1
