"""What is heard in the demonstration city: how much, when, from whom, about whom. And that a break does no harm."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest
from chinese_calendar import constants
from django.utils.timezone import localtime

from tongxin.ground.audit.verify import verify
from tongxin.ground.employers.models import Employer
from tongxin.ground.orgs.models import Org
from tongxin.ground.places.models import Region
from tongxin.ground.rollups.queries import differences
from tongxin.ground.worktime.official import LUNAR
from tongxin.project.demo import city, history
from tongxin.project.demo.names import employers
from tongxin.project.demo.season import FESTIVALS, until_festival, weight
from tongxin.project.demo.streets import DISTRICTS, STREETS
from tongxin.project.demo.texts import TEXTS
from tongxin.project.demo.trades import trade_of
from tongxin.project.testing import FRIDAY
from tongxin.watch.cases.models import Case
from tongxin.watch.signals.kinds import NATURES, Kind
from tongxin.watch.signals.models import Signal

START = date(2021, 11, 21)


@pytest.fixture(scope="module")
def firms():
    streets = {code: Region(code=code, name=name, parent=Region(code=d, name=DISTRICTS[d]))
               for d, rows in STREETS.items() for code, name in rows}  # fmt: skip
    return [
        Employer(name=e.name, short=e.short, section=e.section, region=streets[e.street_code])
        for e in employers(3000)
    ]


def plan(firms, years, per_year, **over):
    return list(history.plan(firms, START, START + timedelta(days=365 * years - 1), per_year, **over))


def test_a_city_hears_what_the_first_year_of_the_real_one_heard(firms):
    reports = plan(firms, 5, 15_541, shares=history.OF_THE_SEEDS)
    assert len(reports) == 5 * 15_541 and len({report.key for report in reports}) == len(reports)
    years = Counter((r.at.date() - START).days // 365 for r in reports)
    assert set(years.values()) == {15_541}
    dimensions = Counter(NATURES[report.kind].dimension.value for report in reports)
    assert dimensions == {"union": 5 * 15_238, "public": 5 * 303}


def test_a_small_city_hears_every_source(firms):
    kinds = Counter(report.kind for report in plan(firms, 1, 1200))
    assert set(kinds) == set(Kind.values) and sum(kinds.values()) == 1200 and kinds["weekly"] == 480


def test_arrears_come_up_before_spring_festival_whenever_that_is(firms):
    reports = plan(firms, 5, 15_541)
    heard = Counter(report.at.date() for report in reports)
    for year in (2023, 2024):  # 22 January and 10 February
        festival = date(year, *FESTIVALS[year])
        before = sum(heard[festival - timedelta(days=n)] for n in range(11, 39))
        after = sum(heard[festival + timedelta(days=n)] for n in range(21, 49))
        assert before > 1.6 * after
    quiet, busy = date(2023, 1, 23), date(2024, 1, 23)  # a holiday in one year, the peak in the other
    assert heard[busy] > 2 * heard[quiet]
    assert weight(busy) > 2 * weight(quiet)


def test_the_festivals_are_those_of_the_calendar():
    for year, (month, day) in FESTIVALS.items():
        if date(year, month, day) in constants.holidays:
            assert constants.holidays[date(year, month, day)] == "Spring Festival"
        else:
            assert LUNAR[year][0] == (month, day)
    assert until_festival(date(2026, 2, 16)) == 1 and until_festival(date(2026, 11, 20)) == 78


def test_a_text_of_a_trade_tells_of_an_employer_of_that_trade(firms):
    wanted = {
        text.body.partition("{")[0][:12]: text.trade for text in TEXTS if text.trade and text.body[0] != "{"
    }
    told = [(r, trade) for r in plan(firms, 1, 3000) if r.employer
            and (trade := next((t for head, t in wanted.items() if head and r.text.startswith(head)), ""))]  # fmt: skip
    trades = {firm.name: trade_of(firm.short, firm.section) for firm in firms}
    fitting = sum(trades[report.employer] == trade for report, trade in told)
    assert len(told) > 50 and fitting > 0.9 * len(
        told
    )  # tellings of one story share the employer of the first


def test_every_employer_has_the_trade_it_was_made_of():
    assert all(trade_of(e.short, e.section) == e.trade for e in employers(2000))


class Broken(Exception):
    pass


@pytest.mark.slow
def test_a_city_that_was_stopped_half_way_goes_on(db, settings, tmp_path):
    """The power fails on the twentieth day; the second call does the rest, nothing twice."""
    settings.TONGXIN_DEMO = True
    marker = tmp_path / "demo.json"
    scale = {"employers": 150, "per_year": 1500, "days": 30, "earlier": 1}

    def fail(words, done, total):
        if words == "模拟运行" and done == 20:
            raise Broken

    with pytest.raises(Broken):
        city.load_once(marker, password="Demo-pass-2026", progress=fail, **scale)
    assert not marker.exists()
    half = Signal.objects.count()
    told = city.load_once(marker, password="another", **scale)
    assert told["password"] == "Demo-pass-2026" and json.loads(marker.read_text()) == json.loads(
        json.dumps(told)
    )
    assert Signal.objects.count() > half
    days = Counter(localtime(at).date() for at in Signal.objects.values_list("heard_at", flat=True))
    assert sum(days.values()) == len(set(Signal.objects.values_list("source", "external_key")))
    assert not Case.objects.filter(
        state="dispatched", dispatched_at__lt=localtime() - timedelta(days=15)
    ).exists()
    assert differences() == [] and verify().ok
    assert city.load_once(marker, password="third") == json.loads(json.dumps(told))


@pytest.mark.slow
def test_joint_unions_stand_between_streets_and_firms(db, settings):
    settings.TONGXIN_DEMO = True
    city.load("Demo-pass-2026", FRIDAY, employers=900, per_year=100, days=2, earlier=0)
    joints = Org.objects.filter(level="joint")
    assert joints.count() >= 4 and {j.parent.level for j in joints.select_related("parent")} == {"township"}
    assert Org.objects.filter(level="primary", parent__in=joints).exists()
