"""Where a case counts: opened, reported in time or late, closed with what it recovered."""

from decimal import Decimal

from django.utils.timezone import localtime

from tongxin.ground.rollups.services import Change, count
from tongxin.watch.cases.models import Case


def cells(case: Case) -> list[Change]:
    """Every cell the case counts in as it stands."""
    place = {
        "region": case.region_id or "",
        "category": case.category,
        "source": case.source,
        "level": case.level,
    }
    found = [Change("cases", localtime(case.opened_at).date(), **place)]
    if case.reported_at:
        found.append(
            Change("in_time" if case.in_time else "late", localtime(case.reported_at).date(), **place)
        )
    if case.closed_at:
        day = localtime(case.closed_at).date()
        found.append(Change("closed", day, **place, amount=case.recovered or Decimal(0)))
        if case.helped:
            found.append(Change("helped", day, **place, n=case.helped))
    return found


def recount(before: list[Change], after: list[Change]) -> None:
    """Move what differs."""
    if before != after:
        count([*(change.back() for change in before), *after])
