import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.numbers import lower, value
from tongxin.watch.triage.tests.expressions import NO_NUMBERS, NUMBERS

ANY = st.integers(0, 10**9)
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


@pytest.mark.parametrize(("written", "meant"), NUMBERS)
def test_it_reads_a_numeral_as_it_is_meant(written: str, meant: float) -> None:
    assert value(fold(written)) == meant


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_it_finds_no_number_where_there_is_none(written: str) -> None:
    assert value(written) is None


@given(ANY)
@example(10**9)
@example(10_010)
def test_it_agrees_with_the_written_form_of_every_whole_number(number: int) -> None:
    assert value(cn2an.an2cn(number)) == number


@given(ANY)
def test_it_agrees_with_the_form_on_cheques(number: int) -> None:
    assert value(cn2an.an2cn(number, "up")) == number


@given(ANY)
def test_it_agrees_with_figures_plain_grouped_and_full_width(number: int) -> None:
    assert (
        value(str(number)) == value(f"{number:,}") == value(fold(str(number).translate(FULL_WIDTH))) == number
    )


@given(st.integers(1, 9_999), st.integers(1_000, 9_999))
def test_it_agrees_with_figures_around_a_word(high: int, low: int) -> None:
    assert value(f"{high}万{low}") == high * 10_000 + low
    assert value(f"{high}万{low // 1000}千") == high * 10_000 + low // 1000 * 1000


@given(st.integers(1, 9_999), st.sampled_from([("千", 10**3), ("万", 10**4), ("亿", 10**8)]))
def test_it_scales_by_the_unit(number: int, unit: tuple[str, int]) -> None:
    sign, times = unit
    assert value(f"{number}{sign}") == number * times
    assert value(f"{number / 100:.2f}{sign}") == pytest.approx(number / 100 * times)


@given(st.integers(1, 9), st.sampled_from("百千万亿"), st.integers(1, 9))
def test_it_gives_a_last_figure_the_unit_below(first: int, unit: str, last: int) -> None:
    signs = "零一二三四五六七八九"
    below = {"百": 10, "千": 100, "万": 1_000, "亿": 10_000_000}[unit]
    assert value(f"{signs[first]}{unit}{signs[last]}") == (10 * first + last) * below


@given(st.text(max_size=40))
def test_it_never_fails(text: str) -> None:
    value(text)
    lower(text, text)


@given(st.text("0123456789.,一二两三十百千万亿零多几余来把kw壹拾", max_size=60))
def test_it_never_fails_on_signs_of_numbers(text: str) -> None:
    value(text)
    lower(text[:10], text[10:])


@pytest.mark.parametrize(
    ("low", "high", "least"),
    [("5000", "8000", 5_000), ("3", "5万", 30_000), ("三", "五万", 30_000), ("五千", "一万", 5_000), ("8", "5", None), ("", "5", None)],
)  # fmt: skip
def test_it_takes_a_range_at_its_lower_end(low: str, high: str, least: float | None) -> None:
    assert lower(low, high) == least
