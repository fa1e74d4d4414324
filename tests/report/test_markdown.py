"""The pull-request comment: below the limit, collapsible, and nothing in it but our own markup."""

from __future__ import annotations

import re

import pytest
import sample
from markdown_it import MarkdownIt

from auditor.report import RenderOptions, render

OPTIONS = RenderOptions(show_suppressed=True)
OURS = set("details summary code h2 h3 p ul ol li strong em sub pre table thead tbody tr th td br a blockquote".split())


def page_of(text: str) -> str:
    page: str = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    return page


@pytest.mark.parametrize("count", [0, 1, 300, 5000])
def test_it_stays_below_the_limit_of_a_comment(count: int) -> None:
    text = render(sample.large(count), "markdown", OPTIONS)
    assert len(text.encode()) < 65_536
    told = text.count("<details><summary><code>AIA") + text.count("\n- `AIA")
    rest = re.search(r"And (\d+) more findings?", text)
    assert told + (int(rest.group(1)) if rest else 0) == count
    assert text.count("<details>") == text.count("</details>")


def test_hostile_names_stay_text() -> None:
    text = render(sample.hostile(), "markdown", OPTIONS)
    assert len(text.encode()) < 65_536
    page = page_of(text)
    assert set(re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", page)) <= OURS
    assert set(re.findall(r'href="([^"]*)"', page)) <= {"https://fine.example/a", "https://acme.example/deprecations"}
    assert "src=" not in re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    outside = re.sub(r"<code[^>]*>.*?</code>", "", page, flags=re.DOTALL)
    for bad in ("@octocat", "#1", "evil.example", "::set-output", "{{", "hacked"):
        assert bad not in outside, bad
    assert page.count("<details>") == page.count("</details>")
