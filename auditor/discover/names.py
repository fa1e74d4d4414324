"""File names that no encoding explains. In: a name as the system gives it. Out: the name as reports may show it."""

from __future__ import annotations


def printable(name: str) -> str:
    r"""The name itself, or with `\xff` for each byte that could not be decoded."""
    if name.isascii():
        return name
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return name
