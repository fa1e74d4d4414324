"""What a walk was told by the system beside the files it took in, so that the next audit can ask whether it still holds."""

from __future__ import annotations

from typing import Any


class Seen:
    """Filled by a walk. `stamps` are of directories, ignore files and twins; `steady`: nothing else decided what was found."""

    __slots__ = ("linked", "links", "stamps", "steady")

    def __init__(self) -> None:
        self.stamps: dict[str, int] = {}
        self.links: list[tuple[str, str]] = []
        self.linked: Any = ((), ())  # files and skips that came of the links
        self.steady = True
