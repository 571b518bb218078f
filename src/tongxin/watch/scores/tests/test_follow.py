"""Evidence follows an employer merged into another, and comes back; over a chain in any order."""

import pytest

from tongxin.ground.employers.merging import merge, undo_merge
from tongxin.project.testing import FRIDAY
from tongxin.watch.scores import evidence
from tongxin.watch.scores.jobs import score
from tongxin.watch.scores.models import Evidence, Score
from tongxin.watch.scores.tests.makers import enact, make_employer, tell_of


@pytest.fixture
def three(cast):
    enact()
    return [make_employer(cast.lingyin, f"杭州乌有{name}有限公司") for name in ("云杉", "青禾", "白鹭")]


def owners():
    return set(Evidence.objects.values_list("employer", flat=True))


def test_it_follows_a_merge_and_its_undo(cast, three):
    kept, gone, _ = three
    tell_of(gone, org=cast.xihu, persons=12)
    score(FRIDAY)
    merged = merge(kept, gone, by=cast.chen, at=FRIDAY)
    assert evidence.astray()
    score(FRIDAY)
    assert owners() == {kept.pk}
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert kept.risk_band == "orange"
    assert Score.objects.get(employer=gone).reasons == []
    undo_merge(merged, by=cast.chen, at=FRIDAY)
    score(FRIDAY)
    assert owners() == {gone.pk}
    assert not evidence.astray()


def test_it_follows_when_the_upper_of_two_merges_is_taken_back(cast, three):
    top, middle, low = three
    tell_of(low, org=cast.xihu)
    score(FRIDAY)
    merge(middle, low, by=cast.chen, at=FRIDAY)
    upper = merge(top, middle, by=cast.chen, at=FRIDAY)
    score(FRIDAY)
    assert owners() == {top.pk}
    undo_merge(upper, by=cast.chen, at=FRIDAY)
    score(FRIDAY)
    assert owners() == {middle.pk}


def test_new_evidence_of_a_merged_employer_counts_for_the_one_that_stays(cast, three):
    kept, gone, _ = three
    merge(kept, gone, by=cast.chen, at=FRIDAY)
    tell_of(gone, org=cast.xihu)
    score(FRIDAY)
    assert owners() == {kept.pk}
