"""Terms as the rulebook writes them, and the deadline made of one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tongxin.ground.worktime.calendar import Calendar
from tongxin.ground.worktime.hours import OFFICE_HOURS, ServiceHours, on, shanghai
from tongxin.ground.worktime.rules import (
    DAY,
    add_service_hours,
    add_working_days,
    after_calendar_days,
    after_working_days,
    service_hours_between,
    working_days_between,
)


class Unit(StrEnum):
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    SERVICE_HOUR = "service_hour"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "个自然日",
    Unit.HOUR: "小时",
    Unit.SERVICE_HOUR: "个工作小时",
}


@dataclass(frozen=True, slots=True)
class Term:
    """`amount` is at least 1 and whole."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        if self.amount < 1:
            raise ValueError("a term is longer than nothing")

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline. `estimated`: a day it was counted over has no official calendar yet."""

    at: datetime
    estimated: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """When the yellow card (黄牌) and the red card (红牌) fall due."""

    yellow: datetime
    red: datetime


def due(at: datetime, term: Term, calendar: Calendar, hours: ServiceHours = OFFICE_HOURS) -> Due:
    """The deadline of `term` begun at `at`, as `rules` counts; an extension starts at the old one."""
    start = shanghai(at).date()
    if term.unit is Unit.HOUR:
        return Due(shanghai(at + timedelta(hours=term.amount)), estimated=False)
    if term.unit is Unit.CALENDAR_DAY:
        end = after_calendar_days(at, term.amount, calendar, hours)
        return Due(end, calendar.has_estimate(start + term.amount * DAY, end.date()))
    if term.unit is Unit.SERVICE_HOUR:
        end = add_service_hours(at, term.amount, calendar, hours)
        return Due(end, calendar.has_estimate(start, end.date()))
    end = after_working_days(at, term.amount, calendar, hours)
    return Due(end, calendar.has_estimate(start + DAY, end.date()))


def after_pause(
    due_at: datetime,
    unit: Unit,
    *,
    paused: datetime,
    resumed: datetime,
    calendar: Calendar,
    hours: ServiceHours = OFFICE_HOURS,
) -> Due:
    """The deadline moved by the time between `paused` and `resumed`, in the unit of its term.

    Days are counted like every term: the day of the pause is not counted, the day of resuming is.
    """
    if resumed < paused:
        raise ValueError("a pause ends after it began")
    local, until = shanghai(due_at), shanghai(resumed)
    if unit is Unit.HOUR:
        return Due(local + (resumed - paused), estimated=False)
    if unit is Unit.SERVICE_HOUR:
        lost = service_hours_between(paused, resumed, calendar, hours)
        moved = add_service_hours(local, lost / timedelta(hours=1), calendar, hours) if lost else local
    elif unit is Unit.CALENDAR_DAY:
        raw = local.date() + (until.date() - shanghai(paused).date())
        moved = on(calendar.next_working(raw), local.time())
    else:
        moved = add_working_days(local, working_days_between(paused, resumed, calendar), calendar)
    return Due(moved, calendar.has_estimate(min(local.date(), moved.date()), moved.date()))


def working_days_left(now: datetime, due_at: datetime, calendar: Calendar) -> int:
    """Working days after today up to the day of the deadline; 0 on the day itself, negative when overdue.

    Overdue counts the working days begun after the deadline's day, at least one: -1 is the first overdue day.
    """
    if now <= due_at:
        return working_days_between(now, due_at, calendar)
    return -max(1, working_days_between(due_at, now, calendar))


def cards(
    due_at: datetime,
    calendar: Calendar,
    hours: ServiceHours = OFFICE_HOURS,
    *,
    yellow: int = 1,
    red: int = 1,
) -> Cards:
    """When service opens `yellow` working days before the deadline's day, and `red` working days after it."""
    day = shanghai(due_at).date()
    return Cards(_opening(day, -yellow, calendar, hours), _opening(day, red, calendar, hours))


def clock_words(left: int) -> str:
    """What a clock chip says of `working_days_left`."""
    if left == 0:
        return "今天到期"
    return f"还剩{left}个工作日" if left > 0 else f"超期{-left}个工作日"


def _opening(day: date, n: int, calendar: Calendar, hours: ServiceHours) -> datetime:
    return on(add_working_days(day, n, calendar), hours.opens)
