"""A year's calendar as a sheet of 日期, 类型, 名称. Only days that are not plain need to be listed."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook

from tongxin.ground.worktime.calendar import HOLIDAY, KINDS, LABELS, MAKEUP, PlainDay
from tongxin.ground.worktime.plan import Plan, checked
from tongxin.kit.refused import Refused

WORDS = {LABELS[kind]: kind for kind in KINDS} | {kind: kind for kind in KINDS}
WORDS |= {"放假": HOLIDAY, "法定节假日": HOLIDAY, "上班": MAKEUP, "调休": MAKEUP}
LARGEST = 1_000_000  # bytes; a year has 366 rows


def read_sheet(content: bytes, file_name: str, year: int) -> Plan:
    """The plan in an xlsx, xls or csv file (UTF-8 or GB18030). Raises Refused if it is none of these."""
    if len(content) > LARGEST:
        raise Refused("文件超过1MB,不像是一年的工作日历,请核对后重新上传")
    rows = _csv(content) if PurePath(file_name).suffix.lower() == ".csv" else _workbook(content)
    return read_rows(rows, year)


def read_rows(rows: Iterable[Sequence[object]], year: int) -> Plan:
    """The plan in rows of (date, kind, name); a first row of titles is passed over."""
    days: list[PlainDay] = []
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        cells = [*row, "", "", ""][:3]
        if not any(cells) or (number == 1 and _date(cells[0]) is None):
            continue
        day, kind = _date(cells[0]), WORDS.get(str(cells[1]).strip())
        if day is None:
            problems.append(f"第{number}行:“{cells[0]}”不是日期")
        elif kind is None:
            problems.append(f"第{number}行:类型“{cells[1]}”应为工作日、休息日、节假日或调休上班")
        elif kind in (HOLIDAY, MAKEUP):
            days.append(PlainDay(day, kind, str(cells[2]).strip()[:30], True))
    return checked(year, f"{year}年工作日历表", days, problems)


def _date(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip().replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None


def _csv(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Refused("文件编码无法识别,请另存为UTF-8编码的CSV或XLSX后重新上传")


def _workbook(content: bytes) -> list[list[object]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python()]
    except (CalamineError, IndexError) as error:
        raise Refused("文件打不开,请上传XLSX、XLS或CSV格式的工作日历") from error
