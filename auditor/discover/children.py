"""Forked processes. In: what each one is to run. Out: numbered answers from their pipes, until they end or are ended."""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator

Answers = Iterator[tuple[int, bytes]]

_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGPIPE") if hasattr(signal, name)]


class Child:
    """One forked process as its parent sees it."""

    def __init__(self, answers: Callable[[], Answers], crew: list[Child]) -> None:
        """Fork and join the crew; the child sends what `answers` yields and ends, and never returns."""
        self.source, sink = os.pipe()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # no child is born that nobody knows
        try:
            self.pid = os.fork()
            if not self.pid:
                _live(answers, sink, [child.source for child in (self, *crew)])
            self.heard = time.monotonic()
            self._pending = bytearray()
            crew.append(self)
        except OSError:
            os.close(self.source)
            raise
        finally:
            os.close(sink)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def read(self) -> list[tuple[int, bytes]] | None:
        """The answers that have arrived, None when there will be no more."""
        data = os.read(self.source, 1 << 20)
        if not data:
            return None
        self.heard = time.monotonic()
        self._pending += data
        found = []
        at = 0
        while at + 8 <= len(self._pending):
            end = at + 8 + int.from_bytes(self._pending[at + 4 : at + 8], "little")
            if end > len(self._pending):
                break
            found.append((int.from_bytes(self._pending[at : at + 4], "little"), bytes(self._pending[at + 8 : end])))
            at = end
        del self._pending[:at]
        return found

    def stop(self) -> None:
        """End it, whether it still runs or not."""
        os.close(self.source)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _live(answers: Callable[[], Answers], sink: int, closing: Iterable[int]) -> None:
    """The whole life of a child: no handler, buffer or clean-up of the parent's runs in it."""
    code = 1
    try:
        for name in _ENDING:
            signal.signal(name, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        for descriptor in closing:
            os.close(descriptor)
        gc.freeze()
        for number, data in answers():
            message = memoryview(number.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data)
            while message:
                message = message[os.write(sink, message) :]
        code = 0
    finally:
        os._exit(code)


def listen(children: list[Child], patience: float, until: float) -> Iterator[tuple[int, bytes]]:
    """All answers as they come, until every child has ended, or has been silent for `patience` seconds, or it is `until`."""
    poll = select.poll()
    open_ = {child.source: child for child in children}
    for source, child in open_.items():
        child.heard = time.monotonic()  # who speaks to nobody has to wait
        poll.register(source, select.POLLIN)
    while open_:
        events = poll.poll(1000)
        now = time.monotonic()
        ended = set()
        for source in {source for source, _ in events}:
            answers = open_[source].read()
            if answers is None:
                ended.add(source)
            else:
                yield from answers
        if now > until:
            return
        ended.update(source for source, child in open_.items() if now - child.heard > patience)  # but for what it has just said
        for source in ended:
            poll.unregister(source)
            del open_[source]
