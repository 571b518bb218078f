"""What a page says of a series: what it is compared with, what makes it up, and the picture of both."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongxin.kit.actor import Actor
from tongxin.watch.incidents.models import Incident
from tongxin.watch.risk import queries
from tongxin.watch.risk.models import Placed, Series
from tongxin.watch.risk.series import blocks, daily
from tongxin.watch.signals.kinds import Kind

Floats = NDArray[np.float64]
DRAWN = 104  # weeks
LATEST = 8  # blocks just before
YEAR = 365.25 / 7  # weeks
READ, LISTED, NAMED = 2_000, 20, 10
SEVEN = timedelta(days=7)


@dataclass(frozen=True)
class Compared:
    """One seven days that the last are compared with; `near`: mean of the week before and after it as well."""

    label: str
    start: date
    end: date
    count: int
    near: float | None = None


@dataclass(frozen=True)
class Part:
    """An employer or a source with its incidents; `employer` is its key if it is registered."""

    name: str
    n: int
    employer: int | None = None


@dataclass(frozen=True)
class Made:
    """The incidents of the seven days that the reader may see: `seen` of `observed`."""

    observed: int
    seen: int
    employers: list[Part]
    sources: list[Part]
    incidents: list[Incident]
    url: str


@dataclass(frozen=True)
class Explained:
    chart: dict[str, Any]
    latest: list[Compared]
    years: list[Compared]
    made: Made


def explain(series: Series, placed: Placed, start: date, user: Actor) -> Explained:
    """The seven days from `start` of a series; `placed` is the series or its hot spot. Three statements."""
    end = start + SEVEN - timedelta(days=1)
    days = daily(series, max(series.day, end))
    until = days[: len(days) - (max(series.day, end) - end).days]
    counts = blocks(until)
    made = made_up(placed, start, end, user)
    return Explained(_chart(series, days), _latest(counts, end), _years(counts, end), made)


def made_up(placed: Placed, start: date, end: date, user: Actor) -> Made:
    """Employers and sources of the incidents, the most frequent first; one statement."""
    rows = (
        queries.incidents_of(placed, start, end, user).select_related("employer").order_by("-first_at", "-pk")
    )
    found = list(rows[:READ])
    employers = Counter((i.employer_id, i.employer.name if i.employer else i.employer_text) for i in found)
    sources = Counter(i.source for i in found)
    return Made(
        placed.observed,
        len(found),
        [Part(name or "单位不详", n, pk) for (pk, name), n in employers.most_common(NAMED)],
        [Part(Kind(source).label, n) for source, n in sources.most_common()],
        found[:LISTED],
        queries.incidents_url(placed, start, end),
    )


def _latest(counts: Floats, end: date) -> list[Compared]:
    """The blocks just before, the newest first."""
    return [
        _compared(f"前第{back}个七日", counts, end, back)
        for back in range(1, min(LATEST, len(counts) - 1) + 1)
    ]


def _years(counts: Floats, end: date) -> list[Compared]:
    """The same seven days of earlier years, to the nearest whole week."""
    back = [(year, round(year * YEAR)) for year in range(1, int(len(counts) / YEAR) + 1)]
    return [
        _compared(f"{year}年前同期", counts, end, weeks, wide=True)
        for year, weeks in back
        if weeks < len(counts)
    ]


def _compared(label: str, counts: Floats, end: date, back: int, *, wide: bool = False) -> Compared:
    at, last = len(counts) - 1 - back, end - back * SEVEN
    near = float(counts[max(0, at - 1) : at + 2].mean()) if wide else None
    return Compared(label, last - timedelta(days=6), last, int(counts[at]), near)


def _chart(series: Series, days: Floats) -> dict[str, Any]:
    """Whole weeks, Monday to Sunday, with what was expected of them; the days since as one point at the end."""
    since = (series.day.weekday() + 1) % 7
    counts = blocks(days[: len(days) - since])[-DRAWN:]
    sunday = series.day - timedelta(days=since)
    mondays = [sunday - timedelta(days=6) - back * SEVEN for back in reversed(range(len(counts)))]
    told = {point[0]: point[1:] for point in series.track}
    expected = [told.get(each.isoformat(), [None, None]) for each in mondays]
    labels, observed = [f"{each:%Y-%m-%d}" for each in mondays], [int(n) for n in counts]
    if since:
        labels.append(f"{series.first:%Y-%m-%d}起七日")
        observed.append(series.observed)
        expected.append([series.expected, series.upper])
    return {
        "key": "series", "title": "每周起数与预期", "preset": "line", "unit": "起", "axis": "周一日期",
        "labels": labels, "whole": False,
        "series": [
            {"name": "实际", "values": observed},
            {"name": "预期", "values": [each[0] for each in expected], "dashed": True},
            {"name": "上限", "values": [each[1] for each in expected], "dashed": True},
        ],
    }  # fmt: skip
