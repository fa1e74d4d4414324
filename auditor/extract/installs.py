r"""Packages that a shell line installs or runs. In: one line, or several joined with `\` or newlines. Out: `Install` records with
offsets into it. Flags, paths, URLs, requirement files and variables are not packages; text that is only echoed is not run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor import lazy_re as re
from auditor.rows import NamedTuple


class Install(NamedTuple):
    """One package named on a command line; `start` and `end` enclose the name."""

    ecosystem: str
    name: str
    specifier: str
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    quoted: bool


_LONGEST = 20_000
_DEEPEST = 2  # `sh -c "..."` within `sh -c '...'`

_WORD = re.compile(
    r"(?P<end>&&|\|\||[;|&()`\n]|\$\()"
    r"|(?P<word>(?:\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|\$\{[^}\s]*+\}|\\[^\n]|[^\s\"'\\;|&()`])++)"
    r"|\"[^\n]*+|'[^\n]*+",
    re.DOTALL,
)
_WRITTEN_ONLY = frozenset({"echo", "printf", "cat", "grep", "#", "rem", "write-host"})
_SHELL_FLAGS = frozenset({"-c", "-lc", "-ec", "-xc", "-exc", "-command"})

# First word -> verbs that take packages -> ecosystem. A verb may be two words; "" means that the tool itself takes one package.
_TOOLS: dict[str, dict[str, str]] = {
    "pip": {"install": "pypi", "download": "pypi", "wheel": "pypi"},
    "pipx": {"install": "pypi", "run": "pypi 1", "inject": "pypi"},
    "uv": {"add": "pypi", "pip install": "pypi", "tool install": "pypi", "tool run": "pypi 1"},
    "uvx": {"": "pypi 1"},
    "poetry": {"add": "pypi"},
    "pdm": {"add": "pypi"},
    "rye": {"add": "pypi"},
    "pipenv": {"install": "pypi"},
    "npm": {"install": "npm", "i": "npm", "add": "npm", "exec": "npm 1"},
    "yarn": {"add": "npm", "global add": "npm", "dlx": "npm 1"},
    "pnpm": {"add": "npm", "install": "npm", "i": "npm", "dlx": "npm 1"},
    "bun": {"add": "npm", "install": "npm", "i": "npm", "x": "npm 1"},
    "deno": {"add": "npm", "install": "npm"},
    "npx": {"": "npm 1"},
    "bunx": {"": "npm 1"},
    "go": {"install": "go", "get": "go", "run": "go 1"},
    "cargo": {"add": "cargo", "install": "cargo"},
    "gem": {"install": "rubygems"},
    "bundle": {"add": "rubygems"},
    "composer": {"require": "packagist", "global require": "packagist"},
    "dotnet": {"add package": "nuget", "package add": "nuget", "tool install": "nuget"},
    "conda": {"install": "conda", "create": "conda"},
    "dart": {"pub add": "pub"},
    "flutter": {"pub add": "pub"},
}
_ALIASES = {"pip3": "pip", "mamba": "conda", "micromamba": "conda", "pnpx": "npx", "install-package": "nuget"}
_PYTHON = re.compile(r"(?:pypy|python)[\d.]*(?:\.exe)?$")
_PIP = re.compile(r"pip[\d.]*(?:\.exe)?$")

# Flags whose next word is their value: long ones everywhere, short ones by ecosystem, for they mean different things.
_LONG = """
    --requirement --constraint --editable --index-url --extra-index-url --index --default-index --find-links --target --prefix
    --root --trusted-host --cache-dir --platform --python --python-version --only-binary --no-binary --abi --implementation
    --progress-bar --log --proxy --timeout --retries --cert --group --extra --extras --source --directory --project
    --manifest-path --registry --tag --workspace --filter --features --channel --name --framework --configfile --tool-path
    --path --git --branch --rev --resolution --exclude-newer --src --python-preference --userconfig --omit --include
    --loglevel --bindir --dir --spec --with-requirements"""
_SHORT = {
    "pypi": "-r -c -e -i -f -t -G -E -C -p",
    "npm": "-C -F",
    "go": "-C",
    "conda": "-c -n -p -f",
    "nuget": "-s -f",
    "rubygems": "-n -i -s",
    "cargo": "-F -p -Z",
    "pub": "-C",
}
_VALUED = {ecosystem: frozenset(f"{_LONG} {_SHORT.get(ecosystem, '')}".split()) for ecosystem in (*_SHORT, "packagist")}
_BETWEEN = frozenset({"pip", "tool", "global", "pub", "add", "package", "workspace"})
_VERSIONED = frozenset({"-v", "--version", "--vers"})  # gem, cargo and dotnet say the version in a flag of its own
_CARRYING = frozenset({"--from", "--with", "-p", "--package", "--spec"})  # of one-package runners: the package itself

_PYPI = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)((?:\[[^\]]*\])?)\s*((?:(?:[=<>!~]=?|===|@).*)?)$", re.DOTALL)
_NPM = re.compile(r"((?:@[a-z0-9~][\w.~-]*/)?[A-Za-z0-9~][\w.~-]*)(?:@(.*))?$", re.DOTALL)
_GO = re.compile(r"([a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w./~-]*[\w~-])(?:@(.*))?$")
_PLAIN = re.compile(r"([A-Za-z0-9][\w.-]*)(?:[@:](.*))?$")
_CONDA = re.compile(r"(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]*)(\s*[=<>!~].*)?$")
_PACKAGIST = re.compile(r"([A-Za-z0-9][\w.-]*/[\w.-]+)(?:[:=](.*))?$")
_SHAPES = {"pypi": _PYPI, "npm": _NPM, "go": _GO, "conda": _CONDA, "packagist": _PACKAGIST}
_FILES = (".txt", ".whl", ".zip", ".tgz", ".tar.gz", ".toml", ".csproj", ".sln", ".cfg", ".yml", ".yaml", ".vsix")


def installs_in(line_text: str) -> tuple[Install, ...]:
    """Name the packages that the commands of a line install, in the order of the text."""
    if len(line_text) > _LONGEST:
        line_text = line_text[:_LONGEST]
    return tuple(sorted(_installs(line_text, 0, 0), key=lambda found: found.start))


def _installs(text: str, offset: int, depth: int) -> Iterator[Install]:
    flat = text.replace("\\\r\n", "   ").replace("\\\n", "  ")
    for words in _commands(flat):
        if words[0].text.lstrip("@-").lower() in _WRITTEN_ONLY:
            continue
        for place, word in enumerate(words):
            if word.quoted and depth < _DEEPEST and place and words[place - 1].text.lower() in _SHELL_FLAGS:
                yield from _installs(word.text, offset + word.start, depth + 1)
        for found in _packages(words):
            yield found._replace(start=found.start + offset, end=found.end + offset)


def _commands(text: str) -> Iterator[list[_Word]]:
    words: list[_Word] = []
    match = _WORD.search(text)
    while match:
        after = match.end()
        raw = match["word"]
        if raw and raw[0] == "#":  # a comment runs to the end of the line
            after = text.find("\n", match.start())
            if after < 0:
                break
        elif raw:
            words.append(_unquoted(raw, match.start()))
        elif words:
            yield words
            words = []
        match = _WORD.search(text, after)
    if words:
        yield words


def _unquoted(raw: str, start: int) -> _Word:
    """Take off quotes that enclose a whole word, and the brackets and commas of an exec-form array."""
    text = raw
    if text.startswith(('["', "['")):
        text, start = text[1:], start + 1
    if text.endswith(('",', "',", '"]', "']")):
        text = text[:-1]
    quoted = len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]
    if quoted:
        return _Word(text[1:-1], start + 1, quoted=True)
    return _Word(text, start, quoted=False)


def _packages(words: Sequence[_Word]) -> Iterator[Install]:
    place = 0
    while place < len(words):
        tool = _tool(words, place)
        verbs = _TOOLS.get(tool)
        if verbs is None:
            place += 1
            continue
        if tool == "pip" and _PYTHON.match(_program(words[place].text)):
            place += 2  # python -m pip
        ecosystem, after = _verb(words, place + 1, verbs)
        if ecosystem:
            yield from _named(words[after:], ecosystem)
            return
        place += 1


def _tool(words: Sequence[_Word], place: int) -> str:
    name = _program(words[place].text)
    if _PIP.match(name):
        return "pip"
    if _PYTHON.match(name) and [word.text for word in words[place + 1 : place + 3]] == ["-m", "pip"]:
        return "pip"
    return _ALIASES.get(name, name)


def _program(text: str) -> str:
    return text.lstrip("!%@-").rpartition("/")[2].removesuffix(".cmd").lower()


def _verb(words: Sequence[_Word], place: int, verbs: dict[str, str]) -> tuple[str, int]:
    """Ecosystem and the place of the first argument; flags may stand before the verb."""
    if "" in verbs:
        return verbs[""], place
    valued = _VALUED[next(iter(verbs.values())).partition(" ")[0]]
    before = ""  # the word that stands between tool and verb: `uv pip install`, `yarn workspace web add`
    for at in _arguments(words, place, valued):
        text = words[at].text
        found = verbs.get(f"{before} {text}") or (verbs.get(text) if before in {"", "workspace"} else None)
        if found:
            return found, at + 1
        if not before and text not in _BETWEEN:
            break
        before = before or text
    return "", place


def _arguments(words: Sequence[_Word], place: int, valued: frozenset[str]) -> Iterator[int]:
    """Places of the first four words that are no flags and no values of flags."""
    seen = 0
    while place < len(words) and seen < 4:
        text = words[place].text
        if text.startswith(("-", "+")):
            place += 2 if text in valued else 1
            continue
        yield place
        seen += 1
        place += 1


def _named(words: Sequence[_Word], kind: str) -> Iterator[Install]:
    ecosystem, _, one = kind.partition(" ")
    found: list[Install] = []
    place = 0
    while place < len(words):
        text = words[place].text
        following = words[place + 1] if place + 1 < len(words) else None
        if text.startswith((">", "<", "1>", "2>")):
            break
        if text.startswith("-"):
            place += _flag(text, following, ecosystem, bool(one), found)
            if one and found and text.split("=")[0] in _CARRYING:
                break
            continue
        install = _install(words[place], ecosystem)
        if install:
            found.append(install)
        if one:
            break
        place += 1
    yield from found


def _flag(text: str, following: _Word | None, ecosystem: str, one: bool, found: list[Install]) -> int:
    """How many words a flag takes; versions go to the last package, `--from pkg` of a runner is a package."""
    name, equals, value = text.partition("=")
    if one and name in _CARRYING:
        word = _Word(value, 0, quoted=False) if equals else following
        install = _install(word, ecosystem) if word and not equals else None
        if install:
            found.append(install)
        return 1 if equals else 2
    if name in _VERSIONED and ecosystem in {"rubygems", "cargo", "nuget"}:
        said = value if equals else following.text if following else ""
        if found:
            found[-1] = found[-1]._replace(specifier=said)
        return 1 if equals else 2
    if one:
        return 1
    return 1 if equals or name not in _VALUED[ecosystem] else 2


def _install(word: _Word, ecosystem: str) -> Install | None:
    text = word.text
    shift = 0
    for prefix in ("npm:", "jsr:"):
        if ecosystem == "npm" and text.startswith(prefix):
            text, shift = text[4:], 4
    if not text or text[0] in "./~$\\{<" or text.endswith(_FILES):
        return None
    bare = text.replace('"', "").replace("'", "")  # name">=1.0"
    match = _SHAPES.get(ecosystem, _PLAIN).match(bare)
    if not match or "://" in match[1]:
        return None
    specifier = match[match.lastindex or 1] if (match.lastindex or 1) > 1 else ""
    specifier = specifier.partition(";")[0]  # environment markers
    start = word.start + shift + match.start(1)
    return Install(ecosystem, match[1], specifier.strip(), start, start + len(match[1]))
