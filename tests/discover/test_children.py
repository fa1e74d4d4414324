"""Children: how long one may be silent, and whose silence counts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial

import pytest

from auditor.discover.children import Answers, Child, listen


@pytest.fixture
def crew() -> Iterator[list[Child]]:
    children: list[Child] = []
    yield children
    for child in children:
        child.stop()


def answers(size: int, wait: float) -> Answers:
    time.sleep(wait)
    yield 0, b"x" * size


@pytest.mark.parametrize(
    ("size", "wait", "late", "heard"),
    [
        (300_000, 0, 1.6, True),  # more than a pipe holds: it has spoken, and nobody listened
        (1_000, 2.4, 1, True),
        (1_000, 30, 0, False),
    ],
)
def test_silence_counts_only_while_someone_listens(crew: list[Child], size: int, wait: float, late: float, heard: bool) -> None:
    Child(partial(answers, size, wait), crew)
    time.sleep(late)
    assert [len(data) for _, data in listen(crew, 1.5, float("inf"))] == [size] * heard


def test_who_waits_between_two_answers_loses_none(crew: list[Child]) -> None:
    for wait in (0, 0.3):
        Child(partial(answers, 300_000, wait), crew)
    heard = []
    for _, data in listen(crew, 1, float("inf")):
        heard.append(len(data))
        time.sleep(1.2)
    assert heard == [300_000] * 2
