from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.worktime.hours import SHANGHAI
from tongxin.ground.worktime.terms import Term, Unit, after_pause, cards, clock_words, due, working_days_left
from tongxin.ground.worktime.tests.makers import CALENDAR, works

instants = st.datetimes(datetime(2004, 3, 1), datetime(2027, 6, 30), timezones=st.just(SHANGHAI))
terms = st.builds(Term, st.integers(1, 40), st.sampled_from(Unit))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


FRIDAY = at("2026-11-20T10:00")


@pytest.mark.parametrize(
    ("term", "end"),
    [
        (Term(1, Unit.WORKING_DAY), "2026-11-23T17:30"),
        (Term(15, Unit.WORKING_DAY), "2026-12-11T17:30"),
        (Term(1, Unit.CALENDAR_DAY), "2026-11-23T17:30"),
        (Term(5, Unit.CALENDAR_DAY), "2026-11-25T17:30"),
        (Term(24, Unit.HOUR), "2026-11-21T10:00"),
        (Term(8, Unit.SERVICE_HOUR), "2026-11-23T11:00"),
    ],
)
def test_it_falls_due(term, end):
    assert due(FRIDAY, term, CALENDAR).at == at(end)
    assert not due(FRIDAY, term, CALENDAR).estimated


@given(instants, terms)
def test_it_never_falls_due_before_it_starts(start, term):
    assert due(start, term, CALENDAR).at > start


@given(instants, instants, terms)
def test_a_later_start_never_falls_due_earlier(a, b, term):
    first, second = sorted((a, b))
    assert due(first, term, CALENDAR).at <= due(second, term, CALENDAR).at


@given(instants, st.integers(1, 39), st.sampled_from(Unit))
def test_a_longer_term_never_falls_due_earlier(start, amount, unit):
    assert due(start, Term(amount, unit), CALENDAR).at <= due(start, Term(amount + 1, unit), CALENDAR).at


@given(instants, st.integers(1, 40))
def test_only_deadlines_that_touch_an_unofficial_day_are_estimated(start, amount):
    end = due(start, Term(amount, Unit.WORKING_DAY), CALENDAR)
    assert end.estimated == (end.at.date() >= date(2026, 12, 29))


def test_the_last_days_of_the_last_official_year_are_estimated():
    assert not due(at("2026-12-25T10:00"), Term(1, Unit.WORKING_DAY), CALENDAR).estimated
    assert due(at("2026-12-28T10:00"), Term(1, Unit.WORKING_DAY), CALENDAR).estimated
    assert not due(at("2027-03-01T10:00"), Term(72, Unit.HOUR), CALENDAR).estimated


@given(instants, terms, st.timedeltas(timedelta(days=-30), timedelta(days=30)))
def test_days_left_are_negative_only_when_overdue(start, term, shift):
    end = due(start, term, CALENDAR).at
    assert (working_days_left(end + shift, end, CALENDAR) < 0) == (shift > timedelta())


@given(instants, instants, instants)
def test_days_left_never_grow_with_time(a, b, end):
    first, second = sorted((a, b))
    assert working_days_left(first, end, CALENDAR) >= working_days_left(second, end, CALENDAR)


@pytest.mark.parametrize(
    ("now", "left", "words"),
    [
        ("2026-11-18T09:00", 2, "还剩2个工作日"),
        ("2026-11-20T09:00", 0, "今天到期"),
        ("2026-11-20T17:30", 0, "今天到期"),
        ("2026-11-20T17:31", -1, "超期1个工作日"),
        ("2026-11-22T12:00", -1, "超期1个工作日"),
        ("2026-11-23T09:00", -1, "超期1个工作日"),
        ("2026-11-24T09:00", -2, "超期2个工作日"),
    ],
)
def test_a_clock_says_what_is_left(now, left, words):
    assert working_days_left(at(now), at("2026-11-20T17:30"), CALENDAR) == left
    assert clock_words(left) == words


def test_cards_fall_on_the_working_days_around_the_deadline():
    around = cards(at("2026-11-23T17:30"), CALENDAR)
    assert (around.yellow, around.red) == (at("2026-11-20T09:00"), at("2026-11-24T09:00"))
    festival = cards(at("2026-02-24T17:30"), CALENDAR)
    assert festival.yellow == at("2026-02-14T09:00")


@given(instants, terms)
def test_the_yellow_card_comes_before_and_the_red_after_the_deadline(start, term):
    end = due(start, term, CALENDAR).at
    around = cards(end, CALENDAR)
    assert around.yellow < end < around.red
    assert works(around.yellow, CALENDAR) and works(around.red, CALENDAR)


def test_a_pause_moves_the_deadline_by_its_working_days():
    end = at("2026-11-27T17:30")
    moved = after_pause(
        end, Unit.WORKING_DAY, paused=FRIDAY, resumed=at("2026-11-24T15:00"), calendar=CALENDAR
    )
    assert moved.at == at("2026-12-01T17:30")
    hours = after_pause(end, Unit.HOUR, paused=FRIDAY, resumed=at("2026-11-20T16:00"), calendar=CALENDAR)
    assert hours.at == at("2026-11-27T23:30")


@given(instants, st.timedeltas(timedelta(), timedelta(days=60)), terms)
def test_a_pause_never_brings_a_deadline_forward(start, length, term):
    end = due(start, term, CALENDAR).at
    moved = after_pause(end, term.unit, paused=start, resumed=start + length, calendar=CALENDAR)
    assert moved.at >= end


def test_a_term_reads_as_the_rule_does():
    assert [str(Term(3, unit)) for unit in Unit] == ["3个工作日", "3个自然日", "3小时", "3个工作小时"]
    with pytest.raises(ValueError, match="nothing"):
        Term(0, Unit.HOUR)
