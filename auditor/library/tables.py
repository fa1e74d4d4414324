"""From index rows to the records of `facts`, each built when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar, overload

from auditor.facts import (
    Family,
    FileSpec,
    Forms,
    Framework,
    License,
    Lifecycle,
    Maker,
    Model,
    Package,
    PackagePattern,
    Provenance,
    Provider,
    Rule,
    Shape,
    Signal,
    Snippet,
)
from auditor.library import schema
from auditor.records import Certainty, Confidence, Severity

Row = tuple[Any, ...]
K = TypeVar("K")
V = TypeVar("V")


class Table(Mapping[K, V], Generic[K, V]):
    """A read-only mapping over index rows that builds and keeps a record on its first look-up."""

    __slots__ = ("_build", "_made", "_rows")

    def __init__(self, rows: Mapping[K, Row], build: Callable[[Row], V]) -> None:
        self._rows = rows
        self._build = build
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._build(self._rows[key])
        return made

    def __iter__(self) -> Iterator[K]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows


class Shelf(Sequence[V], Generic[V]):
    """A read-only sequence over index rows that builds its records when the first is asked for."""

    __slots__ = ("_build", "_made", "_rows")

    def __init__(self, rows: Sequence[Row], build: Callable[[Row], V]) -> None:
        self._rows = rows
        self._build = build
        self._made: tuple[V, ...] | None = None

    def _all(self) -> tuple[V, ...]:
        if self._made is None:
            self._made = tuple(map(self._build, self._rows))
        return self._made

    @overload
    def __getitem__(self, place: int) -> V: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[V]: ...

    def __getitem__(self, place: int | slice) -> V | Sequence[V]:
        return self._all()[place]

    def __iter__(self) -> Iterator[V]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._rows)


def _names(shape: schema.Shape) -> tuple[str, ...]:
    plain = tuple(key for key in shape if key not in {"source", "checked", "confidence"})
    return (*plain, "origin") if "source" in shape else plain


def _days(shape: schema.Shape) -> tuple[int, ...]:
    return tuple(place for place, key in enumerate(_names(shape)[:-1]) if shape[key].type == "day")


class Builder(Generic[V]):
    """Makes one kind of record: `extra` names what stands in a row behind the keys of its shape."""

    def __init__(self, record: Callable[..., V], shape: schema.Shape, *extra: str) -> None:
        self._record = record
        self._names = (*_names(shape), *extra)
        self._days = _days(shape)
        self._origin = len(_names(shape)) - 1 if "source" in shape else -1

    def __call__(self, row: Row) -> V:
        """The record of one row."""
        values = list(row)
        for place in self._days:
            if values[place] is not None:
                values[place] = date.fromordinal(values[place])
        if self._origin >= 0:
            values[self._origin] = origin_of(values[self._origin])
        return self._record(**dict(zip(self._names, values, strict=True)))


def origin_of(row: Row) -> Provenance:
    """Source, day and confidence of a fact."""
    return Provenance(source=row[0], checked=date.fromordinal(row[1]), confidence=Confidence(row[2]))


def _lifecycle(**values: Any) -> Lifecycle:
    values["certainty"] = Certainty(values["certainty"])
    return Lifecycle(**values)


def _model(**values: Any) -> Model:
    values["lifecycle"] = tuple(lifecycle(row) for row in values["lifecycle"])
    return Model(**values)


def _rule(*, shipped: bool = True, **values: Any) -> Rule:
    values["severity"] = Severity(values["severity"])
    confidence = Confidence(values.pop("confidence"))
    return Rule(**values, confidence=confidence, shipped=shipped)


lifecycle = Builder(_lifecycle, schema.LIFECYCLE)
maker = Builder(Maker, schema.MAKER)
provider = Builder(Provider, schema.PROVIDER)
framework = Builder(Framework, schema.FRAMEWORK)
package = Builder(Package, schema.PACKAGE, "owner")
pattern = Builder(PackagePattern, schema.PATTERN, "owner")
file_spec = Builder(FileSpec, schema.FILE, "owner")
model = Builder(_model, schema.MODEL, "maker", "lifecycle")
family = Builder(Family, schema.FAMILY, "maker")
license_ = Builder(License, schema.LICENSE)
signal = Builder(Signal, schema.SIGNAL, "owner")
snippet = Builder(Snippet, schema.SNIPPET, "owner")


def rule(row: Row, *, shipped: bool) -> Rule:
    """A rule; `shipped` is false for a user's own."""
    return _rule(shipped=shipped, **dict(zip(schema.RULE, row, strict=True)))


def forms(row: Row) -> Forms:
    """How ids are spelled: the words, then the rewrites, then the shapes."""
    from auditor.library import spellings

    *words, rewrites, shapes = row
    made = tuple(Shape(**dict(zip(spellings.SHAPE, shape, strict=True))) for shape in shapes)
    return Forms(**dict(zip(spellings.FORMS, words, strict=True)), rewrites=rewrites, shapes=made)
