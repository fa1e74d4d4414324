"""Contents that stand in git's objects. In: paths and their blob ids. Out: one blob at a time, when it is asked for.

Nothing is held: what a revision holds in all may be more than there is memory. Every process that asks has a git of its own.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Mapping

from auditor.discover.opening import Unreadable, over
from auditor.discover.pipes import Silent, read_some

BLOB = 20_000_000  # bytes


class Blobs(Mapping[str, bytes]):
    """path -> content; raises `Unreadable` for what is too large, missing or no file."""

    def __init__(self, git: list[str], root: str, environment: Mapping[str, str], wanted: Mapping[str, str]) -> None:
        """`git` is the hardened command, `wanted` the blob id of every path."""
        self._git = git
        self._place = root, environment
        self._wanted = wanted
        self._talks: dict[int, _Talk] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._wanted)

    def __len__(self) -> int:
        return len(self._wanted)

    def __contains__(self, path: object) -> bool:
        return path in self._wanted

    def __getitem__(self, path: str) -> bytes:
        oid = self._wanted[path]
        try:
            talk = self._talk()
            size = talk.ask(oid)
            if size > BLOB:
                self.close()  # rather than listen to it to the end
                raise Unreadable(over(BLOB))
            return talk.read(size)
        except (Silent, OSError, ValueError):
            self.close()
            raise Unreadable("git does not tell its content") from None

    def close(self) -> None:
        """End what this process has started; it starts anew when more is asked."""
        for talk in list(self._talks.values()):
            talk.end()
        self._talks.clear()

    def __del__(self) -> None:
        """What nobody can ask any more ends."""
        self.close()

    def _talk(self) -> _Talk:
        me = os.getpid()  # a fork must not listen to what its parent has asked
        if me not in self._talks:
            self._talks[me] = _Talk([*self._git, "cat-file", "--batch"], *self._place)
        return self._talks[me]


class _Talk:
    """One `git cat-file` that answers questions."""

    def __init__(self, words: list[str], root: str, environment: Mapping[str, str]) -> None:
        self._mine = os.getpid()
        self._running = subprocess.Popen(  # noqa: S603 - the hardened command
            words, cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        assert self._running.stdin
        assert self._running.stdout
        self._to, self._from = self._running.stdin.fileno(), self._running.stdout.fileno()
        self._heard = b""

    def ask(self, oid: str) -> int:
        """The size of a blob."""
        os.write(self._to, oid.encode() + b"\n")
        while b"\n" not in self._heard:
            self._heard += self._more()
        line, _, self._heard = self._heard.partition(b"\n")
        _, kind, size = line.split()  # `<id> missing` is none of it
        if kind != b"blob":
            raise ValueError
        return int(size)

    def read(self, size: int) -> bytes:
        """The content that follows."""
        pieces = [self._heard]
        left = size + 1 - len(self._heard)  # with the line break behind it
        while left > 0:
            pieces.append(self._more())
            left -= len(pieces[-1])
        data = b"".join(pieces)
        self._heard = data[size + 1 :]
        return data[:size]

    def end(self) -> None:
        """Stop it, if it is this process's own."""
        if self._mine != os.getpid():
            return
        with contextlib.suppress(OSError):
            self._running.kill()
        for stream in filter(None, (self._running.stdin, self._running.stdout)):
            stream.close()
        self._running.wait()

    def _more(self) -> bytes:
        data = read_some(self._from, 1 << 20)
        if not data:
            raise ValueError
        return data
