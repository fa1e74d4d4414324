"""Source code that decides nothing by default (tests, fixtures, docs, examples, generated, vendored): a quick reading.

In: the sheet. Out: each hit by what stands directly left of it; no windows of tokens are made and no name is followed.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.env_reads import VARIABLE
from auditor.extract.sheet import Sheet
from auditor.extract.words import bare_setter, fills, is_secret, loose_how, word_at
from auditor.records import Confidence, How, Role

ROLES = frozenset({Role.TEST, Role.FIXTURE, Role.DOCS, Role.GENERATED, Role.VENDORED})
_KEY = re.compile(r"([\w$-]{1,60})[\"'`]?\]?\s{0,4}(?::?=|=>|:)\s{0,4}[A-Za-z@$&]{0,3}\Z")
_CALL = re.compile(r"([A-Za-z_]\w{0,60})(?:<[^<>()]{0,60}>)?\(\s{0,4}[A-Za-z@$&]{0,3}\Z")
_COMPARED = re.compile(
    r"(?:[!=]==?|\bcase|\bwhen|\bin)\s{0,4}\Z|(?i:startswith|hasprefix|contains|includes|equals|matches)\w?\(\s{0,4}\Z"
)
_ENVIRONMENT = re.compile(
    r"(?i:env\w{0,12}|environ\w{0,9})(?:[.(\[]|::var\()[\"'`]?\Z|(?i:getenv\w{0,20}|get_env|fetch_env!?)\(\s{0,2}[\"'`]\Z"
)
_UNPACKED = re.compile(r"[^{}();]{0,300}\}\s{0,4}=\s{0,4}[\w.]{0,40}env\b")  # `const { ACME_KEY } = process.env`
_NAME = re.compile(r"\w+")


def read_lightly(sheet: Sheet, hit: int, span: int) -> int:
    """Tell the string or name that `hit` stands in; gives the offset up to which hits are done."""
    return _string(sheet, hit, span) if span >= 0 else _name(sheet, hit)


def _string(sheet: Sheet, hit: int, span: int) -> int:
    start, end = sheet.spans.content(span)
    low, high = (start, end) if end - start <= 4_000 else (max(start, hit - 1_000), min(end, hit + 1_000))
    word = word_at(sheet.text[low:high], min(max(hit - low, 0), max(high - low - 1, 0)))
    first, last = low + word.start, low + word.end
    begins = sheet.spans.starts[span]
    left = sheet.text[max(0, begins - 120) : begins]
    if word.kind == "prose":
        sheet.add(loose_how(word.value), word.value, first, last, role=Role.PROMPT_TEXT)
        return max(last, hit + 1)
    how = How.ENDPOINT if word.kind in {"url", "host"} or "://" in word.value else How.LITERAL
    if word.kind == "part":
        return end
    if sheet.spans.is_regex(span) or _COMPARED.search(left):
        sheet.add(how, word.value, first, last, role=Role.LOOKUP_TABLE, confidence=Confidence.LOW)
        return end
    if VARIABLE.match(word.value) and (word.kind == "env" or _ENVIRONMENT.search(left + sheet.text[begins:start])):
        sheet.add(How.ENV, word.value, first, last, confidence=Confidence.HIGH if word.kind != "env" else Confidence.MEDIUM)
        return end
    slot = word.slot or _slot(left)
    if not is_secret(slot):
        sheet.add(how, word.value, first, last, slot=slot, role=sheet.role(first))
    return max(last, hit + 1) if word.kind == "json" else end


def _slot(left: str) -> str:
    key = _KEY.search(left)
    if key:
        return key[1].lstrip("$")
    call = _CALL.search(left)
    setter = bare_setter(call[1]) if call else ""
    return setter if fills(setter) == "model" else ""


def _name(sheet: Sheet, hit: int) -> int:
    text, start = sheet.text, hit
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_") and hit - start < 80:
        start -= 1
    found = _NAME.match(text, start)
    if found is None:
        return hit + 1
    name, end = found[0], found.end()
    left = text[max(0, start - 40) : start]
    if VARIABLE.match(name) and "_" in name and (_ENVIRONMENT.search(left) or _UNPACKED.match(text, end)):
        sheet.add(How.ENV, name, start, end)
        return end
    bound = sheet.names.bound.get(name)
    called = text[end : end + 1] in {"(", "."} or text.startswith("::", end) or left.rstrip().endswith("new")
    if called and bound is not None and bound.sdk:
        sheet.add(How.CALL, bound.value, start, end, callee=bound.value)
    elif called and start == hit and sheet.language.opens and name[:1].isupper():
        sheet.add(How.CALL, name, start, end, callee=name)
    return end
