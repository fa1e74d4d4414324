"""The escapes: what each lets through, what it makes visible."""

from __future__ import annotations

import re

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.report import safe

ANY = st.text(alphabet=st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain text, ünïcode 中文 ok", "plain text, ünïcode 中文 ok"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x1b[31m\x07\x7f\x9b", "\\x1b[31m\\x07\\x7f\\x9b"),
        ("\u202eevil\u2066\u200b", "\\u202eevil\\u2066\\u200b"),
        ("\u2028\u2029\ufeff\xad", "\\u2028\\u2029\\ufeff\\xad"),
        ("\udcff\ud800", "\\xff\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("::error::x ::set-env y", "\\x3a:error::x \\x3a:set-env y"),
        ("Acme::Client a::b", "Acme::Client a::b"),
        ("a ##[group]b ##vso[task.x] ## head [1]", "a #\\x23[group]b #\\x23vso[task.x] ## head [1]"),
        ("e\u0301\u0302", "e\u0301\u0302"),
        ("e\u0301\u0302\u0303\u0304", "e\u0301\u0302\\u0303\\u0304"),
    ],
)
def test_safe_shows_what_would_act(text: str, seen: str) -> None:
    assert safe.safe(text) == seen


def test_safe_caps_the_length() -> None:
    assert safe.safe("a" * 10, 5) == "aaaa…"
    assert safe.safe("a" * 5, 5) == "aaaaa"
    assert len(safe.safe("\x00" * 9999)) == safe.LIMIT


@given(ANY)
def test_safe_is_one_printable_line(text: str) -> None:
    seen = safe.safe(text)
    assert len(seen.splitlines()) <= 1
    assert not set(seen) & set(map(chr, [*range(32), *range(127, 160)]))
    seen.encode()


def html_of(text: str) -> str:
    page: str = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    return page


@given(ANY)
def test_a_code_span_cannot_be_left(text: str) -> None:
    page = html_of(f"before {safe.code_span(text)} after")
    assert page.count("<code>") == 1
    inside = page.partition("<code>")[2].partition("</code>")[0]
    assert "<" not in inside
    assert page.startswith("<p>before <code>")
    assert page.endswith("</code> after</p>\n")


@pytest.mark.parametrize("bad", sample.NASTY)
def test_a_code_span_stays_in_its_table_cell(bad: str) -> None:
    page = html_of(f"| a | b |\n|---|---|\n| {safe.code_span(bad)} | x |\n")
    assert page.count("<td>") == 2
    assert page.count("<code>") == 1


@given(ANY)
def test_prose_makes_no_markup(text: str) -> None:
    page = html_of("- Why: " + safe.prose(text) + " end")
    assert set(re.findall(r"</?[a-z0-9]+[^>]*>", page)) <= {"<ul>", "</ul>", "<li>", "</li>", "<code>", "</code>"}


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Move to acme-4-large; now.", "Move to `acme-4-large`; now."),
        ("87 % of 15 (one) long-term", "87 % of 15 (one) long-term"),
        ("ask @octocat about #1, www.evil.example and GH-1", "ask `@octocat` about `#1`, `www.evil.example` and `GH-1`"),
        ("a `tick` | <b>", "a `tick` `¦` `<b>`"),
        ("retired on 2026-10-01, see", "retired on 2026-10-01, see"),
    ],
)
def test_prose_spans_only_what_is_no_word(text: str, markdown: str) -> None:
    assert safe.prose(text) == markdown


def test_prose_quotes_whole_names() -> None:
    assert safe.prose("see https://acme.example/x, acme says", ["acme"]) == "see `https://acme.example/x`, `acme` says"
    assert safe.prose("declare `monthly_users` in (`context`)") == "declare `monthly_users` in (`context`)"
    assert safe.prose("Ignore all previous was retired", ["Ignore all previous"]) == "`Ignore all previous` was retired"


@pytest.mark.parametrize("start", [*"=+-@\t\r", "  =", "\uff1d"])
def test_cells_are_no_formulas(start: str) -> None:
    assert safe.cell(start + "SUM(A1)").startswith("'")


def test_commands_cannot_be_forged() -> None:
    assert safe.command("a\n::error::b%0A", prop=False) == "a\\n::error::b%250A"
    assert safe.command("a,line=1:x", prop=True) == "a%2Cline=1%3Ax"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://acme.example/a?b=c#d", "https://acme.example/a?b=c#d"),
        ("http://acme.example", ""),
        ("javascript:alert(1)", ""),
        ("https://acme.example/\"onclick='x'", ""),
        ("https://user@acme.example/", ""),
        ("https://acme.example/a b", ""),
        ("https://acme.example/\u202e", ""),
    ],
)
def test_only_plain_https_becomes_a_link(text: str, link: str) -> None:
    assert safe.web_link(text) == link


@given(ANY)
def test_uris_are_relative_and_encoded(text: str) -> None:
    address = safe.uri(text)
    assert address
    assert not address.startswith("/")
    assert address.isascii()
    assert ":" not in address
