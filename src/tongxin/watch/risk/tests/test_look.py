"""A look at all series: what was planted is found, what is quiet is not, what is unknown is said to be so."""

from datetime import timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import write_csv
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.ledger import take_in
from tongxin.watch.incidents.ledger_rows import COLUMNS
from tongxin.watch.risk.models import Hotspot, Series, State
from tongxin.watch.risk.services import limits_on, look, mark_graded
from tongxin.watch.risk.tests.makers import SUNDAY, states, tell, years

pytestmark = [pytest.mark.django_db]
LINGYIN, WENXIN = "330106012", "330106013"


@pytest.fixture
def city(cast):
    years(SUNDAY, 80, industry=cast.builders)
    return cast


def rise(day, n=9, region=LINGYIN, **over):
    for back in range(3):
        tell(day - timedelta(days=back), region, n // 3, **over)


def test_it_finds_a_rise_in_a_street_and_not_the_quiet_one_beside_it(city):
    rise(SUNDAY)
    found = look(SUNDAY, at=FRIDAY)
    hot = Hotspot.objects.live().get(region=LINGYIN, category="wages")
    assert (hot.org, hot.scale, hot.peak, hot.seen) == (city.lingyin, "street", hot.observed, SUNDAY)
    assert hot.observed >= 9 > hot.upper > hot.expected > 0 and hot.p < 0.01 and 0 < hot.rising <= 1
    assert (hot.week, hot.graded_at, hot.over_at) == (SUNDAY - timedelta(days=6), None, None)
    assert not Hotspot.objects.filter(region__in=[WENXIN, "330110005"]).exists()
    assert states()[f"{LINGYIN}/wages"] == State.HOT and states()[f"{WENXIN}/wages"] != State.HOT
    assert found.new == Hotspot.objects.count() == Entry.objects.filter(verb="find").count()


def test_it_finds_nothing_in_a_quiet_week(city):
    assert look(SUNDAY, at=FRIDAY).hot == 0
    short = {key[:6] for key, state in states().items() if state == State.SHORT}
    assert short and not short & {"3301/", "330106", "330110"}  # districts that have never told of anything


def test_a_district_that_has_taken_part_for_two_months_is_not_judged_yet_and_the_city_is(city):
    for week in range(8):
        tell(SUNDAY - timedelta(weeks=week), "330114001", 3)
    look(SUNDAY, at=FRIDAY)
    told = Series.objects.get(key="330114/wages")
    assert (told.state, told.p, told.history, told.observed) == (State.SHORT, None, 8, 3)
    assert states()["330114001/wages"] == State.SHORT != states()["3301/wages"]
    assert not Hotspot.objects.filter(region__code__startswith="330114").exists()


def test_it_says_where_history_is_too_short_and_finds_nothing_there(cast):
    years(SUNDAY, 30)
    rise(SUNDAY, 30)
    assert look(SUNDAY, at=FRIDAY).hot == 0
    assert set(states().values()) == {State.SHORT}
    told = Series.objects.get(key=f"{LINGYIN}/wages")
    assert (told.expected, told.upper, told.p) == (None, None, None) and 29 <= told.history <= 30


def test_it_says_so_before_anything_was_counted_at_all(cast):
    assert look(SUNDAY, at=FRIDAY).series > 0
    assert set(states().values()) == {State.SHORT}


def test_it_does_the_same_look_twice_without_finding_more(city):
    rise(SUNDAY)
    first = look(SUNDAY, at=FRIDAY)
    entries = Entry.objects.count()
    mark_graded(list(Hotspot.objects.all()), at=FRIDAY)
    again = look(SUNDAY, at=FRIDAY + timedelta(hours=1))
    assert (again.new, again.hot, Entry.objects.count()) == (0, first.hot, entries)
    assert not Hotspot.objects.awaiting_grade().exists()


def test_it_refuses_to_look_back_behind_what_it_has_seen(city):
    look(SUNDAY, at=FRIDAY)
    with pytest.raises(Refused, match="不能再看更早"):
        look(SUNDAY - timedelta(days=1), at=FRIDAY)


def test_it_looks_at_the_seven_days_that_ended_on_any_day(city):
    wednesday = SUNDAY + timedelta(days=3)
    rise(wednesday, 12)
    look(wednesday, at=FRIDAY)
    hot = Hotspot.objects.get(region=LINGYIN, category="wages")
    assert (hot.week, hot.end) == (wednesday - timedelta(days=6), wednesday)
    assert hot.series.recent[-1] == hot.observed >= 12


def test_it_continues_a_hot_spot_that_comes_back_within_four_weeks(city):
    rise(SUNDAY)
    look(SUNDAY, at=FRIDAY)
    hot = Hotspot.objects.get(region=LINGYIN, category="wages")
    mark_graded([hot], at=FRIDAY)
    for days in (7, 14):
        look(SUNDAY + timedelta(days=days), at=FRIDAY + timedelta(days=days))
    hot.refresh_from_db()
    assert hot.over_at == FRIDAY + timedelta(days=7) and hot.graded_at
    back = SUNDAY + timedelta(days=21)
    rise(back, 12)
    look(back, at=FRIDAY + timedelta(days=21))
    hot.refresh_from_db()
    assert Hotspot.objects.filter(region=LINGYIN, category="wages").count() == 1
    assert (hot.over_at, hot.graded_at, hot.seen, hot.peak) == (None, None, back, hot.observed)
    assert hot.found_at == FRIDAY


def test_it_finds_another_hot_spot_after_four_weeks(city):
    rise(SUNDAY)
    look(SUNDAY, at=FRIDAY)
    later = SUNDAY + timedelta(days=35)
    years(later, 5)
    look(later - timedelta(days=7), at=FRIDAY + timedelta(days=28))
    rise(later, 12)
    look(later, at=FRIDAY + timedelta(days=35))
    assert Hotspot.objects.filter(region=LINGYIN, category="wages").count() == 2
    assert Hotspot.objects.live().filter(region=LINGYIN, category="wages").count() == 1


def test_a_hot_spot_is_graded_anew_once_it_grows(city):
    rise(SUNDAY)
    look(SUNDAY, at=FRIDAY)
    mark_graded(list(Hotspot.objects.all()), at=FRIDAY)
    monday = SUNDAY + timedelta(days=1)
    tell(monday, LINGYIN, 4)
    look(monday, at=FRIDAY)
    assert Hotspot.objects.awaiting_grade().filter(region=LINGYIN, category="wages").exists()


def test_it_finds_a_rise_in_an_industry(city):
    for region in (LINGYIN, WENXIN, "330110005"):
        rise(SUNDAY, 6, region, category="injury", industry=city.builders)
    look(SUNDAY, at=FRIDAY)
    hot = Hotspot.objects.get(scale="industry", category="injury")
    assert (hot.org, hot.industry_org, hot.region, hot.observed) == (city.builders, city.builders, None, 18)


def test_the_rulebook_says_how_many_false_ones_are_borne(cast):
    assert (limits_on(SUNDAY).share, limits_on(SUNDAY).quiet) == (0.1, timedelta(weeks=4))
    rule = Rule.objects.get(key="hotspot-control")
    rule.active = True
    rule.save()
    body = {"items": [], "threshold": {"false_share": 0.05, "weeks": 2}}
    Version.objects.create(
        rule=rule, number=9, body=body, citation="示例", source="示例", since=SUNDAY.replace(day=1), status="confirmed",
        at=FRIDAY, confirmed_at=FRIDAY,
    )  # fmt: skip
    assert (limits_on(SUNDAY).share, limits_on(SUNDAY).quiet) == (0.05, timedelta(weeks=2))


def test_with_three_years_of_ledgers_the_first_look_of_a_new_platform_finds_a_rise(cast):
    lines = [[SUNDAY - timedelta(days=n), LINGYIN, "劳动报酬", "", 1] for n in range(21, 21 + 1095, 10)]
    take_in(write_csv(COLUMNS, lines), "三年.csv", org=cast.city, by=cast.chen, at=FRIDAY)
    recent = [[SUNDAY - timedelta(days=n % 7), LINGYIN, "劳动报酬", "", 1] for n in range(12)]
    take_in(write_csv(COLUMNS, recent), "本周.csv", org=cast.city, by=cast.chen, at=FRIDAY)
    look(SUNDAY, at=FRIDAY)
    assert Series.objects.get(key=f"{LINGYIN}/wages").state == State.HOT
