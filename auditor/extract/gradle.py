"""Gradle builds (Groovy and Kotlin) and version catalogs. In: text. Out: coordinates with the configuration they are declared in,
and what the build sets for its code.
Comments, exclusions, substitutions and forced versions declare nothing; `libs.x.y` is told by the catalog file alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.build_code import settings_in
from auditor.extract.declared import Entry, declared, pin_of
from auditor.extract.keyed import Tables
from auditor.extract.toml_places import nodes_of
from auditor.records import Evidence, Ignore, SourceFile
from auditor.rows import NamedTuple

_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*+|/\*)"
    r"|(?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+(?:\"\"\"|\\?\Z)|'''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\\?\Z)"
    r"|\"[^\"\\\n$]*+(?:(?:\\.|\$\{[^}\n]{0,200}\}|\$)[^\"\\\n$]*+)*+(?:\"|(?=\n)|\\?\Z)|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+(?:'|(?=\n)|\\?\Z))"
    r"|(?P<word>[A-Za-z_][\w.]*+)|(?P<mark>[(){}\[\],:=;\n])",
    re.DOTALL,
)
_COORDINATES = re.compile(r"([A-Za-z][\w.-]*):([\w.$-]+(?:\{[^}\n]*\})?)(?::(\$\{[^}\n]{1,200}\}|[^:@\s]+))?(?:[:@][\w.-]+)*$")
_NOT = frozenset(
    "exclude force forcedModules substitute module using because url uri maven include project id artifactory println "
    "mainClass apply implementationClass replacedBy relocate taskName systemProperty jvmArgs args image imageName from".split()
)
_DEV = re.compile(r"test|Test|developmentOnly|benchmark|jmh")
_BUILD = re.compile(
    r"kapt|ksp|annotationProcessor|classpath|checkstyle|detekt|ktlint|pmd|spotbugs|jacoco|AnnotationProcessor|coreLibrary"
)
_PARTS = {"group": 0, "name": 1, "module": 1, "version": 2}
_REFERENCE = re.compile(r"\$\{?(?:[\w.]+[(\[][\"'])?([\w.]+)(?:[\"'][)\]][^}]{0,40})?\}?$")  # `${property("x")}`
_MOST_TOKENS = 300_000
_LONGEST = 300


class _Statement:
    """One statement: its first word, the named arguments seen so far, and the positional strings."""

    __slots__ = ("head", "key", "named", "plain")

    def __init__(self) -> None:
        self.head = ""
        self.key = ""
        self.named: dict[int, tuple[str, int]] = {}
        self.plain: list[tuple[str, int]] = []


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a Gradle build, settings or version catalog."""
    if file.format == "gradle-catalog":
        yield from declared(file, _catalog(file.text))
    else:
        yield from declared(file, _build(file.text))
        yield from settings_in(file, "kotlin" if file.path.endswith(".kts") else "groovy")


def _tokens(text: str) -> Iterator[_Token]:
    match = _TOKEN.search(text)
    count = 0
    while match and count < _MOST_TOKENS:
        after = match.end()
        if match["comment"]:
            if match["comment"] == "/*":
                close = text.find("*/", after)
                after = len(text) if close < 0 else close + 2
        else:
            count += 1
            yield _Token(match.lastgroup or "", match[0], match.start())
        match = _TOKEN.search(text, after)


def _build(text: str) -> Iterator[Entry]:
    tokens = list(_tokens(text))
    constants: dict[str, str] = {}
    for place in range(len(tokens) - 2):
        word, equals, value = tokens[place : place + 3]
        if word.kind in {"word", "string"} and equals.text in {"=", ":"} and value.kind == "string" and len(value.text) < 80:
            constants.setdefault(_bare(word)[0].rpartition(".")[2], _bare(value)[0])
        elif word.text == "]" and equals.text == "=" and value.kind == "string" and place and tokens[place - 1].kind == "string":
            constants.setdefault(_bare(tokens[place - 1])[0], _bare(value)[0])  # `extra["x"] = "1.0"`
    for entry in _statements(tokens):
        reference = _REFERENCE.match(entry.version)
        known = constants.get(reference[1].rpartition(".")[2], "") if reference else ""
        yield entry._replace(resolved=pin_of("maven", known)) if known else entry


def _statements(tokens: list[_Token]) -> Iterator[Entry]:
    """Walk the blocks; a statement ends at a newline outside parentheses, at a brace or a semicolon."""
    depth = 0  # of parentheses and brackets
    blocks: list[str] = []
    statement = _Statement()
    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.text in {"(", "["}:
            depth += 1
        elif token.text in {")", "]"}:
            depth = max(0, depth - 1)
        elif token.text in {"{", "}", ";"} or (token.text == "\n" and depth == 0 and not _goes_on(tokens, place)):
            yield from _map_notation(statement, blocks)
            if token.text == "{":
                blocks.append(statement.head)
                depth = 0
            elif token.text == "}" and blocks:
                blocks.pop()
            statement = _Statement()
        elif token.kind == "word" and following in {":", "="} and token.text in _PARTS and statement.head:
            statement.key = token.text
        elif token.kind == "word":
            if not statement.head or token.text == "rootProject.name" or token.text in _NOT:
                statement.head = token.text
        elif token.kind == "string":
            yield from _string(statement, token, blocks)
    yield from _map_notation(statement, blocks)


def _goes_on(tokens: list[_Token], place: int) -> bool:
    """A line that ends in a comma goes on: `implementation group: 'g',` and the rest below."""
    return place > 0 and tokens[place - 1].text == ","


def _string(statement: _Statement, token: _Token, blocks: list[str]) -> Iterator[Entry]:
    value, start = _bare(token)
    if statement.key:
        statement.named.setdefault(_PARTS[statement.key], (value, start))
        statement.key = ""
        return
    if statement.head == "rootProject.name":
        yield Entry("maven", value, start, start + len(value), scope="own", section="rootProject")
        return
    if not statement.head:  # "customConfiguration"("g:a:v")
        statement.head = value if ":" not in value else "list"
    statement.plain.append((value, start))
    match = _COORDINATES.match(value) if len(value) < _LONGEST else None
    if match and not _refused(statement.head, blocks):
        end = start + match.end(2)
        section = "/".join([*(block for block in blocks if block), statement.head])
        scope = _scope(statement.head, blocks)
        yield Entry("maven", f"{match[1]}:{match[2]}", start, end, match[3] or "", scope=scope, section=section)


def _map_notation(statement: _Statement, blocks: list[str]) -> Iterator[Entry]:
    """`group: 'g', name: 'a', version: 'v'`, and `library("alias", "g", "a")` of a settings catalog."""
    parts = statement.named
    if statement.head == "library" and len(statement.plain) > 2 and ":" not in statement.plain[1][0]:
        parts = {0: statement.plain[1], 1: statement.plain[2]}
    if 0 not in parts or 1 not in parts or _refused(statement.head, blocks):
        return
    (group, _), (name, start) = parts[0], parts[1]
    version = parts[2][0] if 2 in parts else ""
    first = min(parts[0][1], start)
    last = max(parts[0][1] + len(group), start + len(name))
    section = "/".join([*(block for block in blocks if block), statement.head])
    scope = _scope(statement.head, blocks)
    yield Entry("maven", f"{group}:{name}", start, start + len(name), version, "", scope, section, first, last)


def _refused(head: str, blocks: list[str]) -> bool:
    last = head.rpartition(".")[2]
    return last in _NOT or any(block in {"resolutionStrategy", "exclusions", "dependencySubstitution"} for block in blocks)


def _scope(head: str, blocks: list[str]) -> str:
    if "buildscript" in blocks or _BUILD.search(head):
        return "build"
    if _DEV.search(head):
        return "dev"
    return "optional" if head == "optional" else "runtime"


def _bare(token: _Token) -> tuple[str, int]:
    if token.kind != "string":
        return token.text, token.start
    quote = 3 if token.text.startswith(('"""', "'''")) and len(token.text) > 5 else 1
    return token.text[quote:-quote], token.start + quote


def _catalog(text: str) -> Iterator[Entry]:
    versions: dict[str, str] = {}
    tables = Tables()
    for node in nodes_of(text):
        if node.path[:1] == ("versions",) and node.kind == "string" and 1 < len(node.path) < 4:
            versions.setdefault(str(node.path[1]), node.value)
        elif node.path[:1] == ("libraries",):
            tables.take(("libraries",), node)
    for found in tables:
        fields = found.fields
        version = found.value("version", "version.strictly", "version.require", "version.prefer")
        version = version or versions.get(found.value("version.ref"), "")
        resolved = pin_of("maven", version)
        module = fields.get("module") or fields.get("")
        match = _COORDINATES.match(module.value[:_LONGEST]) if module else None
        if module and match:
            start, end = module.start, module.start + match.end(2)
            version = match[3] or version
            yield Entry("maven", f"{match[1]}:{match[2]}", start, end, version, resolved, section="libraries")
        elif "group" in fields and "name" in fields:
            group, name = fields["group"], fields["name"]
            first, last = min(group.start, name.start), max(group.end, name.end)
            full = f"{group.value}:{name.value}"
            yield Entry("maven", full, name.start, name.end, version, resolved, "runtime", "libraries", first, last)
