import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.services import confirm, overrule
from tongxin.watch.triage.tests.makers import make_signal


def test_it_replaces_the_verdict_and_keeps_the_old_one(cast):
    signal = make_signal(cast.xihu)
    triage(FRIDAY)
    overrule(signal, category="contract", persons=5, by=cast.xi, at=FRIDAY, note="实为解除争议")
    new = Verdict.objects.get(signal=signal, current=True)
    assert (new.category, new.persons, new.by) == ("contract", 5, cast.xi)
    assert Verdict.objects.filter(signal=signal).count() == 2
    assert Entry.objects.get(verb="overrule").facts["fields"] == {"category": "contract", "persons": 5}
    assert differences() == []


def test_it_moves_the_signal_with_its_place(cast):
    signal = make_signal(cast.xihu)
    triage(FRIDAY)
    overrule(signal, region=cast.yuhang.region, by=cast.chen, at=FRIDAY)
    signal.refresh_from_db()
    assert signal.org == cast.yuhang
    assert differences() == []


def test_it_refuses_an_overruling_that_changes_nothing(cast):
    signal = make_signal(cast.xihu)
    triage(FRIDAY)
    category = Verdict.objects.get().category
    with pytest.raises(Refused, match="没有改动"):
        overrule(signal, category=category, by=cast.xi, at=FRIDAY)


def test_a_verdict_that_came_meanwhile_is_not_overwritten_unseen(cast):
    signal = make_signal(cast.xihu)
    triage(FRIDAY)
    seen = Verdict.objects.get().pk
    overrule(signal, persons=31, by=cast.xi, at=FRIDAY, seen=seen)
    with pytest.raises(Refused, match="有了新的研判"):
        overrule(signal, category="contract", by=cast.chen, at=FRIDAY, seen=seen)
    assert Verdict.objects.get(current=True).persons == 31


def test_a_corrected_signal_is_neither_confirmed_nor_overruled(cast):
    signal = make_signal(cast.xihu)
    triage(FRIDAY)
    Signal.objects.filter(pk=signal.pk).update(corrected_at=FRIDAY)
    for act in (
        lambda: confirm(signal, by=cast.xi, at=FRIDAY),
        lambda: overrule(signal, persons=3, by=cast.xi, at=FRIDAY),
    ):
        with pytest.raises(Refused, match="更正后的版本"):
            act()
