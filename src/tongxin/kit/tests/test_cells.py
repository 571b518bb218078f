"""What people write into cells."""

from datetime import date, datetime

import pytest

from tongxin.kit.sheets import as_day, as_text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (" 一号 ", "一号"),
        ("一\x00号\x08", "一号"),
        ("集合V2.0", "集合V2.0"),
        (120, "120"),
        ("_x0000_一", "一"),
    ],
)
def test_a_cell_is_read_as_written_without_what_no_database_takes(cell, text):
    assert as_text(cell) == text


@pytest.mark.parametrize(
    "cell", [date(2026, 3, 1), datetime(2026, 3, 1, 8), "2026-03-01", "2026/3/1", " 2026年3月1日 "]
)
def test_a_day_is_read_however_it_is_written(cell):
    assert as_day(cell) == date(2026, 3, 1)


@pytest.mark.parametrize("cell", [None, "", "昨天", "2026-13-01", 46082, True])
def test_what_is_no_day_is_none(cell):
    assert as_day(cell) is None
