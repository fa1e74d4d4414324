"""What other programs say. In: a running process. Out: its words as they come; one that falls silent is given up."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Iterator

PATIENCE = 10  # seconds without a byte
_SAID = 4_000  # bytes of its complaints that are kept


class Silent(Exception):  # noqa: N818 - a state of the other side
    """Nothing came for too long."""


def read_some(descriptor: int, most: int) -> bytes:
    """The next bytes of a pipe, none at its end; raises `Silent`."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        if not poll.poll(PATIENCE * 1000):
            raise Silent
    return os.read(descriptor, most)


def read_all(running: subprocess.Popen[bytes], said: bytearray) -> Iterator[bytes]:
    """Standard output piece by piece until the process has ended, standard error into `said`; raises `Silent`."""
    assert running.stdout
    assert running.stderr
    try:
        if hasattr(select, "poll"):
            yield from _both(running.stdout.fileno(), running.stderr.fileno(), said)
            running.wait(PATIENCE)
        else:
            out, err = running.communicate(timeout=6 * PATIENCE)
            said += err[:_SAID]
            yield out
    except subprocess.TimeoutExpired:
        raise Silent from None
    finally:
        running.stdout.close()
        running.stderr.close()


def _both(out: int, err: int, said: bytearray) -> Iterator[bytes]:
    poll = select.poll()
    open_ = {out, err}
    for source in open_:
        poll.register(source, select.POLLIN)
    while open_:
        events = poll.poll(PATIENCE * 1000)
        if not events:
            raise Silent
        for source, _ in events:
            data = os.read(source, 1 << 20)
            if not data:
                poll.unregister(source)
                open_.remove(source)
            elif source == out:
                yield data
            elif len(said) < _SAID:
                said += data
