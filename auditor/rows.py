"""`NamedTuple` for half of its start-up time. In: a class as for `typing.NamedTuple`. Out: the same kind of tuple."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    _OWN = frozenset({"__module__", "__qualname__"})

    class _Rows(type):
        """Hands the annotated names to `namedtuple`, but no annotation to a type check that nobody reads."""

        def __new__(cls, name: str, _bases: tuple[type, ...], space: dict[str, object]) -> type:
            names = tuple(space.get("__annotations__", ()))
            defaults = [space.pop(one) for one in names if one in space]
            made = namedtuple(name, names, defaults=defaults, module=space["__module__"])  # noqa: PYI024 - the point
            made.__qualname__ = space["__qualname__"]
            for key, value in space.items():
                if key not in _OWN:
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Rows, "NamedTuple", (), {})

__all__ = ["NamedTuple"]
