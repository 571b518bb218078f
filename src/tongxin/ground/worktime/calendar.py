"""The calendar as one immutable object: a byte a day and two running sums, so every question is O(1)."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Self

WORK, REST, HOLIDAY, MAKEUP = "work", "rest", "holiday", "makeup"
KINDS = (WORK, REST, HOLIDAY, MAKEUP)
LABELS = {WORK: "工作日", REST: "休息日", HOLIDAY: "节假日", MAKEUP: "调休上班"}
WORKING = frozenset({WORK, MAKEUP})


@dataclass(frozen=True, slots=True)
class PlainDay:
    """One day as imported or generated. `official` False means 预估."""

    date: date
    kind: str
    name: str = ""
    official: bool = False


class UnknownDay(LookupError):
    """The day lies outside the loaded calendar."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Consecutive days from `first`. `version` is the edition it was read at (0: the shipped one)."""

    first: date
    kinds: bytes
    official: bytes
    version: int = 0
    _working: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _estimated: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        works = [KINDS[kind] in WORKING for kind in self.kinds]
        object.__setattr__(self, "_working", tuple(i for i, work in enumerate(works) if work))
        object.__setattr__(self, "_before", tuple(accumulate(works, initial=0)))
        object.__setattr__(self, "_estimated", tuple(accumulate((1 - o for o in self.official), initial=0)))

    @classmethod
    def of(cls, days: Iterable[PlainDay], *, version: int = 0) -> Self:
        """`days` sorted and without gaps; ValueError otherwise."""
        rows = list(days)
        if any((b.date - a.date).days != 1 for a, b in pairwise(rows)):
            raise ValueError("the calendar has a gap")
        kinds = bytes(KINDS.index(row.kind) for row in rows)
        return cls(rows[0].date, kinds, bytes(row.official for row in rows), version)

    @property
    def last(self) -> date:
        return self.first + timedelta(days=len(self.kinds) - 1)

    def kind(self, day: date) -> str:
        return KINDS[self.kinds[self._index(day)]]

    def works(self, day: date) -> bool:
        return self.kind(day) in WORKING

    def is_official(self, day: date) -> bool:
        return bool(self.official[self._index(day)])

    def working_before(self, day: date) -> int:
        """Working days from `first` up to, not including, `day`; the day after `last` may be asked."""
        if day == self.last + timedelta(days=1):
            return self._before[-1]
        return self._before[self._index(day)]

    def working_day(self, number: int) -> date:
        """The working day with `number` working days before it, counted from `first`."""
        if not 0 <= number < len(self._working):
            raise UnknownDay(f"工作日历只到{self.last:%Y年%m月%d日},请先导入后续年份")
        return self.first + timedelta(days=self._working[number])

    def has_estimate(self, start: date, end: date) -> bool:
        """Whether any day of start..end, both included, is not official."""
        return self._estimated[self._index(end) + 1] > self._estimated[self._index(start)]

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        index = bisect_left(self._working, self._index(day))
        return self.working_day(index)

    def _index(self, day: date) -> int:
        index = (day - self.first).days
        if not 0 <= index < len(self.kinds):
            raise UnknownDay(f"{day:%Y年%m月%d日}不在工作日历内({self.first.year}—{self.last.year}年)")
        return index
