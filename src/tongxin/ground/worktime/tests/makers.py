"""Notices written from a known calendar, in the usual wording. 示例: none of them is a real document."""

from datetime import date, datetime, timedelta
from itertools import groupby

from tongxin.ground.worktime.calendar import HOLIDAY, MAKEUP, Calendar, PlainDay
from tongxin.ground.worktime.hours import OFFICE_HOURS, ServiceHours
from tongxin.ground.worktime.official import shipped_calendar, shipped_days

CALENDAR = shipped_calendar(2028)
WEEK = "一二三四五六日"

# Invented for these tests: the real notice for 2027 was not known when they were written.
SAMPLE_2027 = """国务院办公厅关于2027年部分节假日安排的通知(示例,非官方)
各省、自治区、直辖市人民政府,国务院各部委、各直属机构:
经国务院批准,现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦:1月1日(周五)至3日(周日)放假,共3天。
二、春节:2月5日(农历除夕、周五)至11日(农历正月初六、周四)放假调休,共7天。2月14日(周日)、20日(周六)上班。
三、清明节:4月3日(周六)至5日(周一)放假,共3天。
四、劳动节:5月1日(周六)至5日(周三)放假调休,共5天。4月25日(周日)、5月8日(周六)上班。
五、端午节:6月9日(周三)放假1天,不调休。
六、中秋节:9月15日(周三)放假1天,不调休。
七、国庆节:10月1日(周五)至7日(周四)放假调休,共7天。9月26日(周日)、10月9日(周六)上班。
鼓励各单位结合带薪年休假等制度落实,安排职工在3月8日休息。
节假日期间,各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2026年11月1日
"""


def special_days(year: int) -> dict[date, str]:
    """Date → kind of the days off and made up that belong to the festivals of `year`."""
    return {
        day.date: day.kind
        for day in shipped_days(2026)
        if day.kind in (HOLIDAY, MAKEUP) and _year(day) == year
    }


def write_notice(year: int, *, weekday: str = "周") -> str:
    """A notice for `year` as the State Council would word it."""
    days = [day for day in shipped_days(2026) if day.kind in (HOLIDAY, MAKEUP) and _year(day) == year]
    lines = [f"国务院办公厅关于{year}年部分节假日安排的通知(示例)"]
    for name in dict.fromkeys(day.name for day in days):
        off = [day.date for day in days if day.name == name and day.kind == HOLIDAY]
        made_up = [day.date for day in days if day.name == name and day.kind == MAKEUP]
        lines.append(_line(year, name, off, made_up, weekday))
    return "\n".join([*lines, "节假日期间,各地区、各部门要妥善安排好值班。", f"{year - 1}年11月20日"])


def _line(year: int, name: str, off: list[date], made_up: list[date], weekday: str) -> str:
    spans = "、".join(_span(year, run, weekday) for run in _runs(off))
    work = "、".join(_day(year, day, weekday) for day in made_up)
    name = "国庆节、中秋节" if (year, name) == (2020, "国庆节") else name  # both on 1 October 2020
    return f"{name}:{spans}放假调休,共{len(off)}天。" + (f"{work}上班。" if work else "")


def _span(year: int, run: list[date], weekday: str) -> str:
    if len(run) == 1:
        return _day(year, run[0], weekday)
    return f"{_day(year, run[0], weekday)}至{_day(year, run[-1], weekday)}"


def _day(year: int, day: date, weekday: str) -> str:
    prefix = "" if day.year == year else f"{day.year}年"
    after_december = f"{year}年" if day.year == year and day.month == 1 else ""
    return f"{prefix}{after_december}{day.month}月{day.day}日({weekday}{WEEK[day.weekday()]})"


def _runs(days: list[date]) -> list[list[date]]:
    numbered = [(day - timedelta(days=n), day) for n, day in enumerate(days)]
    return [[day for _, day in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]


def _year(day: PlainDay) -> int:
    """The year whose notice named it: New Year's days of late December belong to the next."""
    return day.date.year + (day.date.month == 12)


def works(day: date, calendar: Calendar) -> bool:
    """Whether the day, or the day of the instant, is a working day; told from the calendar alone."""
    return calendar.works(day.date() if isinstance(day, datetime) else day)


def serves(at: datetime, calendar: Calendar, service: ServiceHours = OFFICE_HOURS) -> bool:
    """Whether somebody is there at this instant of Shanghai."""
    return works(at, calendar) and any(a <= at.time() < b for a, b in service.spans)
