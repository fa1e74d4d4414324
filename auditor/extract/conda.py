"""Conda environment files. In: YAML lines. Out: conda packages, and PyPI packages of the nested `pip:` list."""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract import reader_of
from auditor.extract.declared import Entry, declared
from auditor.extract.requirements import requirement_at
from auditor.extract.yaml_lines import lines_of
from auditor.frozen import replace
from auditor.records import Evidence, Ignore, SourceFile

_CONDA = re.compile(r"^dependencies:", re.MULTILINE)
_PACKAGE = re.compile(r"(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]*)\s*([=<>!~ ].*)?$")


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of an `environment.yml`; other YAML of that name is read as configuration."""
    if not _CONDA.search(file.text):
        other = reader_of("yaml")
        if other and file.hits:
            yield from other(replace(file, format="yaml"))
        return
    yield from declared(file, _entries(file.text))


def _entries(text: str) -> Iterator[Entry]:
    inside = False
    pip = -1  # indent of the `pip:` key while its list lasts
    for line in lines_of(text):
        if line.indent == 0 and not line.item:
            inside, pip = line.key == "dependencies", -1
            continue
        if not inside:
            continue
        if line.key == "pip" and not line.value:
            pip = line.indent
            continue
        if 0 <= line.indent <= pip and not (line.item and line.indent > pip):
            pip = -1
        if pip >= 0:
            yield from _pip(line.value, line.start)
        elif line.item and not line.key:
            match = _PACKAGE.match(line.value)
            if match:
                start = line.start + match.start(1)
                yield Entry("conda", match[1], start, start + len(match[1]), (match[2] or "").strip(), section="dependencies")


def _pip(value: str, start: int) -> Iterator[Entry]:
    if value.startswith("-r "):
        path = value[3:].strip()
        yield Entry("pypi", path, start + 3, start + 3 + len(path), scope="include")
        return
    entry = requirement_at(value, start, section="pip")
    if entry:
        yield entry
