"""Service hours, held against an independent minute-by-minute count."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.ground.worktime.hours import OFFICE_HOURS, SHANGHAI, ServiceHours
from tongxin.ground.worktime.rules import (
    add_service_hours,
    next_service,
    service_hours_between,
)
from tongxin.ground.worktime.tests.makers import CALENDAR, serves

MINUTE = timedelta(minutes=1)
instants = st.datetimes(datetime(2004, 3, 1), datetime(2026, 6, 30), timezones=st.just(SHANGHAI))
minutes = instants.map(lambda at: at.replace(second=0, microsecond=0, fold=0))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@given(minutes, st.integers(1, 20 * 60))
@settings(max_examples=60, deadline=None)
def test_it_agrees_with_counting_minutes(start, amount):
    moment, left = start, amount
    while left:
        left -= serves(moment, CALENDAR)
        moment += MINUTE
    assert add_service_hours(start, amount / 60, CALENDAR) == moment


@given(instants, st.floats(0.01, 200))
def test_counting_back_what_was_added_gives_the_hours(start, hours):
    end = add_service_hours(start, hours, CALENDAR)
    assert abs(service_hours_between(start, end, CALENDAR) - timedelta(hours=hours)) <= timedelta(
        microseconds=1
    )


@given(instants, instants, st.floats(0.01, 100))
def test_a_later_start_never_ends_earlier(a, b, hours):
    first, second = sorted((a, b))
    assert add_service_hours(first, hours, CALENDAR) <= add_service_hours(second, hours, CALENDAR)


@given(instants, st.floats(0.01, 100))
def test_it_ends_inside_a_working_day(start, hours):
    end = add_service_hours(start, hours, CALENDAR)
    assert CALENDAR.works(end.date())
    assert any(a < end.time() <= b for a, b in OFFICE_HOURS.spans)


@given(instants)
def test_the_next_service_is_the_first_instant_served(start):
    opening = next_service(start, CALENDAR)
    assert opening >= start and serves(opening, CALENDAR)
    assert service_hours_between(start, opening, CALENDAR) == timedelta()


@given(instants)
def test_a_whole_day_of_service_is_one_working_day(start):
    assert add_service_hours(start, 7, CALENDAR) > start


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20T09:00", 3, "2026-11-20T12:00"),
        ("2026-11-20T11:00", 2, "2026-11-20T14:30"),
        ("2026-11-20T17:00", 1, "2026-11-23T09:30"),
        ("2026-11-20T12:30", 4, "2026-11-20T17:30"),
        ("2026-11-20T20:00", 1, "2026-11-23T10:00"),
        ("2026-11-21T10:00", 7, "2026-11-23T17:30"),
        ("2026-02-14T17:00", 1, "2026-02-24T09:30"),
        ("2026-11-20T09:00", 14, "2026-11-23T17:30"),
    ],
)
def test_it_stands_still_outside_service(start, hours, end):
    assert add_service_hours(at(start), hours, CALENDAR) == at(end)


def test_other_hours_can_be_given():
    summer = ServiceHours(((time(8, 30), time(12)), (time(14), time(18))))
    assert add_service_hours(at("2026-11-20T17:00"), 2, CALENDAR, summer) == at("2026-11-23T09:30")
    assert summer.daily == timedelta(hours=7.5)
    assert summer.served(time(13)) == timedelta(hours=3.5)


def test_nothing_is_not_a_term():
    with pytest.raises(ValueError, match="nothing"):
        add_service_hours(at("2026-11-20T09:00"), 0, CALENDAR)


def test_noon_and_night_are_not_served():
    assert not serves(at("2026-11-20T12:00"), CALENDAR)
    assert serves(at("2026-11-20T13:30"), CALENDAR)
    assert not serves(datetime.combine(date(2026, 11, 22), time(10), tzinfo=SHANGHAI), CALENDAR)
