"""Employers that are merged and parted: their signals are found by each other while they are one, and nothing is stored anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.employers.merging import merge, undo_merge
from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import families_of
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Incident, Key, Link
from tongxin.watch.incidents.queries import candidates, likely
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.queries import history
from tongxin.watch.triage.services import overrule
from tongxin.watch.triage.tests.makers import make_employer, make_signal

KEPT, GONE = "杭州云杉岚笺服饰有限公司", "杭州霁舟樨墨机械有限公司"
# Nothing but the employer brings the two together: other words, no place in one, no beginning of a name in common.
ONE = f"{GONE}工人反映三个月没有拿到工钱，一共三十人，在西湖区灵隐街道"
TWO = f"我在{KEPT}上班，工资两个月没发了"


def run():
    while triage(FRIDAY) or link(FRIDAY):
        pass


@pytest.fixture
def pair(cast):
    return make_employer(cast.lingyin, KEPT), make_employer(cast.lingyin, GONE)


def home(signal) -> int:
    return Link.objects.get(signal=signal).incident_id


def keys_asked(**reached) -> tuple[int, ...]:
    return tuple(Key.objects.filter(**reached).order_by("key").values_list("key", flat=True))


def test_a_report_finds_what_was_told_of_the_employer_that_was_absorbed(cast, pair):
    kept, gone = pair
    first = make_signal(cast.yuhang, ONE)
    run()
    merge(kept, gone, by=cast.ao, at=FRIDAY)
    then = make_signal(cast.xihu, TWO, at=FRIDAY + timedelta(days=2))
    run()
    assert home(then) == home(first)
    assert "同一用人单位" in Link.objects.get(signal=then).why


def test_the_absorbed_ones_reports_find_those_of_the_one_that_was_kept(cast, pair):
    """Told of by the old name, and read before the merge, linked after it."""
    kept, gone = pair
    first = make_signal(cast.xihu, TWO)
    run()
    then = make_signal(cast.yuhang, ONE, at=FRIDAY + timedelta(days=2))
    triage(FRIDAY)
    merge(kept, gone, by=cast.ao, at=FRIDAY)
    link(FRIDAY)
    assert home(then) == home(first)


def test_over_two_steps_of_merging(cast, pair):
    kept, gone = pair
    last = make_employer(cast.lingyin, "杭州澹苔电子有限公司")
    first = make_signal(cast.yuhang, ONE)
    run()
    merge(kept, gone, by=cast.ao, at=FRIDAY)
    merge(last, kept, by=cast.ao, at=FRIDAY)
    then = make_signal(cast.xihu, f"我在{last.name}上班，工资两个月没发了", at=FRIDAY + timedelta(days=2))
    run()
    assert home(then) == home(first)


def test_parted_again_they_are_two(cast, pair):
    kept, gone = pair
    first = make_signal(cast.yuhang, ONE)
    run()
    undo_merge(merge(kept, gone, by=cast.ao, at=FRIDAY), by=cast.ao, at=FRIDAY)
    then = make_signal(cast.xihu, TWO, at=FRIDAY + timedelta(days=2))
    own = make_signal(cast.xihu, f"{GONE}还是没有发工资", at=FRIDAY + timedelta(days=3))
    run()
    assert home(then) != home(first) == home(own)


def test_parted_again_what_was_read_while_they_were_one_is_still_found(cast, pair):
    """A signal of the absorbed one that was read before, but linked anew while the merge stood."""
    kept, gone = pair
    first = make_signal(cast.yuhang, ONE)
    run()
    done = merge(kept, gone, by=cast.ao, at=FRIDAY)
    overrule(first, category="contract", by=cast.chen, at=FRIDAY)
    run()
    overrule(first, category="wages", by=cast.chen, at=FRIDAY)
    run()
    undo_merge(done, by=cast.ao, at=FRIDAY)
    own = make_signal(cast.xihu, f"{GONE}还是没有发工资", at=FRIDAY + timedelta(days=3))
    run()
    assert home(own) == home(first)


def test_a_merge_writes_no_key_whatever_the_number_of_signals(cast, pair):
    kept, gone = pair

    def asked(n: int) -> tuple[int, int]:
        for day in range(n):
            make_signal(cast.yuhang, f"{GONE}第{day}次：工资没发", at=FRIDAY + timedelta(hours=day))
        run()
        before = keys_asked()
        with CaptureQueriesContext(connection) as merging:
            done = merge(kept, gone, by=cast.ao, at=FRIDAY)
        with CaptureQueriesContext(connection) as parting:
            undo_merge(done, by=cast.ao, at=FRIDAY)
        assert keys_asked() == before
        return len(merging), len(parting)

    assert asked(2) == asked(40)


def test_a_batch_asks_for_all_families_at_once(cast, pair):
    kept, gone = pair
    merge(kept, gone, by=cast.ao, at=FRIDAY)

    def asked(n: int) -> int:
        for _ in range(n):
            make_signal(cast.xihu, TWO)
        triage(FRIDAY)
        with CaptureQueriesContext(connection) as statements:
            link(FRIDAY)
        return len(statements)

    asked(1)
    assert asked(2) == asked(40)


def test_the_desk_shows_the_others_matters_as_the_same_employers(cast, pair):
    kept, gone = pair
    make_signal(cast.xihu, f"{GONE}工人在车间受伤，公司不给认定工伤也不付医药费")
    then = make_signal(cast.xihu, TWO)
    run()
    one, two = Incident.objects.order_by("pk")
    merge(kept, gone, by=cast.ao, at=FRIDAY)
    assert one.pk in {each.incident.pk for each in likely(then, cast.xi)}
    assert one.pk in {each.incident.pk for each in candidates(two, cast.xi)}
    verdict = then.verdicts.get(current=True)
    assert [each.signal_id for each in history(verdict, cast.xi)] == [one.links.get().signal_id]


def test_a_family_is_told_from_any_of_its_members(cast, pair):
    kept, gone = pair
    alone = make_employer(cast.lingyin, "杭州澹苔电子有限公司")
    merge(kept, gone, by=cast.ao, at=FRIDAY)
    keys = [kept.pk, gone.pk, alone.pk]
    assert families_of(keys) == {
        kept.pk: [kept.pk, gone.pk], gone.pk: [kept.pk, gone.pk], alone.pk: [alone.pk],
    }  # fmt: skip
    assert families_of([]) == {} and Employer.objects.count() == 3
