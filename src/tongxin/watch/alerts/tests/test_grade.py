from datetime import timedelta

import pytest

from tongxin.ground.rollups.queries import differences
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts import services
from tongxin.watch.alerts.jobs import grade as stage
from tongxin.watch.alerts.jobs import waiting
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_alert, make_incident, reread
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import merge, refresh, undo
from tongxin.watch.signals.models import Signal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(cast):
    enact("alert_profile", PROFILE)


def grow(incident, persons):
    reread(Signal.objects.filter(link__incident=incident), persons=persons)
    refresh([incident.pk])
    return Incident.objects.get(pk=incident.pk)


def test_it_proposes_one_alert_an_incident(cast):
    make_incident(cast.xihu)
    make_incident(cast.yuhang, region="330110", category="contract")
    assert stage(FRIDAY) == 2
    assert stage(FRIDAY) == 0
    assert sorted(Alert.objects.values_list("level", "state")) == [
        ("blue", "proposed"),
        ("yellow", "proposed"),
    ]
    assert differences() == []


def test_it_says_why_in_words_with_clause_and_signals(cast):
    alert = make_alert(cast.xihu, persons=12)
    assert [r["words"] for r in alert.reasons] == ["达到集体争议人数", "涉及劳动报酬"]
    assert alert.reasons[0]["clause"] == "示例第二条"
    assert alert.reasons[0]["facts"] == ["人数 12（≥10）"]
    assert alert.evidence == list(alert.incident.links.values_list("signal_id", flat=True))


def test_it_replaces_a_live_alert_when_the_level_rises(cast):
    incident = make_incident(cast.xihu)
    stage(FRIDAY)
    grow(incident, 12)
    stage(FRIDAY + timedelta(hours=1))
    assert list(Alert.objects.order_by("pk").values_list("level", "state")) == [
        ("yellow", "superseded"),
        ("orange", "proposed"),
    ]
    assert differences() == []


def test_it_keeps_the_alert_when_the_level_falls(cast):
    incident = make_incident(cast.xihu, persons=12)
    stage(FRIDAY)
    grow(incident, 2)
    stage(FRIDAY)
    assert Alert.objects.get().level == "orange"


def test_it_keeps_the_profile_version_it_was_graded_by(cast):
    alert = make_alert(cast.xihu)
    enact("alert_profile", PROFILE | {"default": "red"})
    assert Alert.objects.get(pk=alert.pk).profile_id == alert.profile_id
    assert make_alert(cast.yuhang, region="330110").profile_id != alert.profile_id


def test_without_a_profile_the_incidents_wait(cast):
    enact("alert_profile", PROFILE).rule.__class__.objects.filter(kind="alert_profile").update(active=False)
    make_incident(cast.xihu)
    assert not waiting()
    assert stage(FRIDAY) == 0
    assert Incident.objects.awaiting_grade().count() == 1
    enact("alert_profile", PROFILE)
    assert waiting()
    assert stage(FRIDAY) == 1


def test_a_dismissed_alert_stays_away_until_something_new_is_heard(cast):
    incident = make_incident(cast.xihu)
    stage(FRIDAY)
    services.dismiss(Alert.objects.get(), reason="误报", by=cast.chen, at=FRIDAY)
    grow(incident, 40)
    stage(FRIDAY)
    assert Alert.objects.count() == 1
    make_incident(cast.xihu)  # the same employer, category and month: it joins the incident
    stage(FRIDAY)
    assert Alert.objects.live().get().incident_id == incident.pk
    assert differences() == []


def test_an_alert_goes_with_its_incident_when_that_is_merged_away(cast):
    one, two = make_incident(cast.xihu), make_incident(cast.xihu, category="injury")
    stage(FRIDAY)
    change = merge(one, two, by=cast.chen, at=FRIDAY)
    assert waiting()
    stage(FRIDAY)
    assert Alert.objects.live().get().incident_id == one.pk
    undo(change, by=cast.chen, at=FRIDAY)
    stage(FRIDAY)
    assert Alert.objects.live().count() == 2
    assert differences() == []


def test_it_is_counted_where_its_incident_now_lies(cast):
    incident = make_incident(cast.xihu)
    stage(FRIDAY)
    reread(Signal.objects.filter(link__incident=incident), region="330110")
    refresh([incident.pk])
    stage(FRIDAY)
    assert Alert.objects.get().region_id == "330110"
    assert differences() == []


def test_a_batch_costs_a_fixed_number_of_queries(cast, django_assert_max_num_queries):
    for i in range(10):
        make_incident(cast.xihu, employer_text=f"示例云杉第{i}用工单位")
    assert Incident.objects.awaiting_grade().count() == 10
    with django_assert_max_num_queries(20):
        assert stage(FRIDAY) == 10
