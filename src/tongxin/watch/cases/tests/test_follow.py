"""A union is merged into another while it has cases to handle."""

from datetime import timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.notices.models import Notice
from tongxin.ground.orgs.services import merge, undo_merge
from tongxin.ground.people.models import Account
from tongxin.ground.rollups.queries import differences
from tongxin.project.testing import FRIDAY
from tongxin.watch.cases import cards, services, todo
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast, monkeypatch):
    """Yuhang handles one case and has one that is finished."""
    monkeypatch.setattr("tongxin.ground.people.models.localdate", lambda: FRIDAY.date())
    rules_in_force()
    make_case(cast, state="called_back", to=cast.yuhang, category="contract")
    return make_case(cast, state="accepted", to=cast.yuhang)


def fresh(person):
    return Account.objects.get(pk=person.pk)


def test_open_cases_go_along_and_reach_the_people_who_went(cast, held):
    due = held.due_at
    merge(cast.yuhang, into=cast.xihu, by=cast.ao, at=FRIDAY)
    held.refresh_from_db()
    assert (held.org, held.due_at, held.state) == (cast.xihu, due, "accepted")
    assert Case.objects.filter(state="called_back").get().org == cast.yuhang, "what is finished is history"
    assert list(todo.rows(fresh(cast.yu))) == [held]
    assert Case.objects.visible_to(fresh(cast.xi)).count() == 2
    Notice.objects.all().delete()
    cards.deal(FRIDAY + timedelta(days=20))
    assert set(
        Notice.objects.filter(title__startswith="红牌").values_list("account__username", flat=True)
    ) >= {
        "yu",
        "xi",
        "wang",
    }
    assert differences() == []


def test_the_move_stands_in_the_timeline_and_the_trail_and_is_told(client, cast, held):
    merge(cast.yuhang, into=cast.xihu, by=cast.ao, at=FRIDAY)
    client.force_login(cast.xi)
    page = client.get(f"/cases/{held.pk}/").content.decode()
    assert "随工会合并" in page and "→ 西湖区总工会" in page
    entry = Entry.objects.get(kind="cases.case", verb="follow")
    assert (entry.key, entry.facts["from_name"], entry.actor_id) == (str(held.pk), "余杭区总工会", cast.ao.pk)
    notice = Notice.objects.get(account=cast.xi, title__contains="并入本会")
    assert notice.title == "余杭区总工会并入本会，随转工单 1 件"
    assert [row.pk for row in client.get(notice.url + "&running=1").context["table"].rows] == [held.pk]


def test_undoing_the_merge_takes_back_what_is_still_there(cast, held):
    gone_on = make_case(cast, state="accepted", to=cast.yuhang, category="injury")
    merged = merge(cast.yuhang, into=cast.xihu, by=cast.ao, at=FRIDAY)
    services.transfer(gone_on, to=cast.builders, reason="归口", by=cast.chen, at=FRIDAY)
    undo_merge(merged, by=cast.ao, at=FRIDAY)
    held.refresh_from_db()
    gone_on.refresh_from_db()
    assert (held.org, gone_on.org) == (cast.yuhang, cast.builders)
    assert list(todo.rows(fresh(cast.yu))) == [held]
    assert held.steps.filter(verb="follow").count() == 2
