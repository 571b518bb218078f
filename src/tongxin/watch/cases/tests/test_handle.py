from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongxin.ground.audit.models import Entry
from tongxin.ground.notices.models import Notice
from tongxin.ground.people.models import Account, Post
from tongxin.ground.rollups.queries import differences, total
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY, SHANGHAI
from tongxin.watch.cases import services
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import merge

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
LATE = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
DAY = FRIDAY.date()


@pytest.fixture(autouse=True)
def in_force(cast):
    rules_in_force()


def post(client, user, case, verb, **data):
    client.force_login(user)
    return client.post(f"/cases/{case.pk}/{verb}/", data)


class TestAccept:
    def test_it_is_accepted_with_one_press(self, client, cast):
        case = make_case(cast, state="dispatched")
        assert post(client, cast.wang, case, "accept").status_code == 302
        case.refresh_from_db()
        assert case.state == "accepted"

    def test_it_refuses_a_case_that_nobody_dispatched(self, client, cast):
        assert post(client, cast.chen, make_case(cast), "accept").status_code == 409

    def test_it_notes_a_late_acceptance(self, cast):
        case = services.accept(make_case(cast, state="dispatched"), by=cast.xi, at=LATE)
        assert case.steps.last().facts["late"] is True


class TestReturn:
    def test_it_goes_back_to_the_desk_and_its_clock_stops(self, cast):
        case = services.return_(make_case(cast, state="accepted"), reason="不在本区", by=cast.xi, at=MONDAY)
        assert (case.state, case.org, case.due_at, case.warn_at, case.red_at) == (
            "open",
            cast.city,
            None,
            None,
            None,
        )

    def test_the_union_it_came_through_still_sees_it(self, cast):
        case = services.return_(make_case(cast, state="accepted"), reason="不在本区", by=cast.xi, at=MONDAY)
        assert Case.objects.visible_to(cast.xi).get() == case
        assert not Case.objects.visible_to(cast.yu).exists()

    def test_it_wants_a_reason(self, client, cast):
        assert post(client, cast.xi, make_case(cast, state="accepted"), "return").status_code == 422

    def test_it_can_be_dispatched_again(self, cast):
        case = services.return_(make_case(cast, state="accepted"), reason="不在本区", by=cast.xi, at=MONDAY)
        case = services.dispatch(case, to=cast.yuhang, by=cast.chen, at=MONDAY)
        assert case.due_at == datetime(2026, 11, 30, 17, 30, tzinfo=SHANGHAI)


class TestTransfer:
    def test_it_keeps_the_deadline_and_asks_for_acceptance(self, cast):
        before = make_case(cast, state="accepted")
        case = services.transfer(before, to=cast.yuhang, reason="发生地在余杭", by=cast.chen, at=MONDAY)
        assert (case.state, case.org, case.due_at) == ("dispatched", cast.yuhang, before.due_at)
        assert case.accept_due_at > MONDAY

    def test_both_unions_see_it(self, cast):
        services.transfer(
            make_case(cast, state="accepted"), to=cast.yuhang, reason="x", by=cast.chen, at=MONDAY
        )
        assert Case.objects.visible_to(cast.xi).exists() and Case.objects.visible_to(cast.yu).exists()

    def test_the_union_it_came_through_may_no_longer_handle_it(self, client, cast):
        case = services.transfer(
            make_case(cast, state="accepted"), to=cast.yuhang, reason="x", by=cast.chen, at=MONDAY
        )
        assert post(client, cast.xi, case, "accept").status_code == 403

    def test_a_district_passes_on_only_below_itself(self, client, cast):
        case = make_case(cast, state="accepted")
        assert post(client, cast.xi, case, "transfer", to=cast.yuhang.pk, reason="x").status_code == 422
        assert post(client, cast.xi, case, "transfer", to=cast.lingyin.pk, reason="x").status_code == 302

    def test_it_refuses_the_same_union(self, cast):
        with pytest.raises(Refused, match="请选择另一个工会"):
            services.transfer(
                make_case(cast, state="accepted"), to=cast.xihu, reason="x", by=cast.chen, at=MONDAY
            )


class TestVerifyAndHandle:
    def test_it_keeps_the_finding(self, client, cast):
        case = make_case(cast, state="accepted")
        assert (
            post(client, cast.wang, case, "verify", finding="partly", note="查看了工资表").status_code == 302
        )
        case.refresh_from_db()
        assert (case.finding, case.state) == ("partly", "verified")

    def test_it_takes_figures_and_files(self, client, cast):
        case = make_case(cast, state="verified")
        upload = SimpleUploadedFile("协议.txt", "双方达成一致".encode())
        data = {"actions": "约谈并调解", "recovered": "120000.50", "helped": "12", "attachments": [upload]}
        assert post(client, cast.wang, case, "handle", **data).status_code == 302
        case.refresh_from_db()
        assert (str(case.recovered), case.helped, case.documents.get().title) == ("120000.50", 12, "协议.txt")

    def test_a_later_entry_replaces_the_totals(self, cast):
        case = make_case(cast, state="handled")
        case = services.handle(case, actions="再次约谈", recovered=80_000, by=cast.wang, at=MONDAY)
        assert (case.recovered, case.helped) == (80_000, 5)

    def test_what_was_unfounded_recovers_nothing(self, cast):
        case = services.verify(
            make_case(cast, state="accepted"), finding="unfounded", note="不属实", by=cast.wang, at=FRIDAY
        )
        with pytest.raises(Refused, match="不能填写挽回金额"):
            services.handle(case, actions="说明", recovered=1, by=cast.wang, at=FRIDAY)

    def test_the_audit_trail_has_every_act(self, cast):
        case = make_case(cast, state="called_back")
        verbs = list(
            Entry.objects.filter(kind="cases.case", key=str(case.pk))
            .order_by("id")
            .values_list("verb", flat=True)
        )
        assert verbs == [
            "open",
            "dispatch",
            "accept",
            "verify",
            "handle",
            "report_up",
            "approve",
            "close",
            "call_back",
        ]


class TestReportAndReview:
    def test_a_report_before_the_deadline_is_in_time(self, cast):
        case = services.report_up(make_case(cast, state="handled"), by=cast.xi, at=MONDAY)
        assert case.in_time is True
        assert total("in_time", MONDAY.date(), MONDAY.date()).n == 1

    def test_a_report_after_it_is_late(self, cast):
        case = services.report_up(make_case(cast, state="handled"), by=cast.xi, at=LATE)
        assert case.in_time is False
        assert total("late", LATE.date(), LATE.date()).n == 1

    def test_a_holder_does_not_review_its_own_work(self, client, cast):
        assert post(client, cast.xi, make_case(cast, state="reported"), "approve").status_code == 403

    def test_a_leader_of_the_desk_reviews(self, client, cast):
        assert post(client, cast.guan, make_case(cast, state="reported"), "approve").status_code == 302

    def test_sending_back_starts_a_new_clock_and_takes_the_report_back(self, cast):
        case = services.send_back(
            make_case(cast, state="reported"), reason="缺少工资表", by=cast.chen, at=LATE
        )
        assert (case.state, case.in_time, case.reported_at) == ("verified", None, None)
        assert case.due_at == datetime(2026, 12, 8, 17, 30, tzinfo=SHANGHAI)
        assert total("in_time", DAY, LATE.date()).n == 0
        assert differences() == []


class TestClose:
    def test_it_writes_the_result_back_to_the_incident(self, client, cast):
        case = make_case(cast, state="approved")
        assert post(client, cast.chen, case, "close", result="settled").status_code == 302
        case.incident.refresh_from_db()
        assert (case.incident.state, case.incident.result, case.incident.recovered) == (
            "concluded",
            "settled",
            50_000,
        )

    def test_it_is_written_to_what_the_incident_has_become_however_far(self, cast):
        """A was merged into B, B into C: all three cases add up on C."""
        a, b, c = (make_case(cast, state="approved", employer_text=f"示例云杉{n}单位") for n in "甲乙丙")
        merge(b.incident, a.incident, by=cast.xi, at=FRIDAY)
        merge(c.incident, b.incident, by=cast.xi, at=FRIDAY)
        for case in (a, b, c):
            services.close(case, result="settled", by=cast.chen, at=FRIDAY)
        incident = Incident.objects.get(pk=c.incident_id)
        assert (incident.state, incident.recovered, incident.helped) == ("concluded", 150_000, 15)
        assert Incident.objects.get(pk=b.incident_id).state == "open"

    def test_it_is_counted(self, cast):
        make_case(cast, state="closed")
        closed, helped = total("closed", DAY, DAY), total("helped", DAY, DAY)
        assert (closed.n, closed.amount, helped.n) == (1, 50_000, 5)
        assert differences() == []

    def test_it_refuses_a_second_close(self, client, cast):
        assert (
            post(client, cast.chen, make_case(cast, state="closed"), "close", result="settled").status_code
            == 409
        )


class TestCallBack:
    def test_it_keeps_the_satisfaction(self, client, cast):
        case = make_case(cast, state="closed")
        assert post(client, cast.chen, case, "call-back", satisfaction="4", note="满意").status_code == 302
        case.refresh_from_db()
        assert (case.state, case.satisfaction) == ("called_back", 4)

    def test_it_refuses_a_figure_that_is_none(self, client, cast):
        assert (
            post(
                client, cast.chen, make_case(cast, state="closed"), "call-back", satisfaction="9"
            ).status_code
            == 422
        )


class TestExtendAndSupervise:
    def test_an_extension_shifts_the_deadline_and_keeps_the_reason(self, cast):
        case = services.extend(
            make_case(cast, state="accepted"), days=3, reason="等待鉴定", by=cast.chen, at=MONDAY
        )
        assert case.due_at == datetime(2026, 12, 2, 17, 30, tzinfo=SHANGHAI)
        assert case.warn_at == datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
        assert (case.steps.last().note, case.steps.last().facts["days"]) == ("等待鉴定", 3)

    def test_extensions_add_up(self, cast):
        case = services.extend(
            make_case(cast, state="accepted"), days=1, reason="一", by=cast.chen, at=MONDAY
        )
        case = services.extend(case, days=2, reason="二", by=cast.chen, at=MONDAY)
        assert case.due_at == datetime(2026, 12, 2, 17, 30, tzinfo=SHANGHAI)

    def test_what_is_late_stays_late(self, cast):
        with pytest.raises(Refused, match="不能再延期"):
            services.extend(make_case(cast, state="accepted"), days=3, reason="x", by=cast.chen, at=LATE)

    def test_a_holder_does_not_extend_its_own_time(self, client, cast):
        assert (
            post(client, cast.xi, make_case(cast, state="accepted"), "extend", days=3, reason="x").status_code
            == 403
        )

    def test_supervision_reaches_the_holder_at_once(self, client, cast):
        case = make_case(cast, state="accepted")
        assert post(client, cast.guan, case, "supervise", note="请三日内办结").status_code == 302
        told = Notice.objects.filter(title__startswith="督办")
        assert told.filter(account=cast.xi, urgent=True).exists()
        case.refresh_from_db()
        assert case.supervised_at


class TestAttach:
    def test_it_keeps_a_document_and_lets_it_be_read(self, client, cast):
        case = make_case(cast, state="accepted")
        client.force_login(cast.wang)
        upload = SimpleUploadedFile("工资表.csv", "姓名,金额\n甲,1".encode())
        assert client.post(f"/cases/{case.pk}/attach/", {"upload": upload, "title": ""}).status_code == 302
        file = case.documents.get().file
        assert client.get(f"/files/{file.pk}/").status_code == 200
        client.force_login(cast.yu)
        assert client.get(f"/files/{file.pk}/").status_code == 404

    def test_it_is_read_by_who_may_read_cases_along_its_way(self, client, cast):
        case = make_case(cast, state="accepted")
        case = services.transfer(case, to=cast.yuhang, reason="属地", by=cast.xi, at=FRIDAY)
        upload = SimpleUploadedFile("工资表.csv", "姓名,金额\n甲,1".encode())
        file = services.attach(case, upload=upload, by=cast.yu, at=FRIDAY).file
        adviser = Account.objects.create_user("adviser", name="集体协商指导员")
        Post.objects.create(account=adviser, org=cast.city, role="bargaining_adviser", since=date(2020, 1, 1))
        answers = {cast.chen: 200, cast.yu: 200, cast.wang: 200, cast.li: 404, cast.ao: 404, adviser: 404}
        for person, status in answers.items():
            client.force_login(person)
            assert client.get(f"/files/{file.pk}/").status_code == status, person

    def test_it_refuses_once_closed(self, cast):
        with pytest.raises(Refused, match="已归档"):
            services.attach(
                make_case(cast, state="closed"),
                upload=SimpleUploadedFile("a.txt", b"a"),
                by=cast.chen,
                at=LATE + timedelta(1),
            )

    def test_a_leader_does_not_attach(self, client, cast):
        case = make_case(cast, state="accepted")
        assert post(client, cast.guan, case, "attach", title="x").status_code == 403
