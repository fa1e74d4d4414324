"""Import statements of the lexed languages. In: text, spans, the row's import shape. Out: each module and the names it binds.

Shapes: `es` (strings), `go`, `dotted`, `using`, `require`, `use`, `module`, `alias`, `python`; nothing is resolved on disk.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.lexer import Spans
from auditor.records import OWN_FOLDERS
from auditor.rows import NamedTuple

_MOST = 2_000
_FAR = 6_000  # the longest import statement that is looked at
_KEYWORDS = {
    "dotted": ("import",),
    "using": ("using", "open", "Imports"),
    "use": ("use", "extern crate"),
    "module": ("import",),
    "alias": ("alias", "import", "use", "require"),
    "python": ("import", "from"),
    "go": ("import",),
    "require": ("require", "load", "autoload"),
}
_BEFORE = re.compile(r"(?:<\?php|pub(?:\([a-z]{1,10}\))?|global|export|@testable|@_exported|[#@])?[ \t]*\Z")
_PATH = re.compile(r"[\w.\\:$*-]+")
_GO_AFFIXES = re.compile(r"\A(?:go|golang)-|(?:-(?:go|golang|sdk|client|api))+\Z")
_GO = re.compile(r"(?:([\w.]+)[ \t]+)?[\"`]([^\"`\n]{1,300})[\"`]")
_OPENS = re.compile(r"\b(class|trait|enum|namespace)(?=[ \t]{1,8}[\w\\{(])")
_AS = re.compile(r"\s+(?:as|=>)\s+|\s*=>\s*")
_ES_TAIL = re.compile(r"(?:\bfrom|\bimport|\brequire\s{0,4}\(|\bimport\s{0,4}\(|\bexport|\brequire\.resolve\()\s{0,40}\Z")
_ES_CLAUSE = re.compile(r"\b(?:import|export)\b(?!\s*\()")
_TYPE_NAMES = re.compile(r"\btype\s+(?:\w+\s+as\s+)?(\w+)")
_ES_LET = re.compile(
    r"(?:const|let|var)\s+([\w$]+|\{[^{}]{0,800}\})\s*(?::[^=\n]{1,80})?=\s*(?:await\s+)?(?:require|import)\s*\(\s*\Z"
)
_DART_AS = re.compile(r"\s+(?:deferred\s+)?as\s+(\w+)")


class Import(NamedTuple):
    """One imported module; `names` are (local name, dotted value) pairs, `own` marks paths inside the project."""

    module: str
    start: int  # of the module's text
    end: int
    first: int  # of the whole statement
    last: int
    names: tuple[tuple[str, str], ...] = ()
    own: bool = False
    types: frozenset[str] = frozenset()  # names that are imported as types only


def imports_of(spans: Spans) -> list[Import]:
    """All imports of a text, in order; bounded."""
    shape = spans.language.imports
    if not shape:
        return []
    read = _strings if shape == "es" else _statements
    found = []
    for one in read(spans, shape):
        found.append(one)
        if len(found) >= _MOST:
            break
    return sorted(found, key=lambda one: one.start)


def _strings(spans: Spans, _shape: str) -> Iterator[Import]:
    """Modules that are named by a string behind `from`, `import` or `require(`."""
    text, seen = spans.text, set()
    for keyword in ("from", "require", "import"):
        at = text.find(keyword)
        while at >= 0:
            after = at + len(keyword)
            quote = after
            while quote < len(text) and text[quote] in " \t\r\n(" and quote - after < 12:
                quote += 1
            index = spans.at(quote) if quote < len(text) and text[quote] in "\"'`" else -1
            if index >= 0 and spans.starts[index] == quote and quote not in seen and spans.at(at) < 0:
                head = text[max(0, quote - 60) : quote]
                if _ES_TAIL.search(head):
                    seen.add(quote)
                    yield _es(spans, index, at)
            at = text.find(keyword, after)


def _es(spans: Spans, index: int, at: int) -> Import:
    text = spans.text
    start, end = spans.content(index)
    module = text[start:end]
    first, clause = at, ""
    if text.startswith("from", at):
        low = max(0, at - _FAR)
        begins = [found.start() for found in _ES_CLAUSE.finditer(text, low, at)]
        if begins:
            first = begins[-1]
            clause = text[first:at].partition(" ")[2]
            clause = "" if text.startswith("export", first) else clause
    names = list(_es_names(module, clause))
    if not clause:
        bound = _ES_LET.search(text[max(0, spans.starts[index] - 1_000) : spans.starts[index]])
        if bound:
            names = list(_es_names(module, bound[1].replace(":", " as ")))
        dart = _DART_AS.match(text, spans.ends[index]) if spans.language.name == "dart" else None
        if dart:
            names = [(dart[1], module)]
    own = module.startswith((".", "/", "#", "$lib", *OWN_FOLDERS))
    types = frozenset(name for name, _ in names) if clause.startswith("type ") else frozenset(_TYPE_NAMES.findall(clause))
    return Import(module, start, end, first, spans.ends[index], tuple(names), own, types)


def _es_names(module: str, clause: str) -> Iterator[tuple[str, str]]:
    clause = re.sub(r"//[^\n]*|/\*.*?\*/", "", clause, flags=re.DOTALL).strip().removeprefix("type ")
    outer, _, rest = clause.partition("{")
    for name in outer.split(","):
        bare = name.strip()
        if bare.startswith("*"):
            yield bare.rpartition(" ")[2], module
        elif bare and bare.isidentifier():
            yield bare, f"{module}.{bare}"
    for name in rest.partition("}")[0].split(","):
        parts = name.split()
        parts = parts[1:] if parts[:1] == ["type"] and len(parts) > 1 else parts
        if parts:
            yield parts[-1], f"{module}.{parts[0]}"


def _statements(spans: Spans, shape: str) -> Iterator[Import]:
    text = spans.text
    heads = _in_classes(spans) if spans.language.name == "php" else []
    for keyword in _KEYWORDS[shape]:
        at = text.find(keyword)
        while at >= 0:
            after = at + len(keyword)
            line = max(
                text.rfind("\n", max(0, at - 400), at),
                text.rfind("\r", max(0, at - 400), at),
                text.rfind(";", max(0, at - 400), at),
            )
            stands = text[after : after + 1] in {" ", "\t", "(", '"', "'"} and _BEFORE.match(text[line + 1 : at])
            if stands and spans.at(at) < 0 and not _takes_trait(spans, heads, at, after):
                yield from _READ[shape](spans, at, after)
            at = text.find(keyword, after)


def _in_classes(spans: Spans) -> list[tuple[int, bool]]:
    """Where the heads of PHP's classes and name spaces stand, and whether what follows is inside of a class."""
    return [(found.start(), found[1] != "namespace") for found in _OPENS.finditer(spans.text) if spans.at(found.start()) < 0]


def _takes_trait(spans: Spans, heads: list[tuple[int, bool]], at: int, after: int) -> bool:
    """Whether an indented `use` in a PHP class takes a trait, by a name that is known there already."""
    text, index = spans.text, bisect_left(heads, (at, False)) - 1
    if index < 0 or text[at - 1] in "\r\n" or text[after : after + 40].lstrip().startswith("\\"):
        return False
    return heads[index][1]


def _end(text: str, at: int) -> int:
    """The end of a statement: `;`, or the line's end outside of braces and parentheses."""
    depth, limit = 0, min(len(text), at + _FAR)
    for index in range(at, limit):
        char = text[index]
        if char in "{(":
            depth += 1
        elif char in "})":
            depth -= 1
        if char == ";" or depth < 0 or (char in "\r\n" and depth == 0 and text[index - 1] not in "\\,"):
            return index
    return limit


def _go(spans: Spans, _at: int, after: int) -> Iterator[Import]:
    end = _end(spans.text, after)
    for found in _GO.finditer(spans.text, after, end):
        index = spans.at(found.start(2))
        if index >= 0 and spans.is_comment(index):
            continue
        module = found[2]
        names = [found[1]] if found[1] and found[1] not in "._" else _go_names(module)
        yield Import(module, found.start(2), found.end(2), found.start(), found.end(), tuple((name, module) for name in names))


def _go_names(module: str) -> list[str]:
    """The names under which a Go module is probably used: its last element without version and `go` affixes."""
    parts = [part for part in module.split("/") if not re.fullmatch(r"v\d+", part)]
    last = re.sub(r"\.v\d+$", "", parts[-1]) if parts else module
    bare = last.removeprefix("go-").removesuffix("-go").removesuffix(".go")
    plain = _GO_AFFIXES.sub("", last)
    return sorted({last, bare, bare.replace("-", "_"), bare.replace("-", ""), plain})


def _paths(spans: Spans, at: int, after: int) -> Iterator[Import]:
    r"""Dotted paths with groups: `a.b.{C, D => E}`, `a::b::{self, c::D as E}`, `A\B\{C, D}`, `Alias = A.B`."""
    text = spans.text
    end = _end(text, after)
    body = re.sub(r"//[^\n]*|/\*.*?\*/", lambda found: " " * len(found[0]), text[after:end], flags=re.DOTALL)
    stripped = body.lstrip()
    start = after + len(body) - len(stripped)
    for word in ("static ", "function ", "const ", "struct ", "class ", "enum ", "func ", "protocol ", "type "):
        if stripped.startswith(word):
            start += len(word)
            stripped = stripped[len(word) :].lstrip()
    alias = re.match(r"(\w+)\s*=\s*", stripped)
    if alias:
        start += alias.end()
        stripped = stripped[alias.end() :]
    path = _PATH.match(stripped)
    if path is None:
        return
    module = path[0].rstrip(".:\\").removesuffix(".*").removesuffix("._")
    module = module.lstrip("\\:")
    names = list(_flat(stripped, alias[1] if alias else ""))
    if (
        module in {"var", "await", "const"}
        or "new " in stripped[:200]
        or (path.end() < len(stripped) and stripped[path.end()] == "(")
    ):
        return  # a resource block, no import
    own = module.partition("::")[0] in {"crate", "super", "self"}
    yield Import(module, start, start + len(path[0].rstrip(".:\\")), at, end, tuple(names), own)


def _flat(body: str, alias: str) -> Iterator[tuple[str, str]]:
    """(local name, dotted value) of every leaf of a path with nested groups, without recursion."""
    prefixes, current = [""], ""
    for piece in re.split(r"([{},;])", body[:_FAR])[:600]:
        if piece == "{":
            prefixes.append(prefixes[-1] + current.strip())
            current = ""
        elif piece in {"}", ",", ";"}:
            yield from _leaf(prefixes[-1], current, alias)
            current = ""
            if piece == "}" and len(prefixes) > 1:
                prefixes.pop()
        else:
            current = piece
    yield from _leaf(prefixes[-1], current, alias)


def _leaf(prefix: str, written: str, alias: str) -> Iterator[tuple[str, str]]:
    parts = _AS.split(written.strip().partition(" -")[0].strip())
    path = parts[0].strip().partition(" ")[0]
    if not path or path in {"*", "_"}:
        return
    value = prefix.rstrip(".:\\") if path == "self" else prefix + path
    value = value.replace("::", ".").strip("\\.")
    last = re.split(r"[.\\]", value)[-1]
    local = alias or (parts[1].strip() if len(parts) > 1 else last)
    if last not in {"*", "_"} and re.fullmatch(r"\w+", local):
        yield local, value


def _ruby(spans: Spans, at: int, after: int) -> Iterator[Import]:
    quote = after
    while quote < len(spans.text) and spans.text[quote] in " \t(":
        quote += 1
    index = spans.at(quote)
    if index >= 0 and spans.starts[index] == quote and not spans.is_comment(index):
        start, end = spans.content(index)
        yield Import(spans.text[start:end], start, end, at, spans.ends[index])


def _python(spans: Spans, at: int, after: int) -> Iterator[Import]:
    text = spans.text
    end = _end(text, after)
    body = text[after:end]
    if text.startswith("from", at):
        module, _, names = body.partition(" import ")
        module = module.strip()
        pairs = []
        for name in names.strip(" ()\n\\").split(","):
            words = name.split()
            if words and words[0].isidentifier():
                pairs.append((words[-1], f"{module}.{words[0]}"))
        start = text.index(module, after) if module else after
        yield Import(module, start, start + len(module), at, end, tuple(pairs), module.startswith("."))
        return
    for name in body.split(","):
        words = name.split()
        if words and re.fullmatch(r"[\w.]+", words[0]):
            start = text.index(words[0], after)
            local = words[2] if len(words) > 2 else words[0].partition(".")[0]
            value = words[0] if len(words) > 2 else local
            yield Import(words[0], start, start + len(words[0]), at, end, ((local, value),))


_READ = {
    "dotted": _paths,
    "using": _paths,
    "use": _paths,
    "module": _paths,
    "alias": _paths,
    "go": _go,
    "require": _ruby,
    "python": _python,
}
