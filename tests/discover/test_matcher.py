"""The engines of the prefilter give the same hits; case of ASCII letters does not matter, the longest needle wins."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.discover.matcher import matcher_of


@given(
    st.lists(
        st.builds(
            lambda *parts: "".join(parts),
            st.sampled_from(["", "\\b"]),
            st.text("abA-é.[", max_size=6),
            st.sampled_from(["", "\\b"]),
        ),
        min_size=1,
        max_size=15,
    ),
    st.text("abBA-éx.\\[\n", max_size=80),
)
def test_engines_agree(needles: list[str], text: str) -> None:
    data = text.encode()
    expected = matcher_of(needles, stdlib=True)(data)
    for files in (1, 1_000):
        assert matcher_of(needles, files=files)(data) == expected


def test_engines_agree_on_many_needles() -> None:
    chance = random.Random(2)
    needles = ["".join(chance.choices("abcdef-.", k=chance.randint(3, 12))) for _ in range(1500)]
    data = "".join(chance.choices("abcdefgh-. \n", k=60_000)).encode()
    hits = matcher_of(needles, stdlib=True)(data)
    assert hits
    for files in (1, 1_000):
        assert matcher_of(needles, files=files)(data) == hits


def test_a_machine_without_the_fast_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    assert matcher_of(("acme", "acme-3"))(b"an ACME-3 and an acme") == [3, 17]


@pytest.mark.parametrize(
    ("needles", "data", "expected"),
    [
        (["acme-3"], b"ACME-3 Acme-3 acme", [0, 7]),
        (["acme", "acme-large"], b"x acme-large", [2]),
        (["large", "acme-l"], b"acme-large", [0]),  # the leftmost wins, what overlaps it is passed over
        (["a", "ab", "abc"], b"abcab", [0, 3]),
        ([""], b"abc", []),
        ([], b"abc", []),
        (["é"], "né".encode(), [1]),
        (
            ["from acme\\b"],
            b"from acme import x, from acmeville, from acme.x, from acme2, from acme_x, from acme",
            [0, 36, 49, 61, 74],
        ),
        (["\\bhume\\b"], "hume humedad ahume ChatHume humeChat HUMEX hume-1 _hume húme".encode(), [0, 23, 28, 43, 51]),
        (["\\bkimi\\b"], "用kimi吧 äkimi kimiä kimi".encode(), [3, 25]),
        (["acme-large\\b", "acme"], b"acme-largest", [0]),  # what is refused hides no shorter needle
        (["acme\\b", "acme"], b"acmeville", [0]),  # the laxer demand holds
        (["\\b", "\\b\\b"], b"abc", []),
    ],
)
def test_hits(needles: list[str], data: bytes, expected: list[int]) -> None:
    assert matcher_of(needles)(data) == expected
