"""The pages of incidents: scope, rights, merge, split and undo by form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences
from tongxin.kit.sheets import read_sheet
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Change, Incident
from tongxin.watch.incidents.services import merge
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.tests.makers import make_employer, make_signal

pytestmark = pytest.mark.urls("tongxin.faces.desk.tests.pages")
NAME = "杭州乌有云杉服饰有限公司"
ONE = f"{NAME}拖欠30名工人工资共15万元，已经三个月，在西湖区灵隐街道，电话13812345678"
TWO = f"我在{NAME}上班，地址在西湖区灵隐街道，车间受伤，公司不给认定工伤也不付医药费"


@pytest.fixture
def two(cast):
    make_employer(cast.lingyin, NAME, region_id="330106012")
    make_signal(cast.xihu, ONE)
    make_signal(cast.xihu, TWO)
    triage(FRIDAY)
    link(FRIDAY)
    return list(Incident.objects.order_by("pk"))


def listed(response) -> list[int]:
    return [row.pk for row in response.context["table"].rows]


@pytest.mark.parametrize(
    "query",
    [{"category": "wages"}, {"collective": "1"}, {"q": "30人"}, {"category": "wages", "q": "乌有云杉", "district": "330106"},
     {"category": "wages", "source": "app", "state": "open", "last_from": "2026-11-01"}],
)  # fmt: skip
def test_it_narrows_and_finds(client, cast, two, query):
    client.force_login(cast.xi)
    assert listed(client.get("/incidents/", query)) == [two[0].pk]


def test_an_export_says_its_words_in_chinese_and_is_in_the_trail(client, cast, two):
    client.force_login(cast.xi)
    data = client.get("/incidents/", {"category": "injury", "q": "乌有", "export": "xlsx"}).content
    rows = list(read_sheet(data, "x.xlsx", columns=["事件", "类别"]).rows)
    assert [row.cells["类别"] for row in rows] == ["工伤待遇"]
    entry = Entry.objects.get(verb="export")
    assert (entry.kind, entry.key, entry.actor_id) == ("incidents.incident", "列表", cast.xi.pk)
    assert entry.facts["rows"] == 1 and "类别" in entry.facts["columns"]
    assert entry.facts["filters"] == ["类别：工伤待遇"] and entry.facts["searched"] is True
    assert "乌有" not in str(entry.facts)  # a word may be a name


def test_it_shows_the_facts_and_where_they_come_from(client, cast, two):
    client.force_login(cast.xi)
    page = client.get(f"/incidents/{two[0].pk}/").content.decode()
    for words in (NAME, "30人", "15万元", "各线索所述的最大值", "首报线索", "138****5678", "合并"):
        assert words in page


def test_numbers_in_texts_are_masked_for_everybody(client, cast, two):
    """Reading them is an act on the signal, with its entry in the trail and its rule of secrecy."""
    merge(*two, by=cast.xi, at=FRIDAY)
    for person in (cast.guan, cast.xi, cast.chen):
        client.force_login(person)
        page = client.get(f"/incidents/{two[0].pk}/").content.decode()
        assert "13812345678" not in page and "138****5678" in page
        if person != cast.guan:
            page = client.get(f"/incidents/{two[0].pk}/split/").content.decode()
            assert "13812345678" not in page and "138****5678" in page


def test_a_foreign_incident_is_not_found(client, cast, two):
    client.force_login(cast.yu)
    pk = two[0].pk
    for url in (f"/incidents/{pk}/", f"/incidents/{pk}/merge/", f"/incidents/{pk}/split/"):
        assert client.get(url).status_code == 404
    assert listed(client.get("/incidents/")) == []


def test_who_may_only_look_may_not_merge(client, cast, two):
    client.force_login(cast.wang)
    pk = two[0].pk
    assert client.get(f"/incidents/{pk}/").status_code == 200
    assert "merge/" not in client.get(f"/incidents/{pk}/").content.decode()
    for url in (
        f"/incidents/{pk}/merge/",
        f"/incidents/{pk}/merge/confirm/?other={two[1].pk}",
        f"/incidents/{pk}/split/",
    ):
        assert client.get(url).status_code == 403
    client.force_login(cast.li)
    assert client.get("/incidents/").status_code == 403


def test_it_offers_the_same_employer_and_shows_the_result_before(client, cast, two):
    client.force_login(cast.xi)
    page = client.get(f"/incidents/{two[0].pk}/merge/").content.decode()
    assert "同一用人单位" in page and f"other={two[1].pk}" in page
    page = client.get(f"/incidents/{two[0].pk}/merge/confirm/", {"other": two[1].pk}).content.decode()
    assert "合并后" in page and "2条" in page and "30人" in page
    assert not Change.objects.exists()


def test_it_merges_splits_and_undoes_by_form(client, cast, two):
    client.force_login(cast.xi)
    kept, other = two
    answer = client.post(f"/incidents/{kept.pk}/merge/confirm/", {"other": other.pk})
    assert answer.url == f"/incidents/{kept.pk}/"
    assert listed(client.get("/incidents/")) == [kept.pk]
    assert "已并入" in client.get(f"/incidents/{other.pk}/").content.decode()
    signal = kept.links.order_by("-pk").first().signal_id
    answer = client.post(f"/incidents/{kept.pk}/split/", {"signals": [signal]})
    fresh = Incident.objects.latest("pk")
    assert answer.url == f"/incidents/{fresh.pk}/"
    assert Incident.objects.current().count() == 2 and differences() == []
    change = Change.objects.latest("pk")
    assert client.post(f"/incidents/{fresh.pk}/changes/{change.pk}/undo/").url == f"/incidents/{kept.pk}/"
    assert Incident.objects.current().count() == 1 and differences() == []
    again = client.post(f"/incidents/{kept.pk}/changes/{change.pk}/undo/")
    assert again.status_code == 409 and "已经撤销" in again.content.decode()


def test_it_refuses_to_split_nothing_everything_or_the_foreign(client, cast, two):
    client.force_login(cast.xi)
    kept, other = two
    assert client.post(f"/incidents/{kept.pk}/split/", {}).status_code == 422
    foreign = other.links.get().signal_id
    assert client.post(f"/incidents/{kept.pk}/split/", {"signals": [foreign]}).status_code == 422
    own = kept.links.get().signal_id
    answer = client.post(f"/incidents/{kept.pk}/split/", {"signals": [own]})
    assert answer.status_code == 409 and "至少要留下一条" in answer.content.decode()


def test_an_act_by_address_alone_does_nothing(client, cast, two):
    client.force_login(cast.xi)
    assert client.get(f"/incidents/{two[0].pk}/changes/1/undo/").status_code == 405


def test_it_prints_hostile_texts_as_they_are(client, cast):
    make_signal(
        cast.xihu,
        "<img src=x onerror=alert(1)>公司拖欠工资三个月，二十名工人，西湖区",
        employer_name="<b>坏</b>厂",
    )
    triage(FRIDAY)
    link(FRIDAY)
    client.force_login(cast.xi)
    incident = Incident.objects.get()
    for url in ("/incidents/", f"/incidents/{incident.pk}/", f"/incidents/{incident.pk}/split/"):
        page = client.get(url).content.decode()
        assert "<img src=x" not in page and "<b>坏" not in page


def test_it_asks_at_most_twelve_queries(client, cast, two):
    for n in range(12):
        make_signal(cast.xihu, f"{ONE}第{n}次反映")
    triage(FRIDAY)
    link(FRIDAY)
    client.force_login(cast.xi)
    for url in (
        "/incidents/",
        "/incidents/?q=乌有",
        f"/incidents/{two[0].pk}/",
        f"/incidents/{two[0].pk}/split/",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 12, url + "\n" + "\n".join(q["sql"][:200] for q in queries)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/incidents/{two[0].pk}/merge/")
    assert len(queries) <= 14
