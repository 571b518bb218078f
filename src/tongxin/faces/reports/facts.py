"""What a report states, as numbers. Every sentence, table and chart is made of these and of nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tongxin.faces.reports.periods import Period

NO_DATA, PARTIAL = "无数据", "数据不全"
Number = int | Decimal  # counts, or yuan


@dataclass(frozen=True)
class Three:
    """A count in the period, in the one before (环比) and a year ago (同比)."""

    now: Number = 0
    before: Number = 0
    year_ago: Number = 0

    def __add__(self, other: "Three") -> "Three":
        return Three(self.now + other.now, self.before + other.before, self.year_ago + other.year_ago)

    def __bool__(self) -> bool:
        return bool(self.now or self.before or self.year_ago)


@dataclass(frozen=True)
class Place:
    """A district, or a street of a district; code '' is what could not be placed."""

    code: str
    name: str
    short: str
    signals: Three
    incidents: Three
    alerts: Three
    cases: Three
    closed: Three


@dataclass(frozen=True)
class HotEmployer:
    """An employer with its incidents of the period; `name` is masked unless names were asked for."""

    name: str
    place: str
    incidents: int
    before: int
    persons: int | None


@dataclass(frozen=True)
class Trend:
    """Signals of each month (quarter, year) or day (month, week), and of the same a year ago."""

    unit: str
    labels: list[str]
    now: list[int]
    year_ago: list[int | None]


@dataclass(frozen=True)
class Facts:
    """All of one report. `period` is what is counted; `whole` says whether it is over.

    `counts` by measure: signals, incidents, alerts, cases, closed, in_time, late, overdue (not reported up at
    the end of the period), helped (persons) and recovered (yuan). Categories: '' is not judged yet, outside is
    no union matter. `begun`: the first day on which the platform heard anything, None if never.
    """

    org: str
    area: str
    period: Period
    before: Period
    year_ago: Period
    whole: bool
    at: datetime
    begun: date | None
    named: bool
    counts: dict[str, Three]
    sources: dict[str, Three]
    dimensions: dict[str, Three]
    categories: dict[str, Three]
    incident_categories: dict[str, Three]
    levels: dict[str, Three]
    places: list[Place]
    trend: Trend
    employers: list[HotEmployer]
    repeated_employers: int

    @property
    def due(self) -> Three:
        """Reported up in time, late, or overdue without a report: the denominator of the rate handled in time."""
        return self.counts["in_time"] + self.counts["late"] + self.counts["overdue"]

    @property
    def gap(self) -> str:
        return self._gap(self.period)

    @property
    def gap_before(self) -> str:
        return self._gap(self.before)

    @property
    def gap_year_ago(self) -> str:
        return self._gap(self.year_ago)

    def _gap(self, span: Period) -> str:
        """Why a period cannot be compared with: it lies before anything was collected, or begins before."""
        if self.begun is None or span.end < self.begun:
            return NO_DATA
        return PARTIAL if span.start < self.begun else ""
