"""Builds of Scala: sbt and Mill. In: text. Out: coordinates with version and scope, and what the project itself is called.

Nothing is evaluated: versions are followed to a `val` of the same file, lists built by `map` are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.build_code import settings_in
from auditor.extract.declared import Entry, declared, pin_of
from auditor.extract.languages import language_of
from auditor.extract.lexer import Spans
from auditor.records import Evidence, Ignore, SourceFile

_SBT = re.compile(
    r'"([\w.-]{2,100})"\s{0,80}%{1,3}\s{0,80}"([\w.-]{1,100})"(?:\s{0,80}%\s{0,80}(?:"([^"\n]{1,60})"|([\w.]{1,100})))?'
    r'(?:\s{0,80}%\s{0,80}(?:"([^"\n]{1,60})"|([\w.]{1,40})))?'
)
_MILL = re.compile(r'\b(?:ivy|mvn)"([\w.-]{2,100}):{1,3}([\w.-]{1,100}):{1,2}([^":;\n]{1,60})[^"\n]{0,100}"')
_VALUE = re.compile(r'\bval\s{1,8}(\w{1,80})\s{0,80}(?::\s{0,8}String\s{0,80})?=\s{0,80}"(\d[^"\n]{0,60})"')
_SETTING = re.compile(r'(?:\bThisBuild\s{0,8}/\s{0,8})?\b(name|organization)\s{0,8}:=\s{0,8}"([^"\n]{1,100})"')
_PLUGIN = re.compile(r"\b(?:addSbtPlugin|addCompilerPlugin|compilerPlugin)\s{0,8}\(\s{0,8}\Z")
_FOR_SCALA = re.compile(r"_(?:2\.1[0-3]|3)\Z")  # the compiler's version, which `%%` puts behind the name
_NEAR = 60


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a `build.sbt`, a file of the meta-build `project/`, or a `build.mill`."""
    yield from declared(file, _entries(file.text))
    yield from settings_in(file, "scala")


def _entries(text: str) -> Iterator[Entry]:
    spans = Spans(text, language_of("scala", "build.scala"))
    values = {found[1]: found[2] for found in _VALUE.finditer(text) if spans.at(found.start()) < 0}
    for found in _SBT.finditer(text):
        if _is_said(spans, found.start()):
            version = found[3] or ""
            resolved = pin_of("maven", values.get((found[4] or "").rpartition(".")[2], version))
            plugin = _PLUGIN.search(text, max(found.start() - _NEAR, 0), found.start())
            yield _entry(found, version, resolved, "build" if plugin else _scope(found[5] or found[6] or ""))
    for found in _MILL.finditer(text):
        if spans.at(found.start()) < 0:
            version = found[3] if "$" not in found[3] else ""
            resolved = values.get(found[3].strip("${}").rpartition(".")[2], version)
            yield _entry(found, version, pin_of("maven", resolved), "runtime")
    yield from _own(text, spans)


def _entry(found: re.Match[str], version: str, resolved: str, scope: str) -> Entry:
    name = _FOR_SCALA.sub("", found[2])
    start, end = found.span(2)
    return Entry("maven", f"{found[1]}:{name}", start, end, version, resolved, scope, "libraryDependencies", found.start(), end)


def _own(text: str, spans: Spans) -> Iterator[Entry]:
    said = {found[1]: found for found in _SETTING.finditer(text) if spans.at(found.start()) < 0}
    if "name" in said:
        start, end = said["name"].span(2)
        group = f"{said['organization'][2]}:" if "organization" in said else ""
        yield Entry("maven", f"{group}{said['name'][2]}", start, end, scope="own", section="name")


def _is_said(spans: Spans, offset: int) -> bool:
    """Whether a string begins there that is no part of a comment or of another string."""
    span = spans.at(offset)
    return span >= 0 and spans.starts[span] == offset and not spans.is_comment(span)


def _scope(configuration: str) -> str:
    return "dev" if "test" in configuration.lower() else "runtime"
