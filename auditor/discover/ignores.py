"""Ignore files. In: the lines of a `.gitignore` or `.ignore`. Out: whether a path is left out, kept, or not spoken of.

The patterns come from the scanned tree, so every glob becomes an expression that cannot backtrack into an explosion (atomic
groups) and their number is bounded; plain names and `*.ext`, which most lines are, become dictionary look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor import lazy_re
from auditor.rows import NamedTuple

FILES = (".gitignore", ".ignore")  # in rising order of precedence
MAX_BYTES = 500_000
MAX_GLOBS = 2_000  # of one scan: what is over is not honored, so more is read, never less
_MAX_PATTERNS = 20_000
_MAX_LENGTH = 1_000
_SPECIAL = frozenset("*?[\\")
_COPIED = lazy_re.compile(r"\.?env[\w.-]*[._-](?:example|sample|template|tmpl|dist)", re.IGNORECASE)
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "digit": "0-9", "lower": "a-z", "upper": "A-Z", "space": r"\s",
    "punct": r"!-/:-@\[-`{-~", "xdigit": "0-9a-fA-F", "blank": r" \t", "cntrl": r"\x00-\x1f\x7f",
}  # fmt: skip


def is_copied(name: str) -> bool:
    """Whether a file is there to be copied to the variables that are kept aside: a pattern such as `.env*` means the copies."""
    return "env" in name and _COPIED.fullmatch(name) is not None


class _Glob(NamedTuple):
    number: int
    dir_only: bool
    on_name: bool  # says nothing about directories above
    match: re.Pattern[str]


class Ignores:
    """The patterns of one ignore file; the last one that matches decides."""

    __slots__ = ("_any", "_dirs", "_globs", "_kept", "_on_names", "_on_paths", "_suffixes", "globs", "overflow")

    def __init__(self, lines: Iterable[str], room: int = MAX_GLOBS) -> None:
        self._any: dict[str, int] = {}  # a name, or "/path" when anchored -> index of the last such pattern
        self._dirs: dict[str, int] = {}
        self._suffixes: dict[str, tuple[int, int]] = {}  # ".ext" -> (for anything, for directories only)
        self._globs: list[_Glob] = []
        self._kept: list[bool] = []
        self.overflow = False
        for line in lines:
            if len(self._kept) >= _MAX_PATTERNS or len(self._globs) >= room:
                self.overflow = True
                break
            self._add(line)
        self.globs = len(self._globs)
        self._globs.reverse()
        self._on_names = _screen(glob for glob in self._globs if glob.on_name)
        self._on_paths = _screen(glob for glob in self._globs if not glob.on_name)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def _add(self, line: str) -> None:
        parsed = _parsed(line)
        if parsed is None:
            return
        kept, dir_only, anchored, body = parsed
        index = len(self._kept)
        if not _SPECIAL.intersection(body):
            (self._dirs if dir_only else self._any)["/" + body if anchored else body] = index
        elif not anchored and body[:2] == "*." and "." not in body[2:] and not _SPECIAL.intersection(body[1:]):
            both, dirs = self._suffixes.get(body[1:], (-1, -1))
            self._suffixes[body[1:]] = (both, index) if dir_only else (index, dirs)
        else:
            regex = _regex(body, anchored=anchored)
            if regex is None:
                return
            self._globs.append(_Glob(index, dir_only, not anchored, regex))
        self._kept.append(kept)

    def says(self, path: str, name: str, *, is_dir: bool) -> bool | None:
        """True: left out; False: kept by a `!` pattern; None: not spoken of. `path` is relative to the ignore file."""
        best = max(self._any.get(name, -1), self._any.get("/" + path, -1))
        if is_dir and self._dirs:
            best = max(best, self._dirs.get(name, -1), self._dirs.get("/" + path, -1))
        if self._suffixes:
            dot = name.rfind(".")
            if dot >= 0:
                both, dirs = self._suffixes.get(name[dot:], (-1, -1))
                best = max(best, both, dirs if is_dir else -1)
        if self._globs and (is_dir or self._on_names(name) or self._on_paths(path)):
            best = max(best, self._last_glob(path, name, is_dir=is_dir, after=best))
        return None if best < 0 else not self._kept[best]

    def names(self, name: str) -> bool:
        """Whether a pattern is just this name."""
        return name in self._any

    def _last_glob(self, path: str, name: str, *, is_dir: bool, after: int) -> int:
        for glob in self._globs:
            if glob.number < after:
                break
            if (is_dir or not glob.dir_only) and glob.match.match(name if glob.on_name else path):
                return glob.number
        return -1


class _Screen:
    """One alternation that tells in one go that none of the globs for files matches."""

    __slots__ = ("_match",)

    def __init__(self, sources: list[str]) -> None:
        self._match = re.compile("|".join(sources), re.DOTALL).match if sources else None

    def __call__(self, text: str) -> bool:
        return self._match is not None and self._match(text) is not None


def _screen(globs: Iterable[_Glob]) -> _Screen:
    return _Screen([glob.match.pattern for glob in globs if not glob.dir_only])


def _parsed(line: str) -> tuple[bool, bool, bool, str] | None:
    """(kept, for directories only, anchored, the pattern without the slashes that say so); None: the line says nothing."""
    line = line.removesuffix("\n").removesuffix("\r")
    while line.endswith(" ") and not line.endswith("\\ "):
        line = line[:-1]
    if not line or line[0] == "#" or len(line) > _MAX_LENGTH:
        return None
    kept = line[0] == "!"
    line = line[kept:]
    dir_only = line.endswith("/")
    line = line.removesuffix("/")
    anchored = "/" in line
    line = line.removeprefix("/")
    while line.startswith("**/") and line != "**/**":
        line = line[3:]  # `**/x` is `x` anywhere; `**/x/y` keeps its anchor below
        if "/" not in line:
            anchored = False
        else:
            line = "**/" + line
            break
    return (kept, dir_only, anchored, line) if line and "//" not in line and not line.endswith("/") else None


def _regex(body: str, *, anchored: bool) -> re.Pattern[str] | None:
    """One expression for the whole pattern, None when nothing can match it."""
    runs: list[list[str]] = [[]]  # segments between `**`
    for segment in body.split("/") if anchored else [body]:
        if anchored and segment == "**":
            if runs[-1] or len(runs) == 1:
                runs.append([])
            continue
        translated = _segment(segment)
        if translated is None:
            return None
        runs[-1].append(translated)
    first, *rest = ["/".join(run) for run in runs]
    text = first + "/" if first and rest else first
    # The leftmost place of each run between two `**` is as good as any: no way back is needed.
    for run in rest[:-1]:
        text += f"(?>(?:[^/]*/)*?{run}/)"
    if rest:
        text += f"(?:[^/]*/)*{rest[-1]}" if rest[-1] else ".+"
    try:
        return re.compile(text + r"\Z", re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        return None


def _segment(segment: str) -> str | None:
    """The expression of one path segment; a star gives itself up to the leftmost place of what follows it."""
    chunks = [""]
    at = 0
    while at < len(segment):
        char = segment[at]
        at += 1
        if char == "*":
            if chunks[-1] or len(chunks) == 1:
                chunks.append("")
        elif char == "?":
            chunks[-1] += "[^/]"
        elif char == "[":
            found = _char_class(segment, at)
            if found is None:
                return None
            text, at = found
            chunks[-1] += text
        elif char == "\\":
            if at == len(segment):
                return None
            chunks[-1] += re.escape(segment[at])
            at += 1
        else:
            chunks[-1] += re.escape(char)
    if len(chunks) == 1:
        return chunks[0]
    return chunks[0] + "".join(f"(?>[^/]*?{chunk})" for chunk in chunks[1:-1]) + "[^/]*" + chunks[-1]


def _char_class(segment: str, at: int) -> tuple[str, int] | None:
    """The class that opens before `at`, as an expression, and where it ends; None when it never closes."""
    negated = segment[at : at + 1] in {"!", "^"}
    at += negated
    body = ""
    start = at
    while at < len(segment) and (segment[at] != "]" or at == start):
        char = segment[at]
        if segment.startswith("[:", at) and (end := segment.find(":]", at)) > 0:
            body += _CLASSES.get(segment[at + 2 : end], "")
            at = end + 2
            continue
        if char == "-" and at > start and segment[at + 1 : at + 2] not in {"]", ""}:
            body += "-"
        else:
            at += char == "\\" and at + 1 < len(segment)
            body += re.escape(segment[at])
        at += 1
    if at >= len(segment) or not body:
        return None
    return f"(?!/)[{'^' if negated else ''}{body}]", at + 1
