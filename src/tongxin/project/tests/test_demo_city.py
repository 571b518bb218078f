"""The demonstration city, in a short form with its two planted build-ups: what it must show after it has been played."""

from datetime import datetime, time

import pytest
from django.test import TestCase, override_settings
from django.utils.timezone import localdate, make_aware

from tongxin.ground.audit.services import seal
from tongxin.ground.audit.verify import verify
from tongxin.ground.employers.models import Employer
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.roles import Role
from tongxin.ground.rollups.queries import differences
from tongxin.project.demo import buildup
from tongxin.project.demo.city import finish, load
from tongxin.project.testing import FRIDAY, QUICK_HASHERS
from tongxin.relations.bargaining.models import Contract
from tongxin.relations.bargaining.models import Import as Contracts
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.flow import State as CaseState
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident, Ledger
from tongxin.watch.risk.models import Hotspot, Series, State
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Signal

PASSWORD = "Demo-pass-2026"


@pytest.mark.slow
@pytest.mark.xdist_group("demo city")  # or every process plays a city of its own
@override_settings(TONGXIN_DEMO=True)
class DemoCityTests(TestCase):
    """The city is played once for all of them."""

    @classmethod
    def setUpTestData(cls) -> None:
        with override_settings(TONGXIN_DEMO=True, PASSWORD_HASHERS=QUICK_HASHERS):
            load(PASSWORD, FRIDAY, employers=900, per_year=1300, days=48)

    def test_it_plays_a_city_that_holds_together(self) -> None:
        finish()
        assert Org.objects.filter(level="district").count() == 13
        assert Org.objects.filter(level="township").count() == 196
        assert (
            Org.objects.filter(name__in=["建德市总工会", "桐庐县总工会", "杭州市西湖区总工会"]).count() == 3
        )
        assert set(Signal.objects.values_list("kind", flat=True)) == set(Kind.values)
        assert set(Post.objects.values_list("role", flat=True)) == set(Role.values)
        assert set(Case.objects.values_list("state", flat=True)) == set(CaseState.values)
        assert Alert.objects.filter(state="dismissed").exists()
        assert Account.objects.get(username="desk").check_password(PASSWORD)
        assert differences() == []
        seal(FRIDAY)
        assert verify().ok

    def test_its_register_of_contracts_comes_whole_and_shows_every_standing_that_comes_of_itself(
        self,
    ) -> None:
        assert Contracts.objects.get().rejects == []
        seen = set(Contract.objects.standing_on(localdate(FRIDAY)).values_list("standing", flat=True))
        assert {"valid", "renewal", "expired", "review", "unfiled"} <= seen

    def test_it_warns_of_the_employer_and_the_street_before_their_first_collective_incident(self) -> None:
        told = Employer.objects.select_related("region__parent").order_by("pk")
        city = buildup.planted(list(told), localdate(FRIDAY))
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
