import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.statutes.numerals import MOST, read, written


@given(st.integers(1, MOST))
def test_what_is_written_is_read_again(number):
    assert read(written(number)) == number


@given(st.integers(1, MOST))
def test_it_writes_as_others_do(number):
    assert written(number) == cn2an.an2cn(number)


@given(st.text("零一二三四五六七八九十百千两〇廿第条 ", max_size=8))
def test_it_reads_nothing_but_what_it_would_write(text):
    number = read(text)
    assert number is None or written(number) == text


@pytest.mark.parametrize("text", ["", "零", "一十", "二百五", "百", "一百零", "十十", "一" * 1000, "条"])
def test_a_loose_numeral_is_none(text):
    assert read(text) is None


@pytest.mark.parametrize("number", [0, -1, MOST + 1])
def test_out_of_range_is_an_error(number):
    with pytest.raises(ValueError):
        written(number)
