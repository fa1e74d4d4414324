"""Whether a string can be a model id at all. In: a raw string. Out: its text ready to read, "" when it is something else.

Refused: sentences, patterns, files, constants, paths. A weight file counts as the name before its suffix.
"""

from __future__ import annotations

import re

LONGEST = 300

TRIMMED = " \t\r\n\"'`"

_TEXT = re.compile(r"[A-Za-z0-9@~][A-Za-z0-9._:/@+~#\-\[\]]*")
_FILE = re.compile(
    r"(?i)\.(?:md|mdx|rst|txt|json[l5c]?|ya?ml|toml|ini|cfg|conf|env|lock|log|csv|tsv|xml|html?|css|s[ac]ss|less|py|pyi|ipynb|[cm]?[jt]sx?"
    r"|vue|svelte|go|rs|rb|php|java|kt|swift|cs|cc?|cpp|h|hpp|sh|bash|ps1|sql|pdf|docx?|png|jpe?g|gif|svg|ico|webp|mp[34]|wav|zip|gz|tgz|whl"
    r"|tar|com|io|dev|org|net|app|ai|local|internal|bak|tmp|lua|ex|exs|dart|r|jl|pl|tf|proto|snap|map|d)$"
)
_WEIGHTS = re.compile(r"(?i)\.(?:gguf|ggml|safetensors|bin|onnx|pt|pth|llamafile|ckpt)$")
_RELEASE = re.compile(r"@v?\d+\.\d+")  # of a package or an action
_CONSTANT = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)+")


def id_text(raw: str, *, slot: bool) -> str:
    """The text of an id, "" for what cannot be one; in a model slot a short display name counts with its blanks as dashes."""
    text = raw.strip(TRIMMED)
    if slot and " " in text and text.count(" ") < 4:
        text = text.replace(" ", "-")
    if len(text) > LONGEST or not _TEXT.fullmatch(text) or text[-1] in "-._/:@":
        return ""
    weights = _WEIGHTS.search(text)
    if weights:
        return text[: weights.start()].rpartition("/")[2]
    return "" if _FILE.search(text) or _RELEASE.search(text) or (not slot and _CONSTANT.fullmatch(text)) else text
