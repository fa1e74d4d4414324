"""What work a model does and in which class. In: a model in use. Out: the slots of the catalog's picks that do the same."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Catalog, fold
from auditor.records import ModelUse

_SMALL = frozenset("mini nano small lite flash tiny micro fast light instant air".split())
_SIZE = re.compile(r"e?(\d{1,4})b")
_BILLIONS = 24  # parameters up to which weights run on one ordinary card
_LAPTOP = 14
_CHAT = ("chat", "completion")
_SPEECH = frozenset("tts speech voice".split())
_HEARING = frozenset("transcribe transcription stt asr".split())
_TALK = frozenset("realtime live audio".split())

SENTENCES = frozenset({"chat", "completion", "code"})  # kinds that answer with text, whatever is asked


def is_small(id_: str) -> bool:
    """Whether a model's name says that it is of the small class."""
    words = fold(id_).replace("/", "-").split("-")
    sizes = [int(found.group(1)) for word in words if (found := _SIZE.fullmatch(word))]
    return bool(set(words) & _SMALL) or (bool(sizes) and max(sizes) <= _BILLIONS)


def is_tiny(*names: str) -> bool:
    """Whether a name of a model says that it is made for a laptop: no stand-in for a service, whatever its class is called."""
    words = [word for name in names for word in fold(name).replace("/", "-").split("-")]
    sizes = [int(found.group(1)) for word in words if (found := _SIZE.fullmatch(word))]
    return bool(sizes) and max(sizes) <= _LAPTOP


def has_size(id_: str) -> bool:
    """Whether a name says how many parameters there are."""
    return any(_SIZE.fullmatch(word) for word in fold(id_).replace("/", "-").split("-"))


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
    if is_small(use.id) or (at_home and not has_size(use.id)) or named == small or _like(use, catalog) == small:
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
