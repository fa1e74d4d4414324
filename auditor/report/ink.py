"""Styled lines for a terminal. In: pieces of text with style names. Out: wrapped lines, with escape codes only when asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from auditor.frozen import Frozen
from auditor.report.safe import web_link

Piece = tuple[str, str]  # text made safe, style name

_STYLES = {
    "": "",
    "critical": "bold red",
    "high": "bold yellow",
    "medium": "bold magenta",
    "low": "bold cyan",
    "bold": "bold",
    "dim": "dim",
    "name": "bold",
    "path": "cyan",
    "mark": "bold red",
    "good": "bold green",
    "bar": "cyan",
    "step": "bold green",
}


class Ink(Frozen):
    """How this terminal takes text: with color or not, how wide, with which characters."""

    color: bool
    width: int
    hyperlinks: bool
    unicode: bool

    @cached_property
    def _styles(self) -> dict[str, Style]:
        return {name: Style.parse(words) if words else Style.null() for name, words in _STYLES.items()}

    def line(self, *pieces: Piece) -> str:
        """The pieces side by side, as they are."""
        if not self.color:
            return "".join(text for text, _ in pieces).rstrip()
        return "".join(
            self._styles[style].render(text, color_system=ColorSystem.STANDARD) if text else "" for text, style in pieces
        )

    def link(self, text: str, address: str) -> str:
        """Text that opens an address where the terminal can; the address is checked, never taken as it is."""
        target = web_link(address)
        return f"\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\" if self.hyperlinks and target else text

    def wrapped(self, indent: str, *pieces: Piece, hang: int = 0) -> list[str]:
        """The pieces in lines no wider than the terminal, later ones indented by `hang` more blanks."""
        room = max(self.width - cell_len(indent) - hang, 12)
        lines = _fold([(word, style) for text, style in pieces for word in _words(text)], room, room + hang)
        blank = " " * (cell_len(indent) + hang)
        return [self.line((indent if number == 0 else blank, ""), *line) for number, line in enumerate(lines)]

    def cut(self, text: str, width: int) -> str:
        """Text no wider than that, with an ellipsis when something is gone."""
        if cell_len(text) <= width:
            return text
        dots = "…" if self.unicode else "..."
        return fitting(text, max(width - len(dots), 0)) + dots

    def bar(self, part: float, width: int) -> str:
        """A bar of `width` cells, filled by `part` (0-1); whatever is more than nothing shows."""
        eighths = round(min(max(part, 0.0), 1.0) * width * 8) or (1 if part > 0 else 0)
        if not self.unicode:
            full = max(round(eighths / 8), 1 if part > 0 else 0)
            return "#" * full + "." * (width - full)
        whole, rest = divmod(eighths, 8)
        return ("█" * whole + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")).ljust(width)


def fitting(text: str, width: int, *, tail: bool = False) -> str:
    """As much of the beginning (or the tail) of the text as that many cells hold."""
    used = 0
    kept: list[str] = []
    for char in reversed(text) if tail else text:
        used += cell_len(char)
        if used > width:
            break
        kept.append(char)
    return "".join(reversed(kept) if tail else kept)


def _words(text: str) -> Iterable[str]:
    """Words with the blanks that follow them."""
    start = 0
    for index in range(1, len(text)):
        if text[index] != " " and text[index - 1] == " ":
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _fold(words: Sequence[Piece], room: int, first_room: int) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    left = first_room
    for word, style in words:
        rest = word
        if cell_len(word.rstrip(" ")) > left and left < (first_room if len(lines) == 1 else room):
            lines.append([])
            left = room
        while cell_len(rest.rstrip(" ")) > left:
            head = fitting(rest, left) or rest[:1]
            if rest[len(head) :].startswith("::"):  # no line may begin like a command of a CI runner
                head = head.rstrip(":")[:-1] or head
            lines[-1].append((head, style))
            lines.append([])
            rest = rest[len(head) :]
            left = room
        lines[-1].append((rest, style))
        left -= cell_len(rest)
    for line in lines:  # a blank at the edge would make the terminal begin a line of its own
        if line:
            line[-1] = (line[-1][0].rstrip(" "), line[-1][1])
    return lines
