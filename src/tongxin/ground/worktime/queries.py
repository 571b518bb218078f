from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from time import monotonic

from django.db.models import Max

from tongxin.ground.worktime.calendar import KINDS, WORKING, Calendar, PlainDay
from tongxin.ground.worktime.models import Day, Edition, Status
from tongxin.ground.worktime.official import LAST_YEAR, shipped_calendar

TRUST = 30.0  # seconds a process uses its copy before it looks at the version again

_copy: tuple[Calendar, float] | None = None


def current_calendar() -> Calendar:
    """The calendar in force, kept per process; at most one small query every `TRUST` seconds.

    After an import this process sees the new one with the commit, others within `TRUST` seconds; deadlines
    computed in between are found by `changed_years`. An empty table means the shipped calendar.
    """
    global _copy
    now = monotonic()
    if _copy and now - _copy[1] < TRUST:
        return _copy[0]
    version = current_version()
    calendar = _copy[0] if _copy and _copy[0].version == version else _load(version)
    _copy = (calendar, now)
    return calendar


def forget_calendar() -> None:
    """Drop this process's copy."""
    global _copy
    _copy = None


def current_version() -> int:
    """Changes with every import; 0 before the first."""
    return Edition.objects.aggregate(latest=Max("id"))["latest"] or 0


def changed_years(since: int) -> set[int]:
    """Years whose days changed after version `since`. A deadline in or across one of them is recomputed."""
    return set(Edition.objects.filter(pk__gt=since).values_list("year", flat=True))


@dataclass(frozen=True)
class YearView:
    """A year for the calendar page. `months`: twelve tuples of days; `counts`: days by kind."""

    year: int
    months: tuple[tuple[Day, ...], ...]
    counts: dict[str, int]
    working: int
    estimated: int
    first: int
    last: int

    @property
    def status(self) -> Status:
        """预估 while most of the year is; the last three days of December wait for the next notice."""
        return Status.ESTIMATED if self.estimated > 3 else Status.OFFICIAL


def year_view(year: int) -> YearView | None:
    """Two queries; None if the year is not loaded."""
    days = list(Day.objects.filter(date__year=year))
    if not days:
        return None
    counts = Counter(day.kind for day in days)
    years = list(Day.objects.filter(date__month=1, date__day=1).values_list("date__year", flat=True))
    return YearView(
        year=year,
        months=tuple(tuple(group) for _, group in groupby(days, key=lambda day: day.date.month)),
        counts={kind: counts[kind] for kind in KINDS},
        working=sum(counts[kind] for kind in WORKING),
        estimated=sum(not day.official for day in days),
        first=min(years),
        last=max(years),
    )


def is_official(year: int) -> bool:
    """Whether a notice for `year` is in; its last three days still wait for the next one."""
    return Day.objects.filter(date=date(year, 7, 1), status=Status.OFFICIAL).exists()


def _load(version: int) -> Calendar:
    rows = Day.objects.values_list("date", "kind", "status")
    days = [PlainDay(day, kind, "", status == Status.OFFICIAL) for day, kind, status in rows]
    return Calendar.of(days, version=version) if days else shipped_calendar(LAST_YEAR + 2)
