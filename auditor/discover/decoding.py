"""Bytes to text. In: the bytes of a file. Out: the text and its encoding, or None for what is no text.

Codecs are never chosen by a name that the file gives: a cookie is looked up in a short list.
"""

from __future__ import annotations

import codecs
from itertools import accumulate

from auditor import lazy_re as re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKS = tuple(mark for mark, _ in _BOMS)
HEAD = 4096
_COOKIE = re.compile(rb"^[ \t\f]*#.{0,200}?coding[:=][ \t]*([-\w.]{1,40})")
_COOKIES = {
    "latin-1": "latin-1", "iso-8859-1": "latin-1", "iso8859-1": "latin-1", "iso-latin-1": "latin-1", "latin1": "latin-1",
    "iso-8859-15": "iso-8859-15", "latin-9": "iso-8859-15", "windows-1252": "cp1252", "cp1252": "cp1252",
    "windows-1251": "cp1251", "cp1251": "cp1251", "koi8-r": "koi8-r", "gbk": "gbk", "gb2312": "gbk", "gb18030": "gb18030",
    "big5": "big5", "shift-jis": "shift_jis", "sjis": "shift_jis", "euc-jp": "euc-jp", "euc-kr": "euc-kr",
}  # fmt: skip


def decoded(data: bytes, *, cookie: bool = False) -> str | None:
    """The text of `data`, None when it holds NUL bytes that no wide encoding explains; `cookie` heeds a PEP 263 line."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"))
    if b"\0" in data:
        encoding = _wide(data[:HEAD])
        return _checked(data.decode(encoding, "replace")) if encoding else None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_declared(data) if cookie else "utf-8", "replace")


def _checked(text: str) -> str | None:
    return None if "\0" in text else text


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of the head is NUL, always on the same side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most = len(head) // 2 * 0.7
    if odd > most and even < len(head) * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd < len(head) * 0.05 else ""


def _declared(data: bytes) -> str:
    for line in data[:HEAD].split(b"\n", 2)[:2]:
        found = _COOKIE.match(line)
        if found:
            return _COOKIES.get(found[1].decode("ascii", "replace").lower().replace("_", "-"), "utf-8")
    return "utf-8"


def character_offsets(data: bytes, starts: list[int]) -> tuple[int, ...]:
    """Byte offsets in valid UTF-8 `data`, each at a character's start, as character offsets."""
    parts = (data[before:start] for before, start in zip([0, *starts], starts, strict=False))
    return tuple(accumulate(len(part.decode("utf-8", "surrogatepass")) for part in parts))
