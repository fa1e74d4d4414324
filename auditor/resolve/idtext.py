"""Whether a string can be a model id at all. In: a raw string. Out: its text ready to read, "" when it is something else.

Refused: sentences, patterns, files, constants, paths. A weight file counts as the name before its suffix, a folder of this
machine in a model slot as its own name.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.records import ON_DISK

LONGEST = 300

TRIMMED = " \t\r\n\"'`"

_TEXT = re.compile(r"[A-Za-z0-9@~][A-Za-z0-9._:/@+~#\-\[\]]*")
_FILE = re.compile(r"\.(?:[A-Za-z]{3,}\d?|md|py|[jt]s|go|rs|rb|kt|cs|cc?|h|sh|pl|ps1|mp[34]|io|ai|7z|gz|tf|ex|lua|r|jl|d|m)$")
_WEIGHTS = re.compile(r"(?i)\.(?:gguf|ggml|safetensors|bin|onnx|pt|pth|llamafile|ckpt)$")
_RELEASE = re.compile(r"@v?\d+\.\d+")  # of a package or an action
_CONSTANT = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)+")


def id_text(raw: str, *, slot: bool) -> str:
    """The text of an id, "" for what cannot be one; in a model slot a short display name counts with its blanks as dashes."""
    text = raw.strip(TRIMMED)
    if slot and " " in text and text.count(" ") < 4:
        text = text.replace(" ", "-")
    if is_here(text) and (slot or _WEIGHTS.search(text)):
        text = text.rstrip("/").rpartition("/")[2]
    if len(text) > LONGEST or not _TEXT.fullmatch(text) or text[-1] in "-._/:@":
        return ""
    weights = _WEIGHTS.search(text)
    if weights:
        return text[: weights.start()].rpartition("/")[2]
    if _CONSTANT.fullmatch(text) and (not slot or text.endswith("_MODELS")):
        return ""  # `Models.ACME_3` is one, `Models.ACME_MODELS` are many
    return "" if _FILE.search(text) or _RELEASE.search(text) else text


def is_here(raw: str) -> bool:
    """Whether it is a path on this machine: weights that lie there are run here."""
    return raw.strip(TRIMMED).startswith(ON_DISK)
