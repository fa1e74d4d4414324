"""`go.mod` and `go.work`. In: lines. Out: the module's own path, required and replacing modules, tools. What stands after `//`
is a comment, but `// indirect` says that another module asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.declared import Entry, declared
from auditor.records import Evidence, Ignore, SourceFile

_WORD = re.compile(r"\"[^\"]*\"|`[^`]*`|[^\s\"`]+")
_DIRECTIVES = frozenset({"module", "require", "replace", "tool", "exclude", "retract", "use", "godebug", "ignore"})


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a `go.mod` or `go.work`."""
    yield from declared(file, _entries(file.text))


def _entries(text: str) -> Iterator[Entry]:
    block = ""
    at = 0
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        code, _, comment = raw.rstrip("\r")[:2_000].partition("//")
        words = [(word[0].strip('"`'), start + word.start() + (word[0][0] in '"`')) for word in _WORD.finditer(code)]
        if not words:
            continue
        directive = block
        if not block:
            if words[0][0] not in _DIRECTIVES:
                continue
            directive = words.pop(0)[0]
        if words and words[0][0] == "(":
            block = directive
            words.pop(0)
        if words and words[-1][0] == ")":
            block = ""
            words.pop()
        if words:
            yield from _line(directive, words, "indirect" in comment)


def _line(directive: str, words: list[tuple[str, int]], indirect: bool) -> Iterator[Entry]:
    name, start = words[0]
    version = words[1][0] if len(words) > 1 else ""
    end = start + len(name)
    if directive == "module":
        yield Entry("go", name, start, end, scope="own", section="module")
    elif directive == "require":
        yield Entry("go", name, start, end, version, scope="transitive" if indirect else "runtime", section="require")
    elif directive == "tool":
        yield Entry("go", name, start, end, scope="dev", section="tool")
    elif directive == "replace":
        arrow = next((place for place, word in enumerate(words) if word[0] == "=>"), len(words))
        if arrow + 1 < len(words) and not words[arrow + 1][0].startswith((".", "/")):
            name, start = words[arrow + 1]
            version = words[arrow + 2][0] if arrow + 2 < len(words) else ""
            yield Entry("go", name, start, start + len(name), version, section="replace")
