from datetime import timedelta

import pytest

from tongxin.ground.rollups.queries import differences
from tongxin.ground.rulebook.presets.examples import PRESETS
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts import services
from tongxin.watch.alerts.jobs import grade as stage
from tongxin.watch.alerts.jobs import waiting
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_alert, make_incident, reread
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import merge, refresh, undo
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.services import confirm, judge
from tongxin.watch.triage.tests.makers import make_signal

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


def test_the_shipped_example_counts_signals_where_it_says_signals(cast):
    enact("alert_profile", next(p.body for p in PRESETS if p.key == "example-levels"))
    few = {"persons": 1, "months": 0, "amount": 100}
    alert = make_alert(cast.xihu, texts=3, **few)
    assert (alert.level, alert.reasons[0]["words"]) == ("yellow", "同一事件有三条以上线索")
    assert alert.reasons[0]["facts"] == ["线索数 3（≥3）"], "three signals of one source"
    assert make_alert(cast.yuhang, region="330110", texts=2, **few).level == "blue"


def test_sources_are_counted_apart_from_signals(cast):
    clause = {"all": [["sources", ">=", 2]], "words": "两个来源都在说", "clause": "示例第五条"}
    enact("alert_profile", PROFILE | {"levels": PROFILE["levels"] | {"red": {"any": [clause]}}})
    assert make_alert(cast.xihu, texts=3).level == "yellow"
    incident = make_incident(cast.yuhang, region="330110")
    other = make_signal(cast.yuhang, "拖欠工资", kind="hotline")
    judge([other], at=FRIDAY)
    told = incident.links.get().signal.verdicts.get(current=True)
    reread(
        [other], employer_text=told.employer_text, employer=None, region="330110", category="wages", acts=True
    )
    assert link(FRIDAY) == 1
    alert = services.grade(incident, at=FRIDAY)
    assert (alert.level, alert.reasons[0]["facts"]) == ("red", ["来源数 2（≥2）"])


def test_an_officer_who_agrees_with_the_machine_lifts_the_cap(cast):
    """One source and nobody who has looked: orange at most, until a person has."""
    enact("alert_profile", PROFILE | {"single_unverified_cap": "orange"})
    incident = make_incident(cast.xihu, persons=40, collective=True)
    stage(FRIDAY)
    assert Alert.objects.get().level == "orange"
    confirm(incident.links.get().signal, by=cast.xi, at=FRIDAY)
    assert link(FRIDAY) == 1 and stage(FRIDAY) == 1
    alert = Alert.objects.live().get()
    assert (alert.level, alert.incident_id) == ("red", incident.pk)
    assert "未经人工核对" not in str(alert.reasons)
    assert link(FRIDAY) == 0 and stage(FRIDAY) == 0, "and that is all"
    assert differences() == []


def test_a_batch_costs_a_fixed_number_of_queries(cast, django_assert_max_num_queries):
    for i in range(10):
        make_incident(cast.xihu, employer_text=f"示例云杉第{i}用工单位")
    assert Incident.objects.awaiting_grade().count() == 10
    with django_assert_max_num_queries(32):
        assert stage(FRIDAY) == 10
