"""Where things stand in a text. In: a decoded text and character offsets. Out: lines, columns, excerpts and `Evidence`.

Lines end at LF, CRLF or CR and nowhere else, as editors count them.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Any

from auditor import lazy_re as re
from auditor.records import Evidence, How, Ignore, SourceFile

EXCERPT = 200
_BREAK = re.compile(r"\r\n?|\n")
_IGNORE = re.compile(r"ai-audit:[ \t]{0,8}ignore\[([^\]\n]{1,400})\][ \t:-]{0,8}([^\n\r]{0,400})")


class Places:
    """A text with an index of its lines; lines and columns start at 1."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        """Index the lines of `text` once."""
        self.text = text
        if "\r" in text:
            self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        else:
            self.starts = list(
                accumulate(map((1).__add__, map(len, text.split("\n"))), initial=0)
            )  # three times a loop over find
            self.starts.pop()

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """Character offset of a line and column."""
        if line < 1 or line > len(self.starts):
            return len(self.text)
        return self.starts[line - 1] + column - 1

    def line_text(self, line: int, limit: int | None = None) -> str:
        """Line without its line break, cut to `limit` characters."""
        if line < 1 or line > len(self.starts):
            return ""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        if limit is not None and end - start > limit:
            return self.text[start : start + limit].rstrip("\r\n")
        return self.text[start:end].rstrip("\r\n")

    def make(self, file: SourceFile, how: How, value: str, start: int, end: int, **fields: Any) -> Evidence:
        """Evidence for text[start:end]; `role` and `language` are the file's unless `fields` say otherwise."""
        line, column = self.at(start)
        end_column = max(end - self.starts[line - 1] + 1, column)
        if line < len(self.starts) and end >= self.starts[line]:  # spans lines: end with the first one
            end_column = max(column, len(self.line_text(line)) + 1)
        fields.setdefault("role", file.role)
        fields.setdefault("language", file.format)
        return Evidence(how, value, file.path, line, column, end_column, excerpt=self.line_text(line, EXCERPT), **fields)


def ignores_of(path: str, comment: str, line: int, alone: bool) -> list[Ignore]:
    """Inline suppressions in a comment that begins on `line`; `alone` when nothing but the comment stands there."""
    if "ai-audit:" not in comment:
        return []
    found = []
    counted = 0
    for match in _IGNORE.finditer(comment):
        rules = tuple(rule.strip() for rule in match[1].split(",") if rule.strip())
        reason = match[2].strip().removesuffix("*/").removesuffix("-->").removesuffix("%>").strip()
        line += len(_BREAK.findall(comment, counted, match.start()))
        counted = match.start()
        found.append(Ignore(path, line, rules, reason, alone))
    return found
