"""Where a case counts: opened, reported in time or late, closed with what it recovered."""

from decimal import Decimal
from functools import partial

from django.utils.timezone import localtime

from tongxin.ground.rollups.services import Change, count
from tongxin.watch.cases.models import Case


def cells(case: Case) -> list[Change]:
    """Every cell the case counts in as it stands."""
    place = partial(
        Change, region=case.region_id or "", category=case.category, source=case.source, level=case.level
    )
    found = [place("cases", localtime(case.opened_at).date())]
    if case.reported_at:
        found.append(place("in_time" if case.in_time else "late", localtime(case.reported_at).date()))
    if case.closed_at:
        day = localtime(case.closed_at).date()
        found.append(place("closed", day, amount=case.recovered or Decimal(0)))
        if case.helped:
            found.append(place("helped", day, n=case.helped))
    return found


def recount(before: list[Change], after: list[Change]) -> None:
    """Move what differs."""
    if before != after:
        count([*(change.back() for change in before), *after])
