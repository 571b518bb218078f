"""A year's calendar as a sheet with the columns 日期, 类型, 名称. Plain days need not be listed."""

from collections.abc import Iterable

from tongxin.ground.worktime.calendar import HOLIDAY, KINDS, LABELS, MAKEUP, PlainDay
from tongxin.ground.worktime.plan import Plan, checked
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Limits, Row, as_day, read_sheet

COLUMNS = ("日期", "类型", "名称")
LIMITS = Limits(file_bytes=1 << 20, rows=1000)  # a year has 366 rows
WORDS = {LABELS[kind]: kind for kind in KINDS} | {kind: kind for kind in KINDS}
WORDS |= {"放假": HOLIDAY, "法定节假日": HOLIDAY, "上班": MAKEUP, "调休": MAKEUP}


def read_days(content: bytes, file_name: str, year: int) -> Plan:
    """The plan in an xlsx, xls or csv file. Raises Refused if it cannot be read or lacks a column."""
    sheet = read_sheet(content, file_name, limits=LIMITS, columns=COLUMNS)
    missing = [column for column in COLUMNS if column not in sheet.header]
    if missing:
        raise Refused(f"工作日历表缺少列:{'、'.join(missing)}。表头应为日期、类型、名称")
    return _plan(sheet.rows, year)


def _plan(rows: Iterable[Row], year: int) -> Plan:
    days: list[PlainDay] = []
    problems: list[str] = []
    for row in rows:
        when, what, name = (row.cells[column] for column in COLUMNS)
        day, kind = as_day(when), WORDS.get(str(what).strip())
        if day is None:
            problems.append(f"第{row.number}行:“{when}”不是日期")
        elif kind is None:
            problems.append(f"第{row.number}行:类型“{what}”应为工作日、休息日、节假日或调休上班")
        elif kind in (HOLIDAY, MAKEUP):
            days.append(PlainDay(day, kind, str(name or "").strip()[:30], True))
    return checked(year, f"{year}年工作日历表", days, problems)
