"""What was found, and how serious it is, can be corrected while a case is being handled."""

from datetime import datetime, timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.notices.models import Notice
from tongxin.ground.rollups.queries import differences, sums
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY, SHANGHAI
from tongxin.watch.alerts.jobs import grade as stage
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.tests.makers import enact
from tongxin.watch.cases import cards, services
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import TERMS, make_case, rules_in_force
from tongxin.watch.incidents.services import refresh

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
DAY = FRIDAY.date()


@pytest.fixture(autouse=True)
def in_force(cast):
    rules_in_force()


def post(client, user, case, verb, **data):
    client.force_login(user)
    return client.post(f"/cases/{case.pk}/{verb}/", data)


def friday_at(hour, minute=30, day=20):
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


class TestReverify:
    def test_a_finding_is_corrected_and_the_earlier_one_stays_in_the_timeline(self, client, cast):
        case = make_case(cast, state="handled")
        answer = post(client, cast.wang, case, "reverify", finding="unfounded", reason="工资表是假的")
        assert answer.status_code == 302
        case.refresh_from_db()
        assert (case.state, case.finding, case.recovered, case.helped) == (
            "verified",
            "unfounded",
            None,
            None,
        )
        page = client.get(f"/cases/{case.pk}/").content.decode()
        assert "核实结论：属实" in page and "属实 → 不属实" in page and "工资表是假的" in page
        entry = Entry.objects.get(verb="reverify")
        assert (entry.facts["before"], entry.facts["finding"]) == ("substantiated", "unfounded")
        assert Notice.objects.filter(account=cast.chen, title__startswith="核实结论已更正").exists()

    def test_the_case_goes_on_under_the_new_finding(self, cast):
        case = make_case(cast, state="verified")
        services.reverify(case, finding="unfounded", reason="查无此事", by=cast.wang, at=MONDAY)
        services.handle(case, actions="答复", by=cast.wang, at=MONDAY)
        services.report_up(case, by=cast.wang, at=MONDAY)
        services.approve(case, by=cast.chen, at=MONDAY)
        case = services.close(case, result="unfounded", by=cast.chen, at=MONDAY)
        assert case.incident.__class__.objects.get(pk=case.incident_id).result == "unfounded"
        assert differences() == []

    def test_it_is_open_again_once_the_review_has_sent_back(self, client, cast):
        case = make_case(cast, state="reported")
        assert post(client, cast.wang, case, "reverify", finding="partly", reason="x").status_code == 409
        services.send_back(case, reason="结论不对", by=cast.chen, at=MONDAY)
        assert post(client, cast.wang, case, "reverify", finding="partly", reason="x").status_code == 302
        case.refresh_from_db()
        assert (case.finding, case.recovered) == ("partly", 50_000), "still a matter that can recover"

    def test_it_wants_a_reason_and_another_finding(self, client, cast):
        case = make_case(cast, state="verified")
        assert post(client, cast.wang, case, "reverify", finding="partly").status_code == 422
        assert (
            post(client, cast.wang, case, "reverify", finding="substantiated", reason="x").status_code == 422
        )
        with pytest.raises(Refused, match="没有改动"):
            services.reverify(case, finding="substantiated", reason="x", by=cast.wang, at=MONDAY)


class TestRegrade:
    def test_the_deadline_runs_from_the_dispatch_by_the_rule_the_case_keeps(self, client, cast, monkeypatch):
        monkeypatch.setattr("tongxin.watch.cases.views.localtime", lambda: FRIDAY + timedelta(hours=1))
        case = make_case(cast, state="accepted")
        assert (case.level, case.due_at) == ("yellow", friday_at(17, day=27))
        enact("deadlines", TERMS | {"orange": TERMS["blue"]})
        assert post(client, cast.chen, case, "regrade", level="orange", reason="已有围堵").status_code == 302
        case.refresh_from_db()
        assert (case.level, case.due_at, case.started_at) == ("orange", friday_at(17, day=25), FRIDAY)
        page = client.get(f"/cases/{case.pk}/").content.decode()
        assert "黄色 → 橙色" in page and "已有围堵" in page

    def test_the_alert_the_counts_the_trail_and_the_handler_follow(self, cast):
        case = make_case(cast, state="accepted")
        services.regrade(case, level="red", reason="情况升级", by=cast.guan, at=FRIDAY)
        alert = Alert.objects.get()
        assert (alert.level, alert.graded, alert.note, alert.by) == ("red", "yellow", "情况升级", cast.guan)
        for measure in ("alerts", "cases"):
            assert [(s.key, s.n) for s in sums(measure, DAY, DAY, by=["level"]) if s.n] == [(("red",), 1)]
        assert differences() == []
        entry = Entry.objects.get(kind="cases.case", verb="regrade")
        assert (entry.facts["before"], entry.facts["after"], entry.facts["reason"]) == (
            "yellow",
            "red",
            "情况升级",
        )
        told = Notice.objects.filter(title__startswith="预警等级由黄色调整为红色")
        assert told.filter(account=cast.wang, urgent=True).exists()

    def test_the_rules_do_not_put_back_what_a_person_has_lowered(self, cast):
        case = make_case(cast, state="accepted", persons=12)
        services.regrade(case, level="blue", reason="已当场化解大半", by=cast.chen, at=FRIDAY)
        refresh([case.incident_id])
        assert stage(MONDAY) == 1
        assert [(a.level, a.graded) for a in Alert.objects.all()] == [("blue", "orange")]

    def test_the_time_to_accept_is_that_of_the_new_level_from_when_it_was_handed_on(self, cast):
        case = make_case(cast, state="dispatched")
        services.transfer(case, to=cast.yuhang, reason="属地", by=cast.chen, at=MONDAY)
        case = services.regrade(
            case, level="red", reason="升级", by=cast.chen, at=MONDAY + timedelta(hours=1)
        )
        assert case.accept_due_at == datetime(2026, 11, 23, 14, 30, tzinfo=SHANGHAI), (
            "four hours from Monday 9:00"
        )
        assert case.due_at == datetime(2026, 11, 23, 17, 30, tzinfo=SHANGHAI), "one working day from Friday"

    def test_a_card_that_is_no_longer_due_is_taken_back(self, cast):
        case = make_case(cast, state="accepted", persons=12)  # orange: three working days
        late = datetime(2026, 11, 26, 10, tzinfo=SHANGHAI)
        cards.deal(late)
        assert Case.objects.get(pk=case.pk).card == "red"
        case = services.regrade(case, level="yellow", reason="x", by=cast.chen, at=late)
        assert (case.card, case.due_at) == ("yellow", friday_at(17, day=27))
        case = services.regrade(case, level="blue", reason="x", by=cast.chen, at=late)
        assert case.card == ""

    def test_what_waits_for_dispatch_takes_the_terms_of_its_new_level(self, cast):
        case = services.regrade(make_case(cast), level="red", reason="x", by=cast.chen, at=FRIDAY)
        assert case.due_at is None
        case = services.dispatch(case, to=cast.xihu, by=cast.chen, at=FRIDAY)
        assert case.due_at == datetime(2026, 11, 23, 17, 30, tzinfo=SHANGHAI)

    def test_it_is_for_those_above_the_handler_and_wants_a_reason(self, client, cast):
        case = make_case(cast, state="accepted")
        for person, status in ((cast.xi, 403), (cast.wang, 403), (cast.yu, 404)):
            assert post(client, person, case, "regrade", level="red", reason="x").status_code == status
        assert post(client, cast.chen, case, "regrade", level="red").status_code == 422
        assert post(client, cast.chen, case, "regrade", level="yellow", reason="x").status_code == 422
        reported = make_case(cast, state="reported", category="injury")
        assert post(client, cast.chen, reported, "regrade", level="red", reason="x").status_code == 409
