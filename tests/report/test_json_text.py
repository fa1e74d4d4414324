"""JSON text: byte by byte what the standard library writes, and sooner."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.report.json_text import indented
from auditor.report.safe import ascii_json


class Word(StrEnum):
    """A text that is not plain."""

    A = 'a"b'


KEYS = st.text(max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=20,
)
ODD = [
    {1: "a", None: {True: [1.5]}},
    [{2: {"x": ["\n"]}}],
    Word.A,
    {"k": Word.A, "e": {}, "f": [], "g": ()},
    {Word.A: 1},
    [True, 1, 1.0, 0],
    [{"a": "},\n  {", "},\n    {": "}"}, {"a": None, "b": True}],
    {"k": [{"a": 1}, {"a": -2, "": "é\u2028"}], "l": [{"a": 1}, {}], "m": [{"a": "x"}, {"a": ["x"]}]},
    ({"a": 1}, {2: "b"}),
    [{"a": [], "b": {}}, {"a": (), "b": 1}],
    [{"a": []}, {"a": [1]}],
]
ROWS: st.SearchStrategy[Any] = st.lists(
    st.dictionaries(KEYS, st.none() | st.booleans() | st.just([]) | st.integers() | st.text('{},\n "a', max_size=9), min_size=1)
)


def theirs(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(VALUES | ROWS)
def test_it_is_the_text_of_the_standard_library(value: Any) -> None:
    assert indented(value) == theirs(value)


@pytest.mark.parametrize("value", ODD, ids=str)
def test_odd_values_too(value: Any) -> None:
    assert indented(value) == theirs(value)


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": {"b": float("-inf")}}])
def test_what_json_has_no_word_for_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        indented(value)


@pytest.mark.parametrize("text", ["a", "a\x7f", "é", "##a", "##\ud800", "\U0001f600"])
def test_escapes_are_ascii_and_read_back(text: str) -> None:
    shown = ascii_json(indented(text))
    assert shown.isascii()
    assert shown.isprintable()
    assert "##" not in shown
    if "\ud800" not in text:
        assert json.loads(shown) == text
