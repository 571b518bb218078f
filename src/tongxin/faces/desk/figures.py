"""The figures of the home page, by duty: each leads to a list of exactly the rows it counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import not_

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.faces.desk import queue
from tongxin.ground.orgs.models import paths
from tongxin.ground.people.models import Account
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.queries import to_check, to_confirm
from tongxin.watch.cases import todo
from tongxin.watch.cases.models import Case
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.queries import queue as unjudged
from tongxin.watch.triage.tables import by_band

OWN = "#reported"  # where the home page lists one's own reports
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Tile:
    """One figure of the home page and where it leads; `alarm` says of which numbers it is bad news."""

    label: str
    n: int | QuerySet
    url: str
    alarm: Callable[[int], bool] = lambda n: False

    @property
    def hot(self) -> bool:
        return isinstance(self.n, int) and self.alarm(self.n)


class CountOf(Subquery):
    """How many rows, as one figure of a larger statement."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def tiles(user: Account, now: datetime) -> list[Tile]:
    """All figures that this person's duties concern; one statement, two more for administrators."""
    return counted(
        user, [*_mine(user, now), *_overseen(user, now), *_reported(user, now), *_upkeep(user, now)]
    )


def counted(user: Account, tiles: Sequence[Tile]) -> list[Tile]:
    """The same tiles with their rows counted, all by one statement."""
    rows = {f"n{i}": tile.n for i, tile in enumerate(tiles) if isinstance(tile.n, QuerySet)}
    sums = {name: CountOf(each.order_by().values("pk")) for name, each in rows.items()}
    found = Account.objects.filter(pk=user.pk).values(**sums).get() if sums else {}
    return [
        Tile(tile.label, found.get(f"n{i}", tile.n), tile.url, tile.alarm) for i, tile in enumerate(tiles)
    ]


def since(now: datetime) -> datetime:
    """The beginning of the day a month ago: a list filters by days."""
    return localtime(now - MONTH).replace(hour=0, minute=0, second=0, microsecond=0)


def _mine(user: Account, now: datetime) -> list[Tile]:
    """What waits for this person."""
    cases, url, found = todo.rows(user), f"{reverse('case-list')}?mine=1", []
    if any(user.has_perm(f"cases.{right}") for right in ("handle", "dispatch", "review", "call_back")):
        found.append(Tile("待我办理", cases, url))
    if user.has_perm("cases.handle"):
        found += [
            Tile("今天到期", cases.filter(todo.due_today(now)), f"{url}&today=1", alarm=bool),
            Tile("已超期", cases.filter(todo.overdue(now)), f"{url}&overdue=1", alarm=bool),
            Tile("逾期未签收", cases.filter(todo.unaccepted(now)), f"{url}&unaccepted=1", alarm=bool),
        ]
    if user.has_perm("cases.review"):
        found.append(Tile("待审核", cases.filter(todo.REVIEW), f"{url}&state=reported"))
    if user.has_perm("alerts.confirm"):
        alerts = Alert.objects.visible_to(user).filter(to_confirm(user))
        found.append(Tile("待确认预警", alerts, f"{reverse('alert-list')}?mine=1"))
    if user.has_perm("alerts.answer"):
        checks = Alert.objects.visible_to(user).filter(to_check(user))
        found.append(Tile("待核查预警", checks, f"{reverse('alert-list')}?check=1"))
    if user.has_perm("triage.overrule"):
        verdicts = by_band(unjudged(user), "low").filter(signal__heard_at__gte=since(now))
        url = f"{reverse('triage-desk')}?band=low&heard_from={since(now):%Y-%m-%d}"
        found.append(Tile("近30天待研判", verdicts, url))
    return found


def _overseen(user: Account, now: datetime) -> list[Tile]:
    """A leader's ground: what runs, what is late, what was serious in the last 30 days."""
    if not user.has_perm("cases.supervise") or user.has_perm("cases.dispatch"):
        return []
    running = Case.objects.visible_to(user).running()
    alerts = Alert.objects.visible_to(user).live().filter(at__gte=since(now))
    cases = reverse("case-list")
    listed = f"{reverse('alert-list')}?live=1&at_from={since(now):%Y-%m-%d}"
    return [
        Tile("辖区在办", running, f"{cases}?running=1&sort=clock"),
        Tile("辖区超期", running.filter(todo.overdue(now)), f"{cases}?overdue=1", alarm=bool),
        Tile("近30天红色", alerts.filter(level="red"), f"{listed}&level=red"),
        Tile("近30天橙色", alerts.filter(level="orange"), f"{listed}&level=orange"),
    ]


def _reported(user: Account, now: datetime) -> list[Tile]:
    """What came of the signals this person sent in the last 30 days."""
    if not user.has_perm("signals.report") or user.has_perm("triage.overrule"):
        return []
    sent = Signal.objects.filter(by=user).current().filter(heard_at__gte=since(now))
    acting = Q(verdicts__current=True, verdicts__acts=True)
    if not user.has_perm("signals.view"):  # the list is closed to them: the page has their newest below
        tiles = Tile("近30天报送", sent, OWN), Tile("等待研判", sent.filter(triaged_at=None), OWN)
        return [*tiles, Tile("属工会事项", sent.filter(acting), OWN)]
    listed = sent.filter(paths(user, "org__") or Q())
    url = f"{reverse('signal-list')}?by={user.pk}&heard_from={since(now):%Y-%m-%d}"
    return [
        Tile("近30天报送", listed, url),
        Tile("等待研判", listed.filter(triaged_at=None), f"{url}&state=waiting"),
        Tile("属工会事项", listed.filter(acting), f"{url}&state=acting"),
    ]


def _upkeep(user: Account, now: datetime) -> list[Tile]:
    """What an administrator must look after."""
    if not user.has_perm("queue.view"):
        return []
    summary, url = queue.summary(now), reverse("queue")
    new = Account.objects.visible_to(user).filter(is_active=True, must_change_password=True)
    return [
        Tile("失败或中断的任务", summary.counts["failed"] + summary.stalled, url, alarm=bool),
        Tile("等待的任务", summary.counts["waiting"], url),
        Tile("后台进程", len(summary.workers), url, alarm=not_),
        Tile("未改初始密码", new, f"{reverse('person-list')}?active=1&new=1"),
    ]
