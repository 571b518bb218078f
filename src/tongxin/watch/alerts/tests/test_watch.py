"""Alerts on employers and on hot spots: graded, checked by the union of the ground, answered."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils.timezone import localtime, make_aware

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers.merging import merge
from tongxin.ground.employers.services import change
from tongxin.ground.notices.models import Notice
from tongxin.ground.rollups.queries import differences, total
from tongxin.ground.rulebook.presets.citations import PRESETS as CITED
from tongxin.ground.rulebook.presets.examples import PRESETS
from tongxin.ground.worktime.models import Day
from tongxin.ground.worktime.queries import forget_calendar
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.checking import recompute, remind_late
from tongxin.watch.alerts.first import note
from tongxin.watch.alerts.jobs import grade as stage
from tongxin.watch.alerts.jobs import waiting
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.services import confirm, regrade
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_alert, make_incident, use_example
from tongxin.watch.alerts.watching import covers
from tongxin.watch.cases.models import Case
from tongxin.watch.risk.models import Hotspot, Scale
from tongxin.watch.risk.tests.makers import make_hotspot, make_series
from tongxin.watch.scores.models import Contest, Score, ScorePoint
from tongxin.watch.scores.services import rescore
from tongxin.watch.scores.tests.makers import enact as enact_index
from tongxin.watch.scores.tests.makers import make_employer, make_evidence

pytestmark = pytest.mark.django_db
EXAMPLE = next(preset.body for preset in PRESETS if preset.key == "example-levels")
DAY = FRIDAY.date()


@pytest.fixture(autouse=True)
def in_force(cast):
    enact("alert_profile", EXAMPLE)
    enact_index()
    use_example("alert-quiet")


def make_score(cast, band="orange", *, value=70.0, kinds=("matter_small", "matter_small"), at=FRIDAY):
    """An employer whose index has just come to a band."""
    employer = (
        make_employer(cast.xihu, region_id="330106")
        if not Score.objects.exists()
        else Score.objects.get().employer
    )
    for kind in kinds:
        make_evidence(employer, kind)
    rescore([employer.pk], at=at)
    Score.objects.filter(employer=employer).update(band=band, value=value, changed_at=at, graded_at=None)
    return Score.objects.get(employer=employer)


def spot(org, *, region="330106", scale=Scale.DISTRICT, category="wages", **over):
    return make_hotspot(make_series(org, region=region, scale=scale, category=category), **over)


def act(client, user, alert, verb, **data):
    client.force_login(user)
    return client.post(f"/alerts/{alert.pk}/{verb}/", data)


def test_an_employer_whose_index_comes_to_a_band_is_an_alert_with_its_evidence(client, cast):
    score = make_score(cast)
    assert stage(FRIDAY) >= 1 and stage(FRIDAY) == 0
    alert = Alert.objects.get()
    assert (alert.score, alert.incident, alert.level, alert.org) == (score, None, "yellow", cast.xihu)
    assert alert.reasons[0]["words"] == "用人单位指数在橙档" and alert.reasons[0]["facts"] == [
        "指数档次 橙色"
    ]
    assert alert.facts["index"] == 70.0 and alert.facts["why"] == score.reasons
    assert sorted(alert.evidence) == sorted(score.employer.evidence.values_list("pk", flat=True))
    client.force_login(cast.xi)
    page = client.get(f"/alerts/{alert.pk}/").content.decode()
    for words in (
        score.employer.name,
        "定级时指数的前五条理由",
        "交办属地工会核查",
        "指数档次",
        "定级时所知",
    ):
        assert words in page
    assert score.employer.name in client.get("/alerts/", {"subject": "employer"}).content.decode()
    assert differences() == []


def test_the_first_note_cites_the_articles_of_what_an_alert_is_mostly_about(client, cast):
    enact("citations", CITED[0].body)
    score = make_score(cast)
    heard = make_incident(cast.xihu, category="injury")
    score.employer.evidence.filter(kind="matter_small").update(incident=heard)
    day = make_aware(datetime.combine(spot(cast.xihu, category="").week, time(12)))
    for category in ("wages", "insurance", "insurance"):
        make_incident(cast.xihu, category=category, at=day)
    stage(FRIDAY)
    of_employer, of_place = Alert.objects.exclude(score=None).get(), Alert.objects.exclude(hotspot=None).get()
    for alert, article in ((of_employer, "工伤保险条例"), (of_place, "社会保险法")):
        assert article in str(note(alert, FRIDAY).citations)
        client.force_login(cast.xi)
        assert article in client.get(f"/alerts/{alert.pk}/").content.decode()


def test_an_alert_on_a_hot_spot_keeps_what_it_was_made_of_when_it_was_graded(client, cast):
    hot = spot(cast.xihu)
    day = make_aware(datetime.combine(hot.week, time(12)))
    made = make_incident(cast.xihu, at=day)
    make_incident(cast.yuhang, at=day, region="330110")
    stage(FRIDAY)
    alert = Alert.objects.exclude(hotspot=None).get()
    assert alert.evidence == [made.pk]
    Hotspot.objects.filter(pk=hot.pk).update(week=hot.week + timedelta(days=28))
    client.force_login(cast.xi)
    page = client.get(f"/alerts/{alert.pk}/").content.decode()
    assert made.title in page and f"/incidents/{made.pk}/" in page and "留存了其中 1 件" in page


def test_where_the_profile_says_nothing_of_an_employer_there_is_no_alert(cast):
    enact("alert_profile", PROFILE)
    make_score(cast)
    spot(cast.xihu)
    stage(FRIDAY)
    assert Alert.objects.count() == 0
    assert not Score.objects.awaiting_grade().exists() and not Hotspot.objects.awaiting_grade().exists()


def test_a_band_that_came_down_is_no_alarm(cast):
    score = make_score(cast)
    day = DAY - timedelta(days=9)
    ScorePoint.objects.create(employer=score.employer, day=day, value=95, band="red")
    stage(FRIDAY)
    assert Alert.objects.count() == 0 and not Score.objects.awaiting_grade().exists()


def test_confirming_it_asks_the_union_of_the_ground_to_check_and_makes_no_case(client, cast):
    make_score(cast)
    stage(FRIDAY)
    alert = Alert.objects.get()
    Notice.objects.all().delete()
    assert act(client, cast.chen, alert, "confirm").status_code == 302
    assert sorted(Notice.objects.values_list("account__username", flat=True)) == ["lu", "wang", "xi"]
    assert Notice.objects.first().title.startswith("交办核查：黄色预警")
    assert Alert.objects.awaiting_case().count() == Case.objects.count() == 0


def test_a_check_has_the_deadline_of_its_level_and_being_late_is_told_once(client, cast, time_machine):
    use_example("example-deadlines")
    make_score(cast)
    stage(FRIDAY)
    time_machine.move_to(FRIDAY, tick=False)
    alert = Alert.objects.get()
    act(client, cast.chen, alert, "confirm")
    alert.refresh_from_db()
    due = alert.check_due_at
    assert f"{localtime(due):%m-%d %H:%M}" == "11-27 17:30", (
        "yellow: five working days, to the end of service"
    )
    assert "11-27 17:30" in Notice.objects.get(account=cast.wang).body
    Notice.objects.all().delete()
    assert remind_late(due - timedelta(minutes=1)) == 0
    assert [remind_late(due), remind_late(due)] == [1, 0]
    told = set(Notice.objects.values_list("account__username", flat=True))
    assert told == {"lu", "wang", "xi"}
    assert Notice.objects.first().title.startswith("核查逾期：黄色预警")
    time_machine.move_to(due + timedelta(hours=1), tick=False)
    client.force_login(cast.wang)
    assert "核查逾期" in client.get(f"/alerts/{alert.pk}/").content.decode()
    for user, shown in ((cast.wang, True), (cast.yu, False)):
        client.force_login(user)
        for query in ("check=1", "late=1"):
            assert (f"/alerts/{alert.pk}/" in client.get(f"/alerts/?{query}").content.decode()) == shown
    act(client, cast.wang, alert, "answer", finding="settled", text="已补发")
    assert not Alert.objects.to_check().exists()


def test_another_level_moves_the_deadline_of_a_check(cast):
    use_example("example-deadlines")
    make_score(cast)
    stage(FRIDAY)
    alert = confirm(Alert.objects.get(), by=cast.chen, at=FRIDAY)
    before = alert.check_due_at
    regrade(alert, level="red", reason="人数增加", by=cast.chen, at=FRIDAY)
    alert.refresh_from_db()
    assert before - alert.check_due_at == timedelta(days=4), "one working day instead of five"


def test_the_deadline_of_a_check_moves_when_a_day_of_its_term_is_declared_free(cast):
    use_example("example-deadlines")
    make_score(cast)
    stage(FRIDAY)
    alert = confirm(Alert.objects.get(), by=cast.chen, at=FRIDAY)
    assert recompute(FRIDAY) == 0
    Notice.objects.all().delete()
    Day.objects.filter(date=FRIDAY.date() + timedelta(days=3)).update(kind="holiday")
    assert [recompute(FRIDAY), recompute(FRIDAY)] == [1, 0]
    before, alert = alert.check_due_at, Alert.objects.get(pk=alert.pk)
    assert alert.check_due_at - before == timedelta(days=3), "the next working day is the Monday after"
    assert Entry.objects.get(verb="recompute").facts["before"] == before.astimezone(UTC).isoformat()
    assert Notice.objects.get(account=cast.wang).title.startswith("核查期限有变")
    remind_late(alert.check_due_at)
    Day.objects.filter(date=FRIDAY.date() + timedelta(days=4)).update(kind="holiday")
    assert recompute(FRIDAY) == 0, "what was told late stays late"
    forget_calendar()


def test_without_a_rule_a_check_has_no_deadline(cast):
    make_score(cast)
    stage(FRIDAY)
    alert = confirm(Alert.objects.get(), by=cast.chen, at=FRIDAY)
    assert alert.check_due_at is None and remind_late(FRIDAY + timedelta(days=99)) == 0


def test_the_answer_closes_it(client, cast):
    make_score(cast)
    stage(FRIDAY)
    alert = Alert.objects.get()
    assert act(client, cast.wang, alert, "answer", finding="settled", text="已补发").status_code == 409, (
        "not asked yet"
    )
    act(client, cast.chen, alert, "confirm")
    assert act(client, cast.yu, alert, "answer", finding="settled", text="x").status_code == 404
    assert act(client, cast.guan, alert, "answer", finding="settled", text="x").status_code == 403
    assert act(client, cast.wang, alert, "answer", finding="settled").status_code == 422
    assert (
        act(client, cast.wang, alert, "answer", finding="settled", text="工资已补发，见转账记录").status_code
        == 302
    )
    alert.refresh_from_db()
    assert (alert.state, alert.finding, alert.by) == ("answered", "settled", cast.wang)
    assert Entry.objects.filter(kind="alerts.alert", verb="answer").exists()
    assert total("alerts", DAY, DAY).n == 1 and differences() == []
    assert "工资已补发" in client.get(f"/alerts/{alert.pk}/").content.decode()
    assert not Contest.objects.exists()


def test_unfounded_contests_the_evidence_it_rests_on(client, cast):
    score = make_score(cast)
    stage(FRIDAY)
    alert = Alert.objects.get()
    act(client, cast.chen, alert, "confirm")
    act(client, cast.wang, alert, "answer", finding="unfounded", text="逐项查过，没有欠薪")
    told = Contest.objects.order_by("pk")
    assert [c.evidence_id for c in told] == sorted(alert.evidence) and len(told) == 2
    assert "没有欠薪" in told[0].reason and told[0].by == cast.wang
    assert score.employer.evidence.counting().count() == 2, "contested, not yet upheld"


def test_an_incidents_alert_is_answered_by_its_case(client, cast):
    alert = make_alert(cast.xihu, by=cast.chen)
    assert act(client, cast.wang, alert, "answer", finding="settled", text="x").status_code == 404


def test_an_employer_is_not_alarmed_of_twice_within_the_quiet_period(client, cast):
    make_score(cast)
    stage(FRIDAY)
    first = Alert.objects.get()
    act(client, cast.chen, first, "confirm")
    act(client, cast.wang, first, "answer", finding="settled", text="已补发")
    make_score(cast, kinds=(), at=FRIDAY + timedelta(days=3))
    stage(FRIDAY + timedelta(days=3))
    second = Alert.objects.latest("pk")
    assert (second.state, second.under) == ("quiet", first)
    make_score(cast, "red", value=95, kinds=("arrears_one",), at=FRIDAY + timedelta(days=4))
    stage(FRIDAY + timedelta(days=4))
    third = Alert.objects.latest("pk")
    assert (third.state, third.level) == ("proposed", "orange") and "静默期内升级" in str(third.reasons)
    assert differences() == []


def test_a_hot_spot_is_an_alert_with_what_was_expected(client, cast):
    hotspot = spot(cast.xihu, observed=9, expected=2.0)
    stage(FRIDAY)
    alert = Alert.objects.get()
    assert (alert.hotspot, alert.level, alert.category) == (hotspot, "orange", "wages")
    assert alert.reasons[0]["facts"] == [
        "实际与预期之比 4.5（≥3）",
        "超出预期的件数 7（≥5）",
        "热点范围 区县",
    ]
    client.force_login(cast.xi)
    page = client.get(f"/alerts/{alert.pk}/").content.decode()
    assert "西湖区 劳动报酬：热点" in page and "实际 9 件，往年此时约 2.0 件" in page
    assert total("alerts", DAY, DAY, regions=["330106"]).n == 1 and differences() == []


def test_a_street_of_a_hot_district_is_held_back_and_told_on_the_districts_page(client, cast):
    spot(cast.lingyin, region="330106012", scale=Scale.STREET, observed=5, expected=1.0)
    spot(cast.xihu, observed=9, expected=2.0)
    stage(FRIDAY)
    district, street = Alert.objects.order_by("pk")
    assert (district.hotspot.scale, street.state, street.under) == ("district", "quiet", district)
    client.force_login(cast.xi)
    assert street.title in client.get(f"/alerts/{district.pk}/").content.decode()
    assert differences() == []


def test_a_hot_spot_that_grows_beyond_its_alert_replaces_it(cast):
    hotspot = spot(cast.xihu, observed=5, expected=2.0)
    stage(FRIDAY)
    assert Alert.objects.get().level == "yellow"
    Hotspot.objects.filter(pk=hotspot.pk).update(observed=15, graded_at=None)
    stage(FRIDAY + timedelta(days=7))
    assert list(Alert.objects.order_by("pk").values_list("level", "state")) == [
        ("yellow", "superseded"), ("orange", "proposed"),
    ]  # fmt: skip
    assert differences() == []


def test_after_four_weeks_it_is_an_alarm_again(cast):
    hotspot = spot(cast.xihu, observed=5, expected=2.0)
    stage(FRIDAY)
    Alert.objects.update(state="answered", finding="settled", answered_at=FRIDAY)
    Hotspot.objects.filter(pk=hotspot.pk).update(graded_at=None)
    stage(FRIDAY + timedelta(days=7))
    held = Alert.objects.latest("pk")
    assert held.state == "quiet"
    stage(held.quiet_until)
    assert Alert.objects.latest("pk").state == "proposed"


def test_a_district_does_not_answer_for_its_neighbour(cast):
    wide, near = spot(cast.xihu), spot(cast.yuhang, region="330110")
    inside = spot(cast.lingyin, region="330106012", scale=Scale.STREET)
    other = spot(cast.lingyin, region="330106012", scale=Scale.STREET, category="injury")
    every = spot(cast.xihu, category="")
    assert covers(wide, inside) and not covers(inside, wide) and not covers(wide, near)
    assert covers(every, other) and not covers(wide, other) and not covers(wide, every)


@pytest.mark.parametrize("who", ["chen", "xi", "wang"])
def test_pages_cost_few_queries(client, cast, who, django_assert_max_num_queries):
    make_score(cast)
    spot(cast.xihu)
    stage(FRIDAY)
    client.force_login(getattr(cast, who))
    with django_assert_max_num_queries(12):
        client.get("/alerts/")
    for alert in Alert.objects.all():
        with django_assert_max_num_queries(12):
            assert client.get(f"/alerts/{alert.pk}/").status_code == 200


def test_an_alert_on_an_employer_goes_with_it_to_another_union(client, cast):
    score = make_score(cast)
    stage(FRIDAY)
    alert = Alert.objects.get()
    act(client, cast.chen, alert, "confirm")
    change(score.employer, by=cast.chen, at=FRIDAY, org=cast.yuhang, region=cast.yuhang.region)
    client.force_login(cast.xi)
    assert client.get(f"/alerts/{alert.pk}/").status_code == 404
    assert act(client, cast.wang, alert, "answer", finding="settled", text="已补发").status_code == 404
    Notice.objects.all().delete()
    assert waiting() and stage(FRIDAY + timedelta(hours=1)) == 1 and not waiting()
    assert Alert.objects.get().org == cast.yuhang
    assert Notice.objects.get().title.startswith("交办核查") and Notice.objects.get().account == cast.yu
    assert total("alerts", DAY, DAY, regions=["330110"]).n == 1 and differences() == []
    client.force_login(cast.yu)
    assert client.get(f"/alerts/{alert.pk}/").status_code == 200
    assert act(client, cast.yu, alert, "answer", finding="settled", text="已补发").status_code == 302


def test_an_alert_on_an_employer_that_was_merged_away_is_taken_back(client, cast):
    score = make_score(cast)
    stage(FRIDAY)
    act(client, cast.chen, Alert.objects.get(), "confirm")
    merge(make_employer(cast.xihu, name="杭州乌有青岚食品有限公司"), score.employer, by=cast.xi, at=FRIDAY)
    assert waiting() and stage(FRIDAY + timedelta(hours=1)) == 1 and not waiting()
    assert Alert.objects.get(score=score).state == "superseded"
    Score.objects.filter(pk=score.pk).update(graded_at=None)
    stage(FRIDAY + timedelta(hours=2))
    assert Alert.objects.filter(score=score).count() == 1, "its successor is graded, not it"
    assert differences() == []


def test_a_district_somebody_works_on_is_not_held_back_when_it_becomes_as_hot_as_the_city(cast):
    district = spot(cast.xihu, observed=5, expected=2.0)
    stage(FRIDAY)
    Alert.objects.update(state="confirmed")
    spot(cast.city, region="3301", scale=Scale.CITY, observed=15, expected=2.0)
    stage(FRIDAY + timedelta(days=1))
    Hotspot.objects.filter(pk=district.pk).update(observed=15, graded_at=None)
    stage(FRIDAY + timedelta(days=7))
    newest = Alert.objects.filter(hotspot=district).latest("pk")
    assert (newest.state, newest.level) == ("proposed", "orange")
    assert "已有黄色预警" in str(newest.reasons) and differences() == []
