"""Options of a call: how patient it is, what it falls back to. In: tokens of a call. Out: evidence with the option's name.

`timeout: 30`, `max_retries=2`, `.timeout(Duration.ofSeconds(60))`, `WithMaxRetries(2)`, `fallbacks: [...]`, `revision: "..."`.
"""

from __future__ import annotations

from itertools import islice

from auditor import lazy_re as re
from auditor.extract.around import around
from auditor.extract.chains import GLUE, Callee, name_of
from auditor.extract.constants import makes
from auditor.extract.sheet import Sheet
from auditor.extract.source_strings import tell_key
from auditor.extract.tokens import NAME, SIGN, Tokens
from auditor.extract.words import bare_setter, fills, tells
from auditor.records import How

_BARE = re.compile(r"[\w./:-]+")
_SETTING = re.compile(r"^[ \t]{0,40}(\w{1,40})[ \t]{1,8}(?=[A-Za-z])", re.MULTILINE)
_MOST = 400  # settings of one file
_SIGNS = frozenset({":", "=", "=>"})
_LONGEST = 60


def option(sheet: Sheet, tokens: Tokens, index: int, opener: int) -> None:
    """Tell the option whose sign or shorthand stands at `index`, unless it is another call's than the one at `opener`."""
    if tokens.kinds[index] == SIGN:
        key = index - 1
        begins = tokens.word(key - 1) in {"(", "{", ",", "["} or tokens.broken(key)
        if tokens.words[index] in _SIGNS and begins and tells(name_of(tokens, key)) and _is_own(sheet, tokens, key, opener):
            tell_key(sheet, tokens, key, index + 1, name_of(tokens, key))
    elif tokens.kinds[index] == NAME and _is_shorthand(sheet, tokens, index) and tells(tokens.words[index]):
        name = tokens.words[index]
        if not _is_own(sheet, tokens, index, opener):
            return
        fields = sheet.call_fields(tokens, around(tokens, index, sheet.language).call)
        sheet.add(How.LITERAL, name, tokens.starts[index], tokens.ends[index], slot=name, **fields)


def _is_own(sheet: Sheet, tokens: Tokens, index: int, opener: int) -> bool:
    where = around(tokens, index, sheet.language)
    return where.opener == opener or (where.call is not None and (sheet.is_sdk(where.call) or makes(where.call)))


def _is_shorthand(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """`{ model, timeout }`."""
    opener = tokens.parent[index]
    sides = tokens.word(index - 1) in {"{", ","} and tokens.word(index + 1) in {",", "}"}
    return sheet.language.name == "javascript" and opener >= 0 and tokens.words[opener] == "{" and sides


def setter(sheet: Sheet, tokens: Tokens, last: int, opener: int, call: Callee | None) -> None:
    """Tell the option that a builder's method or a functional option sets."""
    slot = bare_setter(tokens.words[last])
    close = tokens.mate[opener]
    plain = slot == tokens.words[last] and tokens.word(last - 1) not in GLUE  # a function of that name sets nothing
    if close < 0 or plain or tokens.words[opener] != "(" or not tells(slot):
        return
    start, end = tokens.ends[opener], tokens.starts[close]
    text = " ".join(sheet.text[start : min(end, start + 400)].split())[:_LONGEST]
    sheet.add(
        How.LITERAL, text or slot, tokens.starts[last], tokens.ends[last], slot=slot, role=sheet.role(tokens.starts[last]),
        **sheet.call_fields(tokens, call),
    )  # fmt: skip


def bare_end(text: str, start: int) -> int:
    """The end of a value that stands without quotes, as in `provider round-robin`."""
    found = _BARE.match(text, start)
    return found.end() if found else start


def settings(sheet: Sheet) -> None:
    """Where a key stands beside its value: the settings without a hit that say who answers and how patiently."""
    for found in islice(_SETTING.finditer(sheet.text), _MOST):
        key, start = found[1], found.end()
        end = bare_end(sheet.text, start)
        if sheet.spans.at(found.start(1)) >= 0 or sheet.hits.any(start, end) or not (fills(key) == "other" or tells(key)):
            continue
        tokens = sheet.windows.around(start)
        index = tokens.find(start)
        if index >= 0:
            fields = sheet.call_fields(tokens, around(tokens, index, sheet.language).call)
            sheet.add(How.LITERAL, sheet.text[start:end], start, end, slot=key, **fields)
