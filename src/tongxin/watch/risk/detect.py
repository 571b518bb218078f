"""Weekly counts of many series from a file, scored over their last weeks. Needs no database and no Django."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.risk import early, farrington
from tongxin.watch.risk.farrington import YEAR, Settings, alarms, design, history, score

HEAD = ("series", "date", "count")
OUT = (*HEAD, "expected", "upper", "alarm")
OURS = "tongxin"
METHODS = (*farrington.METHODS, OURS)
WEEK = timedelta(days=7)
MOST = 1e9  # a weekly count beyond this is no count
TOGETHER = 20_000  # weeks scored at once


@dataclass(frozen=True, slots=True)
class Series:
    """One series: consecutive weeks from `first` on; a week that is missing in the file counts 0."""

    name: str
    first: date
    counts: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """One week of a series. `expected` and `upper` are None where the history does not suffice: no verdict then."""

    series: str
    week: date
    count: int
    expected: float | None
    upper: float | None
    alarm: bool | None


def read(path: Path) -> list[Series]:
    """The series of a CSV with series, date and count. ValueError names the line and the reason."""
    found: dict[str, dict[date, float]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if missing := [name for name in HEAD if name not in (rows.fieldnames or [])]:
            raise ValueError(f"第1行缺少列：{'、'.join(missing)}")
        for number, row in enumerate(rows, 2):
            weeks = found.setdefault(row["series"], {})
            week, count = _cell(row, number)
            if week in weeks:
                raise ValueError(f"第{number}行：序列“{row['series']}”的 {week} 出现了两次")
            weeks[week] = count
    return [_series(name, weeks) for name, weeks in found.items()]


def detect(series: Sequence[Series], method: str, last: int) -> Iterator[Scored]:
    """The last `last` weeks of every series, in order, by a method of METHODS. KeyError for another one."""
    return _ours(series, last) if method == OURS else _reference(series, farrington.METHODS[method], last)


def _ours(series: Sequence[Series], last: int) -> Iterator[Scored]:
    """Series over the same weeks learn from each other."""
    together: dict[tuple[date, int], list[Series]] = {}
    for one in series:
        together.setdefault((one.first, len(one.counts)), []).append(one)
    found = {}
    for (first, weeks), some in together.items():
        scored = min(last, weeks)
        judged = early.judge(np.stack([one.counts for one in some]), first, scored=scored, year=YEAR)
        for row, one in enumerate(some):
            found[one.name] = list(_judged(one, judged, row, weeks - scored))
    for one in series:
        yield from found[one.name]


def _judged(one: Series, judged: early.Judged, row: int, start: int) -> Iterator[Scored]:
    for at, count in enumerate(one.counts[start:].tolist()):
        week = one.first + (start + at) * WEEK
        if np.isnan(judged.expected[row, at]):
            yield Scored(one.name, week, int(count), None, None, None)
            continue
        expected, upper = float(judged.expected[row, at]), float(judged.upper[row, at])
        yield Scored(one.name, week, int(count), expected, upper, count > max(upper, 0))


def _reference(series: Sequence[Series], settings: Settings, last: int) -> Iterator[Scored]:
    offsets, before = design(settings).offsets, history(settings)
    ends = [(one, at) for one in series for at in range(max(0, len(one.counts) - last), len(one.counts))]
    for start in range(0, len(ends), TOGETHER):
        some = ends[start : start + TOGETHER]
        known = [at >= before for _, at in some]
        rows = [one.counts[at + offsets] for (one, at), enough in zip(some, known, strict=True) if enough]
        yield from _scored(some, known, rows, settings)


def write(path: Path, rows: Iterable[Scored]) -> int:
    """One line a scored week; empty cells where the history does not suffice. How many alarms."""
    found = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(OUT)
        for row in rows:
            found += row.alarm is True
            alarm = "" if row.alarm is None else int(row.alarm)
            sheet.writerow(
                [row.series, row.week, row.count, _number(row.expected), _number(row.upper), alarm]
            )
    return found


def _scored(
    ends: Sequence[tuple[Series, int]], known: Sequence[bool], rows: Sequence[NDArray], settings: Settings
) -> Iterator[Scored]:
    bounds = score(np.array(rows), settings) if rows else None
    place = 0
    for (one, at), enough in zip(ends, known, strict=True):
        week, count = one.first + at * WEEK, one.counts[at]
        if bounds is None or not enough:
            yield Scored(one.name, week, int(count), None, None, None)
            continue
        expected, upper = float(bounds.expected[place]), float(bounds.upper[place])
        alarm = bool(alarms(count, bounds.upper[place]))
        place += 1
        yield Scored(one.name, week, int(count), expected, upper, alarm)


def _cell(row: dict[str, str], number: int) -> tuple[date, float]:
    try:
        week = date.fromisoformat((row["date"] or "").strip())
    except ValueError:
        raise ValueError(f"第{number}行：日期“{row['date']}”不是 年-月-日") from None
    try:
        count = float(row["count"])
    except (TypeError, ValueError):
        raise ValueError(f"第{number}行：数量“{row['count']}”不是数字") from None
    if not (0 <= count <= MOST and count == int(count)):
        raise ValueError(f"第{number}行：数量“{row['count']}”应为不小于 0 的整数")
    return week, count


def _series(name: str, weeks: dict[date, float]) -> Series:
    first = min(weeks)
    places = {week: (week - first).days for week in weeks}
    if odd := next((week for week, days in places.items() if days % 7), None):
        raise ValueError(f"序列“{name}”的 {odd} 与 {first} 相隔不是整周")
    counts = np.zeros(max(places.values()) // 7 + 1)
    for week, days in places.items():
        counts[days // 7] = weeks[week]
    return Series(name, first, counts)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
