"""Counting working days, held against an independent day-by-day count on chinesecalendar."""

import random
from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.ground.worktime.calendar import Calendar, PlainDay, UnknownDay
from tongxin.ground.worktime.hours import SHANGHAI
from tongxin.ground.worktime.rules import (
    add_working_days,
    after_calendar_days,
    after_working_days,
    working_days_between,
)
from tongxin.ground.worktime.tests.makers import CALENDAR, works

DAY = timedelta(days=1)
days = st.dates(date(2004, 3, 1), date(2026, 6, 30))
counts = st.integers(-30, 30)


EVERY = [date(2004, 1, 1) + n * DAY for n in range(8401)]
WORKDAYS = frozenset(day for day in EVERY if chinese_calendar.is_workday(day))  # asked once: it is slow


def naive_add(start: date, n: int) -> date:
    day, step = start, DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while day not in WORKDAYS:
            day += step
    return day


def naive_between(a: date, b: date) -> int:
    if b < a:
        return -sum(b + n * DAY in WORKDAYS for n in range((a - b).days))
    return sum(a + n * DAY in WORKDAYS for n in range(1, (b - a).days + 1))


def test_it_agrees_with_the_naive_count_on_ten_thousand_cases():
    draw = random.Random(20261120)
    for _ in range(10_000):
        start = date(2004, 3, 1) + draw.randrange(8100) * DAY
        n = draw.randint(-40, 40)
        assert add_working_days(start, n, CALENDAR) == naive_add(start, n)
        end = start + draw.randint(-60, 60) * DAY
        assert working_days_between(start, end, CALENDAR) == naive_between(start, end)


def test_it_knows_every_day_that_chinesecalendar_knows():
    assert EVERY[-1] == date(2026, 12, 31)
    assert [day for day in EVERY if works(day, CALENDAR) != (day in WORKDAYS)] == []


@given(days, counts)
def test_counting_back_what_was_added_gives_the_number(day, n):
    assert working_days_between(day, add_working_days(day, n, CALENDAR), CALENDAR) == n


@given(days, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_steps_is_adding_once(day, n, m):
    assert add_working_days(add_working_days(day, n, CALENDAR), m, CALENDAR) == add_working_days(
        day, n + m, CALENDAR
    )


@given(days, st.integers(1, 30))
def test_going_forward_and_back_from_a_working_day_returns(day, n):
    start = CALENDAR.next_working(day)
    assert add_working_days(add_working_days(start, n, CALENDAR), -n, CALENDAR) == start


@given(days, counts.filter(bool))
def test_it_always_lands_on_a_working_day(day, n):
    assert works(add_working_days(day, n, CALENDAR), CALENDAR)


@given(days, days, counts)
def test_a_later_start_never_ends_earlier(a, b, n):
    first, second = sorted((a, b))
    if n:
        assert add_working_days(first, n, CALENDAR) <= add_working_days(second, n, CALENDAR)


@given(days, counts)
def test_one_more_day_ends_later(day, n):
    if n not in (0, -1):
        assert add_working_days(day, n, CALENDAR) < add_working_days(day, n + 1, CALENDAR)


@given(days, days, days)
def test_counts_add_up_over_a_day_between(a, b, c):
    a, b, c = sorted((a, b, c))
    whole = working_days_between(a, c, CALENDAR)
    assert whole == working_days_between(a, b, CALENDAR) + working_days_between(b, c, CALENDAR)


@given(days, st.times(), st.integers(1, 30))
def test_the_hour_of_the_start_does_not_move_the_deadline(day, clock, n):
    at = datetime.combine(day, clock, tzinfo=SHANGHAI)
    assert after_working_days(at, n, CALENDAR) == after_working_days(
        at.replace(hour=0, minute=0), n, CALENDAR
    )
    assert after_working_days(at, n, CALENDAR).time() == time(17, 30)


@given(days, st.times(), counts)
def test_an_instant_keeps_its_time_of_day(day, clock, n):
    at = datetime.combine(day, clock, tzinfo=SHANGHAI)
    moved = add_working_days(at, n, CALENDAR)
    assert (moved.date(), moved.time()) == (add_working_days(day, n, CALENDAR), clock)


@given(days, st.times(), st.integers(1, 60))
@settings(max_examples=200)
def test_a_calendar_day_deadline_rests_on_the_next_working_day(day, clock, n):
    end = after_calendar_days(datetime.combine(day, clock, tzinfo=SHANGHAI), n, CALENDAR).date()
    assert works(end, CALENDAR) and end >= day + n * DAY
    assert working_days_between(day + n * DAY - DAY, end, CALENDAR) == 1


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday made up before Spring Festival
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # Spring Festival 2026: 15-23 February
        (date(2026, 2, 27), 1, date(2026, 2, 28)),  # made-up Saturday, last day of February
        (date(2025, 1, 25), 1, date(2025, 1, 26)),  # made-up Sunday
        (date(2025, 1, 27), 1, date(2025, 2, 5)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2024, 3, 1)),
        (date(2023, 2, 28), 1, date(2023, 3, 1)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # year end; 4 January 2026 is a made-up Sunday
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2018, 12, 28), 1, date(2018, 12, 29)),  # Saturday made up by the notice for 2019
        (date(2018, 12, 29), 1, date(2019, 1, 2)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 15, date(2026, 12, 11)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2015, 9, 2), 1, date(2015, 9, 6)),  # 3 September 2015 and its made-up Sunday
    ],
)
def test_it_counts_over_the_days_that_go_wrong(start, n, end):
    assert add_working_days(start, n, CALENDAR) == end


def test_midnight_in_shanghai_decides_the_day():
    before = datetime.fromisoformat("2026-11-19T15:59:59+00:00")
    after = datetime.fromisoformat("2026-11-19T16:00:00+00:00")
    assert after_working_days(before, 1, CALENDAR).date() == date(2026, 11, 20)
    assert after_working_days(after, 1, CALENDAR).date() == date(2026, 11, 23)


def test_it_refuses_an_instant_without_a_zone():
    with pytest.raises(ValueError, match="time zone"):
        after_working_days(datetime(2026, 11, 20, 9), 1, CALENDAR)


def test_it_says_where_the_calendar_ends():
    with pytest.raises(UnknownDay, match="2028年12月31日"):
        add_working_days(date(2028, 12, 20), 30, CALENDAR)
    with pytest.raises(UnknownDay, match="2004—2028"):
        works(date(2003, 12, 31), CALENDAR)


def test_a_calendar_with_a_gap_is_refused():
    with pytest.raises(ValueError, match="gap"):
        Calendar.of([PlainDay(date(2026, 1, 1), "work"), PlainDay(date(2026, 1, 3), "work")])
