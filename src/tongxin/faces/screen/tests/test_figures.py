"""Every tile says what a count of the facts themselves says."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db.models import Sum
from django.utils.timezone import localtime

from tongxin.faces.tests.makers import (
    make_alert,
    make_case,
    make_employer,
    make_incident,
    make_judged,
    make_signal,
)
from tongxin.ground.rollups import queries as rollups
from tongxin.ground.rollups.services import Change, count, fold
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.signals.models import Signal


@pytest.fixture
def city(cast, monkeypatch):
    """A small city: facts of this year and last, in two districts, a street and nowhere."""
    cache.clear()
    monkeypatch.setattr("tongxin.faces.screen.views.localtime", lambda: localtime(FRIDAY))
    works = make_employer(cast.xihu, "杭州云杉机械有限公司", section="C")
    make_signal(cast.city, "还没有研判的", kind="media")
    make_judged(cast.city, "地点不明的", kind="hotline", category="contract")
    make_judged(cast.xihu, "不属工会事项", acts=False, region="330106", kind="exchange")
    make_judged(cast.yuhang, "去年的", at=FRIDAY - timedelta(days=366), region="330110")
    make_judged(cast.yuhang, "去年年底的", at=FRIDAY.replace(year=2025, month=12, day=30), region="330110")
    make_incident(cast.xihu, employer=works, region_id="330106012", category="insurance", persons=12)
    make_alert(cast.yuhang, level="red", region_id="330110", category="injury", source="kiosk")
    make_alert(cast.yuhang, level="blue", state="dismissed", region_id="330110")
    make_case(
        cast.xihu,
        level="orange",
        employer=works,
        region_id="330106012",
        at=FRIDAY - timedelta(days=40),
        in_time=True,
        closed=True,
        recovered=6_930_000,
        helped=33,
    )
    make_case(cast.xihu, level="yellow", region_id="330106", at=FRIDAY - timedelta(days=20), in_time=False)
    make_case(
        cast.xihu,
        level="yellow",
        employer=works,
        region_id="330106",
        at=FRIDAY - timedelta(days=9),
        due=FRIDAY - timedelta(days=1),
    )
    return cast


def figures(client, user, **query):
    client.force_login(user)
    return client.get("/screen/data.json", query)


def year_of(rows, field):
    start = FRIDAY.replace(month=1, day=1, hour=0)
    return rows.filter(**{f"{field}__gte": start})


def as_int(text):
    return int(text.replace(",", ""))


@pytest.mark.parametrize("folded", [False, True])
def test_it_counts_signals_as_they_are(client, city, folded):
    if folded:
        fold()
    values = figures(client, city.chen).json()["values"]
    signals = Signal.objects.filter(corrected_at=None)
    assert as_int(values["year"]) == year_of(signals, "heard_at").count()
    assert as_int(values["today"]) == signals.filter(heard_at__date=FRIDAY.date()).count()
    assert values["year_before"] == "上年数据不全"  # the first signal came late in 2025
    assert as_int(values["pending"]) == 1 and as_int(values["outside"]) == 1


def test_a_whole_year_before_is_compared_and_the_weeks_before_the_first_signal_are_open(client, city):
    count([Change("signals", date(2025, 1, 3), "330106", "wages", "weekly", "")])
    state = figures(client, city.chen).json()
    assert state["values"]["year_before"].startswith("上年同期 ")
    this, last = (each["values"] for each in state["charts"]["weeks"]["series"])
    assert last[0] == 1 and this[-1] is None


def test_dimensions_and_sources_add_up_to_the_whole(client, city):
    state = figures(client, city.chen).json()
    values, sources = state["values"], state["lists"]["sources"]
    for span in ("today", "year"):
        assert sum(as_int(values[f"{span}_{d}"]) for d in ("union", "public", "government")) == as_int(
            values[span]
        )
        assert sum(as_int(row[span]) for row in sources) == as_int(values[span])
    raw = Counter(year_of(Signal.objects.all(), "heard_at").values_list("kind", flat=True))
    assert {row["name"]: as_int(row["year"]) for row in sources if row["year"] != "0"} == {
        Signal(kind=kind).get_kind_display(): n for kind, n in raw.items()
    }


def test_categories_with_what_waits_and_what_is_outside_are_the_whole(client, city):
    state = figures(client, city.chen).json()
    five = sum(state["charts"]["categories"]["series"][0]["values"])
    values = state["values"]
    assert five + as_int(values["pending"]) + as_int(values["outside"]) == as_int(values["year"])


def test_weeks_are_weeks_of_the_calendar(client, city):
    chart = figures(client, city.chen).json()["charts"]["weeks"]
    this, last = chart["series"]
    raw = Counter(localtime(at).isocalendar()[:2] for at in Signal.objects.values_list("heard_at", flat=True))
    assert {(2026, i + 1): n for i, n in enumerate(this["values"]) if n} == {
        k: n for k, n in raw.items() if k[0] == 2026
    }
    assert {(2025, i + 1): n for i, n in enumerate(last["values"]) if n} == {
        k: n for k, n in raw.items() if k[0] == 2025
    }
    assert this["values"][47:] == [None] * 6, "a week to come is not zero"


def test_levels_deadlines_and_results_are_the_cases(client, city):
    values = figures(client, city.chen).json()["values"]
    stand = year_of(Alert.objects.exclude(state__in=["dismissed", "superseded"]), "at")
    for level in ("red", "orange", "yellow", "blue"):
        assert as_int(values[f"level_{level}"]) == stand.filter(level=level).count()
    kept, missed = (year_of(Case.objects.filter(in_time=t), "reported_at").count() for t in (True, False))
    assert (as_int(values["in_time"]), as_int(values["late"])) == (kept, missed) == (1, 1)
    assert values["in_time_rate"] == "33.3%" and values["reported"] == "3", "one is overdue and not reported"
    closed = Case.objects.exclude(closed_at=None).aggregate(Sum("recovered"), Sum("helped"))
    assert (
        Decimal(values["recovered"]) * 10_000 == closed["recovered__sum"]
        and values["recovered_unit"] == "万元"
    )
    assert as_int(values["helped"]) == closed["helped__sum"]
    assert (values["running"], values["overdue"]) == ("1", "1")


def test_tiles_and_what_lies_elsewhere_are_the_whole(client, city):
    state = figures(client, city.chen).json()
    assert len(state["tiles"]) == 13
    xihu, yuhang = state["tiles"]["330106"], state["tiles"]["330110"]
    raw = Incident.objects.filter(first_at__year=2026)
    assert (
        as_int(xihu["measures"]["incidents"]["value"])
        == raw.filter(region__code__startswith="330106").count()
    )
    assert (
        as_int(yuhang["measures"]["incidents"]["value"])
        == raw.filter(region__code__startswith="330110").count()
    )
    assert yuhang["words"] == "余杭区：本年线索 2 · 事件 2 · 预警 1 · 工单 0"
    assert xihu["measures"]["cases"] == {"value": "3", "heat": 5}
    assert state["values"]["elsewhere"] == "另有未定位到格内的：线索 2"


def test_the_counts_are_those_a_recount_finds(client, city):
    known = {"signals", "incidents"} & set(rollups.RECOUNTS)
    assert not [row for row in rollups.differences() if row[0] in known]


def test_an_empty_city_shows_zeros_and_no_rates(client, cast):
    cache.clear()
    state = figures(client, cast.chen).json()
    assert state["values"]["year"] == "0" and state["values"]["in_time_rate"] == "—"
    assert state["values"]["year_before"] == "上年数据不全"
    assert state["lists"]["alerts"] == state["lists"]["busiest"] == []
    assert {tile["measures"]["signals"]["heat"] for tile in state["tiles"].values()} == {0}
