"""Big tables in pieces: each is unpacked when the first of its keys is asked for, so that a start pays for none of them."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar
from zlib import crc32

COUNT = 16

K = TypeVar("K", bound="str | tuple[str, str]")


def packed(table: Mapping[Any, Any]) -> tuple[bytes, ...]:
    """The pieces of a table."""
    pieces: list[dict[Any, Any]] = [{} for _ in range(COUNT)]
    for key, value in table.items():
        pieces[_place(key)][key] = value
    return tuple(marshal.dumps(piece) for piece in pieces)


def _place(key: Any) -> int:
    text = key if isinstance(key, str) else "\0".join(key)
    return crc32(text.encode("utf-8", "surrogatepass")) % COUNT


class Shards(Mapping[K, Any]):
    """A read-only mapping over packed pieces; keys come in order of the alphabet."""

    __slots__ = ("_open", "_pieces")

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._open: list[dict[K, Any] | None] = [None] * len(pieces)

    def _piece(self, place: int) -> dict[K, Any]:
        piece = self._open[place]
        if piece is None:
            # the pieces lie inside the index, whose digest was right
            piece = self._open[place] = marshal.loads(self._pieces[place])  # noqa: S302
        return piece

    def __getitem__(self, key: K) -> Any:
        return self._piece(_place(key))[key]

    def get(self, key: K, default: Any = None) -> Any:
        """The value of a key, else the default."""
        return self._piece(_place(key)).get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, (str, tuple)) and key in self._piece(_place(key))

    def __iter__(self) -> Iterator[K]:
        return iter(sorted(key for place in range(len(self._pieces)) for key in self._piece(place)))

    def __len__(self) -> int:
        return sum(len(self._piece(place)) for place in range(len(self._pieces)))
