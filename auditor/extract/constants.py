"""Names and composed strings that fill a slot of a call. In: a token of an argument. Out: the literal that the file gives them,
told at the literal's place: `base = env("X") or "http://h"` and `client(base_url=f"{base}/v1")` tell `http://h` via `X`.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.around import around
from auditor.extract.chains import Callee, callee_of, forward, is_definition
from auditor.extract.env_reads import VARIABLE
from auditor.extract.members import outward
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import STRING, Tokens
from auditor.extract.uses import Spot, Use, spot_at, use_of
from auditor.extract.words import fills, is_secret, words
from auditor.records import How

_SELF = frozenset({"this", "self", "Self", "$this"})
_MAKES = frozenset("client new add with create connect provider builder factory init open model".split())
_GIVES = frozenset({"=", ":="})
_MAPS = frozenset({"=", ":=", ":", "=>"})
_REACH = 24  # tokens from a name to the default it is given
# a string that begins with one expression: `${base}/v1`, `$base/v1`, `#{base}/v1`, `\(base)/v1`, `{base}/v1`
_LEAD = re.compile(r"(?:[$#]?\{\$?([^{}]{1,200})\}|\\\(([^()]{1,200})\)|\$([A-Za-z_]\w{0,80}))(?:/[^\s{}]{0,200})?\Z")
_NAME = re.compile(r"(?:[A-Za-z_]\w{0,80}(?:\.|->))?([A-Za-z_]\w{0,80})!?\Z")
_DEFAULT = re.compile(r"[\"'`]([a-z]{2,6}://[^\s\"'`]{3,200})[\"'`]")
_READ = re.compile(r"\b[A-Z][A-Z0-9_]{2,80}\b")


def makes(call: Callee) -> bool:
    """Whether a call makes a client, by its name alone: what it is given without a name may be an address."""
    last = call.names[-1]
    return call.made or (len(call.names) == 1 and last[:1].isupper()) or not _MAKES.isdisjoint(words(last))


def _counts(use: Use) -> bool:
    return fills(use.slot) in {"model", "address"} or (not use.slot and use.call is not None and makes(use.call))


def constant(sheet: Sheet, tokens: Tokens, index: int) -> None:
    """A name that fills a slot of a call: the literal it is given in this file."""
    use = use_of(sheet, tokens, index, around(tokens, index, sheet.language))
    if use.call is None or not _counts(use) or is_secret(use.slot):
        return
    last, _ = forward(tokens, index)
    if last > index and not (tokens.words[index] in _SELF or tokens.words[index][:1].isupper()):
        return  # a field of some object
    given(sheet, tokens, use, tokens.words[last].lstrip("$@"), dotted=last > index)


def composed(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """An address made of a variable and a path: the variable's default is the address; tells whether it was told."""
    start, end = sheet.spans.content(sheet.spans.at(tokens.starts[index]))
    if end - start > 300:
        return False
    lead = _LEAD.match(sheet.text[start:end])
    if lead is None:
        return False
    use = use_of(sheet, tokens, index, around(tokens, index, sheet.language))
    if use.call is None or not _counts(use) or fills(use.slot) == "model":
        return False
    inner = lead[lead.lastindex or 1].strip()
    name = _NAME.match(inner)
    if name is not None and not VARIABLE.match(name[1]):
        return given(sheet, tokens, use, name[1], dotted=name[1] != inner)
    default = _DEFAULT.search(inner)
    if default is None:
        return False
    base = start + lead.start(lead.lastindex or 1)
    read = _READ.search(inner)
    fields = sheet.call_fields(tokens, use.call)
    if read is not None and sheet.hits.any(base + read.start(), base + read.end()):
        sheet.add(How.ENV, read[0], base + read.start(), base + read.end(), slot=use.slot, **fields)
    first = base + default.start(1)
    via = read[0] if read else ""
    sheet.add(How.ENDPOINT, default[1], first, first + len(default[1]), slot=use.slot, via=via, **fields)
    return True


def given(sheet: Sheet, tokens: Tokens, use: Use, name: str, *, dotted: bool) -> bool:
    """Tell the literal that the file gives a name, as what fills the slot of a call; tells whether there is one."""
    for at in sheet.places_of(name):
        if not sheet.spend():
            break
        found = _literal(sheet, at, name, dotted=dotted)
        if found is not None:
            spot, via = found
            if not use.slot and spot.word.kind != "url":
                return False
            how = How.ENDPOINT if spot.word.kind in {"url", "host"} else How.LITERAL
            sheet.reached.add(spot.start)
            fields = sheet.call_fields(tokens, use.call)
            via = via or use.via
            sheet.add(how, spot.word.value, spot.start, spot.end, slot=use.slot, via=via, **fields)
            for outer in outward(sheet, tokens, use.call) if how is How.ENDPOINT else ():
                sheet.add(how, spot.word.value, spot.start, spot.end, slot=use.slot, via=via, **outer)
            return True
    return False


def is_id(sheet: Sheet, name: str) -> bool:
    """Whether the file gives a name a literal with a hit."""
    for at in sheet.places_of(name):
        if not sheet.spend():
            break
        found = _literal(sheet, at, name, dotted=False)
        if found is not None:
            return sheet.hits.any(found[0].start, found[0].end)
    return False


def _literal(sheet: Sheet, at: int, name: str, *, dotted: bool) -> tuple[Spot, str] | None:
    """The string that a name is given where it stands, and the variable it is the default of.

    `NAME = "x"`, `NAME: str = "x"`, `NAME string = "x"`; the key of a map only behind a dot, or when it is a parameter.
    """
    tokens = sheet.windows.around(at)
    index = tokens.find(at)
    if tokens.word(index - 1) in {".", "=="}:
        return None
    opener = tokens.parent[index]
    call = callee_of(tokens, opener) if opener >= 0 and tokens.words[opener] == "(" else None
    if call is not None and not is_definition(tokens, call, opener, sheet.language):
        return None
    gives = _GIVES if call is None and not dotted else _MAPS
    equals = -1
    for value_at in range(index + 1, min(index + _REACH, len(tokens))):
        word = tokens.words[value_at]
        if tokens.kinds[value_at] == STRING and equals >= 0:
            spot = spot_at(sheet, tokens, value_at)
            if spot is not None and equals == value_at - 1:
                return spot, ""
            use = use_of(sheet, tokens, value_at, spot.where) if spot is not None else None
            if spot is not None and use is not None and use.via and use.slot == name:
                return spot, use.via
        elif equals < 0 and (word in gives or (word == "\\" and tokens.words[value_at - 1] == "\\")):
            equals = value_at
        elif word == ";" or (equals < 0 and word in {",", "(", ")", "{", "}", ".", "=="}):
            break
    return None
