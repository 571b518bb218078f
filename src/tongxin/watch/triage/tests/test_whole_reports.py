"""Head-count, sum and period of one report together, as a clerk would enter them on 20 April 2024."""

from datetime import date

import pytest

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.reading import find

TODAY = date(2024, 4, 20)
REPORTS = [
    ("我们12个人每人3000块钱，三个月没发了", 12, 36_000, 3), ("拖欠我2023年11月、12月和2024年1月的工资共计18500元", None, 18_500, 3), ("公司从去年9月开始就没发过工资，欠我3万多", None, 30_000, None),
    ("厂里欠了三四十号人的工资，加起来有百把万", 30, 1_000_000, None), ("老板说月底给，现在快仨月了，还差我八千五", None, 8_500, 3), ("工资拖欠四个多月，合计人民币伍万陆仟元整（￥56000）", None, 56_000, 4),
    ("拖欠20余名农民工工资近40万元", 20, 400_000, None), ("押金500不退，两个月工资7000元未发", None, 7_000, 2), ("月薪6500，拖了两个半月", None, None, 2.5), ("合同期一年，干了8个月，最后3个月工资没结，一共1万2", None, 12_000, 3),
    ("社保从2022年1月到2023年6月没交", None, None, 18), ("加班费每小时20元，一共欠了我3260元", None, 3_260, None), ("我和工友共5人在工地干了45天，工钱3.6万没给", 5, 36_000, None), ("5000至8000元的奖金没发", None, 5_000, None),
    ("公司拖欠12名保安2024年1-3月工资共108,000元", 12, 108_000, 3), ("一季度绩效没发，人均4000元，科室18人", 18, 72_000, 3), ("年终奖2万未发，双休也没有", None, 20_000, None), ("欠薪7.85万元，涉及职工9名", 9, 78_500, None),
    ("拖欠工程款500万，其中农民工工资86万元没付", None, 860_000, None), ("十几个工人半年没拿到钱，差不多五六十万", 10, 500_000, 6), ("养老保险断断续续交了十一年，还差几年", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "persons", "yuan", "months"), REPORTS)
def test_it_enters_what_a_clerk_would(
    text: str, persons: int | None, yuan: float | None, months: float | None
) -> None:
    found = find(fold(text), TODAY)
    assert (found.count and found.count.persons) == persons
    assert (found.owed and found.owed.yuan) == yuan
    assert (found.overdue and found.overdue.months) == months
