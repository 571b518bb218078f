"""A year with two planted build-ups: the platform warns of the employer and of the street before people act together."""

from datetime import datetime, time

import pytest
from django.utils.timezone import localdate, make_aware

from tongxin.ground.employers.models import Employer
from tongxin.ground.rollups.queries import differences
from tongxin.project.demo import buildup
from tongxin.project.demo.city import load
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident, Ledger
from tongxin.watch.risk.models import Hotspot, Series, State


@pytest.fixture
def city(db, settings):
    settings.TONGXIN_DEMO = True
    load("Demo-pass-2026", FRIDAY, employers=900, per_year=600, days=48)
    told = Employer.objects.select_related("region__parent").order_by("pk")
    return buildup.planted(list(told), localdate(FRIDAY))


@pytest.mark.slow
def test_it_warns_of_the_employer_and_the_street_before_their_first_collective_incident(city):
    acted = make_aware(datetime.combine(city.collective_on, time.min))
    together = Incident.objects.filter(collective=True)
    for place in ({"employer": city.firm}, {"region": city.street}):
        first = together.filter(**place).order_by("last_at").first()
        assert first and localdate(first.last_at) == city.collective_on and first.persons >= 10

    of_firm = Alert.objects.filter(score__employer=city.firm).order_by("pk").first()
    assert of_firm and of_firm.at < acted and of_firm.level in ("yellow", "orange", "red")

    hot = Hotspot.objects.filter(region=city.street, scale="street").order_by("found_at").first()
    assert hot and hot.found_at < acted and hot.series.state == State.HOT
    assert Alert.objects.filter(hotspot__region=city.street, at__lt=acted).exists()

    assert Series.objects.filter(region=city.quiet).exclude(state=State.SHORT).exists()
    assert not Hotspot.objects.filter(region=city.quiet).exists()
    assert Ledger.objects.get().rejects == [] and differences() == []
