"""The search at the head of every page: the four kinds, within one's scope, masked, and as the lists search."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from tongxin.faces.tests.makers import make_case, make_employer, make_incident
from tongxin.watch.signals.jobs import index_words
from tongxin.watch.signals.tests.makers import make_signal, make_source

pytestmark = pytest.mark.django_db
WEST, NORTH = "杭州乌有云杉服饰有限公司", "杭州乌有红松机械有限公司"


@pytest.fixture
def city(cast):
    """Two employers in two districts, each with an incident, a case and a signal that names a phone."""
    for org, region, name in (cast.xihu, "330106", WEST), (cast.yuhang, "330110", NORTH):
        employer = make_employer(org, name)
        title = f"{name}劳动报酬争议（30人）"
        make_incident(org, title=title, employer=employer, region_id=region)
        make_case(org, title=title, employer=employer, region_id=region)
        text = f"{name}拖欠工资，请打电话13812345678，身份证330106199001011234"
        make_signal(make_source(org, key=region), text=text)
    while index_words(localtime() + timedelta(minutes=5)):
        pass
    return cast


def found(client, person, words):
    """What the page lists of each kind, in words."""
    client.force_login(person)
    finds = client.get("/search/", {"q": words}).context["finds"]
    return {find.label: list(find.rows) for find in finds}


def names(rows):
    return sorted({str(row) for row in rows})


def test_it_finds_incidents_cases_and_employers_by_words_apart(client, city):
    told = found(client, city.chen, "云杉 劳动报酬")
    assert len(told["事件"]) == 2, "that of the incident and that of the case"
    assert all(WEST in incident.title for incident in told["事件"])
    assert [case.title for case in told["工单"]] == [f"{WEST}劳动报酬争议（30人）"]
    assert [employer.name for employer in found(client, city.chen, "云杉 乌有")["用人单位"]] == [WEST]


def test_a_case_is_found_by_its_number_and_by_its_employer(client, city):
    (case,) = found(client, city.chen, "红松")["工单"]
    assert found(client, city.chen, case.number)["工单"] == [case]
    case.title = "改了标题"
    case.save()
    assert found(client, city.chen, "红松")["工单"] == [case]


@pytest.mark.parametrize("words", ["云杉", "云杉 劳动报酬", "乌有 30人", "没有这个词"])
def test_the_list_behind_it_shows_the_same(client, city, words):
    for kind, url in (
        ("线索", "/signals/"),
        ("事件", "/incidents/"),
        ("工单", "/cases/"),
        ("用人单位", "/employers/"),
    ):
        rows = found(client, city.chen, words)[kind]
        listed = client.get(url, {"q": words}).context["table"].rows
        assert {row.pk for row in rows} == {row.pk for row in listed}, kind


def test_everybody_finds_only_what_lies_in_their_scope(client, city):
    assert found(client, city.xi, "红松") == {"线索": [], "事件": [], "工单": [], "用人单位": []}
    mine = found(client, city.xi, "乌有")
    assert {case.org for case in mine["工单"]} == {incident.org for incident in mine["事件"]} == {city.xihu}
    assert names(mine["用人单位"]) == [WEST]
    assert [signal.org for signal in mine["线索"]] == [city.xihu]
    assert (
        len(found(client, city.chen, "乌有")["用人单位"])
        == len(found(client, city.chen, "乌有")["线索"])
        == 2
    )


def test_each_kind_is_for_those_with_the_right_to_it(client, city):
    assert set(found(client, city.li, "云杉")) == {"线索", "用人单位"}
    assert set(found(client, city.ao, "云杉")) == set()
    assert found(client, city.nobody, "云杉") == {}


def test_numbers_in_what_it_finds_are_masked_for_everybody(client, city):
    for person in (city.chen, city.xi, city.guan):
        client.force_login(person)
        page = client.get("/search/", {"q": "拖欠工资"}).content.decode()
        assert "138****5678" in page and "13812345678" not in page and "199001011234" not in page


def test_it_says_when_nothing_is_found_and_asks_for_words(client, city):
    client.force_login(city.chen)
    page = client.get("/search/", {"q": "没有这个词"}).content.decode()
    assert len(re.findall("没有找到", page)) == 4
    assert "想找什么" in client.get("/search/").content.decode()


def test_it_takes_few_statements(client, city, django_assert_max_num_queries):
    client.force_login(city.xi)
    client.get("/search/", {"q": "云杉"})
    with django_assert_max_num_queries(12):
        client.get("/search/", {"q": "云杉"})
