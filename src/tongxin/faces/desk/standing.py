"""How things stand, for those whose duty is not to handle cases: leaders, informants, administrators."""

from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from tongxin.faces.desk import queue
from tongxin.faces.desk.queries import Task, Tile, clocked
from tongxin.ground.people.models import Account
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.flow import RUNNING
from tongxin.watch.cases.models import Case
from tongxin.watch.signals.models import Signal

MONTH = timedelta(days=30)


def standing(user: Account, now: datetime) -> list[Tile]:
    """Tiles by right; none for those who already see what waits for them."""
    found: list[Tile] = []
    if user.has_perm("cases.supervise") and not user.has_perm("cases.dispatch"):
        found += _overseen(user, now)
    if user.has_perm("signals.report") and not user.has_perm("triage.overrule"):
        found += _reported(user, now)
    if user.has_perm("queue.view"):
        found += _upkeep(now)
    return found


def pressing(user: Account, now: datetime) -> list[Task]:
    """For leaders: the running cases of their ground that are overdue or due soonest."""
    if not user.has_perm("cases.supervise") or user.has_perm("cases.dispatch"):
        return []
    rows = Case.objects.visible_to(user).filter(state__in=RUNNING, due_at__isnull=False)
    return clocked(rows.select_related("org").order_by("due_at", "pk")[:8], now)


def _overseen(user: Account, now: datetime) -> list[Tile]:
    """A leader's ground: what runs, what is late, what was serious in the last 30 days."""
    running = Case.objects.visible_to(user).filter(state__in=RUNNING)
    held = running.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    since = now - MONTH
    alerts = Alert.objects.visible_to(user).live().filter(at__gte=since)
    serious = alerts.aggregate(
        red=Count("pk", filter=Q(level="red")), orange=Count("pk", filter=Q(level="orange"))
    )
    cases, listed, day = reverse("case-list"), reverse("alert-list"), f"{since:%Y-%m-%d}"
    return [
        Tile("辖区在办", held["all"], f"{cases}?sort=clock"),
        Tile("辖区超期", held["late"], f"{cases}?overdue=1", held["late"] > 0),
        Tile("近30天红色", serious["red"], f"{listed}?level=red&at_from={day}"),
        Tile("近30天橙色", serious["orange"], f"{listed}?level=orange&at_from={day}"),
    ]


def _reported(user: Account, now: datetime) -> list[Tile]:
    """What came of the signals this person sent in the last 30 days."""
    mine = Signal.objects.visible_to(user).current().filter(by=user, heard_at__gte=now - MONTH)
    url = reverse("signal-list")
    sent = mine.aggregate(
        all=Count("pk", distinct=True),
        waiting=Count("pk", distinct=True, filter=Q(triaged_at=None)),
        acting=Count("pk", distinct=True, filter=Q(verdicts__current=True, verdicts__acts=True)),
    )
    return [
        Tile("近30天报送", sent["all"], url),
        Tile("等待研判", sent["waiting"], f"{url}?state=waiting"),
        Tile("属工会事项", sent["acting"], url),
    ]


def _upkeep(now: datetime) -> list[Tile]:
    """What an administrator must look after."""
    summary, people = queue.summary(now), reverse("person-list")
    new = Account.objects.filter(is_active=True, must_change_password=True).count()
    broken, url = summary.counts["failed"] + summary.stalled, reverse("queue")
    return [
        Tile("失败或中断的任务", broken, url, broken > 0),
        Tile("等待的任务", summary.counts["waiting"], url),
        Tile("后台进程", len(summary.workers), url, not summary.workers),
        Tile("未改初始密码", new, f"{people}?new=1"),
    ]
