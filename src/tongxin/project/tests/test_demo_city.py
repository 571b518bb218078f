"""The demonstration city, in a short form: what it must show after it has been played."""

import pytest

from tongxin.ground.audit.services import seal
from tongxin.ground.audit.verify import verify
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.roles import Role
from tongxin.ground.rollups.queries import differences
from tongxin.project.demo.city import finish, load
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.flow import State
from tongxin.watch.cases.models import Case
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Signal


@pytest.fixture
def city(db, settings):
    settings.TONGXIN_DEMO = True
    return load("Demo-pass-2026", FRIDAY, employers=200, per_year=3000, days=21, earlier=0)


@pytest.mark.slow
def test_it_plays_a_city_that_holds_together(city):
    finish()
    assert Org.objects.filter(level="district").count() == 13
    assert Org.objects.filter(level="township").count() == 196
    assert Org.objects.filter(name__in=["建德市总工会", "桐庐县总工会", "杭州市西湖区总工会"]).count() == 3
    assert set(Signal.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert set(Post.objects.values_list("role", flat=True)) == set(Role.values)
    assert set(Case.objects.values_list("state", flat=True)) == set(State.values)
    assert Alert.objects.filter(state="dismissed").exists()
    assert Account.objects.get(username="desk").check_password("Demo-pass-2026")
    assert differences() == []
    seal(FRIDAY)
    assert verify().ok
