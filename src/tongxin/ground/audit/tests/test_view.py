from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.audit.models import Entry
from tongxin.ground.audit.services import record, seal
from tongxin.ground.audit.tests.makers import AT, Thing, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_admin(client, cast):
    client.force_login(cast.ao)
    return client


def act(by, key=1, verb="dispatch", at=AT, **facts) -> Entry:
    record(Thing(key), verb, by=by, at=at, **facts)
    return Entry.objects.latest("pk")


def listed(response) -> list[int]:
    return [row.pk for row in response.context["table"].rows]


def test_it_lists_the_acts(as_admin, cast):
    made = act(cast.chen, reason="属地")
    page = as_admin.get("/audit/")
    assert made.pk in listed(page)
    assert (
        "陈城调" in page.content.decode()
        and "交办" in page.content.decode()
        and "属地" in page.content.decode()
    )


@pytest.mark.parametrize("words", ["工单 12", "cases.case:12", "12"])
def test_it_finds_the_acts_on_one_row(as_admin, cast, words):
    act(cast.chen, key=11)
    made = act(cast.chen, key=12)
    assert listed(as_admin.get("/audit/", {"q": words})) == [made.pk]


def test_it_finds_the_acts_of_a_person(as_admin, cast):
    act(cast.chen)
    made = act(cast.xi)
    assert listed(as_admin.get("/audit/", {"q": "席西湖"})) == [made.pk]
    assert listed(as_admin.get("/audit/", {"actor": cast.xi.pk})) == [made.pk]


def test_it_narrows_to_the_platform_itself(as_admin, cast):
    act(cast.chen)
    made = act(None)
    assert made.pk in listed(as_admin.get("/audit/", {"actor": "0"}))
    assert all(
        Entry.objects.get(pk=pk).actor_id is None for pk in listed(as_admin.get("/audit/", {"actor": "0"}))
    )


def test_it_narrows_by_verb_kind_and_period(as_admin, cast):
    made = act(cast.chen, verb="close")
    act(cast.chen, verb="accept")
    act(cast.chen, verb="close", at=AT - timedelta(days=2))
    query = {"verb": "close", "kind": "cases.case", "at_from": "2026-11-20", "at_to": "2026-11-20"}
    assert listed(as_admin.get("/audit/", query)) == [made.pk]


def test_it_shows_one_act_with_its_seal(as_admin, cast):
    made = act(cast.chen, reason="属地", to=3)
    assert "待封存" in as_admin.get(f"/audit/{made.pk}/").content.decode()
    while sealed := seal(AT):
        last = sealed
    page = as_admin.get(f"/audit/{made.pk}/").content.decode()
    assert f"第 {last.pk} 次" in page and "属地" in page and last.chain in page


def test_a_leader_of_a_district_sees_the_acts_of_its_people_only(client, cast):
    cast.xi.posts.update(role="leader")
    client.force_login(cast.xi)
    own, foreign, city = act(cast.wang), act(cast.yu), act(cast.chen)
    assert listed(client.get("/audit/")) == [own.pk]
    assert client.get(f"/audit/{own.pk}/").status_code == 200
    assert client.get(f"/audit/{foreign.pk}/").status_code == 404
    assert client.get(f"/audit/{city.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["chen", "wang", "li", "nobody"])
def test_it_is_closed_to_others(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get("/audit/").status_code == 403


def test_it_exports_what_is_filtered(as_admin, cast):
    act(cast.chen)
    assert as_admin.get("/audit/", {"export": "1"})["Content-Type"].endswith("sheet")


def test_pages_cost_few_queries(as_admin, cast):
    numbers = write(60, by=cast.chen)
    for url in ("/audit/", f"/audit/{numbers[0]}/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            as_admin.get(url)
        assert len(asked) <= 12


def test_it_names_the_row_a_file_belongs_to(as_admin, cast):
    act(cast.chen, verb="store", owner="cases.case:12")
    assert "所属：工单 12" in as_admin.get("/audit/").content.decode()
