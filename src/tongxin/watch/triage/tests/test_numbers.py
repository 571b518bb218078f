import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.numbers import value

WRITTEN = [
    ("三", 3), ("十", 10), ("十五", 15), ("二十", 20), ("三十余", 30), ("一百零五", 105), ("一百五", 150), ("两百来", 200),
    ("三千五", 3500), ("三万五", 35_000), ("三万五千", 35_000), ("三万零五", 30_005), ("3.5万", 35_000), ("3万5", 35_000),
    ("410多万", 4_100_000), ("1310余万", 13_100_000), ("壹佰贰拾叁万", 1_230_000), ("一亿二千万", 120_000_000), ("26798.5", 26_798.5),
    ("12,345", 12_345), ("1,234,567.5", 1_234_567.5), ("二〇一九", 2019), ("一两百", 100), ("七八十", 70), ("二三十", 20), ("十七八", 17),
    ("百", 100), ("千", 1000), ("两", 2), ("俩", 2), ("陆万", 60_000), ("5千", 5000), ("2万多", 20_000), ("零", 0), ("约300", 300),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), WRITTEN)
def test_it_reads_a_numeral_as_it_is_meant(written: str, meant: float) -> None:
    assert value(written) == meant


@pytest.mark.parametrize("written", ["", "元", "工人", "多", "几"])
def test_it_finds_no_number_where_there_is_none(written: str) -> None:
    assert value(written) is None


@given(st.integers(1, 99_999_999))
def test_it_agrees_with_the_written_form_of_every_whole_number(number: int) -> None:
    assert value(cn2an.an2cn(number)) == number


@given(st.integers(1, 99_999_999))
def test_it_agrees_with_the_form_on_cheques(number: int) -> None:
    assert value(cn2an.an2cn(number, "up")) == number


@given(st.text(max_size=40))
def test_it_never_fails(text: str) -> None:
    value(text)
