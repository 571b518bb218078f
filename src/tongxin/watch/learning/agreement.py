"""The weekly measure: how often officers agree with the machine, and a warning where it is less than before."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tongxin.ground.notices.services import holders, notify
from tongxin.ground.people.roles import Role
from tongxin.ground.rulebook.queries import city
from tongxin.watch.learning.drift import drifted, testable
from tongxin.watch.learning.models import Agreement
from tongxin.watch.learning.queries import Reviewed, labels, last_full_week, weekly

BEFORE = 12  # weeks a week is compared with
AGAIN = 3  # weeks measured anew each time: a late answer changes its week
TOLD = (Role.DESK_MANAGER, Role.ADMINISTRATOR)


@transaction.atomic
def measure(*, at: datetime) -> int:
    """Count the weeks up to the last one that is over, compare that one with those before; how many were kept."""
    week = last_full_week(at)
    rows = [row for row in weekly(week - timedelta(weeks=BEFORE)) if row.week <= week]
    earlier = _sums(row for row in rows if row.week < week)
    tests = sum(
        row.week == week and testable(row.reviewed, earlier.get((row.machine, row.kind), (0, 0))[1])
        for row in rows
    )
    kept, fallen = [], []
    for row in rows:
        if row.week <= week - timedelta(weeks=AGAIN):
            continue
        one = Agreement(
            week=row.week, machine=row.machine, kind=row.kind, reviewed=row.reviewed, agreed=row.agreed
        )
        if row.week == week:
            agreed, reviewed = earlier.get((row.machine, row.kind), (0, 0))
            one.usual = agreed / reviewed if reviewed else None
            if drifted(row.agreed, row.reviewed, agreed, reviewed, tests):
                fallen.append(one)
        kept.append(one)
    known = set(Agreement.objects.filter(week=week).exclude(warned_at=None).values_list("machine", "kind"))
    _keep(kept, week)
    _forget(kept, week)
    _warn([one for one in fallen if (one.machine, one.kind) not in known], at)
    return len(kept)


def _sums(rows: Iterable[Reviewed]) -> dict[tuple[str, str], tuple[int, int]]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        agreed, reviewed = sums.get((row.machine, row.kind), (0, 0))
        sums[row.machine, row.kind] = (agreed + row.agreed, reviewed + row.reviewed)
    return sums


def _keep(rows: list[Agreement], week: date) -> None:
    keys = ["week", "machine", "kind"]
    older = [row for row in rows if row.week < week]
    newest = [row for row in rows if row.week == week]
    for some, told in ((older, ["reviewed", "agreed"]), (newest, ["reviewed", "agreed", "usual"])):
        Agreement.objects.bulk_create(some, update_conflicts=True, unique_fields=keys, update_fields=told)


def _forget(kept: list[Agreement], week: date) -> None:
    """Of the weeks measured anew: what is not there any more, since a later answer took the signal to its own week."""
    known = {(one.week, one.machine, one.kind) for one in kept}
    measured = Agreement.objects.filter(week__gt=week - timedelta(weeks=AGAIN), week__lte=week)
    gone = [
        pk for pk, *key in measured.values_list("pk", "week", "machine", "kind") if tuple(key) not in known
    ]
    Agreement.objects.filter(pk__in=gone).delete()


def _warn(fallen: list[Agreement], at: datetime) -> None:
    root = city()
    if not fallen or root is None:
        return
    for one in fallen:
        Agreement.objects.filter(week=one.week, machine=one.machine, kind=one.kind).update(warned_at=at)
    lines = [
        f"{named['kind']}，机器判为{named['machine']}：{one.week:%m月%d日}当周"
        f" {one.share:.0%}，此前 {one.usual or 0:.0%}"
        for one in fallen
        for named in [labels(one)]
    ]
    notify(
        holders(root, TOLD, on=at.date()),
        "机器研判与人工的一致率下降",
        body="\n".join(lines),
        url=reverse("learning-model"),
        at=at,
    )
