"""How time is counted. Pure: every function takes the `Calendar`.

民法典 第201条: counting by days leaves out the day of the start, by hours it runs from the start itself.
民法典 第203条: a last day that is a 法定休假日 moves to the day after the rest has ended; the period ends at
24:00, or where there are service hours, when service stops. We read 法定休假日 as every day on which the
calendar does not work, weekends included, and a make-up day (调休上班) as a working day.
"""

from datetime import date, datetime, timedelta
from typing import overload

from tongxin.ground.worktime.calendar import Calendar
from tongxin.ground.worktime.hours import OFFICE_HOURS, ServiceHours, on, shanghai

DAY = timedelta(days=1)


@overload
def add_working_days(start: datetime, n: int, calendar: Calendar) -> datetime: ...
@overload
def add_working_days(start: date, n: int, calendar: Calendar) -> date: ...
def add_working_days(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start` (before it if n < 0; `start` itself if n = 0).

    An instant keeps its time of day in Shanghai. `working_days_between(start, result) == n` always.
    """
    if isinstance(start, datetime):
        local = shanghai(start)
        return on(_nth(local.date(), n, calendar), local.time())
    return _nth(start, n, calendar)


def working_days_between(a: date, b: date, calendar: Calendar) -> int:
    """Working days after the day of `a` up to and including the day of `b`.

    With b before a: minus the working days from b up to, not including, a.
    """
    first, last = _day(a), _day(b)
    if first <= last:
        return calendar.working_before(last + DAY) - calendar.working_before(first + DAY)
    return calendar.working_before(last) - calendar.working_before(first)


def after_working_days(
    at: datetime, days: int, calendar: Calendar, hours: ServiceHours = OFFICE_HOURS
) -> datetime:
    """End of service on the `days`-th working day after the day of `at` (第201, 203条); days >= 1."""
    _positive(days)
    return on(_nth(shanghai(at).date(), days, calendar), hours.closes)


def after_calendar_days(
    at: datetime, days: int, calendar: Calendar, hours: ServiceHours = OFFICE_HOURS
) -> datetime:
    """End of service on the `days`-th day after the day of `at`, moved to a working day; days >= 1."""
    _positive(days)
    return on(calendar.next_working(shanghai(at).date() + days * DAY), hours.closes)


def add_service_hours(
    at: datetime, hours: float, calendar: Calendar, service: ServiceHours = OFFICE_HOURS
) -> datetime:
    """The instant at which `hours` of service time have passed since `at`; hours > 0.

    Outside service hours the clock stands still. What ends with a span ends at its end, 12:00 not 13:30.
    """
    _positive(hours)
    goal = _served(shanghai(at), calendar, service) + timedelta(hours=hours)
    number = -(-goal // service.daily) - 1
    rest = goal - number * service.daily
    return on(calendar.working_day(number), service.clock(rest))


def service_hours_between(
    a: datetime, b: datetime, calendar: Calendar, service: ServiceHours = OFFICE_HOURS
) -> timedelta:
    """Service time from `a` to `b`, negative if b is earlier."""
    return _served(shanghai(b), calendar, service) - _served(shanghai(a), calendar, service)


def next_service(at: datetime, calendar: Calendar, service: ServiceHours = OFFICE_HOURS) -> datetime:
    """`at` if it lies inside service hours, else the next opening of a span."""
    local = shanghai(at)
    if calendar.works(local.date()):
        for start, end in service.spans:
            if local.time() < end:
                return max(local, on(local.date(), start))
    return on(calendar.next_working(local.date() + DAY), service.opens)


def _served(local: datetime, calendar: Calendar, service: ServiceHours) -> timedelta:
    whole = calendar.working_before(local.date()) * service.daily
    return whole + service.served(local.time()) if calendar.works(local.date()) else whole


def _nth(start: date, n: int, calendar: Calendar) -> date:
    if n == 0:
        return start
    if n > 0:
        return calendar.working_day(calendar.working_before(start + DAY) + n - 1)
    return calendar.working_day(calendar.working_before(start) + n)


def _day(moment: date) -> date:
    return shanghai(moment).date() if isinstance(moment, datetime) else moment


def _positive(amount: float) -> None:
    if amount <= 0:
        raise ValueError("a term is longer than nothing")
