"""Entries of a menu that people choose from. In: an id and its label, or the tokens around an id. Out: whether it is offered,
or told as a server lists what it runs.

A record in a list of such records that labels its id (`{ label: "Acme 3", value: "acme-3" }`), or an option of a form
(`<option value="acme-3">`). A record that is marked as the default is no mere offer, nor are settings that bear a name.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.extract.chains import callee_of, forward, name_of
from auditor.extract.items import item_of
from auditor.extract.members import is_entry
from auditor.extract.sheet import Sheet
from auditor.extract.tokens import NAME, STRING, Tokens
from auditor.extract.words import fills, is_secret, words

_IDS = frozenset({"value", "id", "key", "slug"})
_LABELS = frozenset({"label", "display", "caption"})
_TITLES = frozenset({"name", "title", "text", "description"})
_CHOSEN = frozenset({"default", "selected", "checked", "initial"})
_OPTIONS = frozenset({"option", "item", "radio"})
_NAMED = _LABELS | {"title", "text", "name"}
_TRANSLATES = frozenset("__ _e _x _ esc_html__ esc_attr__ esc_html_x esc_attr_x t $t tr trans gettext pgettext".split())
_WINDOWS = frozenset({("context", "window"), ("context", "length"), ("context", "size")})
_SIGNS = frozenset({":", "=>", "="})
_OPENS = frozenset({"[", "{"})
_NONE = frozenset({"false", "nil", "null"})
_FIRSTS = ("[0]", ".first", ".at(0)")
_ALIKE = 4  # characters that an id and its title begin with alike
_STEPS = 120
_FAR = 40


def is_labeled(key: str, value: str, beside: Iterable[tuple[str, str]]) -> bool:
    """Whether a record shows people the id that it holds under `key`; `beside` are its other keys and texts."""
    said = words(key)
    named = said[-1:] == ("name",)  # `{ name: "acme-3", label: "Acme 3" }`: only a label beside it tells an id
    if not said or said[-1] in _CHOSEN or (said[-1] in _LABELS | _TITLES and not named):
        return False
    found = False
    for name, text in beside:
        parts = words(name)
        if not _CHOSEN.isdisjoint(parts) or (parts[:1] == ("is",) and not _CHOSEN.isdisjoint(parts[1:])):
            return False
        shown = not _LABELS.isdisjoint(parts)
        if named:
            found = found or (shown and _speaks_of(text, value))
        elif text and (shown or (parts and parts[-1] in _TITLES)):
            found = found or (shown and said[-1] in _IDS) or is_title(value, text, alone=False)
    return found


def _speaks_of(text: str, value: str) -> bool:
    """Whether a word of the id stands in a label: `by Umbrella: Acme 3` for `acme-3`."""
    label = _squeezed(text)
    return any(len(part) > _ALIKE // 2 and part in label for part in words(value)) or label == _squeezed(value)


def is_title(value: str, text: str, *, alone: bool = True) -> bool:
    """Whether a text is the id as people write it: `Acme 3 (new)` for `acme-3-preview`; `alone`, no key says what it is."""
    if text == value or "/" in text or not (" " in text or (not alone and any(char.isupper() for char in text))):
        return False
    begins = _squeezed(value.rpartition("/")[2])[:_ALIKE]
    return len(begins) == _ALIKE and _squeezed(text).startswith(begins)


def is_listing(key: str, beside: Iterable[tuple[str, str]], holder: str) -> bool:
    """Whether a record says whose model an id is, or how much fits into it, and not how to reach it.

    `{ id: "acme-3", object: "model", owned_by: "acme" }` is what a server answers; `holder` is what the record is called.
    """
    said = words(key)
    if said[-1:] != ("id",):
        return False
    owned = sized = False
    for name, text in beside:
        parts = words(name)
        if fills(name) in {"address", "model"} or is_secret(name) or not _CHOSEN.isdisjoint(parts):
            return False
        owned = owned or parts == ("owned", "by") or (parts == ("object",) and text == "model")
        sized = sized or parts[-2:] in _WINDOWS
    return owned or (sized and said == ("id",) and "default" not in words(holder))


def takes_first(sheet: Sheet, name: str) -> bool:
    """Whether a file takes the first of a list: `MODELS[0]`, `MODELS.first`."""
    return bool(name) and any(
        sheet.text.startswith(_FIRSTS, at + len(name)) for at in (sheet.places_of(name) if name.isidentifier() else ())
    )


def _squeezed(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def is_offered(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """Whether a string of lexed code is a choice that a form or a list of labeled records offers."""
    if tokens.word(index + 1) in {":", "=>"}:
        if tokens.kind(index + 2) == STRING:
            return is_title(name_of(tokens, index), name_of(tokens, index + 2))  # `{ "acme-3": "Acme 3" }`
        return bool(_translated(tokens, index + 2))
    if tokens.word(index - 1) == "=" and tokens.word(index - 2) == "value" and _is_option(tokens, index - 3):
        return True
    opener = tokens.parent[index]
    if _pair(tokens, opener):
        second = index > opener + 1
        return is_title(name_of(tokens, index), name_of(tokens, opener + (1 if second else 3)), alone=not second)
    if opener < 1 or tokens.words[opener] not in _OPENS or tokens.mate[opener] < 0 or tokens.word(index - 1) not in _SIGNS:
        return False
    if tokens.word(tokens.parent[opener]) not in _OPENS or not is_entry(tokens, opener):
        return False
    labeled = is_labeled(name_of(tokens, index - 2), name_of(tokens, index), _beside(tokens, opener, index))
    return labeled and not _is_first(sheet, tokens, opener)


def is_label(tokens: Tokens, index: int) -> bool:
    """Whether a string of lexed code is a title itself: it is translated, or stands before its id in a pair."""
    opener = tokens.parent[index]
    call = callee_of(tokens, opener) if opener == index - 1 and tokens.word(opener) == "(" else None
    if call is not None:
        return is_translation(call.names[-1])
    return (
        _pair(tokens, opener)
        and opener == index - 1
        and is_title(name_of(tokens, index + 2), name_of(tokens, index), alone=False)
    )


def is_translation(name: str) -> bool:
    """Whether a function gives a text in the language of the one who reads it."""
    return name in _TRANSLATES


def _pair(tokens: Tokens, opener: int) -> bool:
    """Whether brackets hold two texts as others beside them do: `[{"Acme 3", "acme-3"}, ...]`."""
    if opener < 1 or tokens.mate[opener] != opener + 4 or tokens.word(opener + 2) != "," or not is_entry(tokens, opener):
        return False
    return (
        tokens.kind(opener + 1) == STRING and tokens.kind(opener + 3) == STRING and tokens.word(tokens.parent[opener]) in _OPENS
    )


def _translated(tokens: Tokens, at: int) -> str:
    """The first text of a call that translates it, "" for anything else."""
    last, opener = forward(tokens, at) if tokens.kind(at) == NAME else (at, -1)
    held = opener == last + 1 and is_translation(tokens.words[last]) and tokens.kind(opener + 1) == STRING
    return name_of(tokens, opener + 1) if held else ""


def is_told(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    """Whether a string of lexed code is the id of a record as servers list what they run."""
    opener = tokens.parent[index]
    if opener < 1 or tokens.mate[opener] < 0 or tokens.word(index - 1) not in _SIGNS:
        return False
    beside = list(_beside(tokens, opener, index))
    return is_listing(name_of(tokens, index - 2), beside, item_of(tokens, opener, sheet.language).key)


def _is_option(tokens: Tokens, last: int) -> bool:
    """Whether what stands before an attribute begins a tag of a menu: `<option`, `<SelectItem key={x}`."""
    for at in range(last, max(last - _FAR, 0), -1):
        if tokens.words[at] == ">":
            return False
        if tokens.words[at] == "<":
            name = words(name_of(tokens, at + 1))[-1:]
            return bool(name) and name[0] in _OPTIONS
    return False


def _is_first(sheet: Sheet, tokens: Tokens, opener: int) -> bool:
    """Whether the record is the first of its list, and that is taken without being asked for."""
    if tokens.word(opener - 1) not in _OPENS:
        return False
    return takes_first(sheet, item_of(tokens, tokens.parent[opener], sheet.language).key)


def _beside(tokens: Tokens, opener: int, index: int) -> Iterable[tuple[str, str]]:
    """The keys of a record with their texts; what is translated or drawn is a label, whatever the text says."""
    for at in range(opener + 2, min(tokens.mate[opener], opener + _STEPS)):
        if tokens.parent[at] != opener or tokens.words[at] not in _SIGNS or tokens.kind(at - 1) not in {NAME, STRING}:
            continue
        if at + 1 == index or tokens.word(at + 1) in _NONE:
            continue
        key, text = name_of(tokens, at - 1), name_of(tokens, at + 1) if tokens.kind(at + 1) == STRING else ""
        shown = "" if text else _translated(tokens, at + 1) or ("<" if tokens.word(at + 1) == "<" else "")
        yield ("label", shown) if shown and not _NAMED.isdisjoint(words(key)[-1:]) else (key, text)
