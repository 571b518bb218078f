"""Which rows of a ledger of earlier years can be taken, and why the others cannot. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tongxin.kit.sheets import Cell, Row, as_day, as_text
from tongxin.watch.triage.models import Category

DAY, REGION, CATEGORY, INDUSTRY, NUMBER = "日期", "区划代码", "类别", "产业工会", "件数"
COLUMNS = (DAY, REGION, CATEGORY, INDUSTRY, NUMBER)
REQUIRED = (DAY, REGION, CATEGORY)
OLDEST = date(2000, 1, 1)
MOST = 9_999  # incidents in one row: more is a slip of the pen
DIGITS = (4, 6, 9)
CATEGORIES = {name: value for value, label in Category.choices for name in (value, label)}
Key = tuple[date, str, str, int | None]  # day, region, category, industry union


@dataclass(frozen=True)
class Known:
    """What a row may name: regions below `within`, industry unions by code and name, days before `until`."""

    within: str
    regions: frozenset[str]
    industries: Mapping[str, int]
    until: date


@dataclass(frozen=True)
class Reject:
    """A row that cannot be taken: its number in the sheet, its cells, and all reasons."""

    row: int
    cells: dict[str, str]
    reasons: list[str]


def read(rows: Iterable[Row], known: Known) -> tuple[dict[Key, int], list[Reject]]:
    """Incidents by key, summed over the rows, and the rows that cannot be taken; a row without a number is one."""
    sums: dict[Key, int] = {}
    rejects = []
    for row in rows:
        told = {column: row.cells.get(column) for column in COLUMNS}
        day, region = as_day(told[DAY]), _code(told[REGION])
        category, n = CATEGORIES.get(as_text(told[CATEGORY])), _number(told[NUMBER])
        industry = as_text(told[INDUSTRY])
        reasons = [f"{column}：{why}。" for column, why in row.flaws.items() if column in COLUMNS]
        reasons += [*_day_flaws(told[DAY], day, known), *_region_flaws(region, known)]
        if category is None:
            reasons.append(f"类别“{as_text(told[CATEGORY])}”应为{'、'.join(Category.labels)}之一。")
        if industry and industry not in known.industries:
            reasons.append(f"没有名称或编号为“{industry}”的产业工会。")
        if n is None:
            reasons.append(f"件数“{as_text(told[NUMBER])}”应为 1 到 {MOST:,} 的整数，空白按 1 件计。")
        if reasons or day is None or category is None or n is None:
            cells = {column: as_text(cell) for column, cell in told.items()}
            rejects.append(Reject(row.number, cells, reasons))
            continue
        key = (day, region, category, known.industries.get(industry))
        sums[key] = sums.get(key, 0) + n
    return sums, rejects


def _day_flaws(cell: Cell, day: date | None, known: Known) -> list[str]:
    if day is None:
        return [f"日期“{as_text(cell)}”应写成 2024-03-15 的样子。"]
    if day < OLDEST:
        return [f"日期 {day} 早于 {OLDEST}。"]
    if day >= known.until:
        return [f"日期 {day} 不早于平台开始接收线索的 {known.until}，那以后的事件由平台自己计数。"]
    return []


def _region_flaws(code: str, known: Known) -> list[str]:
    if code not in known.regions or len(code) not in DIGITS:
        return [f"没有代码为“{code}”的市、区县或街道。"]
    if not code.startswith(known.within):
        return [f"区划 {code} 不在本工会范围内。"]
    return []


def _number(cell: Cell) -> int | None:
    text = _code(cell)
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST))):
        return None
    return n if 1 <= (n := int(text)) <= MOST else None


def _code(cell: Cell) -> str:
    """Digits as text; what a spreadsheet took for a number loses its '.0'."""
    return as_text(cell).removesuffix(".0")
