"""Tests that stand inside production files. In: the code of a file and its brackets. Out: the stretches that only tests run.

What carries a test attribute is a test with all that is in its braces: `#[cfg(test)] mod tests { ... }`, `#[test] fn`, `[Fact]`.
What is built for tests and for others too (`#[cfg(any(test, unix))]`) is none. Previews that only a designer's canvas shows are
tests: `#Preview { ... }`, a type that is a `PreviewProvider`, `@Preview` on a function.
In Swift such previews are fed by constants of a type (`static let sample`, `static var mockUsers`).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice

from auditor import lazy_re as re
from auditor.extract.tables import Brackets

_ATTRIBUTE = {
    "rust": re.compile(r"#(!?)(\[)\s{0,4}([\w:]{1,60})"),
    "csharp": re.compile(r"()(?:(?<=\s)|(?<=\])|\A)(\[)\s{0,4}([\w.]{1,60})(?=\s{0,4}[](,])"),
}
_NAME = {
    "rust": re.compile(r"(?:\w+::){0,4}(?:(?:\w+_|rs)?test(?:_case)?|bench)\Z"),
    "csharp": re.compile(r"(?:\w+\.){0,4}(?:Test(?:Method|Case|Fixture|Class)?|Fact|Theory)(?:Attribute)?\Z"),
}
_SAMPLE = r"static (?:let|var) (?:(?:sample|mock|dummy|stub|fixture)(?:s|[A-Z]\w{0,60})?|previews?)\b"
_SAMPLES = re.compile(_SAMPLE)
_PREVIEW = {
    "swift": re.compile(
        rf"{_SAMPLE}|(?<![\w#])#Preview\b|\b(?:struct|class|enum|extension)\s+\w{{1,80}}\s?:[^{{}}\n]{{0,200}}\bPreviewProvider\b"
    ),
    "kotlin": re.compile(r"(?<![\w@])@Preview(?:LightDark|ScreenSizes|FontScale|DynamicColors)?\b"),
}
_ONLY = re.compile(r"\btest\b")
_ALSO = re.compile(r"\b(?:any|not)\b")
_SIGN = re.compile(r"[()\[\]{},;]")
_ITEM = re.compile(
    r"\s{0,4000}(?:pub|fn|mod|use|const|static|struct|enum|impl|trait|type|async|unsafe|extern|let|public|private|internal|\w+\s)\b"
)
_WRITTEN = re.compile(r"\S")
_MOST = 2_000
_LONGEST = 200  # characters of one attribute
_NEAR = 4_000  # characters of a preview without any sign
_SIGNS = 400  # signs between an attribute and the braces of what it stands on


def marks_tests(text: str, language: str) -> bool:
    """A quick look whether a text may hold tests of its own."""
    if language in _PREVIEW:
        return "Preview" in text or (language == "swift" and _SAMPLES.search(text) is not None)
    return (language == "rust" and "test" in text) or (
        language == "csharp" and ("[Test" in text or "Fact" in text or "[Theory" in text)
    )


class InlineTests:
    """The stretches of one text that are tests."""

    def __init__(self, code: str, brackets: Brackets, language: str) -> None:
        """Find the test attributes of masked code and what each stands on."""
        self._ends: list[int] = []
        self._starts: list[int] = []
        if language in _PREVIEW:
            self._previews(code, brackets, _PREVIEW[language])
        pattern = _ATTRIBUTE.get(language)
        last = -1
        for found in islice(pattern.finditer(code), _MOST) if pattern is not None else ():
            close = brackets.close_of(found.start(2))
            if (
                close >= len(code)
                or found.start() < last
                or not _is_test(found[3], code[found.end(3) : min(close, found.end(3) + _LONGEST)], language)
            ):
                continue
            outer = brackets.around(found.start() - 1)
            room = brackets.closes[outer] if outer >= 0 else len(code)
            last = room if found[1] else _end(code, brackets, close + 1, room)
            self._starts.append(found.start())
            self._ends.append(last)

    def _previews(self, code: str, brackets: Brackets, pattern: re.Pattern[str]) -> None:
        for found in islice(pattern.finditer(code), _MOST):
            if self._ends and found.start() < self._ends[-1]:
                continue
            outer = brackets.around(found.start() - 1)
            self._starts.append(found.start())
            self._ends.append(_shown(code, brackets, found.end(), brackets.closes[outer] if outer >= 0 else len(code)))

    def holds(self, offset: int) -> bool:
        """Whether only tests run what stands at an offset."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


def _is_test(name: str, rest: str, language: str) -> bool:
    if language == "rust" and name == "cfg":
        return _ONLY.search(rest) is not None and _ALSO.search(rest) is None
    return _NAME[language].match(name) is not None


def _end(code: str, brackets: Brackets, at: int, room: int) -> int:
    """Where the item ends that begins, with further attributes, at `at`: behind its braces, its semicolon, its comma."""
    item = False
    for _ in range(_SIGNS):
        item = item or _ITEM.match(code, at) is not None
        sign = _SIGN.search(code, at, room)
        if sign is None:
            return room
        if sign[0] == "{":
            return brackets.close_of(sign.start())
        if sign[0] in {"(", "["}:
            at = brackets.close_of(sign.start()) + 1
        elif sign[0] == ";" or (sign[0] == "," and not item):
            return sign.start()
        else:
            at = sign.end()
    return at


def _shown(code: str, brackets: Brackets, at: int, room: int) -> int:
    """Where a preview ends: behind its braces, or with the line of the expression that it is (`fun P() = A(...)`)."""
    given = -1  # where the expression begins
    for _ in range(_SIGNS):
        sign = _SIGN.search(code, at, min(room, at + _NEAR))
        stop = sign.start() if sign is not None else min(room, at + _NEAR)
        if given < 0:
            given = code.find("=", at, stop) + 1 or -1
        if given >= 0 and (line := _line_end(code, given, max(at, given), stop)) >= 0:
            return line
        if sign is None or sign[0] == ";":
            break
        if sign[0] in {"(", "[", "{"}:
            at = brackets.close_of(sign.start()) + 1
            if sign[0] == "{" and given < 0:
                return at
        else:
            at = sign.end()
    return stop


def _line_end(code: str, given: int, at: int, stop: int) -> int:
    """The first line break from `at` on that has something of the expression before it, -1 for none."""
    begun = _WRITTEN.search(code, given, stop)
    return code.find("\n", max(at, begun.start()), stop) if begun is not None else -1
