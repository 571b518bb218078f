import pytest

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.money import owed, sums

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
