"""Strings of lexed code. In: a string with a hit, or one that fills a slot. Out: evidence with slot, callee and site."""

from __future__ import annotations

from auditor.extract.around import Around, around
from auditor.extract.chains import Callee, callee_of, name_of
from auditor.extract.compared import is_compared, only_asked
from auditor.extract.constants import composed
from auditor.extract.defaults import default_of, returned
from auditor.extract.env_reads import VARIABLE, is_environment, reads_settings
from auditor.extract.examples import is_example
from auditor.extract.follows import follow, follow_variable, stands_in
from auditor.extract.members import address_in, call_fields, outward, row_of
from auditor.extract.offers import is_label, is_offered, is_told
from auditor.extract.own_constants import own_constant
from auditor.extract.parts import tell_part
from auditor.extract.rates import rates
from auditor.extract.sheet import Sheet
from auditor.extract.struct_tags import read_tag
from auditor.extract.tokens import SIGN, STRING, Tokens
from auditor.extract.uses import Spot, Use, spot_at, use_of
from auditor.extract.words import (
    IDENTIFIER,
    SETTING,
    Word,
    fills,
    how_of,
    is_plain,
    is_secret,
    loose_how,
    opens_page,
    shows,
    word_at,
    words,
    writes,
)
from auditor.records import DEFAULT, OFFERED, Confidence, How, Role

_OF_CALL = ("callee", "site", "receiver")
_FIELDS = frozenset({"TextField", "SecureField"})  # begin with what they show while they are empty
_DOCS = frozenset({"doc", "moduledoc", "typedoc", "shortdoc"})


def read_string(sheet: Sheet, span: int, hit: int) -> int:
    """Tell the string that `hit` stands in; gives the offset up to which hits are done."""
    tagged = read_tag(sheet, span, hit)
    if tagged >= 0:
        return tagged
    start, end = sheet.spans.said(span, hit)
    if not any(char.isdigit() for char in sheet.text[start:end]):
        start, end = sheet.spans.content(span)  # the names of makers in a list of words say what there is, not what is used
    low = max(start, hit - 2_000)
    content = sheet.text[start:end] if end - start <= 20_000 else sheet.text[low : min(end, hit + 2_000)]
    base = start if end - start <= 20_000 else low
    word = word_at(content, min(max(hit - base, 0), max(len(content) - 1, 0)))
    first, last = base + word.start, base + word.end
    if sheet.spans.is_regex(span):
        sheet.add(How.LITERAL, word.value, first, last, role=Role.LOOKUP_TABLE, confidence=Confidence.LOW)
        return end
    if word.kind in {"prose", "part"} and _is_composed(sheet, span, hit):
        return end
    if word.kind == "prose":
        _prose(sheet, word, first, last, span)
        return max(last, hit + 1)
    tokens = sheet.windows.around(hit)
    index = tokens.find(sheet.spans.starts[span])
    if index < 0 or tokens.kinds[index] != STRING:
        if word.kind != "part":
            sheet.add(how_of(word), word.value, first, last)
        return max(last, hit + 1)
    spot = Spot(tokens, index, first, last, word, around(tokens, index, sheet.language))
    if word.kind == "part":
        tell_part(sheet, spot)
    elif word.kind == "json":
        fields = sheet.call_fields(tokens, spot.where.call)
        if not is_secret(word.slot):
            sheet.add(how_of(word), word.value, first, last, slot=word.slot, **fields)
        return max(last, hit + 1)
    else:
        tell(sheet, spot)
    return end


def _is_composed(sheet: Sheet, span: int, hit: int) -> bool:
    tokens = sheet.windows.around(hit)
    index = tokens.find(sheet.spans.starts[span])
    return index >= 0 and tokens.kinds[index] == STRING and composed(sheet, tokens, index)


def _prose(sheet: Sheet, word: Word, first: int, last: int, span: int) -> None:
    before = sheet.text[max(0, sheet.spans.starts[span] - 14) : sheet.spans.starts[span]].rstrip(" ~sS")
    role = Role.COMMENT if before.endswith(tuple("@" + name for name in _DOCS)) else Role.PROMPT_TEXT
    sheet.add(loose_how(word.value), word.value, first, last, role=role)


def tell(sheet: Sheet, spot: Spot) -> None:
    """Evidence for one whole string by its place: compared, key, variable, or a value with slot and call."""
    tokens, index, word = spot.tokens, spot.token, spot.word
    if is_compared(sheet, spot):
        sheet.add(how_of(word), word.value, spot.start, spot.end, role=Role.LOOKUP_TABLE, confidence=Confidence.LOW)
        return
    if spot.where.call is not None and VARIABLE.match(word.value) and is_environment(spot.where.call.names):
        _variable(sheet, spot, Confidence.HIGH)
        return
    if spot.where.call is not None and spot.where.first and reads_settings(spot.where.call) and SETTING.match(word.value):
        sheet.add(How.CONFIG, word.value, spot.start, spot.end, slot=word.value)
        return
    if word.kind == "env" or _index_variable(spot):
        _variable(sheet, spot, Confidence.HIGH if _index_variable(spot) else Confidence.MEDIUM)
    elif _is_key(sheet, tokens, index, spot.where):
        _key(sheet, spot)
    else:
        value(sheet, spot)


def value(sheet: Sheet, spot: Spot) -> None:
    """A literal or address with all the calls that it reaches."""
    use = use_of(sheet, spot.tokens, spot.token, spot.where)
    if is_secret(use.slot):
        return
    own = own_constant(sheet, spot)
    use = own or use
    slot = use.slot or (returned(spot.tokens, spot.token) if use.call is None else "")
    use = use._replace(via=use.via or stands_in(sheet, spot, use), slot=slot)
    how, role = how_of(spot.word), sheet.file.role if is_used(sheet, use.slot, use.call, use.via) else sheet.role(spot.start)
    holder = default_of(sheet, spot.tokens, spot.token) if sheet.has_tables else ""
    if holder:
        role, use = sheet.file.role, use._replace(slot=use.slot or holder)
    union = "|" in {spot.tokens.word(spot.token - 1), spot.tokens.word(spot.token + 1)} and sheet.language.name == "javascript"
    if union:  # of types: what may be given, wherever it stands
        sheet.add(how, spot.word.value, spot.start, spot.end, role=Role.LOOKUP_TABLE, slot=use.slot)
        return
    told = not is_used(sheet, use.slot, use.call) and is_told(sheet, spot.tokens, spot.token)
    if own is not None or told or only_asked(sheet, spot, use):
        role = Role.LOOKUP_TABLE
    elif is_read(sheet, spot.tokens, spot.token) or _is_shown(sheet, spot, use) or (how is How.ENDPOINT and _opens(spot, use)):
        role = Role.PROMPT_TEXT
    fields = call_fields(sheet, spot.tokens, spot.token, use.call, use.slot)
    if holder:
        fields["scope"] = DEFAULT
    elif not (use.call is not None and sheet.is_sdk(use.call)) and is_offered(sheet, spot.tokens, spot.token):
        fields["scope"] = OFFERED
    sheet.add(how, spot.word.value, spot.start, spot.end, role=role, slot=use.slot, via=use.via, **fields)
    _row(sheet, spot, use, fields)
    if use.call is not None and fills(use.slot) == "address":
        for outer in outward(sheet, spot.tokens, use.call):
            sheet.add(how, spot.word.value, spot.start, spot.end, slot=use.slot, via=use.via, **outer)
    if use.call is None and use.key_at >= 0:
        follow(sheet, spot, how, use)


def _row(sheet: Sheet, spot: Spot, use: Use, fields: dict[str, str]) -> None:
    """The address of a model's own record or call, also of a host that nobody knows."""
    row = row_of(sheet, spot.tokens, spot.token, use.call) if is_plain(use.slot) else -1
    if row < 0 and use.call is not None and fills(use.slot) == "model" and not sheet.is_sdk(use.call):
        row = spot.where.opener
    told = spot_at(sheet, spot.tokens, address_in(sheet, spot.tokens, row)) if row >= 0 else None
    if told is not None and not sheet.hits.any(told.start, told.end):
        own = {name: fields[name] for name in _OF_CALL if name in fields} | {"slot": told.where.key}
        sheet.add(how_of(told.word), told.word.value, told.start, told.end, role=sheet.role(told.start), **own)


def is_read(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """Whether a string is there for people: the label of a choice, an example in the description of an interface."""
    return is_label(tokens, index) or is_example(sheet, tokens, index)


def _is_shown(sheet: Sheet, spot: Spot, use: Use) -> bool:
    """Whether a text is what a call writes on a screen; the text of a field says what is there until somebody writes in it."""
    if use.call is None or use.slot or not spot.where.first or sheet.is_sdk(use.call):
        return False
    return writes(use.call.names) or (sheet.language.name == "swift" and use.call.names[-1] in _FIELDS)


def _opens(spot: Spot, use: Use) -> bool:
    return shows(use.slot) or (spot.where.call is not None and opens_page(spot.where.call.names))


def is_used(sheet: Sheet, slot: str, call: Callee | None, via: str = "") -> bool:
    """Whether a value is in use whatever stands around it: the default of a variable, the model of an SDK's call."""
    return bool(via) or (call is not None and fills(slot) == "model" and sheet.is_sdk(call))


def _is_key(sheet: Sheet, tokens: Tokens, index: int, where: Around) -> bool:
    following = tokens.word(index + 1)
    if where.indexed or tokens.kind(index + 1) != SIGN:
        return where.indexed or rates(sheet, tokens, index)
    if where.inner.edge != index:
        return False
    keyed = following in {":", "=>"} or (following == "=" and tokens.word(index - 1) in {"{", ",", "["})
    return keyed or rates(sheet, tokens, index)


def _key(sheet: Sheet, spot: Spot) -> None:
    """A string that is a key: a slot when it is a word, an id of a table else."""
    tokens, index, word = spot.tokens, spot.token, spot.word
    if spot.where.indexed and SETTING.match(word.value):
        sheet.add(How.CONFIG, word.value, spot.start, spot.end, slot=word.value)
    elif IDENTIFIER.match(word.value) and not spot.where.indexed:
        tell_key(sheet, tokens, index, index + 2, word.value)
    else:
        role = sheet.role(spot.start)
        if spot.where.indexed or rates(sheet, tokens, index):
            role = Role.LOOKUP_TABLE
        scope = OFFERED if is_offered(sheet, tokens, index) else ""
        sheet.add(how_of(word), word.value, spot.start, spot.end, role=role, slot=spot.where.key, scope=scope)


def tell_key(sheet: Sheet, tokens: Tokens, index: int, first: int, key: str) -> None:
    """Evidence for a keyword or object key with a hit: its value as text."""
    if is_secret(key) or first >= len(tokens):
        return
    last, parent = first, tokens.parent[index]
    while last < len(tokens) and last - first < 60 and tokens.words[last] not in {",", ";"} and tokens.parent[last] >= parent:
        if last > first and tokens.words[last] in {")", "]", "}"} and tokens.mate[last] == parent:
            break
        last = tokens.mate[last] + 1 if tokens.words[last] in {"(", "[", "{"} and tokens.mate[last] > last else last + 1
    low, high = tokens.starts[first], tokens.ends[max(first, min(last, len(tokens)) - 1)]
    if tokens.kinds[first] == STRING and last == first + 1:
        if sheet.hits.any(low, high):
            return
        told = spot_at(sheet, tokens, first)
        if told is not None:
            value(sheet, told)
            return
        text = name_of(tokens, first)
    else:
        if tokens.kinds[first] != STRING and not {"model", "llm"}.isdisjoint(words(key)):
            return  # what the model is stands elsewhere
        text = " ".join(sheet.text[low : min(high, low + 400)].split())[:60]
    where = around(tokens, first, sheet.language)
    fields = call_fields(sheet, tokens, index, where.call)
    role = sheet.role(tokens.starts[index])
    sheet.add(How.LITERAL, text, tokens.starts[index], tokens.ends[index], slot=key, role=role, **fields)


def _index_variable(spot: Spot) -> bool:
    tokens, opener = spot.tokens, spot.token - 1
    if not VARIABLE.match(spot.word.value) or tokens.word(opener) != "[":
        return False
    call = callee_of(tokens, opener)
    return call is not None and is_environment(call.names)


def _variable(sheet: Sheet, spot: Spot, confidence: Confidence) -> None:
    tokens, where = spot.tokens, spot.where
    start = where.call.start if where.call is not None and is_environment(where.call.names) else spot.token
    if where.indexed and tokens.word(spot.token - 1) == "[":
        call = callee_of(tokens, spot.token - 1)
        start = call.start if call is not None else start
    if start == spot.token and where.call is not None and where.first:
        use = Use(where.key, None, "")
    else:
        use = use_of(sheet, tokens, start, around(tokens, start, sheet.language) if start != spot.token else where)
    fields = call_fields(sheet, tokens, start, use.call)
    sheet.add(How.ENV, spot.word.value, spot.start, spot.end, slot=use.slot, confidence=confidence, **fields)
    follow_variable(sheet, spot, use)
