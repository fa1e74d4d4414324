"""An alarm for items that never end. In: nothing. Out: `TookTooLong` inside the item's own code, after some processor time."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Self

SECONDS = 4  # of processor time: a loaded machine changes no result


class TookTooLong(Exception):  # noqa: N818 - an alarm, not an error of ours
    """The item at work has used up its time."""


class Alarm:
    """Ticks once a second and strikes when the same item is at work for `SECONDS` ticks; the others pay nothing for it."""

    def __init__(self) -> None:
        self.item = 0  # whoever works counts this up with each item ...
        self.busy = False  # ... and says when it is at it
        self._seen = -1
        self._ticks = 0
        self._armed = hasattr(signal, "setitimer")

    def __enter__(self) -> Self:
        try:
            self._old = signal.signal(signal.SIGVTALRM, self._tick) if self._armed else None
        except ValueError:  # only the main thread may
            self._armed = False
        if self._armed:
            signal.setitimer(signal.ITIMER_VIRTUAL, 1, 1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._armed:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self._old)

    def _tick(self, _signal: int, _frame: FrameType | None) -> None:
        self._ticks = self._ticks + 1 if self.busy and self.item == self._seen else 0
        self._seen = self.item
        if self._ticks >= SECONDS:
            self._ticks = 0
            raise TookTooLong
