from datetime import date

import pytest

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.periods import overdue

TODAY = date(2024, 4, 20)
OVERDUE = [
    ("拖欠工资半年", 6), ("拖欠工资三个月", 3), ("厂方拖我们4个月工资未发", 4), ("拖欠工资两年多", 24), ("欠薪两年半", 30), ("拖欠工资1年3个月", 15),
    ("二、三月份工资也不付给我", 2), ("一月份工资还不发放", 1), ("至今三个半月没发工资", 3.5), ("三年多没有缴社保", 36), ("单位停缴社保五年", 60),
    ("2013年10月至今未发工资", 126), ("从2000年元月至2006年12月未领到退休工资", 84), ("在2009年到2019年却未给我们缴社保", 120), ("拖欠１０个月工资", 10),
    ("1至3月份工资未发", 3), ("工资拖欠了一年", 12), ("已经连续五个月没有发工资", 5), ("公积金断缴十二个月", 12), ("工程款快四年没给，欠民工工款快四年", 48),
]  # fmt: skip
NOT_OVERDUE = [
    "我在厂里工作了三年", "签订三年劳动合同，工资照发", "试用期三个月，工资3000元", "投诉两个月没有回复", "2019年公司没发工资", "工龄二十年，养老保险照交",
    "第一年没有交社保的规定", "每年体检", "服役三年", "月工资三千",
]  # fmt: skip


@pytest.mark.parametrize(("text", "months"), OVERDUE)
def test_it_finds_how_many_months_are_overdue(text: str, months: float) -> None:
    found = overdue(fold(text), TODAY)
    assert found is not None
    assert found.months == months


@pytest.mark.parametrize("text", NOT_OVERDUE)
def test_it_does_not_take_service_or_waiting_for_arrears(text: str) -> None:
    assert overdue(fold(text), TODAY) is None


def test_it_does_not_guess_the_present_when_no_date_is_given() -> None:
    assert overdue(fold("2013年10月至今未发工资")) is None
