"""The sweeps over running clocks: cards, late acceptance, deadlines of a calendar that is now official.

Each change is won by a compare-and-swap that must touch exactly one row, so that nothing is told twice.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from tongxin.ground.worktime.queries import (
    changed_years,
    current_calendar,
    current_version,
    forget_calendar,
)
from tongxin.ground.worktime.terms import clock_words, working_days_left
from tongxin.watch.cases import timing
from tongxin.watch.cases.acting import Turn, begin
from tongxin.watch.cases.findings import Card
from tongxin.watch.cases.flow import State
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
    """Compute open deadlines again that were counted by an older calendar; returns how many moved.

    Only those one of whose years has changed since, whether it became official or was corrected.
    """
    forget_calendar()  # what this process remembers may be older than the version asked for next
    version = current_version()
    rows = Case.objects.running().filter(calendar_version__lt=version).order_by("pk")
    moved = 0
    while keys := list(rows.values_list("pk", flat=True)[:LIMIT]):
        moved += sum(_recompute(pk, version, now) for pk in keys)
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
    turn.tell(turn.case.org, f"黄牌：{_left(turn)}", urgent=False)
    turn.tell(turn.case.desk, f"{turn.case.org.name}被亮黄牌", desk=True, urgent=False)


def _left(turn: Turn) -> str:
    assert turn.case.due_at, "a clock runs"
    return clock_words(working_days_left(turn.at, turn.case.due_at, current_calendar()))


def _red(turn: Turn) -> None:
    turn.tell(turn.case.org, "红牌：已超期", urgent=True)
    turn.tell(turn.case.desk, f"{turn.case.org.name}被亮红牌，请督办", desk=True, urgent=True)


def _unaccepted(turn: Turn) -> None:
    turn.tell(turn.case.org, "逾期未签收")
    turn.tell(turn.case.desk, f"{turn.case.org.name}逾期未签收", desk=True)


@transaction.atomic
def _recompute(pk: int, version: int, now: datetime) -> bool:
    turn = begin(Case(pk=pk), "recompute", by=None, at=now, moves=False)
    case, before = turn.case, _instants(turn.case)
    if changed_years(case.calendar_version) & _spanned(case):
        timing.restart(case)
        timing.take_back_cards(case, now)
        if case.state == State.DISPATCHED and case.accept_due_at:
            timing.restart_accepting(case, now)
    case.calendar_version = max(case.calendar_version, version)
    if _instants(case) == before:
        case.save(
            update_fields=["due_estimated", "accept_estimated", "calendar_version", "warn_at", "red_at"]
        )
        return False
    due, accept = _instants(case)
    words = "办理时限" if due != before[0] else "签收时限"
    turn.tell(case.org, f"{words}按官方放假安排更新", urgent=False)
    moves = {"before": _iso(before[0]), "due": _iso(due)} if due != before[0] else {}
    if accept != before[1]:
        moves |= {"accept_before": _iso(before[1]), "accept_due": _iso(accept)}
    turn.done(**moves)
    return True


def _instants(case: Case) -> tuple[datetime | None, datetime | None]:
    return case.due_at, case.accept_due_at


def _spanned(case: Case) -> set[int]:
    """The years whose days a deadline or a card of the case depends on."""
    known = [
        localtime(each).year
        for each in (case.started_at, case.due_at, case.red_at, case.accept_due_at)
        if each
    ]
    return set(range(min(known), max(known) + 1)) if known else set()
