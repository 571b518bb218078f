"""The calendar that ships: State Council notices 2004-2026 as kept by chinesecalendar, then an estimate.

The estimate of a year without a notice: weekends and the statutory holidays of 全国年节及纪念日放假办法
(2024 amendment, in force 2025-01-01) rest, every other day works; no moved weekends can be known.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version

from chinese_calendar import constants

from tongxin.ground.worktime.calendar import HOLIDAY, MAKEUP, REST, WORK, Calendar, PlainDay

FIRST_YEAR = min(constants.holidays).year
LAST_YEAR = max(constants.holidays).year
SOURCE = f"国务院办公厅放假通知(chinesecalendar {version('chinesecalendar')})"
ESTIMATE = "预估:周末与法定节假日,不含调休"

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}

# 春节(正月初一), 清明, 端午, 中秋: checked against two independent lunar calendars.
LUNAR = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
}


def open_tail(year: int) -> date:
    """First day of `year` that the next year's notice may still move.

    New Year holidays reached back to 29 December in the notices for 2008 and 2019.
    """
    return date(year, 12, 29)


def shipped_days(through: int) -> Iterator[PlainDay]:
    """Every day of FIRST_YEAR..`through`, in order."""
    day, end = date(FIRST_YEAR, 1, 1), date(through, 12, 31)
    guesses = {d: name for year in range(LAST_YEAR + 1, through + 1) for d, name in statutory(year).items()}
    while day <= end:
        yield _official(day) if day.year <= LAST_YEAR else _estimated(day, guesses)
        day += timedelta(days=1)


def shipped_calendar(through: int) -> Calendar:
    """The calendar without a database, for pure code, tests and an empty table."""
    return Calendar.of(shipped_days(through))


def statutory(year: int) -> dict[date, str]:
    """Statutory holidays of `year`; beyond the lunar table only those on fixed dates."""
    days = {date(year, 1, 1): "元旦", date(year, 5, 1): "劳动节", date(year, 5, 2): "劳动节"}
    days |= {date(year, 10, d): "国庆节" for d in (1, 2, 3)}
    if year in LUNAR:
        spring, tomb, boat, moon = (date(year, *day) for day in LUNAR[year])
        days |= {spring + timedelta(days=d): "春节" for d in (-1, 0, 1, 2)}
        days |= {tomb: "清明节", boat: "端午节", moon: "中秋节"}
    return days


def plain_kind(day: date) -> str:
    return WORK if day.weekday() < 5 else REST


def _official(day: date) -> PlainDay:
    known = day < open_tail(LAST_YEAR)
    if day in constants.holidays:
        return PlainDay(day, HOLIDAY, NAMES[constants.holidays[day]], known)
    if day in constants.workdays:
        return PlainDay(day, MAKEUP, NAMES[constants.workdays[day]], known)
    return PlainDay(day, plain_kind(day), "", known)


def _estimated(day: date, guesses: dict[date, str]) -> PlainDay:
    if day in guesses:
        return PlainDay(day, HOLIDAY, guesses[day])
    return PlainDay(day, plain_kind(day))
