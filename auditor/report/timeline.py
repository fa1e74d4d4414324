"""The timeline of retirements. In: a report. Out: rows with coordinates for an SVG picture, and the line of today."""

from __future__ import annotations

from datetime import date

from auditor.frozen import Frozen
from auditor.records import Certainty, Report
from auditor.report.safe import safe

WIDTH = 1080
LEFT = 300
RIGHT = 1020
TOP = 40
ROW = 30
MOST = 30
SOON = 180  # days
_ENDS = ("AIA201", "AIA202", "AIA203", "AIA204", "AIA216", "AIA217")  # rules about the end of a model
MONTHS = {4: "Apr", 7: "Jul", 10: "Oct"}


class Ending(Frozen):
    """One thing that ends: a model at a provider, or a feature."""

    name: str
    detail: str
    day: date
    since: date | None
    firm: bool
    replacement: str
    uses: int


class Row(Frozen):
    """An ending in the picture."""

    ending: Ending
    name: str  # as much as fits beside the picture
    detail: str
    y: int
    x: float
    since_x: float
    state: str  # past | soon | later | open
    words: str
    words_x: float
    anchor: str


class Picture(Frozen):
    """The whole timeline."""

    height: int
    today_x: float
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]
    more: int


def _shifted(day: date, days: int) -> date:
    """So many days later, as far as days go: the day of an audit may be any."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def picture(report: Report) -> Picture | None:
    """The timeline, None when nothing in use has an end."""
    endings = _endings(report)
    if not endings:
        return None
    shown, today = endings[:MOST], report.request.as_of
    first = min(_shifted(today, -60), max(_shifted(shown[0].day, -30), _shifted(today, -730)))
    last = max(_shifted(today, 270), min(_shifted(shown[-1].day, 75), _shifted(today, 1460)))
    span = (first, last)
    return Picture(
        height=TOP + ROW * len(shown) + 12,
        today_x=_x(today, span),
        ticks=tuple((_x(day, span), label) for day, label in _ticks(span)),
        rows=tuple(_row(ending, number, span, today) for number, ending in enumerate(shown)),
        more=len(endings) - len(shown),
    )


def _heirs(report: Report) -> dict[str, str]:
    """The first way out of each model's end: what a notice names may itself be gone by now."""
    heirs: dict[str, str] = {}
    for finding in report.findings:
        if finding.subject.kind == "model" and finding.rule in _ENDS and finding.advice is not None:
            first = next((way for way in finding.advice.alternatives if way.model), None)
            at = f" at {first.provider}" if first is not None and first.model == finding.subject.id else ""
            heirs.setdefault(finding.subject.id, f"{first.model}{at}" if first is not None else "")
    return heirs


def _endings(report: Report) -> list[Ending]:
    endings = []
    heirs = _heirs(report)
    for model in report.inventory.models:
        fact = model.lifecycle
        if fact and fact.retires_on:
            firm = fact.certainty is not Certainty.EARLIEST
            endings.append(
                Ending(
                    name=safe(model.id, 60),
                    detail=safe(fact.provider, 40),
                    day=fact.retires_on,
                    since=fact.deprecated_on,
                    firm=firm,
                    replacement=safe(heirs.get(model.id, fact.replacement), 60),
                    uses=len(model.places) + model.unlisted,
                )
            )
    for signal in report.inventory.signals:
        if signal.retires_on:
            detail, target = safe(signal.provider, 40), safe(signal.replacement, 60)
            day, uses = signal.retires_on, len(signal.places) + signal.unlisted
            name = safe(signal.title or signal.id, 60)
            endings.append(Ending(name=name, detail=detail, day=day, since=None, firm=True, replacement=target, uses=uses))
    return sorted(endings, key=lambda one: (one.day, one.name, one.detail))


def _x(day: date, span: tuple[date, date]) -> float:
    part = (day - span[0]).days / max((span[1] - span[0]).days, 1)
    return round(LEFT + min(max(part, 0.0), 1.0) * (RIGHT - LEFT), 1)


def _ticks(span: tuple[date, date]) -> list[tuple[date, str]]:
    """Quarters for up to two and a half years, else years; the year is written where it begins."""
    months = (1, 4, 7, 10) if (span[1] - span[0]).days <= 912 else (1,)
    days = [date(year, month, 1) for year in range(span[0].year, span[1].year + 1) for month in months]
    return [(day, str(day.year) if day.month == 1 else MONTHS[day.month]) for day in days if span[0] <= day <= span[1]]


def _row(ending: Ending, number: int, span: tuple[date, date], today: date) -> Row:
    days = (ending.day - today).days
    if not ending.firm:
        state, words = "open", f"not before {ending.day}"
    elif days <= 0:
        state, words = "past", f"{ending.day}, {'gone' if days else 'today'}"
    else:
        state, words = "soon" if days <= SOON else "later", f"{ending.day}, in {days} days"
    x = _x(ending.day, span)
    near_edge = x > RIGHT - 130
    return Row(
        ending=ending,
        name=safe(ending.name, 28),
        detail=safe(ending.detail, 12),
        y=TOP + ROW * number + ROW // 2,
        x=x,
        since_x=_x(ending.since, span) if ending.since and ending.since < ending.day else x,
        state=state,
        words=words,
        words_x=x - 12 if near_edge else x + 12,
        anchor="end" if near_edge else "start",
    )
