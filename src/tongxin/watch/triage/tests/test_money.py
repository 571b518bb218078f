from datetime import date

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.money import owed, sums
from tongxin.watch.triage.reading import find
from tongxin.watch.triage.tests.expressions import MONEY, NO_MONEY, PER_HEAD

TODAY = date(2024, 4, 20)
FRAMES = ("拖欠工资{}不给", "老板还欠我{}，一直没给", "克扣工资共计{}")
NOISE = st.text("老板说下个月再看，。我们等了很久 \n", max_size=60)

OWED = [
    ("老板拖欠工资3万元", 30_000), ("拖欠工资三万五千元不给", 35_000), ("公司欠我们工资20多万，一直不给", 200_000), ("至今拖欠民工工资410多万", 4_100_000),
    ("共拖欠工资3.5万元", 35_000), ("尚欠本人工资8700元", 8_700), ("欠薪壹佰贰拾叁万元", 1_230_000), ("工程款近30万元至今没有兑付", 300_000),
    ("欠费总额达1310余万元", 13_100_000), ("我尚有工资26798.5元未领取", 26_798.5), ("拖欠我们8万多工资", 80_000), ("克扣工资500元", 500),
    ("要求公司赔偿人民币５万元", 50_000), ("以培训费为由收取320元押金", 320), ("拖欠工资一万二", 12_000), ("拖欠工資共計2萬元", 20_000),
    ("老板欠我们血汗钱六十余万", 600_000), ("拖欠农民工工资1,200,000元", 1_200_000), ("应支付双倍工资。按每月2300元计算，共为34500元", 34_500),
    ("被扣工资八百块", 800), ("欠两万块钱工钱", 20_000), ("拿不到的工资有6万", 60_000), ("拖欠工资5千元", 5_000), ("追讨欠薪9.8万元", 98_000),
]  # fmt: skip
NOT_OWED = [
    "每月工资3000元", "月工资2300元", "工资500元/月", "加班一天10块", "总工程款600多万元", "我们有3万工人", "交了5万元学费", "投资200万元建厂",
    "基本工资1390元", "国家赔偿陈某26万元", "已付5万元", "手机尾号138", "2019年", "住院花了3万元", "几千元", "3万户居民",
]  # fmt: skip


@pytest.mark.parametrize(("text", "yuan"), OWED)
def test_it_finds_the_sum_that_is_owed(text: str, yuan: float) -> None:
    found = owed(fold(text))
    assert found is not None
    assert found.yuan == yuan


@pytest.mark.parametrize("text", NOT_OWED)
def test_it_leaves_rates_payments_and_other_numbers_alone(text: str) -> None:
    assert owed(fold(text)) is None


def test_it_multiplies_a_sum_per_head_by_the_heads() -> None:
    found = owed(fold("拖欠我们20人工资，每人5000元"), 20)
    assert found is not None
    assert found.yuan == 100_000


def test_it_gives_no_total_when_the_heads_are_not_known() -> None:
    assert owed(fold("拖欠工资每人5000元")) is None


def test_it_prefers_the_total_to_a_part() -> None:
    found = owed(fold("拖欠张某工资3万元，拖欠李某工资2万元，合计拖欠5万元"))
    assert found is not None
    assert found.yuan == 50_000


def test_it_reads_two_sums_with_a_chinese_comma_between_as_two() -> None:
    assert [one.yuan for one in sums(fold("发了500，400元"))] == [400]


def read(text: str) -> float | None:
    """As a report is read: the grammar of letters, then that of short reports."""
    found = find(fold(text), TODAY).owed
    return None if found is None else found.yuan


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("written", "yuan"), MONEY)
def test_it_reads_a_sum_as_a_clerk_would_enter_it(frame: str, written: str, yuan: float) -> None:
    assert read(frame.format(written)) == yuan


@pytest.mark.parametrize(("text", "yuan"), PER_HEAD)
def test_it_multiplies_by_the_heads_named_in_the_text(text: str, yuan: float) -> None:
    assert read(text) == yuan


@pytest.mark.parametrize("text", ["每名职工欠薪5000元", "人均拖欠1.2万元", "每位工人拖欠8000元"])
def test_it_takes_no_sum_per_head_for_the_whole_where_the_heads_are_not_told(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", NO_MONEY)
def test_it_takes_no_measure_rate_or_vague_word_for_a_sum_owed(text: str) -> None:
    assert read(text) is None


@given(st.integers(50, 10**9), st.sampled_from(FRAMES), NOISE, NOISE)
def test_noise_around_a_sum_leaves_its_value(yuan: int, frame: str, before: str, after: str) -> None:
    for written in (f"{yuan}元", f"{yuan:,}元", cn2an.an2cn(yuan) + "元", cn2an.an2cn(yuan, "up") + "元整"):
        found = owed(fold(f"{before}。{frame.format(written)}。{after}"))
        assert found is not None
        assert found.yuan == yuan


@given(st.integers(1, 9_999))
def test_ten_thousands_in_any_hand_are_the_same_sum(number: int) -> None:
    forms = (f"{number}万元", f"{number}万", f"{cn2an.an2cn(number)}万元", f"{number}0000元")
    assert {read(f"拖欠工资{written}不给") for written in forms} == {number * 10_000}


@given(st.text("欠元块万千百十一二三五0123456789.,，。每人/月薪至到-年天工资¥角毛分", max_size=120))
def test_it_never_fails_and_marks_only_what_is_there(text: str) -> None:
    for found in sums(fold(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.yuan >= 50
