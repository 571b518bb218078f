from decimal import Decimal

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import conclude, merge, split, undo
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.services import confirm, overrule
from tongxin.watch.triage.tests.makers import make_signal


@pytest.fixture
def two(cast):
    make_signal(cast.xihu, "西湖区某工地拖欠木工班组工资二十万元，三个月未付，工人多次讨要无果")
    make_signal(cast.xihu, "饭店老板不给结工钱，我和另外两个服务员都没拿到上个月工资，西湖区")
    triage(FRIDAY)
    link(FRIDAY)
    return list(Incident.objects.order_by("pk"))


def test_it_merges_and_undoes(cast, two):
    kept, other = two
    change = merge(kept, other, by=cast.xi, at=FRIDAY)
    kept.refresh_from_db()
    assert kept.signal_count == 2
    assert Incident.objects.current().count() == 1
    assert differences() == []
    undo(change, by=cast.xi, at=FRIDAY)
    assert list(Incident.objects.current().values_list("signal_count", flat=True)) == [1, 1]
    assert differences() == []
    assert set(Entry.objects.values_list("verb", flat=True)) >= {"merge", "undo"}


def test_it_splits_and_undoes(cast, two):
    kept, other = two
    merge(kept, other, by=cast.xi, at=FRIDAY)
    signal = kept.links.order_by("pk").last().signal
    change = split(kept, [signal], by=cast.xi, at=FRIDAY)
    assert Incident.objects.current().count() == 2
    assert differences() == []
    undo(change, by=cast.xi, at=FRIDAY)
    assert Incident.objects.current().count() == 1
    assert differences() == []


def test_it_refuses_to_undo_twice(cast, two):
    change = merge(*two, by=cast.xi, at=FRIDAY)
    undo(change, by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="已经撤销"):
        undo(change, by=cast.xi, at=FRIDAY)


def test_it_refuses_to_split_everything_away(cast, two):
    kept = two[0]
    with pytest.raises(Refused, match="至少要留下一条"):
        split(kept, [kept.links.get().signal], by=cast.xi, at=FRIDAY)


def test_what_was_merged_stays_together_when_a_verdict_is_confirmed_or_a_figure_corrected(cast, two):
    kept, other = two
    moved = other.links.get().signal
    merge(kept, other, by=cast.xi, at=FRIDAY)
    confirm(moved, by=cast.xi, at=FRIDAY)
    link(FRIDAY)
    overrule(moved, persons=7, by=cast.xi, at=FRIDAY)
    link(FRIDAY)
    kept.refresh_from_db()
    assert (kept.signal_count, Signal.objects.get(pk=moved.pk).link.incident_id) == (2, kept.pk)
    assert kept.persons == max(v.persons or 0 for v in Verdict.objects.filter(current=True))
    assert differences() == []


def test_a_signal_leaves_once_its_verdict_tells_of_another_matter(cast, two):
    kept, other = two
    moved = other.links.get().signal
    merge(kept, other, by=cast.xi, at=FRIDAY)
    overrule(moved, category="injury", by=cast.xi, at=FRIDAY)
    overrule(moved, persons=9, by=cast.xi, at=FRIDAY)  # before the stage has run
    link(FRIDAY)
    moved = Signal.objects.get(pk=moved.pk)
    assert moved.link.incident_id not in (kept.pk, other.pk)
    assert differences() == []


def test_what_closed_cases_brought_is_added_up_over_a_merge_and_taken_apart_again(cast, two):
    kept, other = two
    conclude(other, result="settled", recovered=Decimal(300), helped=2, by=cast.chen, at=FRIDAY)
    change = merge(kept, other, by=cast.xi, at=FRIDAY)
    kept.refresh_from_db()
    assert (kept.state, kept.recovered, kept.helped) == ("open", 300, 2)
    conclude(kept, result="partly", recovered=Decimal(500), helped=None, by=cast.chen, at=FRIDAY)
    kept.refresh_from_db()
    assert (kept.result, kept.recovered, kept.helped) == ("partly", 800, 2)
    undo(change, by=cast.xi, at=FRIDAY)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.recovered, kept.helped, other.recovered, other.helped) == (500, None, 300, 2)


def test_a_result_that_says_nothing_leaves_the_one_before(cast, two):
    for result in ("settled", ""):
        conclude(two[0], result=result, recovered=None, helped=None, by=cast.chen, at=FRIDAY)
    two[0].refresh_from_db()
    assert (two[0].state, two[0].result) == ("concluded", "settled")
