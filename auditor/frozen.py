"""What every record is: immutable, made by keywords, equal by its values; a data class for a fiftieth of its start-up.

In: the annotations and defaults of a subclass. Refused: values by position, missing or unknown ones, changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, dataclass_transform

if TYPE_CHECKING:  # type checkers and editors see the real thing
    from collections.abc import Callable
    from dataclasses import field, replace
else:

    def field(*, default_factory: Callable[[], Any]) -> _Made:
        """A default that is made anew for each record."""
        return _Made(default_factory)

    def replace(record: Frozen, /, **changes: Any) -> Frozen:
        """The same with some values changed."""
        return type(record)(**{name: getattr(record, name) for name in record.__names__} | changes)


__all__ = ["Frozen", "field", "names", "replace"]


def names(record: Frozen | type[Frozen]) -> tuple[str, ...]:
    """The names of the fields, in their order."""
    return record.__names__


class _Made:
    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _DataClassFields:
    """The fields as `dataclasses` keeps them, without defaults, made when a debugger or a test tool asks."""

    def __get__(self, _: object, owner: Any) -> Any:
        import dataclasses

        made = dataclasses.make_dataclass(owner.__name__, owner.__names__, kw_only=True)
        owner.__dataclass_fields__ = vars(made)["__dataclass_fields__"]  # once is slow enough
        return owner.__dataclass_fields__


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Frozen:
    """Base of all records."""

    __names__: ClassVar[tuple[str, ...]] = ()
    __known__: ClassVar[frozenset[str]] = frozenset()
    __plain__: ClassVar[dict[str, Any]] = {}
    __makers__: ClassVar[dict[str, Callable[[], Any]]] = {}

    def __init_subclass__(cls) -> None:
        """Tell the fields of a new kind of record apart: plain defaults, made defaults, none."""
        cls.__names__ = tuple(cls.__annotations__)
        cls.__known__ = frozenset(cls.__names__)
        given = {name: value for name, value in vars(cls).items() if name in cls.__known__}
        cls.__makers__ = {name: value.make for name, value in given.items() if isinstance(value, _Made)}
        cls.__plain__ = {name: value for name, value in given.items() if name not in cls.__makers__}
        for name in cls.__makers__:
            delattr(cls, name)

    def __eq__(self, other: object) -> bool:
        return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self) -> int:
        return hash(_values(self))

    def __repr__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in zip(self.__names__, _values(self), strict=True))
        return f"{type(self).__qualname__}({', '.join(shown)})"

    if not TYPE_CHECKING:
        __dataclass_fields__ = _DataClassFields()

        def __init__(self, /, **given: Any) -> None:
            values = self.__dict__
            values |= self.__plain__
            for name, make in self.__makers__.items():
                if name not in given:
                    values[name] = make()
            values |= given
            if values.keys() != self.__known__:
                wrong = ", ".join(sorted(values.keys() ^ self.__known__))
                raise TypeError(f"{type(self).__qualname__}: missing or unknown: {wrong}")

        def __setattr__(self, name: str, _: object) -> NoReturn:
            raise _refusal(name)

        def __delattr__(self, name: str) -> NoReturn:
            raise _refusal(name)


def _values(record: Any) -> tuple[Any, ...]:
    values = record.__dict__
    return tuple([values[name] for name in record.__names__])


def _refusal(name: str) -> AttributeError:
    from dataclasses import FrozenInstanceError

    return FrozenInstanceError(f"cannot change {name!r}")
