"""What a command line says. In: shell text or an argument list inside another format. Out: evidence for variables, model flags,
`serve X`-like commands, addresses and installs; words in comments are comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor import lazy_re as re
from auditor.extract.entries import Entry, Hits, is_secret, is_valued, is_variable, is_worth, plain, turns_off
from auditor.extract.images import image
from auditor.extract.installs import installs_in
from auditor.extract.places import Places
from auditor.extract.references import filling, references, settled
from auditor.extract.shell_said import COMPARES, is_anchored, is_remark, role_of
from auditor.extract.shell_words import Word, statements
from auditor.extract.texts import ASSIGNED, word_at
from auditor.records import Evidence, How, Role, SourceFile
from auditor.rows import NamedTuple

_MODEL_FLAG = re.compile(
    r"-{1,2}(?:[\w-]{0,30}-)?(?:model|model[-_]?(?:id|name|repo|url|uri)|hf|hf[-_]repo|llm|deployment|engine|embedder)$",
    re.IGNORECASE,
)
_SERVED_FLAG = re.compile(r"-{1,2}(?:served[-_]model[-_]name|alias)$", re.IGNORECASE)
_ADDRESS_FLAG = re.compile(
    r"-{1,2}(?:[\w-]{0,30}-)?(?:base[-_]?url|api[-_]?base|api[-_]?url|endpoint|server[-_]url|api[-_]host)$",
    re.IGNORECASE,
)
_PROVIDER_FLAG = re.compile(r"-{1,2}(?:llm-|model-|api-)?(?:provider|backend|api-type)$", re.IGNORECASE)
_ASSIGN = re.compile(r"([A-Za-z_]\w{0,80})=")
_VERBS = frozenset("pull run serve download chat load launch deploy create show cp get snapshot-download".split())
# tools that pull and run other things than models
_OTHERS = frozenset(
    "git npm yarn pnpm bun cargo go uv poetry pip pipx make just task helm kubectl gh apt apt-get dnf yum brew systemctl "
    "service gem bundle composer mvn gradle dotnet terraform tofu pulumi node deno python python3 ruby php npx bunx uvx rye "
    "hatch pdm nox tox pre-commit aws az gcloud flutter dart swift mix curl wget rsync docker-compose snap flatpak nix".split()
)
_CONTAINERS = frozenset({"docker", "podman", "nerdctl"})
_SENT = re.compile(r"(?<![0-9&])>(?!&)|\|")  # to a file or another command
_RUNNERS = frozenset(
    "{ ! if elif while until else then do sudo exec nohup time npx bunx uvx pipx poetry uv rye pdm run env timeout -y --yes "
    "--".split()
)
_INSTALL = frozenset({"install", "add", "i", "require", "dlx", "uninstall", "upgrade", "remove"})
_SPACED = (".ps1", ".psm1")  # blanks stand around the equals sign
_TARGET = re.compile(r"(?:@\{)?\$?(?:(env|global|script|local):)?([A-Za-z_][\w-]{0,80})\Z", re.IGNORECASE)
_URL = re.compile(r"[a-z]{2,6}://", re.IGNORECASE)


class Line(NamedTuple):
    """Where a command line belongs: the file, its hits, and the slot and site it fills."""

    file: SourceFile
    places: Places
    hits: Hits
    slot: str
    site: str

    def make(self, how: How, value: str, start: int, end: int, **more: Any) -> Evidence:
        """Evidence in this line's site."""
        return self.places.make(self.file, how, value, start, max(start, end), **{"site": self.site, **more})


def command_evidence(file: SourceFile, places: Places, hits: Hits, entry: Entry) -> Iterator[Evidence]:
    """Evidence of shell text that stands in an entry; only statements in which a needle begins are read."""
    yield from shell_evidence(Line(file, places, hits, entry.slot, entry.site), entry.at, entry.end)


def list_evidence(file: SourceFile, places: Places, hits: Hits, items: list[Entry]) -> Iterator[Evidence]:
    """Evidence of an argument list, one item each; items that hold a script are read as one."""
    line = Line(file, places, hits, items[0].slot, items[0].site)
    scripts = [item for item in items if " " in item.value.strip() or item.kind == "block"]
    for item in scripts:
        if hits.any(item.at, item.end):
            yield from shell_evidence(line, item.at, item.end)
    words = tuple(Word(item.value, item.at, item.end) for item in items if item not in scripts)
    if any(hits.any(word.start, word.end) for word in words) or any(
        _MODEL_FLAG.match(word.text.partition("=")[0]) for word in words
    ):
        yield from _statement(line, words)


def shell_evidence(line: Line, start: int, end: int) -> Iterator[Evidence]:
    """Evidence of the shell text in a range of the file."""
    text = line.places.text
    for found in installs_in(text[start : min(end, start + 20_000)]):
        first, last = start + found.start, start + found.end
        if line.hits.any(first, last):
            version = {"version": found.specifier, "language": found.ecosystem, "scope": "runtime", "slot": "install"}
            yield line.make(How.MANIFEST, found.name, first, last, **version)
    for words, comment, body in statements(text, start, end):
        if body is not None:
            if line.hits.any(body.start, body.end):
                yield from _document(line, words, body)
        elif words and line.hits.any(words[0].start, words[-1].end):
            yield from _statement(line, words)
        if comment is not None:
            for hit in line.hits.within(*comment):
                first, last = word_at(text, hit, *comment)
                yield line.make(How.LITERAL, text[first:last], first, last, role=Role.COMMENT)


def _statement(line: Line, words: tuple[Word, ...]) -> Iterator[Evidence]:
    seen: set[int] = set()
    command = _command(words)
    name = words[command].text.rpartition("/")[2] if command < len(words) else ""
    callee = _callee(words, command, name)
    role = role_of(line.places.text, words, command)
    if role is not None:
        for word in words:
            yield from _other(line, word, callee, role, role)
        return
    yield from _assignments(line, words, seen)
    yield from _flags(line, words, callee, seen)
    if name in _CONTAINERS:
        yield from _containers(line, words, seen)
    if not _INSTALL.isdisjoint(word.text for word in words[:6]):
        return  # packages are read by `installs`
    yield from _verbs(line, words, seen)
    if name and command not in seen and line.hits.any(words[command].start, words[command].end) and "://" not in name:
        seen.add(command)
        word = words[command]
        yield line.make(How.LITERAL, word.text, word.start, word.end, slot="command", callee=callee)
    for index, word in enumerate(words):
        if index not in seen and line.hits.any(word.start, word.end):
            compared = index > 0 and words[index - 1].text.lower() in COMPARES
            role = Role.LOOKUP_TABLE if compared else line.file.role
            yield from _other(line, word, callee, role, role)


def _document(line: Line, words: tuple[Word, ...], body: Word) -> Iterator[Evidence]:
    """A here-document: text for people when it is printed, else a file or a request in which settings are assigned."""
    command = _command(words)
    said = role_of(line.places.text, words[: command + 1], command) is not None and not _SENT.search(
        line.places.text, words[0].start, body.start
    )
    callee = _callee(words, command, words[command].text) if command < len(words) else ""
    yield from _other(line, body, callee, Role.PROMPT_TEXT if said else line.file.role, Role.PROMPT_TEXT)


def _command(words: tuple[Word, ...]) -> int:
    for index, word in enumerate(words):
        if _ASSIGN.match(word.text) or word.text in _RUNNERS or word.text.startswith("-"):
            continue
        if word.text.startswith("python") and [following.text for following in words[index + 1 : index + 2]] == ["-m"]:
            return min(index + 2, len(words) - 1)
        return index
    return len(words)


def _callee(words: tuple[Word, ...], command: int, name: str) -> str:
    following = words[command + 1].text if command + 1 < len(words) else ""
    return f"{name} {following}" if re.fullmatch(r"[a-z][a-z-]{1,20}", following) else name


def _assignments(line: Line, words: tuple[Word, ...], seen: set[int]) -> Iterator[Evidence]:
    for index, word in enumerate(words):
        if word.text == "=" and line.file.path.endswith(_SPACED):
            yield from _spaced(line, words, index, seen)
        match = _ASSIGN.match(word.text)
        if match is None or not (is_variable(match[1]) or match[1].isupper()):
            continue
        hit = line.hits.any(word.start, word.end)
        if not hit and not is_worth(match[1]):
            continue
        seen.add(index)
        if turns_off(match[1], word.text[match.end() :]):
            continue
        yield line.make(How.ENV, match[1], word.start, word.start + len(match[1]), slot=line.slot)
        raw = line.places.text[word.start : word.end]
        value_at = word.start + match.end() + (raw[match.end() : match.end() + 1] in {'"', "'"})
        yield from assigned(line, match[1], word.text[match.end() :], value_at)


def _spaced(line: Line, words: tuple[Word, ...], index: int, seen: set[int]) -> Iterator[Evidence]:
    """`$env:NAME = "x"`, `$name = "x"`, `@{ name = "x" }`."""
    target = _TARGET.match(words[index - 1].text) if 0 < index < len(words) - 1 else None
    if target is None:
        return
    name, word = target[2], words[index + 1]
    env = (target[1] or "").lower().startswith("env")
    seen.update({index - 1, index + 1} if is_secret(name) else {index - 1})
    if env and (line.hits.any(words[index - 1].start, word.end) or is_worth(name)):
        at = words[index - 1].end - len(name)
        yield line.make(How.ENV, name, at, at + len(name), slot=line.slot)
    if not is_secret(name) and line.hits.any(word.start, word.end):
        seen.add(index + 1)
        how = How.ENDPOINT if _URL.match(word.text) else How.LITERAL
        yield line.make(how, word.text, word.start, word.end, slot=name, via=name if env else "")


def assigned(line: Line, name: str, value: str, at: int) -> Iterator[Evidence]:
    """The value given to a variable, when it is a literal that says something and no secret, and the variables in it."""
    refs = references(value)
    literal, via, inner = settled(value, refs)
    for ref in refs:
        if is_variable(ref.name) and ref.name != name:
            yield line.make(How.ENV, ref.name, at + ref.name_at, at + ref.name_at + len(ref.name), **filling(name, value))
    if is_secret(name) or len(literal) > 300 or literal.isdecimal() or not any(map(str.isalnum, literal)):
        return
    if line.hits.any(at, at + len(value)) or is_worth(name) or (is_valued(name) and line.hits.any(at - len(name) - 2, at)):
        how = How.ENDPOINT if _URL.match(literal) or re.match(r"[\w.-]+:\d{2,5}$", literal) else How.LITERAL
        yield line.make(how, literal, at + inner, at + inner + len(literal), slot=name, via=via or name)


def _flags(line: Line, words: tuple[Word, ...], callee: str, seen: set[int]) -> Iterator[Evidence]:
    for index, word in enumerate(words):
        flag, equals, value = word.text.partition("=")
        slot = flag_slot(flag, callee)
        if not slot or (flag == "-m" and index and words[index - 1].text.rpartition("/")[2].startswith("py")):
            continue
        at, where = word.start + len(flag) + 1, index
        if not equals:
            if index + 1 >= len(words) or words[index + 1].text.startswith("-"):
                continue
            value, at, where = words[index + 1].text, words[index + 1].start, index + 1
        seen.update({index, where})
        refs = references(value)
        literal, via, inner = settled(value, refs)
        for ref in refs:
            if is_variable(ref.name):
                yield line.make(How.ENV, ref.name, at + ref.name_at, at + ref.name_at + len(ref.name), slot=slot)
        if literal and "{{" not in literal:
            how = How.ENDPOINT if slot == "base_url" else How.LITERAL
            yield line.make(how, literal, at + inner, at + inner + len(literal), slot=slot, callee=callee, via=via)


def flag_slot(flag: str, callee: str) -> str:
    """The slot that a flag fills, "" for flags that say nothing of models; a name that a server gives to its model is none."""
    if not flag.startswith("-"):
        return ""
    if _SERVED_FLAG.match(flag):
        return "served_model_name"
    if _MODEL_FLAG.match(flag) or (flag == "-m" and not callee.startswith(("python", "git", "pytest"))):
        return "model" if "embed" not in flag else "embedding_model"
    if _ADDRESS_FLAG.match(flag):
        return "base_url"
    return "provider" if _PROVIDER_FLAG.match(flag) else ""


def _verbs(line: Line, words: tuple[Word, ...], seen: set[int]) -> Iterator[Evidence]:
    """`acme pull X`: the argument of the verb is a model of the tool before it."""
    for index in range(1, len(words) - 1):
        tool = words[index - 1].text.rpartition("/")[2]
        if words[index].text not in _VERBS or tool in _OTHERS | _CONTAINERS or not re.fullmatch(r"[A-Za-z][\w.-]{1,40}", tool):
            continue
        target = next((at for at in range(index + 1, len(words)) if not words[at].text.startswith("-")), None)
        if target is None or target in seen or len(words[target].text) > 200:
            continue
        word = words[target]
        if not line.hits.any(words[index - 1].start, words[index - 1].end) and not line.hits.any(word.start, word.end):
            continue
        seen.update({index - 1, target})
        refs = references(word.text)
        literal, via, inner = settled(word.text, refs)
        callee = f"{tool} {words[index].text}"
        yield line.make(How.LITERAL, tool, words[index - 1].start, words[index - 1].end, slot="command", callee=callee)
        if literal and re.fullmatch(r"[\w.:/@+-]+", literal):
            yield line.make(
                How.LITERAL, literal, word.start + inner, word.start + inner + len(literal), slot="model", callee=callee, via=via
            )


def _containers(line: Line, words: tuple[Word, ...], seen: set[int]) -> Iterator[Evidence]:
    for index, word in enumerate(words[1:], 1):
        if index in seen or not line.hits.any(word.start, word.end) or "=" in word.text or word.text.startswith(("-", ".")):
            continue
        found = image(word.text)
        if found is not None and ("/" in found[0] or found[1]) and "build" not in {one.text for one in words[:3]}:
            seen.add(index)
            yield line.make(How.IMAGE, found[0], word.start, word.end, version=found[1], slot="command")


def _other(line: Line, word: Word, callee: str, role: Role, loose: Role) -> Iterator[Evidence]:
    """The words of a text with hits: `role` for addresses and what is assigned, `loose` for the rest."""
    text, last = line.places.text, -1
    for hit in line.hits.within(word.start, word.end):
        if hit < last:
            continue
        start, last = word_at(text, hit, word.start, word.end)
        value = text[start:last]
        sure, rest = (Role.COMMENT, Role.COMMENT) if is_remark(text, word.start, start) else (role, loose)
        if _URL.match(value):
            yield line.make(How.ENDPOINT, value, start, last, slot="", callee=callee, role=sure)
            continue
        named = ASSIGNED.search(text, max(word.start, start - 50), start)
        if named is None and text[start - 1 : start] in {"$", "{"} and is_variable(re.split(r"\W", value)[0]):
            read = line.file.role if sure is Role.LOOKUP_TABLE else sure  # a test of a variable reads it
            yield line.make(How.ENV, re.split(r"\W", value)[0], start, last, slot=line.slot, role=read)
            continue
        slot = named[1] if named else ""
        told = Role.LOOKUP_TABLE if is_anchored(text, start, last) else sure if slot else rest
        yield line.make(How.LITERAL, value, start, last, slot=slot, callee=callee, role=told)


__all__ = ["Line", "assigned", "command_evidence", "flag_slot", "list_evidence", "plain", "shell_evidence"]
