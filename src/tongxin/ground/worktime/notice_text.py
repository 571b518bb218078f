"""Reads the text of 国务院办公厅关于…年部分节假日安排的通知.

Each festival is a section (元旦:…); in it, a clause with 放假, 补休 or 休息 names days off, one with 上班
make-up days. Advice (鼓励…) is left out. Weekdays in brackets and 共N天 must agree with the dates.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tongxin.ground.worktime.calendar import HOLIDAY, MAKEUP, PlainDay
from tongxin.ground.worktime.plan import FESTIVALS, WEEKDAYS, Plan, checked, named_year, words

_NAME = "|".join((*FESTIVALS, "清明", "端午", "中秋", "国庆", "抗战胜利[^:。]{0,12}日"))
_SECTION = re.compile(rf"((?:(?:{_NAME})[、和]?)+):")
_DATE = (
    r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日"
    r"(?:\([^()]*?(?:周|星期)(?P<{0}w>[一二三四五六日天])[^()]*\)|\([^()]*\))?"
)
_SPAN = re.compile(_DATE.format("a") + r"(?:(?:至|到|—+|-+|~)" + _DATE.format("b") + r")?")
_ENDING = re.compile(r"节假日期间|放假期间")
_TOTAL = re.compile(r"(?:共|放假)(\d{1,2})天")


@dataclass
class _Reader:
    """The state of reading one section: the year and month a bare 3日 belongs to, and what was wrong."""

    year: int
    name: str
    problems: list[str]
    month: int | None = None
    current: int = 0

    def dates(self, clause: str) -> Iterator[date]:
        for match in _SPAN.finditer(clause):
            first = self._date(match, "a")
            last = self._date(match, "b") if match["bd"] else first
            if first is None or last is None:
                continue
            if not 0 <= (last - first).days <= 15:
                self.problems.append(f"{self.name}:“{match[0]}”起止颠倒或过长")
                continue
            yield from (first + timedelta(days=n) for n in range((last - first).days + 1))

    def _date(self, match: re.Match[str], end: str) -> date | None:
        if match[end + "m"]:
            self.month = int(match[end + "m"])
        if match[end + "y"]:
            self.current = int(match[end + "y"])
        elif match[end + "m"]:
            self.current = self.year - (self.month == 12 and "元旦" in self.name)
        if self.month is None:
            self.problems.append(f"{self.name}:“{match[0]}”没有写月份")
            return None
        try:
            day = date(self.current, self.month, int(match[end + "d"]))
        except ValueError:
            self.problems.append(f"{self.name}:“{match[0]}”没有这一天")
            return None
        stated = (match[end + "w"] or "").replace("天", "日")
        if stated and stated != WEEKDAYS[day.weekday()]:
            self.problems.append(f"{self.name}:“{match[0]}”写作周{stated},实为{words(day)}")
        return day


def read_notice(text: str, year: int) -> Plan:
    """The plan in `text`. What could not be read is in `problems`; nothing is guessed."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    problems: list[str] = []
    stated = named_year(plain)
    if stated and stated != year:
        problems.append(f"这是{stated}年的通知,不是{year}年的")
    days = [day for name, body in _sections(plain) for day in _section(year, name, body, problems)]
    if not days:
        problems.append("没有读到任何放假日期,请核对是否为放假通知原文")
    return checked(year, _title(text, year), days, problems)


def _sections(plain: str) -> Iterator[tuple[str, str]]:
    heads = list(_SECTION.finditer(plain))
    ends = [head.start() for head in heads[1:]] + [len(plain)]
    for head, end in zip(heads, ends, strict=False):
        yield head[1], _ENDING.split(plain[head.end() : end])[0]


def _section(year: int, name: str, body: str, problems: list[str]) -> Iterator[PlainDay]:
    reader = _Reader(year, name, problems)
    for sentence in body.split("。"):
        if "鼓励" not in sentence and "建议" not in sentence:
            yield from _sentence(reader, sentence)


def _sentence(reader: _Reader, sentence: str) -> Iterator[PlainDay]:
    pending: list[date] = []
    off: list[date] = []
    for clause in re.split(r"[,;]", sentence):
        pending += reader.dates(clause)
        if "上班" in clause:
            yield from (PlainDay(day, MAKEUP, _label(reader.name), True) for day in pending)
            pending = []
        elif re.search(r"放假|补休|休息", clause):
            off += pending
            pending = []
    if pending:
        reader.problems.append(f"{reader.name}:“{sentence}”没有说放假还是上班")
    total = _TOTAL.search(sentence)
    if total and off and int(total[1]) != len(set(off)):
        reader.problems.append(f"{reader.name}:写明{total[1]}天,实际列出{len(set(off))}天")
    yield from (PlainDay(day, HOLIDAY, _label(reader.name), True) for day in off)


def _label(name: str) -> str:
    full = re.sub(r"(清明|端午|中秋|国庆)(?!节)", r"\1节", name)
    return full.replace("和", "、").strip("、")[:30]


def _title(text: str, year: int) -> str:
    match = re.search(r"\S*关于\s*\d{4}\s*年[^\n。]{0,30}通知", text)
    return match[0].strip("《》 ") if match else f"{year}年放假安排"
