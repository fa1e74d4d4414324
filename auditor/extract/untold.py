"""Addresses from outside, in JavaScript. In: a call of an SDK. Out: the name that fills its address and has to be given.

What has a default, may be left out, or is given a value in the file is not meant: there the SDK's own address may be the one.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.chains import chain_of, forward, name_of
from auditor.extract.env_reads import is_environment
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, Tokens
from auditor.extract.words import fills

_OPTIONS = 200  # tokens of a call's options
_LOOSE = re.compile(  # `x?: string`, `x ?? y`, `x: string | null`, `x = y`
    r"\s{0,4}(?:[?&|]|:\s{0,4}[\w.]{1,40}\s{0,4}\||=(?![=>]))"
)


def untold(sheet: Sheet, tokens: Tokens, opener: int) -> str:
    """The dotted name in the options of a call, "" for none: `new Acme({ baseURL: config.baseURL })`, `new Acme({ baseURL })`."""
    brace = opener + 1
    close = tokens.mate[brace] if tokens.word(brace) == "{" else -1
    if sheet.language.name != "javascript" or tokens.words[opener] != "(" or close < 0:
        return ""
    for index in range(brace + 1, min(close, brace + _OPTIONS)):
        if tokens.parent[index] != brace or tokens.kinds[index] != NAME or fills(tokens.words[index]) != "address":
            continue
        first = index + 2 if tokens.words[index + 1] == ":" else index
        if tokens.kind(first) != NAME or tokens.words[index - 1] not in {"{", ","}:
            continue
        last, _ = forward(tokens, first)
        names = chain_of(tokens, last).names
        after = last + 2 if tokens.word(last + 1) == "!" else last + 1
        if tokens.word(after) not in {",", "}"} or chain_of(tokens, last).start != first:
            continue
        if is_environment(names[:-1]):
            return names[-1]
        return ".".join(names) if not _is_loose(sheet, name_of(tokens, last)) else ""
    return ""


def _is_loose(sheet: Sheet, name: str) -> bool:
    """Whether the file says that a name may stand for nothing, or gives it something else than a parameter of that name."""
    return name.isupper() or any(_is_loose_at(sheet.text, at, name) for at in sheet.places_of(name))


def _is_loose_at(text: str, at: int, name: str) -> bool:
    end = at + len(name)
    if _LOOSE.match(text, end) is None:
        return False
    given = text[end : end + len(name) + 9].partition("=")[2].split(";")[0].split("\n")[0]
    return given.strip() != name  # `this.url = url;`
