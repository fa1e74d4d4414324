"""Dockerfiles. In: text. Out: base images, variables, what RUN, CMD and ENTRYPOINT install, serve and pull."""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.commands import Line, assigned, list_evidence, shell_evidence
from auditor.extract.comments import Spans, comment_evidence
from auditor.extract.entries import ROOT, Entry, Hits, is_worth, turns_off
from auditor.extract.images import image
from auditor.extract.json_places import nodes_of
from auditor.extract.places import Places
from auditor.extract.references import references
from auditor.extract.shell_words import Word, statements
from auditor.records import Evidence, How, Ignore, SourceFile

_INSTRUCTION = re.compile(r"[ \t]{0,40}([A-Za-z]{2,12})[ \t]{1,40}")
_HEREDOC = re.compile(r"<<-?[\"']?([A-Za-z_]\w{0,60})[\"']?")
_FROM = re.compile(r"(?:--platform=\S{1,60}[ \t]{1,20})?(\S{1,400})", re.IGNORECASE)
_COPY_FROM = re.compile(r"--from=(\S{1,400})")
_MOST = 5_000


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a Dockerfile that has hits, and its ignores."""
    if not file.hits:
        return
    places, hits = Places(file.text), Hits(file.hits)
    arguments: dict[str, tuple[str, int]] = {}
    stages: set[str] = set()
    ranges: list[tuple[int, int]] = []
    stage = 0
    for name, start, end in _instructions(file.text):
        ranges.append((start, end))
        stage += name == "FROM"
        line = Line(file, places, hits, name, f"{ROOT}[{max(stage - 1, 0)}]")
        if name == "FROM":
            yield from _from(line, start, end, arguments, stages)
        elif name in {"ENV", "ARG"}:
            yield from _variables(line, start, end, arguments)
        elif hits.any(start, end):
            yield from _other(line, name, start, end)
    yield from comment_evidence(file, places, Spans(ranges))


def _instructions(text: str) -> Iterator[tuple[str, int, int]]:
    """Name of each instruction and the bounds of what follows it, continued lines and here-documents included."""
    at, count = 0, 0
    while at < len(text) and count < _MOST:
        count += 1
        end = _line_end(text, at)
        match = _INSTRUCTION.match(text, at, end)
        if match is None or text[at:end].lstrip()[:1] == "#":
            at = end + 1
            continue
        start = match.end()
        end = _continued(text, start, end)
        here = _HEREDOC.search(text, start, end) if match[1].upper() in {"RUN", "COPY"} else None
        if here:
            closing = re.compile(rf"^[ \t]*{here[1]}[ \t]*\r?$", re.MULTILINE).search(text, end)
            end = closing.start() if closing else len(text)
        yield match[1].upper(), start, end
        at = end + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _continued(text: str, start: int, end: int) -> int:
    at = start
    while end < len(text):
        line = text[at:end].rstrip()
        if not (line.endswith(("\\", "`")) or (line.lstrip().startswith("#") and at != start)):
            break
        at, end = end + 1, _line_end(text, end + 1)
    return end


def _from(line: Line, start: int, end: int, arguments: dict[str, tuple[str, int]], stages: set[str]) -> Iterator[Evidence]:
    text = line.places.text
    match = _FROM.match(text, start, end)
    if match is None:
        return
    words = text[start:end].split()
    if len(words) >= 3 and words[-2].upper() == "AS":
        stages.add(words[-1].lower())
    yield from _image(line, match.span(1), arguments, stages)


def _image(line: Line, span: tuple[int, int], arguments: dict[str, tuple[str, int]], stages: set[str]) -> Iterator[Evidence]:
    start, end = span
    written = line.places.text[start:end]
    name, via, hit = written, "", line.hits.any(start, end)
    for ref in reversed(references(written)):
        default, at = (ref.default, start) if ref.default else arguments.get(ref.name, ("", -1))
        if not default:
            return
        via = ref.name
        hit = hit or (at >= 0 and line.hits.any(at, at + len(default)))
        name = name[: ref.start] + default + name[ref.end :]
    found = image(name)
    if found is not None and hit and name.lower() not in stages:
        yield line.make(How.IMAGE, found[0], start, end, version=found[1], via=via, slot=line.slot)


def _variables(line: Line, start: int, end: int, arguments: dict[str, tuple[str, int]]) -> Iterator[Evidence]:
    text = line.places.text
    words = [word for found in statements(text, start, end) for word in found.words]
    if len(words) >= 2 and "=" not in words[0].text:  # the old form: ENV name value
        words = [Word(f"{words[0].text}={text[words[1].start : words[-1].end]}", words[0].start, words[-1].end)]
    for word in words:
        name, equals, value = word.text.partition("=")
        if not re.fullmatch(r"[A-Za-z_]\w{0,80}", name):
            continue
        at = word.end - len(value) if not text[word.start : word.end].endswith(('"', "'")) else word.end - len(value) - 1
        if equals:
            arguments[name] = (value, at)
        if (line.hits.any(word.start, word.end) or is_worth(name)) and not turns_off(name, value):
            yield line.make(How.ENV, name, word.start, word.start + len(name), slot=line.slot)
            if value:
                yield from assigned(line, name, value, at)


def _other(line: Line, name: str, start: int, end: int) -> Iterator[Evidence]:
    text = line.places.text
    body = text[start:end].lstrip()
    if name in {"CMD", "ENTRYPOINT", "RUN", "SHELL"} and body.startswith("["):
        items = [
            Entry(f"{name}[]", line.site, name, -1, start + node.start, start + node.end, node.value, "item")
            for node in nodes_of(text[start:end])
            if node.kind == "string"
        ]
        if items:
            yield from list_evidence(line.file, line.places, line.hits, items)
    elif name in {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD", "ADD"}:
        yield from shell_evidence(line, start, end)
    elif name == "COPY":
        match = _COPY_FROM.search(text, start, end)
        if match is not None and line.hits.any(*match.span(1)):
            yield from _image(line, match.span(1), {}, set())
