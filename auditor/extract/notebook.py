"""Jupyter notebooks. In: a `SourceFile` of JSON text. Out: evidence of its code cells at their lines in the file, no outputs.

The cells are read as one script, so that a client made in one cell is known in the next; shell lines give what they install.
"""

from __future__ import annotations

import ast
import json
import warnings
from bisect import bisect_right
from collections.abc import Iterator

from auditor.extract.entries import Hits
from auditor.extract.escaped import Escaped
from auditor.extract.installs import installs_in
from auditor.extract.json_places import Node, nodes_of
from auditor.extract.places import Places
from auditor.extract.python import read as read_python
from auditor.extract.source import read_code
from auditor.extract.words import word_at
from auditor.records import Evidence, How, Ignore, Role, SourceFile
from auditor.rows import NamedTuple

_LANGUAGES = {
    "c#": "csharp", "csharp": "csharp", "f#": "csharp", "scala": "scala", "kotlin": "kotlin", "javascript": "javascript",
    "typescript": "typescript", "rust": "rust", "go": "go", "java": "java", "ruby": "ruby", "php": "php", "elixir": "elixir",
}  # fmt: skip
_CELLS = 3_000


class _Line(NamedTuple):
    """One source string of a cell: its decoded text, and where it stands in the file without quotes."""

    text: str
    raw: int
    raw_end: int


class _Cell:
    def __init__(self) -> None:
        self.kind = ""
        self.lines: list[_Line] = []


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """All evidence of a notebook."""
    if not file.hits and "ai-audit:" not in file.text:
        return
    cells, language = _cells(file.text)
    places, hits = Places(file.text), Hits(file.hits)
    code = [cell for cell in cells if cell.kind == "code"]
    for cell in code:
        yield from _shell(file, places, hits, cell)
    for cell in cells:
        if cell.kind == "markdown":
            yield from _prose(file, places, hits, cell)
    format_ = _LANGUAGES.get(language, "")
    reader = read_code if format_ or language not in {"", "python", "ipython"} else read_python
    for script in _scripts(code, whole=reader is read_code):
        text, starts, lines = _joined(script)
        offsets = tuple(_forward(starts, lines, hits))
        if not offsets and "ai-audit:" not in text:
            continue
        inner = SourceFile(path=file.path, format=format_ or "python", role=file.role, text=text, hits=offsets)
        back = _Back(file, places, Places(text), starts, lines)
        for found in reader(inner):
            yield back.moved(found)


def _cells(text: str) -> tuple[list[_Cell], str]:
    """The cells in order, and the kernel's language in lower case."""
    cells: dict[int, _Cell] = {}
    language = ""
    for node in nodes_of(text):
        path = node.path
        if len(path) >= 3 and path[0] == "cells" and isinstance(path[1], int) and path[1] < _CELLS:
            cell = cells.setdefault(path[1], _Cell())
            if path[2] == "cell_type" and len(path) == 3:
                cell.kind = node.value
            elif path[2] == "source" and node.kind == "string" and len(path) <= 4:
                cell.lines.append(_line(node, text))
        elif path and path[0] == "metadata" and path[-1] in {"language", "name"} and len(path) == 3 and node.kind == "string":
            language = node.value.lower() if path[-1] == "language" or not language else language
    if language.startswith("python"):
        language = "python"
    return [cells[at] for at in sorted(cells)], language


def _line(node: Node, text: str) -> _Line:
    return _Line(_decoded(text[node.start : node.end]), node.start, node.end)


def _decoded(raw: str) -> str:
    """The text of a JSON string's inside; what cannot be decoded stays as it is."""
    if "\\" not in raw:
        return raw
    try:
        value = json.loads(f'"{raw}"', strict=False)
    except ValueError:
        return raw
    return value if isinstance(value, str) else raw


def _shell(file: SourceFile, places: Places, hits: Hits, cell: _Cell) -> Iterator[Evidence]:
    """Packages that `!pip install x` or `%pip install x` name."""
    for line in cell.lines:
        for part in line.text.split("\n"):
            command = part.strip()
            if not command.startswith(("!", "%")) or not hits.any(line.raw, line.raw_end):
                continue
            command = command.lstrip("!%")
            for found in installs_in(command):
                at = file.text.find(found.name, line.raw, line.raw_end)
                if at >= 0 and hits.any(at, at + len(found.name)):
                    yield places.make(
                        file, How.MANIFEST, found.name, at, at + len(found.name),
                        version=found.specifier, language=found.ecosystem, scope="runtime", slot="install",
                    )  # fmt: skip


def _prose(file: SourceFile, places: Places, hits: Hits, cell: _Cell) -> Iterator[Evidence]:
    for line in cell.lines:
        done = -1
        for hit in hits.within(line.raw, line.raw_end):
            if hit < done:
                continue
            word = word_at(" " + file.text[line.raw : line.raw_end] + " ", hit - line.raw + 1)
            start, done = line.raw + word.start - 1, line.raw + word.end - 1
            if word.value:
                how = How.ENDPOINT if "://" in word.value else How.LITERAL
                yield places.make(file, how, word.value, start, done, role=Role.DOCS)


def _scripts(code: list[_Cell], *, whole: bool) -> list[list[_Line]]:
    """All cells as one script when that parses, else one script for each."""
    blocks = [[_calm(line) for line in cell.lines] for cell in code if not _is_foreign(cell)]
    together = [line for block in blocks for line in (*block, _Line("\n", -1, -1))]
    if whole or _parses("".join(line.text for line in together)):
        return [together]
    return blocks


def _is_foreign(cell: _Cell) -> bool:
    """A cell of another language: `%%bash`, `%%html`; `%%time` and the like run Python."""
    first = cell.lines[0].text.lstrip() if cell.lines else ""
    name = first[2:].split(None, 1)[0] if first.startswith("%%") and len(first.split()) else ""
    return bool(name) and name not in {"time", "timeit", "capture", "prun", "python", "python3", "memray_flamegraph"}


def _calm(line: _Line) -> _Line:
    """Shell and magic lines as statements of the same length that do nothing."""
    parts = line.text.split("\n")
    for at, part in enumerate(parts):
        bare = part.lstrip()
        if bare[:1] in {"!", "%", "?"}:
            indent = part[: len(part) - len(bare)]
            filler = "pass#" if len(bare) >= 5 else "pass" if len(bare) == 4 else "0  "[: len(bare)]
            parts[at] = indent + filler + " " * (len(bare) - len(filler))
    return line._replace(text="\n".join(parts))


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text[:500_000])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _joined(lines: list[_Line]) -> tuple[str, list[int], list[_Line]]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text)
    return "".join(line.text for line in lines), starts, lines


def _forward(starts: list[int], lines: list[_Line], hits: Hits) -> Iterator[int]:
    """Hits of the file as offsets in the joined script."""
    for start, line in zip(starts, lines, strict=True):
        if line.raw < 0:
            continue
        within = list(hits.within(line.raw, line.raw_end))
        if not within or line.text.lstrip().startswith("pass#"):
            continue
        written = None if len(line.text) == line.raw_end - line.raw else _measured(line)
        for hit in within:
            inside = hit - line.raw if written is None else written.outside(hit - line.raw)
            if inside < len(line.text):
                yield start + inside


def _measured(line: _Line) -> Escaped | None:
    """The line as it is written in the file, None where it is written in a way of its own."""
    for ascii_only in (False, True):
        found = Escaped(line.text, ascii_only=ascii_only)
        if found.width == line.raw_end - line.raw:
            return found
    return None


class _Back:
    """From places in the joined script to places in the file."""

    def __init__(self, file: SourceFile, places: Places, inner: Places, starts: list[int], lines: list[_Line]) -> None:
        self.file, self.places, self.inner, self.starts, self.lines = file, places, inner, starts, lines
        self.last = -1, Escaped("", ascii_only=False)  # the line asked for last

    def offset(self, line: int, column: int) -> int:
        """The offset in the file of a place in the script."""
        at = min(self.inner.offset(line, column), len(self.inner.text))
        index = max(bisect_right(self.starts, at) - 1, 0)
        while index > 0 and self.lines[index].raw < 0:
            index -= 1
        source = self.lines[index]
        if self.last[0] != index:
            escapes = self.file.text.find("\\u", source.raw, source.raw_end) >= 0
            self.last = index, Escaped(source.text, ascii_only=escapes)
        return min(source.raw + self.last[1].inside(at - self.starts[index]), source.raw_end)

    def moved(self, found: Evidence | Ignore) -> Evidence | Ignore:
        """The same finding at its place in the file."""
        if isinstance(found, Ignore):
            return found._replace(line=self.places.at(self.offset(found.line, 1))[0])
        start = self.offset(found.line, found.column)
        line, column = self.places.at(start)
        width = found.end_column - found.column
        excerpt = self.inner.line_text(found.line, 200)
        return found._replace(
            line=line, column=column, end_column=column + width, site=self._site(found.site), receiver=self._site(found.receiver),
            excerpt=excerpt,
        )  # fmt: skip

    def _site(self, site: str) -> str:
        line, _, column = site.partition(":")
        if not line.isdecimal() or not column.isdecimal():
            return site
        at = self.places.at(self.offset(int(line), int(column)))
        return f"{at[0]}:{at[1]}"
