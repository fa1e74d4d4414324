"""What work a model does and in which class. In: a model in use. Out: the slots of the catalog's picks that do the same."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Catalog, fold
from auditor.records import ModelUse

_SMALL = frozenset("mini nano small lite flash tiny micro fast light instant air".split())
_STAGES = frozenset("preview exp experimental beta latest".split())
_SIZE = re.compile(r"e?(\d{1,4})b")
_BILLIONS = 24  # parameters up to which weights run on one ordinary card
_LAPTOP = 14
_RANGE = 16  # times as many parameters are another class of model
_CHAT = ("chat", "completion")
_SPEECH = frozenset("tts speech voice".split())
_HEARING = frozenset("transcribe transcription stt asr".split())
_TALK = frozenset("realtime live audio".split())

SENTENCES = frozenset({"chat", "completion", "code"})  # kinds that answer with text, whatever is asked


def _words(id_: str) -> list[str]:
    return fold(id_).replace("/", "-").split("-")


def _billions(id_: str) -> int:
    """The parameters that a name tells, in billions; 0 where it tells none."""
    return max((int(found.group(1)) for word in _words(id_) if (found := _SIZE.fullmatch(word))), default=0)


def is_small(id_: str) -> bool:
    """Whether a model's name says that it is of the small class."""
    return bool(set(_words(id_)) & _SMALL) or 0 < _billions(id_) <= _BILLIONS


def is_tiny(*names: str) -> bool:
    """Whether a name of a model says that it is made for a laptop: no stand-in for a service, whatever its class is called."""
    return 0 < max(map(_billions, names), default=0) <= _LAPTOP


def has_size(id_: str) -> bool:
    """Whether a name says how many parameters there are."""
    return bool(_billions(id_))


def tier(id_: str) -> frozenset[str]:
    """What a name says beside version, date and stage: `acme-3-fast-preview` and `acme-4.5-fast` are of one line."""
    return frozenset(word for word in _words(id_) if word.isalpha()) - _STAGES


def alike(one: str, other: str) -> bool:
    """Whether two models may do the same work for all that their names say of their sizes: a tiny one has a tiny one for heir."""
    sizes = sorted((_billions(one), _billions(other)))
    if not sizes[0]:
        return not is_tiny(one) or is_small(other)
    return sizes[1] <= _RANGE * sizes[0]


def slots(use: ModelUse, catalog: Catalog, named: str = "", *, at_home: bool = False) -> tuple[str, ...]:
    """The slots whose picks do the same work in the same class, the closest first.

    `named` is the successor's slot if any. What a local runtime pulls without a size is small: `at_home`.
    """
    kind = "chat" if use.kind in _CHAT else use.kind
    if kind == "audio":
        return _audio(use, catalog)
    small, large = f"{kind}-small", f"{kind}-large"
    if kind == "embedding":
        return (small, kind) if is_small(use.id) else (kind, small)
    if kind == "code" and small not in {catalog.models[one].pick for one in catalog.picks}:
        small = "chat-small"  # models of that size write code as well
    sized = has_size(use.id)  # then its line need not be asked
    if is_small(use.id) or (at_home and not sized) or named == small or (not sized and _like(use, catalog) == small):
        return (small, kind)
    return (large, kind) if large in (named, _like(use, catalog)) else (kind, large)


def _like(use: ModelUse, catalog: Catalog) -> str:
    """The slot of a pick of the same line: where every model of a line is small, the name need not say so."""
    known = catalog.models.get(use.id)
    if known is not None and known.pick:
        return known.pick
    family = known.family if known is not None else use.family
    return next((catalog.models[one].pick for one in catalog.picks if family and catalog.models[one].family == family), "")


def _audio(use: ModelUse, catalog: Catalog) -> tuple[str, ...]:
    """To speak and to listen are two kinds of work; what does both has no stand-in that could be named from here."""
    words = set(fold(use.id).split("-"))
    if words & _HEARING:
        return ("audio-transcription",)
    if words & _SPEECH:
        return ("audio-speech",)
    known = _like(use, catalog)
    return (known,) if known.startswith("audio-") and not words & _TALK else ()
