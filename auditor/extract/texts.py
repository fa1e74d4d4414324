"""Long texts inside configuration: prompts, request bodies, code in a node. In: an entry and its hits. Out: evidence for the word
at each hit: an address, a value assigned to a key inside the text, or else a word of prose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from auditor import lazy_re as re
from auditor.extract.entries import is_generic_word, is_prose
from auditor.extract.places import Places
from auditor.frozen import replace
from auditor.records import DECIDING, Evidence, How, Role, SourceFile

if TYPE_CHECKING:
    from auditor.extract.config_sheet import Sheet
    from auditor.extract.entries import Entry

_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/:@+%~")
ASSIGNED = re.compile(r"([A-Za-z_][\w-]{0,40})\\?[\"']?[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}(?:\\?[\"'])?$")
# of one text. More than a file may say, so that a cut is counted, but in a prompt: of its words `settle` keeps fewer, silently,
# as by default they decide no finding
_MOST_WORDS = 2_500
_MOST_PLACES = 40  # of one word
_MOST_RECORDED = 40  # distinct words of a recording
_RECORDED = frozenset({Role.FIXTURE, Role.GENERATED, Role.VENDORED})
_LARGE = 60_000


def word_at(text: str, at: int, low: int, high: int) -> tuple[int, int]:
    """Bounds of the word around an offset, within [low, high) and 200 characters."""
    start, end = at, at
    while start > max(low, at - 200) and text[start - 1] in _WORD:
        start -= 1
    while end < min(high, at + 200) and text[end] in _WORD:
        end += 1
    while end > at + 1 and text[end - 1] in ".:,/-":
        end -= 1
    if end == at:  # a needle of other characters
        end = min(high, at + 1)
    return start, end


def text_evidence(sheet: Sheet, entry: Entry, role: Role) -> Iterator[Evidence]:
    """One evidence per word that a needle begins in; `role` is that of the words which nothing in the text assigns."""
    text, last, count = sheet.places.text, -1, 0
    seen: Counter[str] = Counter()
    for hit in sheet.hits.within(entry.at, entry.end):
        if hit < last:
            continue
        start, last = word_at(text, hit, entry.at, entry.end)
        word = text[start:last]
        seen[word] += 1
        if seen[word] > _MOST_PLACES:  # said often enough; other words behind it are not lost
            continue
        count += 1
        if count > _MOST_WORDS:
            return
        scheme = word.find("://")
        if 0 < scheme < hit - start:
            yield sheet.make(How.ENDPOINT, word, start, last, entry, role=role)
            continue
        assigned = ASSIGNED.search(text, max(entry.at, start - 50), start)
        if assigned is not None and (not is_prose(entry.key) or is_generic_word(assigned[1])):
            inner = f"{entry.slot}.{assigned[1]}"
            yield sheet.make(How.CONFIG, word, start, last, entry, slot=inner, role=sheet.file.role)
        else:
            yield sheet.make(How.LITERAL, word, start, last, entry, role=role)


def is_recorded(file: SourceFile) -> bool:
    """Tell whether a file is a large recording that nobody configures: its words are enough."""
    return file.role in _RECORDED and len(file.text) > _LARGE


def word_evidence(file: SourceFile, places: Places) -> Iterator[Evidence]:
    """One evidence per distinct word at a hit, without the structure around it; at most `_MOST_RECORDED`."""
    text, last, seen = file.text, -1, set()
    for hit in file.hits:
        if hit < last:
            continue
        start, last = word_at(text, hit, 0, len(text))
        word = text[start:last]
        if word in seen:
            continue
        seen.add(word)
        assigned = ASSIGNED.search(text, max(0, start - 50), start)
        how = How.ENDPOINT if "://" in word else How.LITERAL
        yield places.make(file, how, word, start, last, slot=assigned[1] if assigned else "")
        if len(seen) >= _MOST_RECORDED:
            return


_DESCRIPTION = re.compile(
    r"^[{ \t\"']{0,8}(?:openapi|swagger|asyncapi)[\"']?[ \t]{0,4}:[ \t]{0,4}[\"']?\d|json-schema\.org/|schema\.json#\"",
    re.MULTILINE,
)
# requests beside their answers: cassettes, archives, collections of a mock server
_RECORDING = tuple(
    re.compile(rf"(?:^[ \t-]{{0,40}}|[\"'])(?:{word})[\"']?[ \t]{{0,4}}:", re.MULTILINE | re.IGNORECASE)
    for word in (
        "request|originalRequest|httpRequest",
        "response|responses|httpResponse",
        "status|statusCode|status_code|code",
        "headers?",
    )
)


def as_described(file: SourceFile) -> SourceFile:
    """The file as documentation when it describes an interface, as a fixture when it records traffic; both set nothing."""
    if file.role not in DECIDING:
        return file
    if _DESCRIPTION.search(file.text, 0, 4_000):
        return replace(file, role=Role.DOCS)
    if "esponse" in file.text and all(pattern.search(file.text, 0, 200_000) for pattern in _RECORDING):
        return replace(file, role=Role.FIXTURE)
    return file
