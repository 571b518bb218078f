import re
from collections import Counter
from itertools import combinations

import pytest
from stdnum.cn import uscc

from tongxin.project.demo.export import rows
from tongxin.project.demo.names import BRANDS, MARKS, SITES, capacity, employers
from tongxin.project.demo.people import CAST, people
from tongxin.project.demo.streets import DISTRICTS, STREETS
from tongxin.project.demo.text import CATEGORIES, SEASONS, SLOTS
from tongxin.project.demo.texts import TEXTS, VOICES, stories
from tongxin.project.demo.texts.unread import UNREAD
from tongxin.project.demo.trades import BY_KEY

CITY_SCALE = 77_596
ROLES = {
    "informant", "supervisor", "mediator", "coordinator", "bargaining_adviser", "lawyer",
    "safety_inspector", "counter", "desk_manager", "leader", "administrator",
}  # fmt: skip
SHARES = {"wages": 0.45, "injury": 0.13, "insurance": 0.14, "contract": 0.20, "other": 0.08}


@pytest.fixture(scope="module")
def city():
    return list(employers(CITY_SCALE, seed=1))


def grams(body):
    plain = re.sub(r"\{\w+\}|\W", "", body)
    return {plain[i : i + 3] for i in range(len(plain) - 2)}


def test_it_has_at_least_330_distinct_messages_in_ten_voices():
    assert len({text.body for text in TEXTS}) == len(TEXTS) >= 330
    assert len(VOICES) == 10
    assert min(len(texts) for texts in VOICES.values()) >= 15


def test_it_never_says_nearly_the_same_twice_outside_one_story():
    sets = [(text, grams(text.body)) for text in TEXTS]
    near = [
        (a.body, b.body)
        for (a, x), (b, y) in combinations(sets, 2)
        if not (a.story and a.story == b.story) and len(x & y) > 0.4 * len(x | y)
    ]
    assert near == []


def test_it_uses_only_known_slots_categories_seasons_and_trades():
    for text in TEXTS:
        assert text.slots <= SLOTS, text.body
        assert not re.search(r"[{}]", text.bind(**dict.fromkeys(SLOTS, "某"))), text.body
        assert text.category in CATEGORIES, text.body
        assert text.season in ("", *SEASONS), text.body
        assert text.trade == "" or text.trade in BY_KEY, text.body


def test_it_keeps_the_shares_of_the_categories_among_labour_matters():
    labour = [text for text in TEXTS if text.labour]
    counts = Counter(text.category for text in labour)
    for category, share in SHARES.items():
        assert counts[category] / len(labour) == pytest.approx(share, abs=0.03), category


def test_it_has_near_misses_and_matters_with_the_administration():
    misses = sum(not text.labour for text in TEXTS)
    administration = sum(text.labour and not text.union for text in TEXTS)
    assert misses / len(TEXTS) == pytest.approx(0.08, abs=0.02)
    assert administration / len(TEXTS) == pytest.approx(0.06, abs=0.02)
    assert not any(text.union for text in TEXTS if not text.labour)


def test_it_tells_many_stories_several_times_with_one_trade_each():
    told = stories()
    assert sum(2 <= len(tellings) <= 4 for tellings in told.values()) >= 15
    for story, tellings in told.items():
        assert len(tellings) >= 2, story
        assert len({text.trade for _, text in tellings}) == 1, story


def test_it_knows_the_seasons_and_the_urgent_ones():
    seasons = Counter(text.season for text in TEXTS)
    assert all(seasons[season] >= 5 for season in SEASONS)
    assert sum(text.urgent for text in TEXTS) >= 20


def test_ten_or_more_persons_of_a_labour_matter_are_collective():
    for text in TEXTS:
        if text.labour and (text.persons or 0) >= 10:
            assert text.collective, text.body


def test_it_carries_no_number_that_could_be_a_phone_or_an_identity_card():
    for text in TEXTS:
        assert not re.search(r"(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{8}|\d{17}[\dXx])(?!\d)", text.body)


def test_it_invents_a_city_of_distinct_employers(city):
    assert capacity() >= CITY_SCALE and len(set(BRANDS)) == len(BRANDS) >= 160
    for field in ("name", "short", "uscc"):
        assert len({getattr(employer, field) for employer in city}) == CITY_SCALE, field
    assert {employer.section for employer in city} == set("ABCDEFGHIJKLMNOPQRST")
    assert all(any(mark in employer.name for mark in MARKS) for employer in city)
    assert all(any(mark in site for mark in MARKS) for site in SITES)


def test_it_gives_codes_that_check_and_belong_to_no_division(city):
    assert all(uscc.is_valid(employer.uscc) for employer in city)
    assert {employer.uscc[2:8] for employer in city} == {"330199"} and "330199" not in DISTRICTS


def test_most_employers_are_small_and_stand_in_a_real_street(city):
    assert sorted(employer.staff for employer in city)[CITY_SCALE // 2] < 20
    assert max(employer.staff for employer in city) >= 1000
    assert len(STREETS) == 13 and sum(map(len, STREETS.values())) == 196
    for employer in city:
        assert employer.street_code in dict(STREETS[employer.district_code])


def test_the_same_seed_gives_the_same_city_and_people():
    assert list(employers(50, seed=3)) == list(employers(50, seed=3)) != list(employers(50, seed=4))
    assert list(people(50, seed=3)) == list(people(50, seed=3)) != list(people(50, seed=4))
    with pytest.raises(ValueError, match="at most"):
        next(employers(capacity() + 1))


def test_the_cast_holds_every_role_once_at_least_with_its_own_username():
    assert {account.role for account in CAST} == ROLES
    assert len({account.username for account in CAST}) == len(CAST)
    places = {"3301", *DISTRICTS, *(code for streets in STREETS.values() for code, _ in streets)}
    assert {account.org_code for account in CAST} <= places


def test_texts_no_model_was_fitted_on_are_in_no_export_and_alike_to_no_other():
    unread = [text for texts in UNREAD.values() for text in texts]
    known = [grams(text.body) for text in TEXTS]
    assert set(UNREAD) <= set(VOICES) and len(unread) >= 30
    for text in unread:
        mine = grams(text.body)
        assert text.slots == frozenset() and text.category in CATEGORIES
        assert text.trade == "" or text.trade in BY_KEY, text.body
        assert all(len(mine & other) < 0.3 * len(mine) for other in known), text.body
    exported = {row["text"] for row in rows()}
    assert not exported & {text.body for text in unread}
