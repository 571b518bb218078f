from datetime import datetime, timedelta

import pytest

from tongxin.ground.notices.models import Notice
from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY, SHANGHAI
from tongxin.watch.alerts.tests.makers import enact
from tongxin.watch.cases import services
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(cast):
    rules_in_force()


def at(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("facts", "level", "due"),
    [
        ({"persons": 40, "collective": True}, "red", at(2026, 11, 23, 17, 30)),
        ({"persons": 12}, "orange", at(2026, 11, 25, 17, 30)),
        ({}, "yellow", at(2026, 11, 27, 17, 30)),
        ({"category": "contract"}, "blue", at(2026, 12, 4, 17, 30)),
    ],
)
def test_it_counts_working_days_by_level(cast, facts, level, due):
    case = make_case(cast, state="dispatched", **facts)
    assert (case.level, case.due_at, case.state) == (level, due, "dispatched")


def test_it_steps_over_the_national_holiday_and_its_make_up_days(cast):
    """2026: rest 1–7 October, work on Saturday 10 October and Sunday 20 September."""
    case = make_case(cast, state="dispatched", at=at(2026, 9, 29, 10), persons=12)
    assert case.due_at == at(2026, 10, 9, 17, 30)


def test_it_counts_acceptance_in_service_hours(cast):
    case = make_case(cast, state="dispatched", at=at(2026, 11, 20, 16), persons=40, collective=True)
    assert case.accept_due_at == at(2026, 11, 23, 11, 30)


def test_it_warns_one_working_day_before(cast):
    case = make_case(cast, state="dispatched")
    assert case.warn_at == at(2026, 11, 26, 9)
    assert case.red_at == at(2026, 11, 30, 9)


def test_it_warns_on_the_last_morning_of_a_single_day(cast):
    case = make_case(cast, state="dispatched", persons=40, collective=True)
    assert case.warn_at == at(2026, 11, 23, 9)


def test_it_says_that_a_deadline_is_estimated(cast):
    case = make_case(cast, state="dispatched", at=at(2026, 12, 28, 10), category="contract")
    assert case.due_estimated


def test_it_keeps_the_version_of_the_rule(cast):
    case = make_case(cast, state="dispatched")
    before = case.deadlines_id
    enact(
        "deadlines",
        {
            level: {"accept": {"n": 1, "unit": "hour"}, "handle": {"n": 99, "unit": "hour"}}
            for level in ("red", "orange", "yellow", "blue")
        },
    )
    case = Case.objects.get(pk=services.accept(case, by=cast.xi, at=FRIDAY).pk)
    assert case.deadlines_id == before
    assert case.due_at == at(2026, 11, 27, 17, 30)


def test_it_refuses_without_a_deadline_rule(cast):
    case = make_case(cast)
    enact("deadlines", {}).rule.__class__.objects.filter(kind="deadlines").update(active=False)
    with pytest.raises(Refused, match="没有已启用的处置时限规则"):
        services.dispatch(case, to=cast.xihu, by=cast.chen, at=FRIDAY)


def test_it_tells_the_holder_and_not_the_actor(cast):
    make_case(cast, state="dispatched")
    told = set(
        Notice.objects.filter(title__startswith="新交办工单").values_list("account__username", flat=True)
    )
    assert told == {"xi", "wang", "lu"}


def post(client, user, case, **data):
    client.force_login(user)
    return client.post(f"/cases/{case.pk}/dispatch/", data)


def test_it_dispatches_from_the_page(client, cast):
    case = make_case(cast)
    answer = post(client, cast.chen, case, to=cast.yuhang.pk)
    case.refresh_from_db()
    assert answer.status_code == 302
    assert (case.org, case.state) == (cast.yuhang, "dispatched")


def test_it_refuses_a_second_dispatch(client, cast):
    case = make_case(cast)
    post(client, cast.chen, case, to=cast.xihu.pk)
    answer = post(client, cast.chen, case, to=cast.yuhang.pk)
    assert answer.status_code == 409
    assert "不能交办" in answer.content.decode()


def test_it_hides_the_case_from_another_district(client, cast):
    case = make_case(cast, state="dispatched")
    assert post(client, cast.yu, case, to=cast.yuhang.pk).status_code == 404


def test_it_forbids_a_viewer(client, cast):
    assert post(client, cast.guan, make_case(cast), to=cast.xihu.pk).status_code == 403


def test_it_asks_again_for_a_missing_union(client, cast):
    answer = post(client, cast.chen, make_case(cast), to="")
    assert answer.status_code == 422
    assert "还不能提交" in answer.content.decode()


def test_the_form_starts_with_the_proposal(client, cast):
    case = make_case(cast)
    client.force_login(cast.chen)
    form = client.get(f"/cases/{case.pk}/dispatch/").context["form"]
    assert form.initial["to"] == cast.xihu.pk


def test_counts_stay_true(cast):
    make_case(cast, state="dispatched")
    assert differences() == []
    assert Case.objects.get().steps.count() == 2
    assert Case.objects.overdue(FRIDAY + timedelta(days=30)).count() == 1
