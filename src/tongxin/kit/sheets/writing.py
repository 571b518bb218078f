"""Sheets for people: xlsx with header, notes and drop-downs; csv that Excel opens in the right encoding."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import count, zip_longest
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from tongxin.kit.sheets.guard import guarded, is_formula
from tongxin.kit.sheets.rows import LISTS
from tongxin.kit.text import clean

SHANGHAI = ZoneInfo("Asia/Shanghai")
FONT = "微软雅黑"
CELL_LIMIT = 32_767
LIST_LIMIT = 255  # characters of a drop-down written into the cell rule itself
SPARE_ROWS = 5_000
EXACT = 10**15
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "notes": {"text_wrap": True, "valign": "top", "font_color": "#7A4B00", "bg_color": "#FFF7E0"},
    "header": {"bold": True, "bg_color": "#DCE6F2", "border": 1, "align": "center", "text_wrap": True},
    "text": {"num_format": "@", "valign": "top", "text_wrap": True},
    "formula": {"num_format": "@", "valign": "top", "text_wrap": True, "quote_prefix": True},
    "number": {"valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "instant": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top"},
    "time": {"num_format": "hh:mm", "valign": "top"},
}


def write_sheet(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    notes: str = "",
    widths: Mapping[str, float] | None = None,
    dropdowns: Mapping[str, Sequence[str]] | None = None,
    numbers: Sequence[int] | None = None,
) -> bytes:
    """An xlsx: title and notes above the header if given, header frozen, nothing ever a formula.

    `widths` in characters and `dropdowns` go by column name. Aware instants are written in Shanghai time.
    `numbers` are rising row numbers at which the rows are to stand, the header right above the first.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        looks = {name: book.add_format({"font_name": FONT, **look}) for name, look in FORMATS.items()}
        sheet = book.add_worksheet((clean(title).translate(FORBIDDEN).strip() or "表")[:31])
        for i, column in enumerate(columns):
            sheet.set_column(i, i, (widths or {}).get(column, max(10, 2.2 * len(column) + 2)), looks["text"])
        top = _write_head(sheet, columns, title, notes, looks, at=numbers[0] - 2 if numbers else 0)
        last = top
        places = (number - 1 for number in numbers) if numbers else count(top + 1)
        for last, row in zip(places, rows, strict=False):
            for i, value in enumerate(row):
                _write_cell(sheet, last, i, value, looks)
        _add_dropdowns(book, sheet, columns, dropdowns or {}, top + 1, max(last, top + SPARE_ROWS))
    return out.getvalue()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark, so that Excel reads it rightly; text like a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_csv_cell(column) for column in columns])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _write_head(
    sheet: Any, columns: Sequence[str], title: str, notes: str, looks: Mapping[str, Any], *, at: int
) -> int:
    """Writes what stands above the rows, from row `at`; returns the header's row. From 0."""
    for text, look, height in ((title, "title", 28), (notes, "notes", 18 * (notes.count("\n") + 1))):
        if not text:
            continue
        sheet.set_row(at, height)
        if len(columns) > 1:
            sheet.merge_range(at, 0, at, len(columns) - 1, "", looks[look])
        sheet.write_string(at, 0, clean(text)[:CELL_LIMIT], looks[look])
        at += 1
    for i, column in enumerate(columns):
        sheet.write_string(at, i, clean(column), looks["header"])
    sheet.freeze_panes(at + 1, 0)
    return at


def _write_cell(sheet: Any, row: int, column: int, value: Any, looks: Mapping[str, Any]) -> None:
    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", looks["text"])
    elif isinstance(value, int | float | Decimal) and -EXACT < value < EXACT:
        sheet.write_number(row, column, value, looks["number"])
    elif isinstance(value, datetime):
        local = value.astimezone(SHANGHAI).replace(tzinfo=None) if value.tzinfo else value
        sheet.write_datetime(row, column, local, looks["instant"])
    elif isinstance(value, date | time):
        sheet.write_datetime(row, column, value, looks["date" if isinstance(value, date) else "time"])
    else:
        text = clean(str(value))[:CELL_LIMIT]
        sheet.write_string(row, column, text, looks["formula" if is_formula(text) else "text"])


def _add_dropdowns(
    book: Any,
    sheet: Any,
    columns: Sequence[str],
    dropdowns: Mapping[str, Sequence[str]],
    first: int,
    last: int,
) -> None:
    """Short lists stand in the rule; lists too long for that stand in a hidden sheet."""
    long = [
        c
        for c in dropdowns
        if len(",".join(dropdowns[c])) > LIST_LIMIT or any("," in o for o in dropdowns[c])
    ]
    for column, choices in dropdowns.items():
        at = list(columns).index(column)
        source: Any = list(choices)
        if column in long:
            letter = xlsxwriter.utility.xl_col_to_name(long.index(column))
            source = f"={LISTS}!${letter}$1:${letter}${len(choices)}"
        rule = {
            "validate": "list",
            "source": source,
            "error_title": "不在选项内",
            "error_message": "请从下拉列表中选择",
        }
        sheet.data_validation(first, at, last, at, rule)
    if long:
        hidden = book.add_worksheet(LISTS)
        hidden.hide()
        for row, values in enumerate(zip_longest(*(dropdowns[column] for column in long))):
            for i, value in enumerate(values):
                if value is not None:
                    hidden.write_string(row, i, clean(value))


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = value.astimezone(SHANGHAI) if value.tzinfo else value
        return f"{local:%Y-%m-%d %H:%M}"
    return guarded(clean(value)) if isinstance(value, str) else value
