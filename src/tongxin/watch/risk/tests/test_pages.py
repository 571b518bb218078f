"""The board, the records and the page of a hot spot, as people of the cast see them."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tongxin.faces.tests.makers import make_employer, make_incident
from tongxin.project.testing import FRIDAY
from tongxin.watch.risk.models import Scale, Series, State
from tongxin.watch.risk.queries import hot_in
from tongxin.watch.risk.tests.makers import SUNDAY, make_hotspot, make_series, tell

pytestmark = pytest.mark.django_db
MOST = 12
STREET = "330106012"


@pytest.fixture
def board(cast):
    """A hot street in Xihu, a raised district, Yuhang with too short a history, quiet builders."""
    cast.hot = make_series(cast.lingyin, region=STREET, scale=Scale.STREET)
    cast.whole = make_series(cast.lingyin, region=STREET, scale=Scale.STREET, category="", state=State.QUIET)
    for category, state in (("", State.RAISED), ("wages", State.QUIET)):
        make_series(cast.xihu, category=category, state=state)
    unknown = {"state": State.SHORT, "expected": None, "upper": None, "p": None, "history": 30}
    for category in ("", "wages"):
        make_series(cast.yuhang, region="330110", category=category, **unknown)
    cast.industry = make_series(
        cast.builders,
        region=None,
        industry_org=cast.builders,
        scale=Scale.INDUSTRY,
        state=State.QUIET,
        key="i/wages",
    )
    cast.spot = make_hotspot(cast.hot)
    return cast


@pytest.fixture
def read(client):
    def read(person, url):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(url)

    return read


def url(row):
    return f"/risk/{'hotspots' if hasattr(row, 'peak') else 'series'}/{row.pk}/"


def test_a_slow_rise_tells_its_own_p_beside_that_of_the_week(board, read):
    Series.objects.filter(pk=board.hot.pk).update(slow=True, rising=0.0021, observed=2, p=0.3)
    page = read(board.chen, url(board.hot)).content.decode()
    assert "0.002</strong><span>缓慢上升的 p 值" in page and "近七日可能并不超过上限" in page
    assert "缓慢上升的 p 值" not in read(board.chen, url(board.spot)).content.decode()


def test_the_city_sees_its_districts_with_word_and_shape(board, read):
    page = read(board.chen, "/risk/").content.decode()
    assert "西湖区：偏高；近七日 9 起，预期 2；其下街道热点 1 处" in page
    assert "余杭区：历史不足；近七日 9 起" in page and "risk-short" in page
    assert "内▲1" in page and "△" in page and "？" in page
    assert page.count('class="spark"') == 7 and "最近5期：1 2 0 3 9" in page


def test_a_history_too_short_is_never_green(board, read):
    page = read(board.yu, "/risk/").content.decode()
    assert "？ 历史不足" in page and "state-good" not in page and "risk-tile risk-quiet" not in page


def test_one_drills_from_the_city_to_a_street_and_its_incidents(board, read):
    incident = make_incident(board.lingyin, at=FRIDAY - timedelta(days=6), region_id=STREET)
    city = read(board.chen, "/risk/").content.decode()
    assert 'href="?district=330106"' in city
    district = read(board.chen, "/risk/?district=330106").content.decode()
    assert (
        f'href="/risk/series/{board.whole.pk}/"' in district and "余杭区" not in district.split("<table")[1]
    )
    street = read(board.chen, url(board.hot))
    made = street.context["told"].made
    assert [i.pk for i in made.incidents] == [
        incident.pk
    ] and f"/incidents/{incident.pk}/" in street.content.decode()
    assert f"street={STREET}" in made.url
    assert [row.pk for row in read(board.chen, made.url).context["table"].page.rows] == [incident.pk]


def test_a_district_sees_its_own_and_what_lies_below(board, read):
    table = read(board.xi, "/risk/").context["table"]
    assert {row.org for row in table.page.rows} == {board.xihu, board.lingyin}
    assert read(board.xi, url(board.spot)).status_code == 200
    assert read(board.yu, url(board.spot)).status_code == 404
    assert read(board.yu, url(board.hot)).status_code == 404
    assert [tile.code for tile in read(board.xi, "/risk/").context["board"].tiles] == [STREET]


def test_an_industry_union_sees_its_series_and_no_map(board, read):
    answer = read(board.bu, "/risk/")
    assert [row.pk for row in answer.context["table"].page.rows] == [board.industry.pk]
    assert answer.context["board"].tiles == [] and "risk-map" not in answer.content.decode()


def test_who_may_not_see_alerts_may_not_see_hot_spots(board, read):
    assert read(board.ao, "/risk/").status_code == 403
    assert read(board.ao, url(board.spot)).status_code == 403
    assert read(board.nobody, url(board.spot)).status_code == 404


def test_a_hot_spot_says_what_makes_it_up(board, read):
    employer = make_employer(board.xihu, "杭州云杉建设有限公司")
    for days in (5, 6, 7):
        make_incident(
            board.lingyin,
            at=FRIDAY - timedelta(days=days),
            region_id=STREET,
            employer=employer,
            source="hotline",
        )
    make_incident(board.lingyin, at=FRIDAY - timedelta(days=20), region_id=STREET, employer=employer)
    make_incident(board.lingyin, at=FRIDAY - timedelta(days=6), region_id=STREET, category="injury")
    make_incident(board.yuhang, at=FRIDAY - timedelta(days=6), region_id="330110005")
    answer = read(board.xi, url(board.spot))
    made, page = answer.context["told"].made, answer.content.decode()
    assert [(p.name, p.n) for p in made.employers] == [("杭州云杉建设有限公司", 3)]
    assert [(p.name, p.n) for p in made.sources] == [("12351热线", 3)] or made.sources[0].n == 3
    assert "其中您可以查看的有 3 起" in page and "p 值" in page and "&lt;0.001" in page


def test_a_hot_spot_is_shown_beside_the_same_weeks_of_earlier_years(board, read):
    tell(SUNDAY - timedelta(days=800), STREET)
    tell(SUNDAY - timedelta(weeks=52), STREET, 4)
    tell(SUNDAY - timedelta(weeks=1), STREET, 2)
    told = read(board.chen, url(board.spot)).context["told"]
    assert [(each.label, each.count) for each in told.years] == [("1年前同期", 4), ("2年前同期", 0)]
    assert [each.count for each in told.latest][:2] == [2, 0]
    assert told.chart["labels"][-1] == (SUNDAY - timedelta(days=6)).isoformat()


def test_a_series_without_history_says_that_this_is_no_verdict(board, read):
    short = make_series(
        board.yuhang, region="330110", category="injury", state=State.SHORT, expected=None, upper=None
    )
    page = read(board.yu, url(short)).content.decode()
    assert "历史不足，没有结论" in page and "没有结论不等于正常" in page


def test_the_list_goes_out_as_a_sheet_with_words_for_pictures(board, read):
    answer = read(board.chen, "/risk/?export=xlsx&state=hot")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    told = " ".join(str(cell) for row in rows for cell in row)
    assert (
        "西湖区灵隐街道" in told and "最近5期：1 2 0 3 9" in told and "▲ 热点" in told and "<svg" not in told
    )


def test_the_record_keeps_what_is_over(board, read):
    make_hotspot(board.hot, over_at=FRIDAY)
    assert read(board.chen, "/risk/hotspots/").content.decode().count("已结束") == 1
    live = read(board.chen, "/risk/hotspots/?live=1").context["table"].page.rows
    assert [row.pk for row in live] == [board.spot.pk]


def test_empty_pages_say_what_will_stand_there(cast, read):
    assert "还没有监测结果" in read(cast.chen, "/risk/").content.decode()
    assert "还没有发现过热点" in read(cast.chen, "/risk/hotspots/").content.decode()


def test_pages_cost_the_same_with_many_rows(board, client):
    client.force_login(board.chen, backend="django.contrib.auth.backends.ModelBackend")

    def cost(path):
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])

    paths = ["/risk/", "/risk/hotspots/", url(board.spot), url(board.hot)]
    few = [cost(path) for path in paths]
    for n in range(25):
        row = make_series(board.lingyin, region=STREET, scale=Scale.STREET, category="injury", key=f"n{n}")
        make_hotspot(row)
        make_incident(board.lingyin, at=FRIDAY - timedelta(days=6), region_id=STREET)
    many = [cost(path) for path in paths]
    assert many == few and max(many) <= MOST


def test_hot_in_names_the_places_that_lie_in_a_hot_spot(board):
    assert hot_in([STREET, "330106", "330110005", "3301"]) == {STREET}
    make_hotspot(make_series(board.xihu, category="injury"))
    assert hot_in([STREET, "330106", "330106013", "330110005"]) == {STREET, "330106", "330106013"}
