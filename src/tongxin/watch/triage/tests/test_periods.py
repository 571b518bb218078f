from datetime import date

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.periods import overdue, periods
from tongxin.watch.triage.reading import find
from tongxin.watch.triage.tests.expressions import NO_PERIODS, PERIODS, SPANS

TODAY = date(2024, 4, 20)
FRAMES = ("拖欠工资{}", "已经{}没发工资了", "工资{}未发")
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


def read(text: str, today: date | None = TODAY) -> float | None:
    """As a report is read: the grammar of letters, then that of short reports."""
    found = find(fold(text), today).overdue
    return None if found is None else round(found.months, 2)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("written", "months"), SPANS)
def test_it_reads_a_span_as_a_clerk_would_enter_it(frame: str, written: str, months: float) -> None:
    assert read(frame.format(written)) == months


@pytest.mark.parametrize(("text", "months"), PERIODS)
def test_it_reads_dates_and_named_months(text: str, months: float) -> None:
    assert read(text) == months


@pytest.mark.parametrize("text", NO_PERIODS)
def test_it_takes_no_term_of_service_or_contract_for_arrears(text: str) -> None:
    assert read(text) is None


@given(st.integers(1, 99), st.sampled_from(FRAMES))
def test_months_in_figures_and_words_are_the_same(months: int, frame: str) -> None:
    assert read(frame.format(f"{months}个月")) == read(frame.format(cn2an.an2cn(months) + "个月")) == months


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.integers(1, 40))
def test_months_until_today_are_counted_from_the_month_named(today: date, ago: int) -> None:
    first = 12 * today.year + today.month - 1 - ago
    text = f"{first // 12}年{first % 12 + 1}月至今未发工资"
    assert read(text, today) == ago
    assert read(text.replace("至今", "以来"), today) == ago


@given(st.integers(1, 12), st.integers(1, 12))
def test_months_named_without_a_year_lie_within_twelve(first: int, last: int) -> None:
    assert read(f"从{first}月到{last}月没发工资") == (last - first) % 12 + 1


@given(st.text("拖欠工资年月日天个半至今到从去今上底季度全一二三十0123456789.、，。-", max_size=120))
def test_it_never_fails_and_marks_only_what_is_there(text: str) -> None:
    for found in periods(fold(text), TODAY):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 < found.months <= 600
