"""The matrix of counts, and how complete its newest weeks are."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.faces.tests.makers import make_incident, make_judged
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.risk import delay, series, tree
from tongxin.watch.risk.tests.makers import SUNDAY, tell


def row(found, key):
    return [node.key for node in found].index(key)


@pytest.mark.django_db
def test_every_level_counts_what_lies_in_it(cast):
    tell(SUNDAY - timedelta(days=20), "330106012", 2)
    tell(SUNDAY, "330106012", 3)
    tell(SUNDAY, "330106", 4, category="injury")
    tell(SUNDAY, "3301", 5)
    tell(SUNDAY, "", 7)
    found = tree.nodes()
    told = series.matrix(found, SUNDAY)
    last = {key: told.counts[row(found, key), -1] for key in (
        "3301/", "3301/wages", "330106/", "330106/wages", "330106/injury", "330106012/", "330106012/wages")}  # fmt: skip
    assert last == {
        "3301/": 12, "3301/wages": 8, "330106/": 7, "330106/wages": 3, "330106/injury": 4, "330106012/": 3,
        "330106012/wages": 3,
    }  # fmt: skip
    assert told.start(told.blocks - 1) == SUNDAY - timedelta(days=6)
    assert told.counts[row(found, "330106012/wages")].sum() == 5


@pytest.mark.django_db
def test_every_series_but_the_city_has_a_parent_that_holds_it(cast):
    found = tree.nodes()
    parents = tree.parents(found)
    assert list(parents).count(-1) == 1 and found[list(parents).index(-1)].key == "3301/"
    for node, above in zip(found, parents, strict=True):
        if above >= 0 and node.region:
            assert node.region.startswith(found[above].region)
    assert len({node.key for node in found}) == len(found)
    assert found[row(found, f"i{cast.builders.pk}/")].above == "3301/"


@pytest.mark.django_db
def test_a_series_takes_as_many_statements_however_many_there_are(cast, django_assert_num_queries):
    tell(SUNDAY, "330106012", 3)
    found = tree.nodes()
    with django_assert_num_queries(3):
        series.matrix(found, SUNDAY)


def known(cast, at, late):
    """An incident of which the platform knew so many days after it began."""
    signal = make_judged(cast.xihu, at=at, received_at=at + timedelta(days=late))
    told = {"category": "wages", "org": cast.xihu, "source": "app", "first_at": at, "last_at": at}
    Link.objects.create(signal=signal, incident=Incident.objects.create(**told), why="首报线索", at=at)


@pytest.mark.django_db
def test_what_is_known_late_makes_the_newest_days_incomplete(cast):
    for n in range(60):
        known(cast, FRIDAY - timedelta(days=60 + n), 3 if n % 2 else 0)
    share = delay.known(FRIDAY.date())
    assert share[:4] == pytest.approx([0.5, 0.5, 0.5, 1.0])
    newest = delay.complete(SUNDAY, SUNDAY + timedelta(days=1), 3)
    assert newest[-1] == pytest.approx((4 * 1 + 3 * 0.5) / 7)  # the day of the look has hardly begun
    assert newest[0] == 1


@pytest.mark.django_db
def test_a_day_on_which_old_files_were_entered_says_nothing_of_delay(cast):
    for n in range(60):
        known(cast, FRIDAY - timedelta(days=60 + n), 0)
        known(cast, FRIDAY - timedelta(days=60 + n), n)
    assert delay.known(FRIDAY.date())[0] > 0.95


@pytest.mark.django_db
def test_few_incidents_say_nothing_of_delay(cast):
    make_incident(cast.xihu, at=FRIDAY - timedelta(days=60))
    assert set(delay.complete(SUNDAY, FRIDAY.date(), 5)) == {1.0}


@given(st.lists(st.floats(0, 1), min_size=29, max_size=29), st.integers(0, 20), st.integers(1, 30))
def test_older_blocks_are_never_less_complete(share, age, blocks):
    told = delay.shares(np.sort(share), age, blocks)
    assert len(told) == blocks and (np.diff(told) <= 1e-12).all() and (told >= delay.LEAST).all()


@given(st.lists(st.integers(0, 9), min_size=0, max_size=60))
def test_blocks_hold_the_newest_days(days):
    told = series.blocks(np.array(days, dtype=float))
    whole = len(days) // 7 * 7
    assert told.sum() == sum(days[len(days) - whole :]) and len(told) == len(days) // 7
