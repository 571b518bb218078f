"""From a signal to the index of its employer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.audit.models import Entry
from tongxin.ground.employers.models import Employer
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.tests.makers import reread
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import conclude, merge, refresh
from tongxin.watch.scores.jobs import due, score
from tongxin.watch.scores.models import Evidence, Pass, Score, ScorePoint
from tongxin.watch.scores.services import mark_graded, pass_over, rescore
from tongxin.watch.scores.tests.makers import enact, make_employer, make_evidence, tell_of

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def employer(cast):
    enact()
    return make_employer(cast.lingyin, staff=40, section="C", region_id="330106012")


def the_score(employer):
    return Score.objects.get(employer=employer)


def test_a_matter_becomes_evidence_and_an_index_with_reasons(cast, employer):
    incident = tell_of(employer, org=cast.xihu, persons=12, amount=90_000, months=2)
    score(FRIDAY)
    kinds = set(Evidence.objects.filter(incident=incident).values_list("kind", flat=True))
    assert kinds == {"matter_large", "arrears_two", "collective", "crime_line"}
    found = the_score(employer)
    assert 75 < found.value < 85  # twenty points, the cap of one incident
    assert found.reasons[0]["kind"] == "crime_line"
    assert "欠薪达刑事数额" in found.reasons[0]["words"]
    assert found.reasons[0]["evidence"] == Evidence.objects.get(kind="crime_line").pk
    incident.refresh_from_db()
    assert incident.scored_at == FRIDAY


def test_one_unverified_source_alone_is_never_red(cast, employer):
    tell_of(employer, org=cast.xihu, persons=40, amount=900_000, months=3)
    tell_of(employer, org=cast.xihu, at=FRIDAY - 100 * DAY, persons=40, amount=900_000, months=3)
    score(FRIDAY)
    found = the_score(employer)
    assert found.value > 80
    assert (found.band, found.held) == ("orange", True)
    Evidence.objects.filter(kind="crime_line").update(verified=True)
    rescore([employer.pk], at=FRIDAY)
    assert the_score(employer).band == "red"


def test_the_trace_of_an_old_report_is_no_second_source(cast, employer):
    for group in "ab":
        make_evidence(employer, "crime_line", group=f"incident:{group}", sources=[1])
    old = make_evidence(employer, "matter_small", days=365, sources=[2])
    rescore([employer.pk], at=FRIDAY)
    assert the_score(employer).held
    old.at = FRIDAY - DAY
    old.save()
    rescore([employer.pk], at=FRIDAY)
    assert (the_score(employer).band, the_score(employer).held) == ("red", False)


def test_the_band_stands_on_the_employer_and_waits_for_the_alerts(cast, employer):
    tell_of(employer, org=cast.xihu, persons=6, amount=None)
    score(FRIDAY)
    employer.refresh_from_db()
    assert employer.risk_band == the_score(employer).band == "yellow"
    waiting_rows = list(Score.objects.awaiting_grade())
    assert [row.employer_id for row in waiting_rows] == [employer.pk]
    mark_graded(waiting_rows, at=FRIDAY)
    assert not Score.objects.awaiting_grade().exists()


def test_what_a_case_found_unfounded_stops_counting(cast, employer):
    incident = tell_of(employer, org=cast.xihu, persons=12)
    score(FRIDAY)
    conclude(incident, result="unfounded", recovered=None, helped=None, by=cast.xi, at=FRIDAY + DAY)
    assert Incident.objects.awaiting_score().get() == incident
    score(FRIDAY + DAY)
    assert not Evidence.objects.counting().exists()
    assert set(Evidence.objects.values_list("unfounded_why", flat=True)) == {"所据事件办结为不属实"}
    found = the_score(employer)
    assert found.reasons == []
    assert found.value == pytest.approx(10, abs=0.01)


def test_a_case_found_true_verifies(cast, employer):
    incident = tell_of(employer, org=cast.xihu, persons=12)
    conclude(incident, result="settled", recovered=None, helped=3, by=cast.xi, at=FRIDAY)
    score(FRIDAY)
    assert set(Evidence.objects.values_list("verified", flat=True)) == {True}


def heard_again(incident, *, org, at, **facts):
    """One more report of the same incident."""
    other = tell_of(incident.employer, org=org, at=at, **facts)
    other.links.update(incident=incident)
    refresh([incident.pk, other.pk])


def test_what_is_heard_after_a_case_was_unfounded_counts(cast, employer):
    incident = tell_of(employer, org=cast.xihu, persons=3)
    score(FRIDAY)
    conclude(incident, result="unfounded", recovered=None, helped=None, by=cast.xi, at=FRIDAY + DAY)
    score(FRIDAY + DAY)
    assert the_score(employer).reasons == []
    heard_again(incident, org=cast.xihu, at=FRIDAY + 200 * DAY, persons=30)
    score(FRIDAY + 200 * DAY)
    assert "collective" in set(Evidence.objects.counting().values_list("kind", flat=True))
    assert the_score(employer).reasons


def test_a_case_found_true_verifies_nothing_heard_later(cast, employer):
    incident = tell_of(employer, org=cast.xihu, persons=3)
    conclude(incident, result="settled", recovered=None, helped=3, by=cast.xi, at=FRIDAY + DAY)
    heard_again(incident, org=cast.xihu, at=FRIDAY + 200 * DAY, persons=30)
    score(FRIDAY + 200 * DAY)
    assert set(Evidence.objects.values_list("verified", flat=True)) == {False}


def test_an_incident_that_turns_out_to_be_of_another_employer_frees_the_first(cast, employer):
    incident = tell_of(employer, org=cast.xihu, persons=12)
    score(FRIDAY)
    meant = make_employer(cast.lingyin, "杭州乌有青禾服饰有限公司")
    reread([link.signal for link in incident.links.all()], employer=meant.pk)
    refresh([incident.pk])
    score(FRIDAY + DAY)
    assert set(Evidence.objects.counting().values_list("employer", flat=True)) == {meant.pk}
    assert the_score(meant).reasons
    assert the_score(employer).reasons == []


def test_scoring_holds_incidents_with_a_lock_new_links_do_not_wait_for(cast, employer):
    tell_of(employer, org=cast.xihu)
    with CaptureQueriesContext(connection) as seen:
        score(FRIDAY)
    locks = [each["sql"] for each in seen if "FOR " in each["sql"] and '"incidents_incident"' in each["sql"]]
    assert locks and all("FOR NO KEY UPDATE" in sql for sql in locks)


def test_an_incident_merged_away_takes_its_evidence_along(cast, employer):
    kept = tell_of(employer, org=cast.xihu, persons=3, at=FRIDAY - 200 * DAY)
    other = tell_of(employer, org=cast.xihu, persons=30)
    score(FRIDAY)
    merge(kept, other, by=cast.xi, at=FRIDAY)
    score(FRIDAY + DAY)
    counting = Evidence.objects.counting()
    assert set(counting.values_list("incident", flat=True)) == {kept.pk}
    assert "collective" in set(counting.values_list("kind", flat=True))


def test_many_reports_of_one_matter_count_once_up_to_the_cap(cast, employer):
    tell_of(employer, org=cast.xihu, persons=12, amount=90_000, months=3, texts=8)
    score(FRIDAY)
    assert Evidence.objects.filter(kind="repeated").exists()
    points = sum(reason["points"] for reason in the_score(employer).reasons)
    assert points == pytest.approx(20, abs=0.01)


def test_an_index_falls_by_itself_and_the_band_after_two_weeks(cast, employer):
    make_evidence(employer, "arrears_two")
    rescore([employer.pk], at=FRIDAY)
    assert the_score(employer).band == "yellow"
    rescore([employer.pk], at=FRIDAY + DAY)
    found = the_score(employer)
    assert (found.band, found.down_at) == ("yellow", FRIDAY + DAY)
    rescore([employer.pk], at=FRIDAY + 14 * DAY)
    assert the_score(employer).band == "yellow"
    rescore([employer.pk], at=FRIDAY + 15 * DAY)
    assert the_score(employer).band == "blue"
    entry = Entry.objects.get(
        kind="employers.employer", verb="grade", key=str(employer.pk), facts__after="blue"
    )
    assert entry.facts["reason"].startswith("黄档 → 蓝档")


def test_the_history_keeps_days_on_which_it_moved(cast, employer):
    make_evidence(employer, "arrears_two")
    for days in (0, 0.1, 60):
        rescore([employer.pk], at=FRIDAY + days * DAY)
    assert ScorePoint.objects.filter(employer=employer).count() == 2


def test_without_a_rule_evidence_is_kept_and_nothing_scored(cast):
    employer = make_employer(cast.lingyin)
    tell_of(employer, org=cast.xihu)
    score(FRIDAY)
    assert Evidence.objects.exists() and not Score.objects.exists()
    enact()
    assert due(FRIDAY)
    score(FRIDAY)
    assert the_score(employer).value > 10


def test_a_new_version_recomputes_the_city(cast, employer):
    make_evidence(employer, "matter_small")
    pass_over(at=FRIDAY)
    before = the_score(employer)
    assert not due(FRIDAY)
    heavier = enact_heavier()
    assert due(FRIDAY)
    score(FRIDAY)
    after = the_score(employer)
    assert after.value > before.value
    assert after.version == heavier
    assert Pass.objects.count() == 2


def enact_heavier():
    body = enact().body
    items = [dict(each, points=12) if each["key"] == "matter_small" else each for each in body["items"]]
    return enact(body | {"items": items})


def test_a_day_later_the_city_is_due_again(cast, employer):
    make_evidence(employer)
    pass_over(at=FRIDAY)
    assert due(FRIDAY + DAY)


def statements(cast, employer, n):
    """How many statements one new signal of an employer costs beside `n` rows of evidence of others."""
    others = [Employer(name=f"邻厂{n}-{i}", org=cast.lingyin) for i in range(n)]
    for other in Employer.objects.bulk_create(others):
        make_evidence(other, "matter_middle")
    tell_of(employer, org=cast.xihu, at=FRIDAY - n * DAY)
    pass_over(at=FRIDAY)
    with CaptureQueriesContext(connection) as seen:
        score(FRIDAY)
    return len(seen.captured_queries)


def test_one_signal_costs_the_same_beside_ten_and_beside_a_thousand(cast, employer):
    tell_of(employer, org=cast.xihu, at=FRIDAY - 300 * DAY)
    score(FRIDAY)
    assert statements(cast, employer, 10) == statements(cast, employer, 1000)
