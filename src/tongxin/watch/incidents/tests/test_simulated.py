"""Simulated reports whose incidents are known, through the real linking. The seeds are none that weights were fitted on."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tongxin.ground.rollups.queries import differences
from tongxin.watch.incidents.fitting import BEGAN, SEEDS
from tongxin.watch.incidents.models import Incident, Key
from tongxin.watch.incidents.simulated import simulate
from tongxin.watch.incidents.tests.worlds import agreement, tell
from tongxin.watch.triage.models import Verdict

TOLD, READ = (41, 42, 43), (44, 45, 46)


def test_it_is_not_measured_on_what_it_was_fitted_on():
    assert not {*TOLD, *READ} & set(SEEDS)


@pytest.mark.parametrize("seed", TOLD)
def test_reports_that_are_read_rightly_are_put_together(cast, seed):
    found = agreement(tell(cast.city, simulate(seed, began=BEGAN), read=False))
    assert found.f1 >= 0.92 and found.precision >= 0.98
    assert found.over_merged <= 0.01


@pytest.mark.parametrize("seed", READ)
def test_reports_as_the_reader_reads_them_are_put_together(cast, seed):
    truth = tell(cast.city, simulate(seed, began=BEGAN))
    assert agreement(truth, read=False).f1 >= 0.9 and agreement(truth).f1 >= 0.88
    assert agreement(truth).over_merged <= 0.02
    assert differences() == []


def test_no_incident_holds_two_registered_employers_or_more_than_half_a_year(cast):
    tell(cast.city, simulate(47, began=BEGAN, incidents=200), read=False)
    employers = (
        Verdict.objects.exclude(employer=None).values_list("signal__link__incident", "employer").distinct()
    )
    assert max(Counter(incident for incident, _ in employers).values()) == 1
    spans = [last - first for first, last in Incident.objects.values_list("first_at", "last_at")]
    assert max(spans).days <= 180


def test_the_order_of_arrival_changes_little(cast):
    """The same reports as they happened and shuffled."""
    world = simulate(48, began=BEGAN, incidents=150)
    told = agreement(tell(cast.city, world, read=False))
    mixed = replace(world, reports=Random(1).sample(world.reports, len(world.reports)))
    Key.objects.all().delete()  # what was told before is found no more
    shuffled = agreement(tell(cast.city, mixed, read=False))
    assert abs(told.f1 - shuffled.f1) <= 0.03 and shuffled.over_merged <= 0.02
