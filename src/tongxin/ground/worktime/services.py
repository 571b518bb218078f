from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.ground.worktime.calendar import LABELS, PlainDay
from tongxin.ground.worktime.models import Day, Edition, Notice, Status
from tongxin.ground.worktime.notice_text import read_notice
from tongxin.ground.worktime.official import (
    ESTIMATE,
    FIRST_YEAR,
    LAST_YEAR,
    SOURCE,
    open_tail,
    plain_kind,
    shipped_days,
)
from tongxin.ground.worktime.plan import Plan
from tongxin.ground.worktime.queries import forget_calendar, is_official
from tongxin.ground.worktime.sheet import read_days
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused

AHEAD = 2  # years after the current one that are always loaded


@dataclass(frozen=True, slots=True)
class Change:
    """A day that an import would change; `before` None: not loaded yet."""

    date: date
    before: str | None
    after: str
    name: str

    def __str__(self) -> str:
        before = LABELS[self.before] if self.before else "未载入"
        return f"{self.date:%m月%d日} {before} → {LABELS[self.after]} {self.name}".rstrip()


@dataclass(frozen=True)
class Preview:
    """What an import would do. `plan.problems` empty means that it would be accepted."""

    plan: Plan
    changes: tuple[Change, ...]


@transaction.atomic
def load_calendar(*, through: int, at: datetime) -> int:
    """Fill in the shipped days to the end of `through`; official days stay. Returns days written."""
    official = set(Day.objects.filter(status=Status.OFFICIAL).values_list("date", flat=True))
    known = dict(Day.objects.values_list("date", "kind"))
    days = [
        day
        for day in shipped_days(through)
        if day.date not in official and (day.official or known.get(day.date) != day.kind)
    ]
    _write(days, lambda day: SOURCE if day.date.year <= LAST_YEAR else ESTIMATE)
    _mark({day.date.year for day in days}, notice=None, at=at)
    return len(days)


def extend_calendar(*, at: datetime) -> int:
    """Keep the calendar loaded to the end of the year `AHEAD` years from `at`."""
    return load_calendar(through=at.year + AHEAD, at=at)


def preview_notice(text: str, *, year: int) -> Preview:
    return _preview(read_notice(text, year))


def preview_sheet(content: bytes, file_name: str, *, year: int) -> Preview:
    return _preview(read_days(content, file_name, year))


def import_notice(text: str, *, year: int, by: Actor | None, at: datetime, file_name: str = "") -> Notice:
    """Make `year` official by the text of its notice. Raises Refused naming all its faults."""
    return _import(read_notice(text, year), text, file_name, by=by, at=at)


def import_sheet(content: bytes, file_name: str, *, year: int, by: Actor | None, at: datetime) -> Notice:
    """Make `year` official by a sheet of days. Raises Refused with everything that is wrong with it."""
    plan = read_days(content, file_name, year)
    text = "\n".join(f"{day.date},{LABELS[day.kind]},{day.name}" for day in plan.days)
    return _import(plan, text, file_name, by=by, at=at)


@transaction.atomic
def _import(plan: Plan, text: str, file_name: str, *, by: Actor | None, at: datetime) -> Notice:
    _require_next(plan.year)
    if plan.problems:
        raise Refused("放假安排未导入:" + ";".join(plan.problems))
    changes = _changes(plan)
    notice = Notice.objects.create(
        year=plan.year,
        title=plan.title[:200],
        file_name=file_name[:200],
        text=text,
        imported_by_id=by.pk if by else None,
        imported_by=by.name if by else "平台",
        at=at,
    )
    days = _days(plan)
    _write(days, lambda day: notice.title)
    _mark({day.date.year for day in days}, notice=notice, at=at)
    record(notice, "import", by=by, at=at, year=plan.year, changed=[str(change) for change in changes])
    return notice


def _require_next(year: int) -> None:
    """A notice counts on from the one before it: no year may be official before the year before it is."""
    if year != FIRST_YEAR and not is_official(year - 1):
        raise Refused(f"工作日历还没有{year - 1}年的官方放假安排，请先导入{year - 1}年的放假安排")


def _preview(plan: Plan) -> Preview:
    return Preview(plan, tuple(_changes(plan)))


def _changes(plan: Plan) -> list[Change]:
    days = _days(plan)
    known = dict(Day.objects.filter(date__in=[day.date for day in days]).values_list("date", "kind"))
    return [
        Change(day.date, known.get(day.date), day.kind, day.name)
        for day in days
        if known.get(day.date) != day.kind
    ]


def _days(plan: Plan) -> list[PlainDay]:
    """The days a plan settles: its year but for the open end of December, and the open end before it."""
    named = {day.date: day for day in plan.days}
    settled = Day.objects.filter(date=date(plan.year - 1, 12, 1), status=Status.OFFICIAL).exists()
    start = open_tail(plan.year - 1) if settled else date(plan.year, 1, 1)
    early = [day for day in plan.days if day.date < start]
    span = _span(start, date(plan.year, 12, 31))
    if is_official(plan.year + 1):
        span = [day for day in span if day < open_tail(plan.year)]
    return early + [named.get(day) or _plain(day, plan.year) for day in span]


def _plain(day: date, year: int) -> PlainDay:
    return PlainDay(day, plain_kind(day), "", day < open_tail(year))


def _span(start: date, end: date) -> list[date]:
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def _write(days: Iterable[PlainDay], source: Callable[[PlainDay], str]) -> None:
    rows = [
        Day(
            date=day.date,
            kind=day.kind,
            name=day.name,
            status=Status.OFFICIAL if day.official else Status.ESTIMATED,
            source=source(day),
        )
        for day in days
    ]
    Day.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["kind", "name", "status", "source"],
    )


def _mark(years: Iterable[int], *, notice: Notice | None, at: datetime) -> None:
    """Bump the version, and let this process look again once the change is committed."""
    Edition.objects.bulk_create([Edition(year=year, notice=notice, at=at) for year in sorted(years)])
    transaction.on_commit(forget_calendar)
