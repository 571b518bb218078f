"""The sweeps over running clocks: cards, late acceptance, deadlines of a calendar that is now official.

Each change is won by a compare-and-swap that must touch exactly one row, so that nothing is told twice.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tongxin.ground.worktime.queries import changed_years, current_version
from tongxin.watch.cases import timing
from tongxin.watch.cases.acting import Turn, begin
from tongxin.watch.cases.findings import Card
from tongxin.watch.cases.models import Case

LIMIT = 500


def deal(now: datetime) -> int:
    """Deal the cards that are due; returns how many."""
    dealt = _each(Case.objects.due_red, {"card": Card.RED}, "red_card", _red, now)
    dealt += _each(Case.objects.due_yellow, {"card": Card.YELLOW}, "yellow_card", _yellow, now)
    return dealt + _each(
        Case.objects.accept_overdue, {"accept_late_at": now}, "accept_late", _unaccepted, now
    )


def recompute(now: datetime) -> int:
    """Compute open deadlines again that were counted over estimated days; returns how many moved.

    Only those counted by an older version of the calendar, one of whose years has changed since.
    """
    version = current_version()
    rows = Case.objects.running().filter(due_estimated=True, calendar_version__lt=version)
    moved = 0
    for pk in rows.values_list("pk", flat=True)[:LIMIT]:
        moved += _recompute(pk, version, now)
    return moved


def _each(
    due: Callable[[datetime], QuerySet[Case]], mark: dict[str, Any], verb: str, tell: Callable[[Turn], None],
    now: datetime,
) -> int:  # fmt: skip
    done = 0
    for case in due(now).order_by("pk")[:LIMIT]:
        with transaction.atomic():
            if due(now).filter(pk=case.pk).update(**mark) != 1:
                continue  # another worker was first, or somebody has acted
            turn = begin(case, verb, by=None, at=now, moves=False)
            tell(turn)
            turn.done(due=_iso(turn.case.due_at))
            done += 1
    return done


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _yellow(turn: Turn) -> None:
    turn.tell(turn.case.org, "黄牌：只剩1个工作日", urgent=False)
    turn.tell(turn.case.desk, f"{turn.case.org.name}被亮黄牌", desk=True, urgent=False)


def _red(turn: Turn) -> None:
    turn.tell(turn.case.org, "红牌：已超期", urgent=True)
    turn.tell(turn.case.desk, f"{turn.case.org.name}被亮红牌，请督办", desk=True, urgent=True)


def _unaccepted(turn: Turn) -> None:
    turn.tell(turn.case.org, "逾期未签收")
    turn.tell(turn.case.desk, f"{turn.case.org.name}逾期未签收", desk=True)


@transaction.atomic
def _recompute(pk: int, version: int, now: datetime) -> bool:
    turn = begin(Case(pk=pk), "recompute", by=None, at=now, moves=False)
    case = turn.case
    spanned = range(case.started_at.year, case.due_at.year + 1) if case.started_at and case.due_at else ()
    before = case.due_at
    if not case.due_estimated or not changed_years(case.calendar_version) & set(spanned):
        Case.objects.filter(pk=pk).update(calendar_version=version)
        return False
    timing.restart(case)
    case.calendar_version = max(case.calendar_version, version)
    if case.due_at == before:
        Case.objects.filter(pk=pk).update(
            due_estimated=case.due_estimated, calendar_version=case.calendar_version
        )
        return False
    if case.warn_at and case.warn_at > now and case.card == Card.YELLOW:
        case.card = Card.NONE
    turn.tell(case.org, "办理时限按官方放假安排更新", urgent=False)
    turn.done(before=_iso(before), due=_iso(case.due_at))
    return True
