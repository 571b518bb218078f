from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.alerts.levels import RANK
from tongxin.watch.alerts.rules import Facts, grade
from tongxin.watch.alerts.tests.makers import PROFILE

CAPPED = PROFILE | {"single_unverified_cap": "orange"}
FACTS = st.builds(
    Facts,
    category=st.sampled_from(["wages", "injury", "contract"]),
    persons=st.none() | st.integers(0, 500),
    months=st.none() | st.integers(0, 24),
    collective=st.booleans(),
    signals=st.integers(1, 5),
    sources=st.integers(1, 5),
    verified=st.booleans(),
)


def test_it_takes_the_highest_level_that_is_met():
    assert grade(PROFILE, Facts("wages", persons=30, collective=True)).level == "red"
    assert grade(PROFILE, Facts("wages", persons=30)).level == "orange"


def test_it_gives_every_reason_that_is_met():
    told = grade(PROFILE, Facts("wages", persons=30, months=4, collective=True))
    assert [r.level for r in told.reasons] == ["red", "orange", "orange", "yellow"]
    assert told.reasons[0].facts == ("人数 30（≥30）", "集体争议")


def test_what_is_not_known_meets_nothing():
    told = grade(PROFILE, Facts("contract"))
    assert (told.level, told.reasons[0].words) == ("blue", "未达到任何一级的条件，按默认等级")


def test_one_unverified_source_is_capped():
    facts = Facts("wages", persons=40, collective=True)
    told = grade(CAPPED, facts)
    assert told.level == "orange"
    assert told.reasons[0].words == "仅一个来源且未经人工核对，等级不高于橙色（原应为红色）"
    assert grade(CAPPED, Facts("wages", persons=40, collective=True, verified=True)).level == "red"
    assert grade(CAPPED, Facts("wages", persons=40, collective=True, sources=2)).level == "red"


def test_an_amount_a_head_is_known_only_with_both():
    body = PROFILE | {
        "levels": {"red": {"any": [{"all": [["per_person_amount", ">=", 5000]], "words": "人均"}]}}
    }
    assert grade(body, Facts("wages", persons=2, amount=Decimal(10_000))).level == "red"
    assert grade(body, Facts("wages", amount=Decimal(10_000))).level == "blue"


@pytest.mark.parametrize("condition", [["peoples", ">=", 3], ["persons", "~", 3]])
def test_an_unknown_fact_or_sign_is_an_error(condition):
    with pytest.raises(ValueError, match="does not exist"):
        grade({"levels": {"red": {"any": [{"all": [condition], "words": "x"}]}}}, Facts("wages", persons=3))


@given(FACTS, st.integers(0, 500))
def test_more_people_never_lower_the_level(facts, more):
    grown = Facts(**{**facts.__dict__, "persons": (facts.persons or 0) + more})
    assert RANK[grade(CAPPED, grown).level] >= RANK[grade(CAPPED, facts).level]


@given(FACTS)
def test_there_is_always_a_reason_for_the_level(facts):
    told = grade(CAPPED, facts)
    assert told.reasons[0].level == told.level
