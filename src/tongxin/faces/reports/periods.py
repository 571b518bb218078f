"""The period of a report, and those it is compared with. Days of Asia/Shanghai; pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from tongxin.kit.refused import Refused


class Kind(TextChoices):
    WEEK = "week", "周报"
    MONTH = "month", "月报"
    QUARTER = "quarter", "季报"
    YEAR = "year", "年报"


# What a period of each kind calls itself and the one before it; a year has no 环比 of its own.
CALLED = {
    Kind.WEEK: ("本周", "上周"),
    Kind.MONTH: ("本月", "上月"),
    Kind.QUARTER: ("本季度", "上季度"),
    Kind.YEAR: ("本年度", "上年度"),
}
FORMS = {
    Kind.WEEK: re.compile(r"(\d{4})W(\d{1,2})"),
    Kind.MONTH: re.compile(r"(\d{4})-(\d{1,2})"),
    Kind.QUARTER: re.compile(r"(\d{4})Q([1-4])"),
    Kind.YEAR: re.compile(r"(\d{4})()"),
}
FIRST_YEAR, LAST_YEAR = 2000, 2999


@dataclass(frozen=True, order=True)
class Period:
    """From `start` to `end`, both counted; `number` is the quarter, month or ISO week of `year`."""

    start: date
    end: date
    kind: Kind
    year: int
    number: int

    @property
    def key(self) -> str:
        shape = {Kind.WEEK: "{0}W{1:02}", Kind.MONTH: "{0}-{1:02}", Kind.QUARTER: "{0}Q{1}", Kind.YEAR: "{0}"}
        return shape[self.kind].format(self.year, self.number)

    @property
    def label(self) -> str:
        """2026年第三季度."""
        if self.kind == Kind.WEEK:
            return f"{self.year}年第{self.number}周（{day(self.start)}至{day(self.end)}）"
        words = {
            Kind.MONTH: f"{self.number}月",
            Kind.QUARTER: f"第{'零一二三四'[self.number % 5]}季度",
            Kind.YEAR: "",
        }
        return f"{self.year}年{words[self.kind]}"

    @property
    def name(self) -> str:
        return CALLED[self.kind][0]

    @property
    def name_before(self) -> str:
        return CALLED[self.kind][1]

    def before(self) -> "Period":
        """The period that ends the day before."""
        return around(self.kind, self.start - timedelta(days=1))

    def year_ago(self) -> "Period":
        """The same period of the year before; the last week where that year had no week 53."""
        if self.kind == Kind.WEEK:
            last = date(self.year - 1, 12, 28).isocalendar().week
            return around(self.kind, date.fromisocalendar(self.year - 1, min(self.number, last), 1))
        return around(self.kind, self.start.replace(year=self.year - 1))

    def until(self, today: date) -> "Period":
        """What of it is over: a running period is counted up to `today`. `Refused` before it begins."""
        if today < self.start:
            raise Refused(f"{self.label}还没有开始，不能生成报告。")
        return self.first_days((min(self.end, today) - self.start).days + 1)

    def first_days(self, days: int) -> "Period":
        end = min(self.end, self.start + timedelta(days=days - 1))
        return Period(self.start, end, self.kind, self.year, self.number)


def parse(text: str) -> Period:
    """2026Q3, 2026-09, 2026W38 or 2026. Raises Refused for anything else."""
    for kind, form in FORMS.items():
        found = form.fullmatch(text.strip().upper())
        if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            year, number = int(found[1]), int(found[2] or 0)
            try:
                start = _start(kind, year, number)
            except ValueError:
                break
            return around(kind, start)
    raise Refused(
        f"看不懂期次“{text[:20]}”，请写成 2026Q3（季度）、2026-09（月）、2026W38（周）或 2026（年）。"
    )


def around(kind: Kind, on: date) -> Period:
    """The period of this kind that holds a day."""
    if kind == Kind.WEEK:
        year, week, weekday = on.isocalendar()
        monday = on - timedelta(days=weekday - 1)
        return Period(monday, monday + timedelta(days=6), kind, year, week)
    months = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.YEAR: 12}[kind]
    number = (on.month - 1) // months + 1
    start = date(on.year, (number - 1) * months + 1, 1)
    after = date(on.year + (start.month + months > 12), (start.month + months - 1) % 12 + 1, 1)
    return Period(start, after - timedelta(days=1), kind, on.year, 0 if kind == Kind.YEAR else number)


def recent(today: date) -> dict[Kind, list[Period]]:
    """The periods to choose from, the latest first."""
    found = {}
    for kind, count in ((Kind.QUARTER, 9), (Kind.MONTH, 13), (Kind.WEEK, 9), (Kind.YEAR, 3)):
        period, periods = around(kind, today), []
        for _ in range(count):
            periods.append(period)
            period = period.before()
        found[kind] = periods
    return found


def day(on: date) -> str:
    return f"{on.month}月{on.day}日"


def _start(kind: Kind, year: int, number: int) -> date:
    if kind == Kind.WEEK:
        return date.fromisocalendar(year, number, 1)
    return date(year, {Kind.MONTH: number, Kind.QUARTER: number * 3 - 2, Kind.YEAR: 1}[kind], 1)
