"""The weights of two reports, and what is made of several."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.fitting import ORDERS
from tongxin.watch.incidents.joining import ALONE, JOIN, LONGEST, fits, match, shares
from tongxin.watch.incidents.measure import measure
from tongxin.watch.incidents.pairs import BITS, FARTHEST, compare
from tongxin.watch.incidents.reports import Report, bare
from tongxin.watch.incidents.simulated import simulate

WORDS = (
    "公司拖欠我们三十个人的工资已经三个月了",
    "车间里有人受伤公司不肯申报工伤",
    "辞退员工不给补偿也没有签合同",
    "",
)
reports = st.builds(
    Report,
    signal=st.integers(1, 10**6),
    at=st.integers(0, 90 * 24).map(lambda hours: FRIDAY + timedelta(hours=hours)),
    text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("，".join),
    category=st.sampled_from(("wages", "injury")),
    employer=st.sampled_from((None, 1, 2)),
    name=st.sampled_from(("", "岚笺服饰", "岚笺服装", "岚笺", "樨墨物流")),
    region=st.sampled_from(("", "3301", "330106", "330106012", "330106005", "330110001")),
    amount=st.sampled_from((None, 10_000.0, 10_500.0, 90_000.0)),
    persons=st.sampled_from((None, 3, 30, 31)),
    months=st.sampled_from((None, 2, 3, 8)),
)
A = Report(1, FRIDAY, WORDS[0], "wages", name="岚笺服饰", region="330106012", amount=90_000.0)


@given(reports, reports)
def test_which_of_two_comes_first_changes_nothing(one, other):
    there, back = compare(one, other), compare(other, one)
    assert (there.weight, there.levels, there.reasons) == (back.weight, back.levels, back.reasons)


@given(reports, reports)
def test_the_weight_is_the_sum_of_the_reasons(one, other):
    pair = compare(one, other)
    assert abs(pair.weight - sum(each.weight for each in pair.reasons)) < 0.05


def test_a_nearer_level_never_weighs_less_than_a_farther_one():
    for bits in BITS.values():
        for name, levels in ORDERS.items():
            known = [bits[name, level] for level in levels if (name, level) in bits]
            assert known == sorted(known, reverse=True), name


@given(reports, reports, st.integers(0, 60))
def test_coming_nearer_in_time_never_weighs_less(one, other, days):
    far = replace(other, at=one.at + timedelta(days=days))
    near = replace(other, at=one.at + timedelta(days=days // 2))
    assert compare(one, near).weight >= compare(one, far).weight


@given(reports, reports)
def test_to_say_the_same_sum_never_weighs_less_than_another(one, other):
    one, same = replace(one, amount=90_000.0), replace(other, amount=90_000.0)
    assert compare(one, same).weight >= compare(one, replace(other, amount=10_000.0)).weight


@given(reports, st.lists(reports, min_size=1, max_size=4))
def test_two_registered_employers_never_meet(one, others):
    here, there = replace(one, employer=1), replace(others[0], employer=2, signal=one.signal + 1)
    assert match(here, [there, *others[1:]]) is None


def test_it_says_what_weighs_how_much():
    pair = compare(A, replace(A, signal=2, at=FRIDAY + timedelta(days=3), category="injury"))
    said = " ".join(str(each) for each in pair.reasons)
    for words in (
        "单位名称相同 +",
        "类别不同 -",
        "金额相同 +",
        "相隔3天 +",
        "内容相近程度100% +",
        "同一街道 +",
    ):
        assert words in said


def test_a_name_is_known_by_its_brand_its_part_and_in_the_text():
    def level(name, text=""):
        return compare(A, replace(A, signal=2, name=name, text=text)).levels["employer"]

    assert [level(n) for n in ("岚笺服饰", "岚笺", "杭岚笺服饰", "岚笺服装", "樨墨物流", "")] == [
        "name", "brand", "part", "alike", "differs", "unknown"]  # fmt: skip
    assert level("", "就是那个岚笺服饰，不给钱") == "told"
    assert bare("走访杭州岚笺服饰有限公司") == bare("岚笺服饰有限公司") == "岚笺服饰"


def test_two_likely_incidents_take_from_each_other():
    near = replace(A, signal=2, name="", at=FRIDAY + timedelta(days=2))
    alone = match(A, [near])
    assert shares({"one": alone})["one"] > JOIN > shares({"one": alone, "other": alone})["one"]


def test_an_incident_grows_by_sixty_days_and_to_half_a_year():
    first = last = FRIDAY
    assert fits(FRIDAY + FARTHEST, first, last) and not fits(
        FRIDAY + FARTHEST + timedelta(hours=1), first, last
    )
    assert not fits(FRIDAY + LONGEST + timedelta(hours=1), first, FRIDAY + timedelta(days=150))
    later = match(replace(A, text=WORDS[1], at=FRIDAY + ALONE + timedelta(days=1)), [replace(A, signal=2)])
    assert not later.may_join


def test_the_same_world_comes_of_the_same_seed():
    assert simulate(5, began=FRIDAY, incidents=40) == simulate(5, began=FRIDAY, incidents=40)


def test_agreement_counts_reports_pairs_and_what_was_thrown_together():
    truth = {1: "a", 2: "a", 3: "b", 4: "b"}
    assert measure(truth, {1: 7, 2: 7, 3: 8, 4: 8}).f1 == 1
    wrong = measure(truth, {1: 7, 2: 7, 3: 7, 4: 8})
    assert (round(wrong.precision, 3), round(wrong.recall, 3), wrong.over_merged) == (0.667, 0.75, 0.5)
    assert (wrong.pair_precision, wrong.pair_recall) == (1 / 3, 1 / 2)
    assert measure(truth, {}).recall == 0.5


@given(st.dictionaries(st.integers(1, 30), st.integers(1, 6), min_size=1), st.data())
def test_agreement_is_a_share_and_whole_for_the_truth_itself(truth, data):
    found = {report: data.draw(st.integers(1, 6)) for report in truth}
    told = measure(truth, found)
    assert all(
        0 <= each <= 1 for each in (told.precision, told.recall, told.f1, told.pair_f1, told.over_merged)
    )
    assert (measure(truth, truth).f1, measure(truth, truth).over_merged) == (1, 0)
