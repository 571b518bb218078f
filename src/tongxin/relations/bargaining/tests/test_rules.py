"""The days of the law, and that every contract stands somewhere on every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.orgs.models import Org
from tongxin.relations.bargaining import rules
from tongxin.relations.bargaining.flow import State
from tongxin.relations.bargaining.models import Contract
from tongxin.relations.bargaining.tests.makers import START, TODAY, make_terms


class _Org:
    pk = 1


def terms(**over):
    return make_terms(_Org, **over)


def test_it_is_sent_within_ten_days_and_binds_after_fifteen_without_objection():
    assert rules.file_by(date(2026, 3, 1)) == date(2026, 3, 11)
    assert rules.effective_on(date(2026, 3, 5)) == date(2026, 3, 21)
    assert rules.renew_from(date(2027, 2, 28)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"ends_on": START - timedelta(days=1)}, "ends_on"),
        ({"ends_on": date(2126, 3, 1)}, "ends_on"),
        ({"starts_on": date(1926, 3, 1)}, "starts_on"),
        ({"signed_on": TODAY + timedelta(days=1), "filed_on": None}, "signed_on"),
        ({"signed_on": date(202, 3, 1)}, "signed_on"),
        ({"filed_on": TODAY + timedelta(days=1)}, "filed_on"),
        ({"filed_on": START - timedelta(days=1)}, "filed_on"),
    ],
)
def test_days_that_cannot_be_are_named(over, field):
    assert field in [name for name, _ in rules.flaws(terms(**over), TODAY)]


def test_plain_terms_have_no_flaw_and_no_remark():
    assert rules.flaws(terms(), TODAY) == []
    assert rules.remarks(terms(), wages=True) == []


def test_three_years_to_the_day_are_no_day_too_long():
    three = terms(kind="general", ends_on=date(2029, 2, 28))
    assert rules.remarks(three, wages=False) == []
    assert "超过三年" in rules.remarks(terms(kind="general", ends_on=date(2029, 3, 1)), wages=False)[0][0]


def test_a_year_is_too_short_for_a_general_contract_only():
    half = terms(ends_on=START + timedelta(days=180))
    assert rules.remarks(half, wages=True) == []
    assert "不足一年" in rules.remarks(half, wages=False)[0][0]


def test_a_late_filing_is_remarked_with_its_clause():
    words, clause = rules.remarks(terms(filed_on=START + timedelta(days=11)), wages=True)[0]
    assert "11 日" in words and "第三十四条" in clause


def test_a_leap_day_counts_as_the_first_of_march():
    assert rules.plus_years(date(2024, 2, 29), 1) == date(2025, 3, 1)


near = st.integers(-120, 120)


def as_told(state, signed, filed, starts, ends, day):
    """Where a contract stands, said in the words of the law."""
    if state == State.WITHDRAWN:
        return "withdrawn"
    if state == State.ENDED:
        return "ended"
    if day > ends:
        return "expired"
    if filed is None:
        return "to_file" if day <= rules.file_by(signed) else "unfiled"
    if day < rules.effective_on(filed):
        return "review"
    if day < starts:
        return "ahead"
    return "renewal" if day >= rules.renew_from(ends) else "valid"


@pytest.mark.django_db
@given(
    near, st.one_of(st.none(), st.integers(0, 60)), near, st.integers(0, 400), st.sampled_from(State.values)
)
def test_it_stands_where_the_law_says_on_any_day(signed, wait, start, length, state):
    org = Org.objects.filter(code="R").first() or Org.objects.create(
        code="R", name="市", level="city", path="1."
    )
    signed_on, starts = TODAY + timedelta(days=signed), TODAY + timedelta(days=start)
    filed = None if wait is None else signed_on + timedelta(days=wait)
    ends = max(starts, signed_on) + timedelta(days=length)
    made = Contract.objects.create(
        number="n", kind="wages", reach="unit", org=org, signed_on=signed_on, filed_on=filed, starts_on=starts,
        ends_on=ends, state=state, ended_on=max(signed_on, starts) if state == State.ENDED else None,
    )  # fmt: skip
    found = Contract.objects.standing_on(TODAY).get(pk=made.pk).standing
    made.delete()
    assert found == as_told(state, signed_on, filed, starts, ends, TODAY)
