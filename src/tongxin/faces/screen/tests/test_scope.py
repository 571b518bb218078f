import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from tongxin.faces.tests.makers import make_alert, make_employer, make_judged
from tongxin.ground.employers.merging import merge
from tongxin.project.testing import FRIDAY


@pytest.fixture(autouse=True)
def fresh(db, monkeypatch):
    cache.clear()
    monkeypatch.setattr("tongxin.faces.screen.views.localtime", lambda: localtime(FRIDAY))


def ask(client, user, path="/screen/data.json", **query):
    client.force_login(user)
    return client.get(path, query)


def test_a_district_sees_its_own_figures_only(client, cast):
    make_judged(cast.xihu, region="330106012")
    make_judged(cast.yuhang, region="330110")
    state = ask(client, cast.xi).json()
    assert state["values"]["today"] == "1"
    assert set(state["tiles"]) >= {"330106012"} and "330110" not in state["tiles"]
    assert state["tiles"]["330106012"]["measures"]["signals"]["value"] == "1"
    assert ask(client, cast.chen).json()["values"]["today"] == "2"


def test_a_street_sees_its_street(client, cast):
    make_judged(cast.xihu, region="330106012")
    make_judged(cast.xihu, region="330106")
    state = ask(client, cast.li).json()
    assert state["values"]["today"] == "1" and list(state["tiles"]) == ["330106012"]


def test_the_city_looks_into_a_district(client, cast):
    make_judged(cast.yuhang, region="330110")
    assert ask(client, cast.chen, org="HZ-YH").json()["values"]["today"] == "1"
    assert ask(client, cast.chen, org="HZ-XH").json()["values"]["today"] == "0"


@pytest.mark.parametrize("path", ["/screen/", "/screen/data.json"])
def test_it_hides_other_unions(client, cast, path):
    for code in ("HZ", "HZ-YH", "HZ-JS", "no-such"):
        assert ask(client, cast.xi, path, org=code).status_code == 404


def test_a_union_without_a_ground_has_no_screen(client, cast):
    page = ask(client, cast.bu, "/screen/")
    assert page.status_code == 200 and "没有可看的大屏" in page.content.decode()
    assert ask(client, cast.bu).status_code == 404
    assert ask(client, cast.chen, org="HZ-JS").status_code == 404


def test_it_is_closed_to_strangers_and_to_people_without_a_post(client, cast):
    assert client.get("/screen/").status_code == 302
    assert ask(client, cast.nobody, "/screen/").status_code == 403
    assert ask(client, cast.nobody).status_code == 403


def test_employers_merged_into_one_are_counted_as_one(client, cast):
    one, two, other = (make_employer(cast.lingyin, f"杭州红松{n}有限公司", section="C") for n in "甲乙丙")
    for employer in (one, two, other):
        make_alert(cast.lingyin, employer=employer, region_id="330106012")
    merge(two, one, by=cast.chen, at=FRIDAY)
    busiest = ask(client, cast.chen).json()["lists"]["busiest"]
    assert [(row["title"], row["count"]) for row in busiest] == [
        ("杭州红松乙有限公司", "2起"),
        ("杭州红松丙有限公司", "1起"),
    ]


def test_employers_are_named_to_those_with_the_right_only(client, cast):
    works = make_employer(cast.lingyin, "杭州云杉机械有限公司", section="C")
    make_alert(cast.lingyin, level="red", employer=works, region_id="330106012", persons=1200)
    named = ask(client, cast.chen).json()["lists"]
    assert named["busiest"][0] == {"title": "杭州云杉机械有限公司", "where": "灵隐街道", "count": "1起"}
    assert named["alerts"][0]["title"] == "灵隐街道 杭州云杉机械有限公司 劳动报酬（1,200人）"
    for user in (cast.ao, cast.li):
        masked = str(ask(client, user).json())
        assert "云杉" not in masked and "某制造业单位" in masked


def test_persons_are_never_named(client, cast):
    make_alert(cast.xihu, employer_text="包工头张三丰", title="张三丰欠薪", region_id="330106")
    assert "张三丰" not in ask(client, cast.chen).content.decode()


def test_it_costs_the_same_whatever_is_behind_it(client, cast):
    works = [make_employer(cast.xihu, f"示例第{n}厂", section="C") for n in range(9)]
    for n in range(18):
        make_alert(cast.xihu, employer=works[n % 9], region_id="330106012")
    client.force_login(cast.chen)
    for query in ({}, {"org": "HZ-XH"}):
        with CaptureQueriesContext(connection) as cold:
            assert client.get("/screen/data.json", query).status_code == 200
        with CaptureQueriesContext(connection) as warm:
            client.get("/screen/data.json", query)
        with CaptureQueriesContext(connection) as page:
            client.get("/screen/", query)
        assert len(cold) <= 14 and len(warm) <= 4 and len(page) <= 12


def test_who_has_it_already_is_told_so(client, cast):
    first = ask(client, cast.chen)
    cache.clear()
    again = client.get("/screen/data.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content and again["X-Counted-At"]
    make_judged(cast.xihu)
    cache.clear()
    assert client.get("/screen/data.json", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_page_has_a_place_for_everything_it_is_told(client, cast):
    make_alert(cast.xihu, employer=make_employer(cast.xihu, "示例厂"), region_id="330106")
    state = ask(client, cast.chen).json()
    page = ask(client, cast.chen, "/screen/").content.decode()
    for key in set(state["values"]) - {"elsewhere"}:
        assert f'data-value="{key}"' in page
    for attribute, part in (("list", "lists"), ("plot", "charts"), ("tile", "tiles")):
        assert all(f'data-{attribute}="{key}"' in page for key in state[part])
    for key, rows in state["lists"].items():
        assert all(f'data-field="{field}"' in page for field in set(rows[0]) - {"level"}), key
    assert "HZ-XH" in page and json.dumps(state)
