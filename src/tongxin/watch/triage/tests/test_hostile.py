"""Every extractor by itself, beyond the length at which texts are cut: it must come to an end, and in time that
grows with the text and not with its square."""

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage import (
    aliases,
    employers,
    headcounts,
    money,
    periods,
    places,
    terse,
    trade_names,
    urgency,
)

EXTRACTORS: tuple[Callable[[str], object], ...] = (
    money.sums, money.owed, periods.periods, periods.overdue, headcounts.counts, headcounts.affected, employers.employer, aliases.aliases,
    places.place, trade_names.trade_name, terse.affected, terse.owed, terse.overdue, urgency.signs,
)  # fmt: skip
LENGTH = 50_000
SECONDS = 12.0  # some hundred times what is needed; a quadratic search takes minutes
PIECES = [
    "一", "9", "1,234", "十", "万", "3万5", "拖欠", "欠1", "每人", "工资", "月", "1月至", "2019年1月至", "二、", "上个月和", "个月", "多", "几", "(", "((原", "公司", "有限", "中铁", "人民医院",
    "A3区", "A市公司", "的", "老板", "老板电话", "没有", "没没签", "工人", "去上访", "上访", "堵", "家属在", "情绪", "名", "一名", "3-", "至", "¥", "千百十", "一二", "(以下简称", "现更名为", "在青禾", "电话不接", " ", "k",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_it_comes_to_an_end_on_one_piece_repeated(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    started = process_time()
    for extract in EXTRACTORS:
        extract(text)
    assert process_time() - started < SECONDS


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_it_reads_any_mixture_of_them(pieces: list[str]) -> None:
    for extract in EXTRACTORS:
        extract("".join(pieces))


@given(st.text(max_size=200))
def test_it_reads_any_text(text: str) -> None:
    for extract in EXTRACTORS:
        extract(text)
