"""Source code of every language but Python. In: a `SourceFile`. Out: imports, calls, literals, addresses, variables as evidence.

The text is lexed once; then only what stands around a hit, or around a name that an import with a hit brought, is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.apis import with_addresses
from auditor.extract.entries import Hits
from auditor.extract.light import ROLES as LIGHT
from auditor.extract.light import read_lightly
from auditor.extract.options import settings
from auditor.extract.places import Places, ignores_of
from auditor.extract.sheet import Sheet
from auditor.extract.source_code import read_word
from auditor.extract.source_names import name_clients, read_names
from auditor.extract.source_strings import read_string
from auditor.extract.words import is_error, loose_how, word_at
from auditor.records import TYPES, Evidence, How, Ignore, Role, SourceFile

_REACH = 1_000  # characters before an ignore in which its comment begins
_COMMENTS = 400
_BLOCK = re.compile(  # beside strings and comments of a line
    r"(<#.*?(?:#>|\Z))|@\"[ \t\r]*(?=\n).*?(?:\n\"@|\Z)|@'[ \t\r]*(?=\n).*?(?:\n'@|\Z)"
    r"|\"[^\"`]*+(?:`.[^\"`]*+)*+(?:\"|`?\Z)|'[^']*+(?:'|\Z)|`.|(?<![^\s;(){}])#[^\n]*+",
    re.DOTALL,
)
_LINE = re.compile(r"^([ \t]*@?(?:rem\b|::)[^\n]*)", re.IGNORECASE | re.MULTILINE)
_REMARKS = {".ps1": _BLOCK, ".psm1": _BLOCK, ".bat": _LINE, ".cmd": _LINE}  # what no other shell takes for a comment


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """All evidence of a source file, sorted by place."""
    if file.format == "shell":
        yield from _read_shell(file)
    else:
        yield from read_code(file)
    if file.format == "ruby" and file.hits:
        from auditor.extract.ruby_manifests import gems_in

        yield from gems_in(file)


def _read_shell(file: SourceFile) -> Iterator[Evidence | Ignore]:
    from auditor.extract import texts
    from auditor.extract.commands import Line, shell_evidence

    places, hits, done = Places(file.text), Hits(file.hits), 0
    yield from _shell_ignores(file, places)
    line = Line(file, places, hits, "", "")
    remarks = _REMARKS.get(file.path[file.path.rfind(".") :].lower())
    for remark in remarks.finditer(file.text) if remarks and file.hits else ():
        first = remark.start(1)
        if first < 0:
            continue
        yield from shell_evidence(line, done, first)
        done = remark.end()
        for hit in hits.within(first, done):
            start, end = texts.word_at(file.text, hit, first, done)
            yield places.make(file, How.LITERAL, file.text[start:end], start, end, role=Role.COMMENT)
    yield from shell_evidence(line, done, len(file.text))


def read_code(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence by the lexer alone, whatever the language; also the way out for Python that does not parse."""
    file = with_addresses(file)
    sheet = Sheet(file)
    yield from ignores_in(sheet)
    if not file.hits:
        return
    for one in sheet.imports:
        if one.module and not one.own and (sheet.is_named(one) or any(sheet.names.bound[name].sdk for name, _ in one.names)):
            typed = bool(one.names) and all(name in one.types or is_error(value) for name, value in one.names)
            sheet.add(How.IMPORT, one.module, one.start, one.end, scope=TYPES if typed else "")
    if file.role in LIGHT:
        _lightly(sheet)
    else:
        _fully(sheet)
    yield from sheet.finish()


def _lightly(sheet: Sheet) -> None:
    for strings in (False, True):
        sheet.done, comments = -1, 0
        for hit, span in _told(sheet, strings=strings):
            if span >= 0 and sheet.spans.is_comment(span):
                comments += 1
                sheet.done = comment_at(sheet, span, hit) if comments <= _COMMENTS else sheet.spans.ends[span]
            else:
                sheet.done = read_lightly(sheet, hit, span)


def _fully(sheet: Sheet) -> None:
    read_names(sheet)
    for hit, _ in _told(sheet, strings=False):
        sheet.done = read_word(sheet, hit)
    name_clients(sheet)
    read_names(sheet)
    if sheet.language.juxtaposed:
        settings(sheet)
    sheet.done, comments = -1, 0
    for hit, span in _told(sheet, strings=True):
        if not sheet.spans.is_comment(span):
            sheet.done = read_string(sheet, span, hit)
        elif comments < _COMMENTS:
            comments += 1
            sheet.done = comment_at(sheet, span, hit)


def _told(sheet: Sheet, *, strings: bool) -> Iterator[tuple[int, int]]:
    """The hits to tell, in strings and comments or in code, that are not yet done, each with its span."""
    for hit in sheet.hits.offsets:
        if hit < sheet.done or sheet.in_import(hit):
            continue
        span = sheet.spans.at(hit)
        if (span >= 0) is strings and sheet.takes(span):
            yield hit, span


def comment_at(sheet: Sheet, span: int, hit: int) -> int:
    """Tell the word of a comment that `hit` stands in; gives the offset up to which hits are done."""
    start, end = sheet.spans.starts[span], sheet.spans.ends[span]
    low = max(start, hit - 400)
    word = word_at(" " + sheet.text[low : min(end, hit + 400)] + " ", hit - low + 1)
    first, last = low + word.start - 1, low + word.end - 1
    sheet.add(loose_how(word.value), word.value, first, last, role=Role.COMMENT)
    return max(last, hit + 1)


def ignores_in(sheet: Sheet) -> Iterator[Ignore]:
    """The inline ignores that stand in comments of a lexed file."""
    text, spans = sheet.text, sheet.spans
    at, seen = text.find("ai-audit:"), -1
    while at >= 0:
        span = spans.at(at)
        if span >= 0 and span != seen and spans.is_comment(span):
            seen = span
            start, end = spans.starts[span], spans.ends[span]
            line, column = sheet.places.at(start)
            head = sheet.places.line_text(line)[: column - 1]
            tail = sheet.places.line_text(sheet.places.at(end)[0])[sheet.places.at(end)[1] - 1 :]
            yield from ignores_of(sheet.file.path, text[start:end], line, not head.strip(" \t{") and not tail.strip(" \t}"))
        at = text.find("ai-audit:", at + 9)


def _shell_ignores(file: SourceFile, places: Places) -> Iterator[Ignore]:
    at = file.text.find("ai-audit:")
    while at >= 0:
        line, column = places.at(at)
        begin = at - min(column - 1, _REACH)
        mark = max(file.text.rfind(word, begin, at) for word in ("#", "REM ", "::"))
        if mark >= 0:
            end = places.offset(line + 1)
            alone = not file.text[at - column + 1 : mark].strip()
            yield from ignores_of(file.path, file.text[mark:end].rstrip("\r\n"), line, alone)
            at = end - 9
        at = file.text.find("ai-audit:", at + 9)
