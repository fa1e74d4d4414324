"""Draws the map. In: flows. Out: boxes and bands with coordinates for an SVG picture; the same flows give the same picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.frozen import Frozen
from auditor.report.flow import COLUMNS, UNKNOWN, Flow
from auditor.report.safe import safe
from auditor.report.tally import short_name

WIDTH = 1080
LEFTS = (0, 328, 656, 1070)
BOX = 10
TOP = 34
GAP = 20
COLORS = 8

Key = tuple[int, str]  # column, name
Stream = tuple[str, str, str]  # from, to, provider


class Box(Frozen):
    """One node: where it stands, what it says."""

    x: float
    y: float
    height: float
    label: str
    amount: str
    color: int
    text_x: float
    anchor: str


class Band(Frozen):
    """One stream between two nodes; `thin` ones carry no call site."""

    path: str
    color: int
    thin: bool
    title: str


class Picture(Frozen):
    """The whole map."""

    width: int
    height: int
    heads: tuple[tuple[float, str, str], ...]
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]  # the same as a table


def picture(streams: Sequence[Flow]) -> Picture | None:
    """The map of those flows, None when there is nothing to show."""
    if not streams:
        return None
    sizes = _sizes(streams)
    columns = _columns(streams, sizes)
    total = sum(stream.amount for stream in streams) or 1.0
    tallest = max(len(column) for column in columns)
    scale = max(150.0, min(26.0 * tallest, 300.0)) / total
    heights = {key: max(size * scale, 3.0) for key, size in sizes.items()}
    layout = _Layout(
        tops=_tops(columns, heights),
        rank={(index, name): number for index, column in enumerate(columns) for number, name in enumerate(column)},
        colors={name: number % COLORS for number, name in enumerate(columns[1])},
        scale=scale,
    )
    height = max(top + heights[key] for key, top in layout.tops.items()) + 16
    return Picture(
        width=WIDTH,
        height=round(height),
        heads=tuple((_text_x(index), _anchor(index), name) for index, name in enumerate(COLUMNS)),
        boxes=tuple(_box(key, heights[key], sizes[key], layout) for index in range(4) for key in _keys(columns, index)),
        bands=tuple(_bands(streams, layout)),
        rows=tuple(
            (tuple(safe(stop, 60) or "-" for stop in stream.stops), amount(stream.amount)) for stream in _by_size(streams)
        ),
    )


def amount(value: float) -> str:
    """A number of call sites, with one decimal where a site is shared."""
    return f"{value:.1f}".removesuffix(".0")


def _by_size(streams: Sequence[Flow]) -> list[Flow]:
    return sorted(streams, key=lambda stream: (-round(stream.amount, 6), stream.stops))


def _sizes(streams: Sequence[Flow]) -> dict[Key, float]:
    sizes: dict[Key, float] = defaultdict(float)
    for stream in streams:
        for column, stop in enumerate(stream.stops):
            if stop:
                sizes[column, stop] += stream.amount
    return sizes


def _columns(streams: Sequence[Flow], sizes: dict[Key, float]) -> list[list[str]]:
    """Providers by size; the columns beside them in the order that crosses least, seen from the providers."""
    providers = sorted(
        (name for column, name in sizes if column == 1), key=lambda name: (name == UNKNOWN, -round(sizes[1, name], 6), name)
    )
    rank = {name: number for number, name in enumerate(providers)}
    columns: list[list[str]] = []
    for index in range(4):
        pull: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for stream in streams:
            if stream.stops[index]:
                pull[stream.stops[index]].append((stream.amount + 0.001, rank[stream.stops[1]]))
        center = {name: sum(w * r for w, r in pulls) / sum(w for w, _ in pulls) for name, pulls in pull.items()}
        order = sorted(center, key=lambda name: (round(center[name], 6), -round(sizes[index, name], 6), name))
        columns.append(providers if index == 1 else order)
    return columns


def _keys(columns: list[list[str]], column: int) -> list[Key]:
    return [(column, name) for name in columns[column]]


def _tops(columns: list[list[str]], heights: dict[Key, float]) -> dict[Key, float]:
    """Columns are centered against the tallest one."""
    spans = [sum(heights[key] for key in _keys(columns, index)) + GAP * (len(columns[index]) - 1) for index in range(4)]
    tops: dict[Key, float] = {}
    for index in range(4):
        y = TOP + (max(spans) - spans[index]) / 2
        for key in _keys(columns, index):
            tops[key] = y
            y += heights[key] + GAP
    return tops


def _text_x(column: int) -> float:
    return LEFTS[column] - 8 if column == 3 else LEFTS[column] + BOX + 8


def _anchor(column: int) -> str:
    return "end" if column == 3 else "start"


def _box(key: Key, height: float, size: float, layout: _Layout) -> Box:
    column, name = key
    return Box(
        x=LEFTS[column],
        y=round(layout.tops[key], 1),
        height=round(height, 1),
        label=safe(short_name(name) if column == 3 else name, 26),
        amount=amount(size) if size else "",
        color=layout.colors[name] if column == 1 else -1,
        text_x=_text_x(column),
        anchor=_anchor(column),
    )


class _Layout(Frozen):
    tops: dict[Key, float]
    rank: dict[Key, int]
    colors: dict[str, int]
    scale: float


def _bands(streams: Sequence[Flow], layout: _Layout) -> list[Band]:
    """Streams between neighboring columns, kept apart by provider, so that one color runs through the picture."""
    bands: list[Band] = []
    for column in range(3):
        amounts: dict[Stream, float] = defaultdict(float)
        for stream in streams:
            left, right = stream.stops[column : column + 2]
            if left and right:
                amounts[left, right, stream.stops[1]] += stream.amount
        leave = _ends(amounts, column, 0, layout)
        enter = _ends(amounts, column, 1, layout)
        bands += [_band(key, size, (column, leave[key], enter[key]), layout) for key, size in sorted(amounts.items())]
    return sorted(bands, key=lambda band: (not band.thin, band.path))


def _ends(amounts: dict[Stream, float], column: int, side: int, layout: _Layout) -> dict[Stream, float]:
    """Where each stream touches its node on that side: stacked in the order of the nodes on the other side."""
    rank = layout.rank
    used: dict[Key, float] = defaultdict(float)
    ends: dict[Stream, float] = {}
    for key in sorted(amounts, key=lambda one: (rank[column + 1 - side, one[1 - side]], rank[1, one[2]])):
        node = (column + side, key[side])
        ends[key] = layout.tops[node] + used[node]
        used[node] += amounts[key] * layout.scale
    return ends


def _band(key: Stream, size: float, ends: tuple[int, float, float], layout: _Layout) -> Band:
    column, y0, y1 = ends
    x0, x1 = LEFTS[column] + BOX, LEFTS[column + 1]
    middle = (x0 + x1) // 2
    thick = max(size * layout.scale, 1.5)
    there = f"M{x0} {y0:.1f}C{middle} {y0:.1f} {middle} {y1:.1f} {x1} {y1:.1f}"
    back = f"V{y1 + thick:.1f}C{middle} {y1 + thick:.1f} {middle} {y0 + thick:.1f} {x0} {y0 + thick:.1f}Z"
    sites = f"{amount(size)} call sites" if size else "no call site"
    title = f"{safe(key[0], 60)} → {safe(key[1], 60)}: {sites}"
    return Band(path=there + back, color=layout.colors[key[2]], thin=not size, title=title)
