"""What a notice or a sheet says about one year, checked before anything is written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongxin.ground.worktime.calendar import HOLIDAY, LABELS, MAKEUP, PlainDay
from tongxin.ground.worktime.official import statutory

WEEKDAYS = "一二三四五六日"
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")


@dataclass(frozen=True, slots=True)
class Plan:
    """The days of `year` that are not plain: off or made up. May reach into December of the year before.

    A plan with `problems` is not imported; each names the passage and what is wrong with it.
    """

    year: int
    title: str
    days: tuple[PlainDay, ...]
    problems: tuple[str, ...]


def checked(year: int, title: str, days: Iterable[PlainDay], problems: Iterable[str]) -> Plan:
    """A plan with the checks that hold for any source added to `problems`."""
    rows: dict[date, PlainDay] = {}
    found = list(problems)
    for day in days:
        known = rows.setdefault(day.date, day)
        if known.kind != day.kind:
            found.append(f"{words(day.date)}既写了{LABELS[known.kind]}又写了{LABELS[day.kind]}")
    found += _stray(year, rows) + _missing(year, rows)
    return Plan(
        year, title, tuple(sorted(rows.values(), key=lambda day: day.date)), tuple(dict.fromkeys(found))
    )


def words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日(周{WEEKDAYS[day.weekday()]})"


def named_year(text: str) -> int | None:
    """The year in the notice's own title, 关于2027年…节假日安排."""
    match = re.search(r"(\d{4})年[^。]{0,12}(?:节假日|放假)", text)
    return int(match[1]) if match else None


def _stray(year: int, rows: dict[date, PlainDay]) -> list[str]:
    found = []
    for day in rows.values():
        if day.date.year != year and (day.date.year, day.date.month) != (year - 1, 12):
            found.append(f"{words(day.date)}不在{year}年内")
        if day.kind == MAKEUP and day.date.weekday() < 5:
            found.append(f"{words(day.date)}本来就是工作日,不能写作上班")
    return found


def _missing(year: int, rows: dict[date, PlainDay]) -> list[str]:
    """The statutory holidays must rest: a notice that leaves one out was read wrongly or is cut short."""
    must = {day: name for day, name in statutory(year).items() if _in_force(day)}
    fixed = ("元旦", "劳动节", "国庆节")
    found = [
        f"缺少{name}:{words(day)}应当放假"
        for day, name in must.items()
        if name in fixed and day.weekday() < 5 and day not in rows
    ]
    named = "、".join(day.name for day in rows.values() if day.kind == HOLIDAY)
    rests = {name for day, name in must.items() if day in rows and rows[day].kind == HOLIDAY}
    return found + [f"没有读到{name}的安排" for name in FESTIVALS if name not in named and name not in rests]


def _in_force(day: date) -> bool:
    """2 May is a holiday since 2025 only (办法 2024年修订)."""
    return day.year >= 2025 or (day.month, day.day) != (5, 2)
