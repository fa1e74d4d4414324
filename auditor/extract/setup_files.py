"""`setup.cfg`, and `setup.py` read as text and never run. In: text. Out: the project's name and its requirements; lists that
stand in constants of the same file are followed, everything computed is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor import lazy_re as re
from auditor.extract import reader_of
from auditor.extract.declared import Entry, declared, scope_of_group
from auditor.extract.requirements import requirement_at
from auditor.frozen import replace
from auditor.records import Evidence, Ignore, SourceFile
from auditor.rows import NamedTuple

_TOKEN = re.compile(
    r"(?P<string>[A-Za-z]{0,2}(?:\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+(?:\"\"\"|\\?\Z)|'''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\\?\Z)"
    r"|\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+\"|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'))"
    r"|(?P<comment>#[^\n]*+)|(?P<name>[A-Za-z_]\w*+)|(?P<mark>[()\[\]{},=:+\n])|(?P<broken>\"\"\"|'''|[\"'])",
    re.DOTALL,
)
_PACKAGING = re.compile(r"\b(?:setuptools|distutils|install_requires|skbuild)\b")
_KEYWORDS = {"install_requires": "runtime", "setup_requires": "build", "tests_require": "dev", "extras_require": "?"}
_BUILDERS = frozenset(
    {"list", "tuple", "set", "sorted", "dict", "append", "extend", "update", "chain", "if", "else", "in", "or", "and"}
)
_MOST_TOKENS = 200_000
_MOST_FOLLOWED = 50
_FILES = (".txt", ".in")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a `setup.cfg` or `setup.py`; a module that only happens to be called so is read as source."""
    if file.format == "setup-py" and not _PACKAGING.search(file.text):
        source = reader_of("python")
        if source and file.hits:
            yield from source(replace(file, format="python"))
        return
    yield from declared(file, _ini(file.text) if file.format == "setup-cfg" else _Setup(file.text).entries())


_SECTION = re.compile(r"\[([^\]\n]+)\]")
_OPTION = re.compile(r"([A-Za-z0-9_.\-]+)[ \t]*[=:][ \t]*(.*)$")


def _ini(text: str) -> Iterator[Entry]:
    section = option = ""
    at = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        start, at = at, at + len(raw) + 1
        if line.startswith(("#", ";")) or not line.strip():
            continue
        header = _SECTION.match(line)
        found = _OPTION.match(line)
        if header:
            section, option = header[1].strip(), ""
        elif found:
            option = found[1]
            yield from _ini_value(section, option, found[2], start + found.start(2))
        elif line[0] in " \t" and option:
            body = line.strip()
            if not body.startswith(("#", ";")):
                yield from _ini_value(section, option, body, start + line.find(body))


def _ini_value(section: str, option: str, value: str, start: int) -> Iterator[Entry]:
    value = value.partition(" #")[0].strip()
    scope = _KEYWORDS.get(option, "") if section == "options" else ""
    if section == "options.extras_require":
        scope = scope_of_group(option, "optional")
    if section == "metadata" and option == "name" and value:
        yield Entry("pypi", value, start, start + len(value), scope="own", section="metadata")
    elif scope and value.startswith("file:"):
        for path in re.finditer(r"[^\s,]+", value[5:]):
            yield Entry("pypi", path[0], start + 5 + path.start(), start + 5 + path.end(), scope="include")
    elif scope and value:
        entry = requirement_at(value, start, scope, section)
        if entry:
            yield entry


class _Setup:
    """The tokens of one `setup.py`, and what its constants hold."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[_Token] = list(self._lex(text))
        self.budget = _MOST_TOKENS  # of tokens looked at while following constants
        self.constants: dict[str, list[int]] = {}  # name -> where its values begin
        for place in range(len(self.tokens) - 2):
            value = self._assigned(place)
            if value:
                self.constants.setdefault(self.tokens[place].text, []).append(value)

    @staticmethod
    def _lex(text: str) -> Iterator[_Token]:
        for count, match in enumerate(_TOKEN.finditer(text)):
            if count >= _MOST_TOKENS or match.lastgroup == "broken":
                return
            if match.lastgroup != "comment":
                yield _Token(match.lastgroup or "", match[0], match.start())

    def _assigned(self, place: int) -> int:
        """Where the value begins when a statement here sets or extends a name: `X = `, `X: T = `, `X += `, `X["k"] = `."""
        token = self.tokens[place]
        if token.kind != "name" or (place and self.tokens[place - 1].text != "\n"):
            return 0
        after = place + 1
        if self.tokens[after].text in {"[", ":"}:
            while after < len(self.tokens) - 1 and after < place + 12 and self.tokens[after].text not in {"=", "\n"}:
                after += 1
        if self.tokens[after].text == "+":
            after += 1
        if after < len(self.tokens) - 1 and self.tokens[after].text == "=":
            return after + 1
        called = self.tokens[after].text if after < len(self.tokens) else ""
        return after + 2 if called in {"append", "extend", "update"} and after + 2 < len(self.tokens) else 0

    def entries(self) -> Iterator[Entry]:
        """The name in `setup(...)`, then every requirement that a keyword or a dict key of that meaning reaches."""
        depth, setup_depth = 0, 0
        for place, token in enumerate(self.tokens[:-2]):
            following = self.tokens[place + 1].text
            if token.text in {"(", "[", "{"}:
                depth += 1
            elif token.text in {")", "]", "}"}:
                depth -= 1
            elif token.text == "setup" and following == "(" and not setup_depth:
                setup_depth = depth + 1
            keyword = _inner(token)[0] if token.kind == "string" else token.text
            if following not in {"=", ":"}:
                continue
            if keyword == "name" and token.kind == "name" and setup_depth and depth == setup_depth:
                yield from self._own(place + 2)
            elif keyword in _KEYWORDS:
                yield from self._requirements(place + 2, _KEYWORDS[keyword], keyword)

    def _own(self, place: int) -> Iterator[Entry]:
        token = self.tokens[place]
        if token.kind == "name" and token.text in self.constants:
            token = self.tokens[self.constants[token.text][0]]
        if token.kind == "string":
            value, start = _inner(token)
            yield Entry("pypi", value, start, start + len(value), scope="own", section="setup")

    def _requirements(self, place: int, scope: str, section: str) -> Iterator[Entry]:
        waiting, followed = [place], {section}
        while waiting and len(followed) < _MOST_FOLLOWED:
            group = ""
            for token, following, called in self._expression(waiting.pop()):
                if token.kind == "name" and token.text in self.constants and token.text not in followed:
                    followed.add(token.text)
                    waiting.extend(self.constants[token.text])
                if token.kind != "string":
                    continue
                value, start = _inner(token)
                if following == ":":
                    group = value
                elif value.endswith(_FILES):
                    yield Entry("pypi", value, start, start + len(value), scope="include")
                elif not called:
                    entry = requirement_at(value, start, scope_of_group(group, "optional") if scope == "?" else scope, section)
                    yield from [entry] if entry else []

    def _expression(self, place: int) -> Iterator[tuple[_Token, str, bool]]:
        """Tokens of one expression, each with the text of the next and whether it is an argument of a call; the expression ends
        at a comma, newline or bracket of its level.
        """
        brackets: list[bool] = []  # of the open ones: does it hold arguments, which are names of files or encodings
        tokens: Sequence[_Token] = self.tokens
        for at in range(place, min(len(tokens), place + self.budget)):
            self.budget -= 1
            text = tokens[at].text
            if not brackets and text in {",", "\n", ")", "]", "}"}:
                return
            if text in {"(", "[", "{"}:
                before = tokens[at - 1] if at > place else None
                brackets.append(text == "(" and before is not None and before.kind == "name" and before.text not in _BUILDERS)
            elif text in {")", "]", "}"}:
                brackets.pop()
            yield tokens[at], tokens[at + 1].text if at + 1 < len(tokens) else "", any(brackets)


def _inner(token: _Token) -> tuple[str, int]:
    """Text of a string literal without prefix and quotes, and where it begins."""
    raw = token.text.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    quote = 3 if raw.startswith(('"""', "'''")) else 1
    return raw[quote:-quote], token.start + len(token.text) - len(raw) + quote
