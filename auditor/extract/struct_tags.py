"""Tags of Go's struct fields: `env:"MODEL" default:"acme-3"`. In: a raw string behind a field's type and a hit in it.

Out: the default as a value of the field, with the variable that it stands in for; the variable itself.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.env_reads import VARIABLE
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, Tokens
from auditor.extract.words import how_of, is_secret, word_at
from auditor.records import How
from auditor.rows import NamedTuple

_PAIR = re.compile(r'\s*+([\w.-]{1,60}):"((?:[^"\\\n]|\\.)*+)"\s*+')
_DEFAULTS = frozenset({"default", "envdefault", "env-default"})
_VARIABLES = frozenset({"env", "envconfig"})
_INLINE = "default="  # `env:"MODEL, default=acme-3"`
_WHOLE = frozenset({"plain", "url", "host"})
_LONGEST = 2_000  # characters of a tag
_FAR = 60  # tokens of a field


class _Pair(NamedTuple):
    key: str
    value: str
    start: int
    end: int


def read_tag(sheet: Sheet, span: int, hit: int) -> int:
    """Tell the pair of a tag that `hit` stands in; gives the offset up to which hits are done, -1 where there is no tag."""
    pairs = _pairs(sheet, span)
    name = _field(sheet, span) if pairs else ""
    if not name:
        return -1
    one = next((pair for pair in pairs if hit < pair.end), pairs[-1])
    if hit < one.start:
        return one.start
    variable = next((pair.value.partition(",")[0].strip() for pair in pairs if pair.key in _VARIABLES), "")
    variable = variable if VARIABLE.match(variable) else ""
    if one.key in _VARIABLES:
        inline = one.value.find(_INLINE)
        at = one.value.find(variable)
        if variable and hit < one.start + at + len(variable):
            sheet.add(How.ENV, variable, one.start + at, one.start + at + len(variable), slot=name)
            return one.start + at + len(variable)
        if inline >= 0:
            start = inline + len(_INLINE)
            _default(sheet, one._replace(value=one.value[start:], start=one.start + start), hit, name, variable)
    elif one.key in _DEFAULTS:
        _default(sheet, one, hit, name, variable)
    return max(one.end, hit + 1)


def _default(sheet: Sheet, one: _Pair, hit: int, name: str, variable: str) -> None:
    if not one.start <= hit < one.end or is_secret(name):
        return
    word = word_at(one.value, hit - one.start)
    if word.kind in _WHOLE:
        sheet.add(how_of(word), word.value, one.start + word.start, one.start + word.end, slot=name, via=variable)


def _pairs(sheet: Sheet, span: int) -> list[_Pair]:
    """The pairs that a raw string is made of, none when anything else stands in it."""
    low, high = sheet.spans.content(span)
    if sheet.language.name != "go" or sheet.text[sheet.spans.starts[span]] != "`" or high - low > _LONGEST:
        return []
    pairs, at = [], low
    while at < high:
        found = _PAIR.match(sheet.text, at, high)
        if found is None:
            return []
        pairs.append(_Pair(found[1].lower(), found[2], *found.span(2)))
        at = found.end()
    return pairs


def _field(sheet: Sheet, span: int) -> str:
    """The name of the field whose type stands before a tag, "" for a string of another kind."""
    start = sheet.spans.starts[span]
    tokens = sheet.windows.around(start)
    index = tokens.find(start)
    if index < 0:
        return ""
    first, before = _first(tokens, index), index - 1
    typed = tokens.kind(before) == NAME or tokens.word(before) in {"]", "}", ")"}
    return tokens.words[first] if typed and first < before and tokens.kinds[first] == NAME else ""


def _first(tokens: Tokens, index: int) -> int:
    """The first token of the line, or of the brackets, that a token stands in; brackets before it are taken as a whole."""
    at, opener = index, tokens.parent[index]
    for _ in range(_FAR):
        if at - 1 <= opener or tokens.broken(at) or tokens.words[at - 1] == ";":
            break
        at -= 1
        at = tokens.mate[at] if 0 <= tokens.mate[at] < at else at
    return at
