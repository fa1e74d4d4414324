"""Workers: order, and what happens when one dies, hangs, overruns its time or is not wanted any more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from auditor.discover import alarm, workers
from auditor.discover.workers import fan_out

MANY = range(1000)
R = TypeVar("R")


def lost(item: int, why: str) -> tuple[int, str]:
    return item, why


def each(work: Callable[[int], R]) -> Callable[[Sequence[int]], Iterator[R]]:
    return lambda items: (work(item) for item in items)


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
@pytest.mark.parametrize("count", [0, 1, 299, 300, 1000])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    assert list(fan_out(each(lambda item: (item, "x" * (item % 7) * 5000)), range(count), jobs)) == [
        (n, "x" * (n % 7) * 5000) for n in range(count)
    ]


def test_other_processes_do_the_work() -> None:
    assert os.getpid() not in set(fan_out(each(lambda _: os.getpid()), MANY, 2))
    assert set(fan_out(each(lambda _: os.getpid()), range(10), 2)) == {os.getpid()}


def test_a_dying_worker_loses_only_its_item() -> None:
    def work(item: int) -> tuple[int, str]:
        if item in {5, 6, 500}:
            os.kill(os.getpid(), signal.SIGKILL)
        if item == 700:
            raise MemoryError
        return item, ""

    results = list(fan_out(each(work), MANY, 2, lost))
    assert [item for item, _ in results] == list(MANY)
    assert {item for item, why in results if why} == {5, 6, 500, 700}


def test_a_hanging_item_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_PATIENCE", 1)
    monkeypatch.setattr(workers, "_PATIENCE_ALONE", 1)

    def work(item: int) -> tuple[int, str]:
        if item == 400:
            time.sleep(60)  # wall time, no processor time: only the parent can help
        return item, ""

    results = list(fan_out(each(work), MANY, 2, lost))
    assert [item for item, why in results if why] == [400]
    assert len(results) == 1000


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_never_ends_is_interrupted(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(alarm, "SECONDS", 1)

    def work(item: int) -> tuple[int, str]:
        while item == 400:
            pass
        return item, ""

    results = list(fan_out(each(work), MANY, jobs, lost))
    assert [(item, why) for item, why in results if why] == [(400, "took too long")]
    assert len(results) == 1000


def test_time_runs_out() -> None:
    def work(item: int) -> tuple[int, str]:
        time.sleep(0.01)
        return item, ""

    results = list(fan_out(each(work), MANY, 2, lost, seconds=0.5))
    assert [item for item, _ in results] == list(MANY)
    assert results[-1] == (999, "the time of the audit was used up")


def test_who_stops_listening_leaves_no_process_behind() -> None:
    before = children()
    results = fan_out(each(lambda item: item), MANY, 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]  # a generator
    assert children() == before


def test_without_processes_to_be_had_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError

    monkeypatch.setattr(os, "fork", refuse)
    results = list(fan_out(each(lambda item: (item, "")), MANY, 2, lost))
    assert results == [(item, "") for item in MANY]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_signals_end_the_workers_too(tmp_path: Path, number: signal.Signals) -> None:
    script = (
        "import os, time, pathlib\nfrom auditor.discover.workers import fan_out\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "def work(items):\n    for item in items:\n        (here / str(os.getpid())).touch()\n        time.sleep(0.05)\n        yield item\n"
        "list(fan_out(work, range(2000), 2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL) as parent:
        while len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.02)
        parent.send_signal(number)
        assert parent.wait(20)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(Path(f"/proc/{path.name}").exists() for path in tmp_path.iterdir()):
        time.sleep(0.05)  # without a parent, a worker ends when it tells its next answer
    assert not [path.name for path in tmp_path.iterdir() if Path(f"/proc/{path.name}").exists()]
