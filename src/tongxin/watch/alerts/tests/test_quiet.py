"""No alarm twice for the same thing within its quiet period, and none lost for it."""

from datetime import timedelta

import pytest

from tongxin.ground.employers.services import register
from tongxin.ground.notices.models import Notice
from tongxin.ground.rollups.queries import differences, total
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.jobs import grade as stage
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.services import confirm, dismiss
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_incident, reread, use_example
from tongxin.watch.cases.jobs import open_cases
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import refresh
from tongxin.watch.signals.models import Signal

pytestmark = pytest.mark.django_db
NAME = "杭州乌有云杉服饰有限公司"


@pytest.fixture(autouse=True)
def in_force(cast):
    enact("alert_profile", PROFILE)
    use_example("alert-quiet")


@pytest.fixture
def works(cast):
    return register(name=NAME, org=cast.xihu, by=None, at=FRIDAY)


def another(cast, works, *, days=0.0, at=None, **facts):
    """A matter of its own at the same employer: half a year old, so that linking leaves it apart, graded now."""
    incident = make_incident(
        at or cast.xihu,
        employer=works.pk,
        employer_text=NAME,
        at=FRIDAY - timedelta(days=180 + 90 * days),
        **facts,
    )
    stage(FRIDAY + timedelta(days=days))
    return Alert.objects.filter(incident=incident).latest("pk")


def test_another_matter_of_the_same_employer_and_category_is_held_back(client, cast, works):
    first = another(cast, works)
    second = another(cast, works, days=1)
    assert first.incident_id != second.incident_id
    assert (second.state, second.under) == ("quiet", first)
    assert Notice.objects.filter(account=cast.xi).count() == 1
    assert total("alerts", FRIDAY.date(), FRIDAY.date() + timedelta(days=2)).n == 1 and differences() == []
    client.force_login(cast.xi)
    page = client.get(f"/alerts/{second.pk}/").content.decode()
    assert "静默期内" in page and "提出预警" in page
    assert second.title in client.get(f"/alerts/{first.pk}/").content.decode()


def test_another_category_is_another_thing(cast, works):
    another(cast, works)
    assert another(cast, works, days=1, category="injury").state == "proposed"


def test_a_graver_matter_breaks_the_quiet_and_says_so(cast, works):
    first = another(cast, works)
    second = another(cast, works, days=1, persons=12)
    assert (second.level, second.state) == ("orange", "proposed")
    assert f"静默期内升级：11月20日已有黄色预警（编号 {first.pk}），现升为橙色" in str(second.reasons)


def test_it_escalates_when_it_grows(cast, works):
    another(cast, works)
    second = another(cast, works, days=1)
    reread(Signal.objects.filter(link__incident=second.incident), persons=40, collective=True)
    refresh([second.incident_id])
    stage(FRIDAY + timedelta(days=2))
    second.refresh_from_db()
    grown = Alert.objects.filter(incident=second.incident_id).latest("pk")
    assert (second.state, grown.state, grown.level) == ("superseded", "proposed", "red")
    assert "静默期内升级" in str(grown.reasons) and differences() == []


def test_what_still_stands_when_the_quiet_is_over_is_an_alarm(cast, works):
    first = another(cast, works)
    second = another(cast, works, days=1)
    assert stage(second.quiet_until - timedelta(minutes=1)) == 0
    assert first.at + timedelta(days=14) <= second.quiet_until <= first.at + timedelta(days=17)
    assert stage(second.quiet_until) > 0
    assert Alert.objects.filter(incident=second.incident_id).latest("pk").state == "proposed"
    assert differences() == []


def test_what_was_settled_in_the_quiet_period_is_none(cast, works):
    another(cast, works)
    second = another(cast, works, days=1)
    Incident.objects.filter(pk=second.incident_id).update(state="concluded", concluded_at=FRIDAY)
    stage(second.quiet_until)
    assert list(Alert.objects.filter(incident=second.incident_id).values_list("state", flat=True)) == [
        "superseded"
    ]


def test_a_dismissed_alert_keeps_nobody_quiet(cast, works):
    dismiss(another(cast, works), reason="误报", by=cast.chen, at=FRIDAY)
    assert another(cast, works, days=1).state == "proposed"


def test_two_of_one_batch_are_one_alarm(cast, works):
    for days in (0, 1):
        make_incident(cast.xihu, employer=works.pk, employer_text=NAME, at=FRIDAY - timedelta(days=90 * days))
    stage(FRIDAY)
    assert sorted(Alert.objects.values_list("state", flat=True)) == ["proposed", "quiet"]


def test_the_desk_may_put_it_up_all_the_same(client, cast, works):
    another(cast, works)
    second = another(cast, works, days=1)
    client.force_login(cast.wang)
    assert client.post(f"/alerts/{second.pk}/raise/").status_code == 403
    client.force_login(cast.xi)
    assert client.post(f"/alerts/{second.pk}/raise/").status_code == 302
    second.refresh_from_db()
    assert second.state == "proposed" and differences() == []
    assert client.post(f"/alerts/{second.pk}/raise/").status_code == 409
    assert confirm(second, by=cast.xi, at=FRIDAY).state == "confirmed"


def test_without_the_rule_nothing_is_held_back(cast, works):
    use_example("alert-quiet").__class__.objects.filter(key="alert-quiet").update(active=False)
    another(cast, works)
    assert another(cast, works, days=1).state == "proposed"


def test_what_somebody_works_on_is_not_held_back_when_it_grows(cast, works):
    """Its case runs, its neighbour is as grave as it now becomes, and still the case is raised."""
    first = another(cast, works)
    confirm(first, by=cast.xi, at=FRIDAY)
    open_cases(FRIDAY)
    assert another(cast, works, days=1, persons=12).state == "proposed"
    reread(Signal.objects.filter(link__incident=first.incident), persons=12)
    refresh([first.incident_id])
    stage(FRIDAY + timedelta(days=2))
    newest = Alert.objects.filter(incident=first.incident).latest("pk")
    assert (newest.state, newest.level) == ("proposed", "orange")
    assert f"已有黄色预警（编号 {first.pk}），现升为橙色" in str(newest.reasons)
    confirm(newest, by=cast.xi, at=FRIDAY + timedelta(days=2))
    open_cases(FRIDAY + timedelta(days=2))
    assert Case.objects.get(incident=first.incident).level == "orange"
    assert differences() == []


def test_what_is_held_back_stays_so_while_another_is_as_grave(cast, works):
    another(cast, works, persons=12)
    second = another(cast, works, days=1, category="wages")
    reread(Signal.objects.filter(link__incident=second.incident), months=3)
    refresh([second.incident_id])
    stage(FRIDAY + timedelta(days=2))
    second.refresh_from_db()
    newest = Alert.objects.filter(incident=second.incident_id).latest("pk")
    assert (second.state, newest.state, newest.level) == ("superseded", "quiet", "orange")


def test_two_of_one_batch_name_no_number_that_is_not_given_yet(cast, works):
    for days, persons in ((0, 5), (90, 12)):
        make_incident(
            cast.xihu,
            employer=works.pk,
            employer_text=NAME,
            persons=persons,
            at=FRIDAY - timedelta(days=days),
        )
    stage(FRIDAY)
    assert "已有黄色预警，现升为橙色" in str(Alert.objects.get(level="orange").reasons)


def test_an_alarm_of_another_union_keeps_nothing_quiet(client, cast, works):
    another(cast, works)
    assert another(cast, works, days=1, at=cast.yuhang).state == "proposed"
    below = another(cast, works, days=2, at=cast.lingyin)
    assert (below.state, below.under.org) == ("quiet", cast.xihu), "Xihu answers for its streets"
    client.force_login(cast.xi)
    assert f"/alerts/{below.under_id}/" in client.get(f"/alerts/{below.pk}/").content.decode()
    cast.nobody.posts.create(org=cast.lingyin, role="desk_manager", since=FRIDAY.date().replace(year=2020))
    client.force_login(cast.nobody)
    page = client.get(f"/alerts/{below.pk}/").content.decode()
    assert "静默期内" in page and f"/alerts/{below.under_id}/" not in page


def test_an_alarm_of_a_street_keeps_its_district_awake(cast, works):
    another(cast, works, at=cast.lingyin)
    assert another(cast, works, days=1).state == "proposed"
