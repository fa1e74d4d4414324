"""Patterns wait to be asked, and are then as those of `re`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from auditor import lazy_re


@pytest.mark.parametrize(
    "asked",
    [
        lambda one: one.match("acme-3").groups(),
        lambda one: one.fullmatch("acme-3 "),
        lambda one: one.search("an acme-3", 4),
        lambda one: [found.span() for found in one.finditer("acme-3 ACME-4")],
        lambda one: one.findall("acme-3 acme-4"),
        lambda one: one.sub(r"<\1>", "acme-3 acme-4"),
        lambda one: one.subn(r"<\1>", "acme-3", 1),
        lambda one: one.split("a, acme-3, b"),
        lambda one: (one.pattern, one.flags, one.groups, dict(one.groupindex)),
        lambda one: (one.search("acme-3")[0], one.search("acme-4")[0]),
        lambda one: one.match(b"acme-3"),
        lambda one: one.nothing,
    ],
)
def test_as_re_does(asked: Callable[[Any], Any]) -> None:
    said: list[Any] = []
    for compiled in (re.compile, lazy_re.compile):
        try:
            said.append(asked(compiled(r"acme-(?P<size>\d)", re.IGNORECASE)))
        except (TypeError, AttributeError) as error:
            said.append(type(error))
    assert said[0] == said[1]


def test_nothing_is_compiled_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[Any] = []
    real = re.compile

    def seen(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(source)
        return real(source, flags)

    monkeypatch.setattr(re, "compile", seen)
    one = lazy_re.compile("a{2}")
    assert one.pattern == "a{2}"
    assert not compiled
    assert [one.search(text) is not None for text in ("aa", "a")] == [True, False]
    assert compiled == ["a{2}"]


def test_a_bad_pattern_says_so_when_asked() -> None:
    one = lazy_re.compile("(")
    with pytest.raises(re.error):
        one.match("a")
