"""Work spread over processes. In: a function and items. Out: its results in the order of the items; knows nothing of files.

Forked children take numbered chunks from a pipe and send marshaled answers back. What breaks, dies, hangs or takes too long loses
only the one item it was at.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, NoReturn, TypeVar

from auditor.discover.alarm import Alarm, TookTooLong
from auditor.discover.children import Answers, Child, listen

T = TypeVar("T")
R = TypeVar("R")

FEW = 300  # items: below, one process is done before others have started
_CHUNK = 32
_TICKETS = 900  # chunk numbers of four bytes fit into the smallest pipe there is
_MOST = 16  # processes
_PATIENCE = 60  # seconds without an answer after which a child is given up ...
_PATIENCE_ALONE = 15  # ... and for a single item
_LATE = "the time of the audit was used up"


def fan_out(
    work: Callable[[Sequence[T]], Iterable[R]],
    items: Sequence[T],
    jobs: int,
    lost: Callable[[T, str], R] | None = None,
    seconds: float = 0,
) -> Iterator[R]:
    """`work(some items)` gives a result for each, one after another; here they are for all items, in order.

    `lost(item, why)` stands in for results that never came; 0 seconds = no limit; 0 jobs = as many as there are processors.
    Results must be marshalable: tuples, lists, strings, numbers.
    """
    crew = _Crew(work, items, lost or _refuse, time.monotonic() + seconds if seconds else float("inf"))
    count = min(jobs or processors(), _MOST, len(items) // _CHUNK)
    if count < 2 or len(items) < FEW or not can_fork():
        return crew.here()
    return crew.spread(count)


def can_fork() -> bool:
    """Whether the system parts processes."""
    return hasattr(os, "fork")


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _refuse(item: object, why: str) -> NoReturn:
    raise RuntimeError(f"{why}: {item}")


def _message(results: list[Any]) -> bytes:
    return marshal.dumps(results)


def _answers(message: bytes) -> list[Any]:
    answers: list[Any] = marshal.loads(message)  # noqa: S302 - from our own child, through our own pipe
    return answers


class _Crew(Generic[T, R]):
    """One task and those who do it."""

    def __init__(
        self, work: Callable[[Sequence[T]], Iterable[R]], items: Sequence[T], lost: Callable[[T, str], R], until: float
    ) -> None:
        self.work = work
        self.items = items
        self.lost = lost
        self.until = until
        self.size = max(_CHUNK, -(-len(items) // _TICKETS))
        self.chunks = -(-len(items) // self.size)

    def here(self) -> Iterator[R]:
        """All items in this process."""
        with Alarm() as alarm:
            for number in range(self.chunks):
                yield from self._done(self._chunk(number), alarm)

    def spread(self, count: int) -> Iterator[R]:
        """The items in `count` processes; in the end whatever no answer came for, one by one."""
        ready: dict[int, bytes] = {}
        turn = 0
        children: list[Child] = []
        try:
            self._start(count, children)
            if not children:
                yield from self.here()
                return
            for number, data in listen(children, _PATIENCE, self.until):
                ready[number] = data
                while turn in ready:
                    yield from _answers(ready.pop(turn))
                    turn += 1
        finally:
            for child in children:
                child.stop()
        for number in range(turn, self.chunks):
            yield from _answers(ready.pop(number)) if number in ready else self._carefully(self._chunk(number))

    def _start(self, count: int, children: list[Child]) -> None:
        queue, tickets = os.pipe()
        try:
            for number in range(self.chunks):
                os.write(tickets, number.to_bytes(4, "little"))
            os.close(tickets)  # who finds the pipe empty is done
            with contextlib.suppress(OSError):  # fewer processes do as well
                for _ in range(count):
                    Child(partial(self._shift, queue), children)
        finally:
            os.close(queue)

    def _shift(self, queue: int) -> Answers:
        """What a child does: chunk after chunk until there is none left."""
        with Alarm() as alarm:
            while ticket := os.read(queue, 4):
                number = int.from_bytes(ticket, "little")
                yield number, _message(self._done(self._chunk(number), alarm))

    def _chunk(self, number: int) -> Sequence[T]:
        return self.items[number * self.size : (number + 1) * self.size]

    def _done(self, items: Sequence[T], alarm: Alarm) -> list[R]:
        """The results of some items. Where one breaks or takes too long, the work begins anew behind it."""
        found: list[R] = []
        while len(found) < len(items):
            why = ""
            try:
                alarm.busy = True
                for result in self.work(items[len(found) :]):
                    found.append(result)
                    alarm.item += 1
                    if time.monotonic() > self.until:
                        break
            except TookTooLong:
                why = "took too long"
            except (Exception, MemoryError) as error:  # noqa: BLE001 - the one net: a fault in one item loses nothing else
                why = type(error).__name__
            alarm.busy = False
            if why and len(found) < len(items):
                found.append(self.lost(items[len(found)], why))
                alarm.item += 1
            if time.monotonic() > self.until:
                found += [self.lost(item, _LATE) for item in items[len(found) :]]
        return found

    def _carefully(self, items: Sequence[T]) -> Iterator[R]:
        """The items in a child that is replaced when one of them ends it."""
        done = 0
        while done < len(items):
            rest = items[done:]
            if time.monotonic() > self.until:
                yield from (self.lost(item, _LATE) for item in rest)
                return
            crew: list[Child] = []
            try:
                with contextlib.suppress(OSError):
                    Child(partial(self._singly, rest), crew)
                if not crew:  # better at our own risk than not at all
                    with Alarm() as alarm:
                        yield from self._done(rest, alarm)
                    return
                for _, data in listen(crew, _PATIENCE_ALONE, self.until):
                    yield from _answers(data)
                    done += 1
            finally:
                for child in crew:
                    child.stop()
            if done < len(items):
                yield self.lost(items[done], "a process ended or hung while reading it")
                done += 1

    def _singly(self, items: Sequence[T]) -> Answers:
        with Alarm() as alarm:
            for number, item in enumerate(items):
                yield number, _message(self._done([item], alarm))
