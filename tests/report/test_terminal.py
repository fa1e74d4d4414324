"""The terminal report: widths, colors, carets, characters."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sample
from rich.cells import cell_len

from auditor.records import Place
from auditor.report import RenderOptions, excerpt, render
from auditor.report.ink import Ink
from auditor.report.terminal_source import source

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("which", ["small", "hostile"])
@pytest.mark.parametrize("width", [40, 60, 100, 160])
def test_no_line_is_wider_than_the_terminal(which: str, width: int) -> None:
    report = sample.SMALL if which == "small" else sample.hostile()
    text = render(report, "terminal", RenderOptions(width=width, verbose=0, show_suppressed=True))
    assert max(map(cell_len, text.splitlines())) <= width
    inked = render(report, "terminal", RenderOptions(width=width, show_suppressed=True, color=True))
    assert max(cell_len(ESCAPE.sub("", line)) for line in inked.splitlines()) <= width


@pytest.mark.parametrize("which", ["small", "hostile"])
def test_color_changes_nothing_but_color(which: str) -> None:
    report = sample.SMALL if which == "small" else sample.hostile()
    bare = render(report, "terminal", RenderOptions())
    inked = render(report, "terminal", RenderOptions(color=True))
    assert "\x1b" not in bare
    assert ESCAPE.search(inked)
    assert [line.rstrip() for line in ESCAPE.sub("", inked).splitlines()] == bare.splitlines()


def test_links_only_to_checked_addresses() -> None:
    text = render(sample.SMALL, "terminal", RenderOptions(color=True, hyperlinks=True))
    assert "\x1b]8;;https://acme.example/deprecations\x1b\\AIA201\x1b]8;;\x1b\\" in text
    bad = replace(sample.RETIRED, references=("https://evil.example/\x1b\\x",))
    assert "\x1b]8" not in render(replace(sample.SMALL, findings=(bad,)), "terminal", RenderOptions(hyperlinks=True))


def test_without_unicode_every_character_is_ascii() -> None:
    assert render(sample.SMALL, "terminal", RenderOptions(unicode=False)).isascii()


def test_quiet_says_only_findings() -> None:
    text = render(sample.SMALL, "terminal", RenderOptions(quiet=True))
    assert text.startswith("CRITICAL")
    assert "next:" not in text
    assert "ai-audit " not in text


def test_an_empty_audit_says_so() -> None:
    text = render(sample.EMPTY, "terminal", RenderOptions())
    assert "nothing found that counts" in text
    assert "0 findings, 0 ignored, 0 files skipped, 0 read" in text


def test_thousands_of_findings_are_cut_and_counted() -> None:
    text = render(sample.large(1000), "terminal", RenderOptions())
    assert "and 150 more low findings" in text
    assert text.count("AIA201] retired-model") == 100
    assert render(sample.large(1000), "terminal", RenderOptions(verbose=1)).count("AIA201] retired-model") == 250


def marked(place: Place, width: int = 100) -> tuple[str, str]:
    """The line and what stands above the caret."""
    rows = source(replace(sample.RETIRED, places=(place,)), "  ", Ink(color=False, width=width, hyperlinks=False, unicode=True))
    line, caret = rows[-2:]
    match = re.search(r"\^+", caret)
    assert match
    left = next(n for n in range(len(line)) if cell_len(line[:n]) == match.start())
    return line, line[left : left + len(match.group())]


@pytest.mark.parametrize(
    "line",
    [
        'model = "acme-3-large"',
        '\t\tmodel = "acme-3-large"\tx',
        '日本語の行 model = "acme-3-large"',
        "x" * 150 + ' "acme-3-large" ' + "y" * 30,
        'é\u202e\x1b[0m = "acme-3-large"',
    ],
)
@pytest.mark.parametrize("width", [40, 60, 100])
def test_the_caret_stands_below_the_name(line: str, width: int) -> None:
    shown, above = marked(sample.place("a.py", 12, "acme-3-large", line), width)
    assert above == "acme-3-large"
    assert cell_len(shown) <= width


@pytest.mark.parametrize(
    ("column", "end", "text", "expected"),
    [
        (9, 21, "acme-3-large", "acme-3-large"),
        (1, 5, "acme-3-large", "acme-3-large"),  # masking moved it
        (500, 520, "acme-3-large", "acme-3-large"),  # cut off
        (500, 520, "gone", ""),
        (0, 0, "", ""),
    ],
)
def test_a_moved_mark_is_found_again_or_left_out(column: int, end: int, text: str, expected: str) -> None:
    place = sample.OLD[0]._replace(column=column, end_column=end, text=text, excerpt='model="xacme-3-large"')
    assert excerpt.parts(place).marked == expected
