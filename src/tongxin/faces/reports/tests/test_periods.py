from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.faces.reports.periods import Kind, around, parse, recent
from tongxin.kit.refused import Refused

DAYS = st.dates(date(2001, 1, 1), date(2900, 12, 31))
KINDS = st.sampled_from(list(Kind))


@given(KINDS, DAYS)
def test_every_day_lies_in_one_period_that_its_key_names(kind, on):
    period = around(kind, on)
    assert period.start <= on <= period.end and parse(period.key) == period


@given(KINDS, DAYS)
def test_periods_follow_each_other_without_a_gap(kind, on):
    period = around(kind, on)
    assert period.before().end == period.start - timedelta(days=1)
    assert period.year_ago().year == period.year - 1 and period.year_ago().kind == kind


@pytest.mark.parametrize(
    "key, label",
    [("2026Q3", "2026年第三季度"), ("2026-09", "2026年9月"), ("2026", "2026年"),
     ("2026W38", "2026年第38周（9月14日至9月20日）")],
)  # fmt: skip
def test_labels_are_what_people_say(key, label):
    assert parse(key).label == label


@pytest.mark.parametrize(
    "text", ["", "2026Q0", "2026Q5", "2026-13", "2026-00", "2025W53", "1999Q1", "Q3", "二〇二六"]
)
def test_it_refuses_what_is_no_period(text):
    with pytest.raises(Refused):
        parse(text)


def test_week_53_is_compared_with_the_last_week_of_the_year_before():
    assert parse("2026W53").year_ago().key == "2025W52"


def test_the_choice_begins_with_today():
    assert recent(date(2026, 11, 20))[Kind.QUARTER][0].key == "2026Q4"
