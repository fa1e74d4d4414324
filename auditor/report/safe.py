"""The one way data of a scanned tree gets into a report. In: any text. Out: text that cannot change the structure around it.

`safe` is for terminals and people; the others add what their format needs on top of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from auditor import lazy_re as re

LIMIT = 500

# C0, DEL, C1, soft hyphen, joiners, fillers and blanks that show nothing, bidi controls, line separators, byte order
# marks, variation selectors, lone surrogates, interlinear marks, tag characters, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_MARKS}{{2}})({_MARKS}+)")  # accents heaped up to blot out the lines around
# CI runners execute lines that begin with `::word` (after blanks) and `##[word]` or `##word[...]` wherever they stand
_COMMAND = re.compile(r"(?:(?<=\s)|^):(?=:)|(?<=#)#(?=[A-Za-z]*\[)")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_ASCII = re.compile("[^\x00-\x7e]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = frozenset("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")
# what stands in a sentence without meaning anything to Markdown or to services that link names
_PLAIN_WORD = re.compile(
    r"""["'(]?[A-Za-z]+(?:[-'/][A-Za-z]+)*["')]?[.,;:!?]*|\(?[+~$]?\d+(?:[.,:-]\d+)*%?\)?[.,;:]*|[.,;:!?)"'%\u2013\u2014/]+"""
)
_WEB = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!-~]*)?")


def _visible(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    if 0xDC80 <= code <= 0xDCFF:  # an undecodable byte of a file name
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _unstacked(match: re.Match[str]) -> str:
    return match.group(1) + "".join(f"\\u{ord(char):04x}" for char in match.group(2))


def safe(text: str, limit: int = LIMIT) -> str:
    """One visible line: control, bidi, zero-width and separator characters as escapes, cut at `limit`."""
    head = text[: limit + 1]
    if not (head.isascii() and head.isprintable()):
        head = _UNSEEN.sub(_visible, _STACKED.sub(_unstacked, head))
    if "::" in head or "##" in head:
        head = _COMMAND.sub(_visible, head)
    return head if len(head) <= limit else head[: max(limit - 1, 0)] + "…"


def plain(text: str) -> str:
    """The same text for structured formats: only undecodable bytes and lone surrogates become visible escapes."""
    return text if text.isascii() else _SURROGATE.sub(_visible, text)


def ascii_json(text: str) -> str:
    """JSON text in visible ASCII, so no locale, terminal or strict reader stumbles over it."""
    text = text.replace("##", "#\\u0023")  # a log that is scanned for commands may be where the report goes
    if text.isascii() and "\x7f" not in text:
        return text
    return _NOT_ASCII.sub(_json_escape, _SURROGATE.sub(lambda match: "\\" + _visible(match), text))


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def code_span(text: str, limit: int = LIMIT) -> str:
    """A Markdown code span no content can leave, fit for table cells too."""
    shown = safe(text, limit).replace("|", "¦")  # no escape of a pipe holds in both tables and code spans
    if not shown.strip():
        shown = '""'
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def html_span(text: str, limit: int = LIMIT) -> str:
    """The same as a `<code>` element, for the few lines of a comment that are an HTML block."""
    from html import escape

    return f"<code>{escape(safe(text, limit))}</code>"


def prose(text: str, quoted: Iterable[str] = (), span: Callable[[str], str] = code_span) -> str:
    """A sentence for Markdown: plain words stay words, all else (and each of `quoted`) stands in code spans.

    So neither markup nor mentions, references or bare links can come from a name inside the sentence.
    """
    names = sorted({name for name in quoted if name and name in text}, key=lambda name: (-len(name), name))
    # only whole: a provider's name inside an address is no name
    whole = r"(?<![^\s(\"'`])(" + "|".join(map(re.escape, names)) + r")(?![^\s.,;:!?)\"'`])"
    pieces = re.split(whole, text) if names else [text]
    out: list[str] = []
    for number, piece in enumerate(pieces):
        out.extend([span(piece)] if number % 2 else _words(piece, span))
    return _joined(out)


def _words(piece: str, span: Callable[[str], str]) -> list[str]:
    out: list[str] = []
    for token in re.split(r"(\s+)", piece):
        if not token or token.isspace():
            out.append(" " if token else "")
        else:
            out += [token] if _PLAIN_WORD.fullmatch(token) else _spanned(token, span)
    return out


def _spanned(token: str, span: Callable[[str], str]) -> list[str]:
    """Brackets and stops around a name stay outside its span."""
    core = token.rstrip(".,;:!?)") or token
    head = core.lstrip("(") or core
    name = head[1:-1] if len(head) > 2 and head[0] == head[-1] == "`" else head  # written as code already
    return ["(" * (len(core) - len(head)), span(name), token[len(core) :]]


def _joined(pieces: list[str]) -> str:
    """Pieces side by side; two code spans that touch get a blank, or their fences would melt."""
    out: list[str] = []
    for piece in pieces:
        if piece.startswith("`") and out and out[-1].endswith("`"):
            out.append(" ")
        if piece:
            out.append(piece)
    return "".join(out)


def cell(text: str) -> str:
    """One CSV cell that no spreadsheet takes for a formula."""
    shown = safe(text, 2000)
    return "'" + shown if text[:1] in _FORMULA or shown.lstrip()[:1] in _FORMULA else shown


def xml(text: str, limit: int = 4000) -> str:
    """Text for an XML writer: line breaks stay, characters XML cannot hold become visible."""
    head = "\n".join(safe(line, limit) for line in text[:limit].split("\n"))
    return _NOT_XML.sub("�", head)


def command(text: str, *, prop: bool = False) -> str:
    """The data (or a property) of a GitHub workflow command."""
    shown = safe(text, 4000).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return shown.replace(":", "%3A").replace(",", "%2C") if prop else shown


def uri(path: str) -> str:
    """A relative, percent-encoded reference to a file below the root; never empty, never with a scheme."""
    from urllib.parse import quote

    parts = [part for part in plain(path).split("/") if part not in {"", "."}]
    return "/".join(quote(part, safe="!$&'()*+,;=@~-._") for part in parts) or "."


def web_link(text: str) -> str:
    """The address when it is a plain `https:` one, else "": nothing else becomes a link."""
    sound = len(text) <= LIMIT and _WEB.fullmatch(text) and not set(text) & set("\"'<>`\\{}|^ ")
    return text if sound else ""
