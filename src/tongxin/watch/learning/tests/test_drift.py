from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.learning.drift import chance, drifted

counts = st.integers(0, 60)


def test_a_week_as_good_as_before_is_no_drift():
    assert not drifted(45, 50, 450, 500, tests=1)


def test_a_week_much_worse_is_drift():
    assert drifted(25, 50, 450, 500, tests=10)


def test_few_verdicts_say_nothing():
    assert not drifted(0, 10, 500, 500, tests=1)


def test_more_series_need_more_evidence():
    assert drifted(40, 50, 470, 500, tests=1) and not drifted(40, 50, 470, 500, tests=100)


@given(counts, counts, counts, counts)
def test_the_chance_is_a_probability(reviewed, agreed, before, good):
    assert 0 <= chance(min(agreed, reviewed), reviewed, min(good, before), before) <= 1 + 1e-9


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(0, 59))
def test_fewer_agreements_this_week_are_less_likely(reviewed, agreed, before, good):
    agreed, good = min(agreed, reviewed), min(good, before - 1)
    assert chance(agreed - 1, reviewed, good + 1, before) <= chance(agreed, reviewed, good, before) + 1e-9
