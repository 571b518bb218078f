"""What the home page lists: the cases that wait, the most pressing first, and what one has reported."""

from datetime import datetime

from django.db.models import QuerySet

from tongxin.ground.people.models import Account
from tongxin.watch.cases import todo
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.todo import Task
from tongxin.watch.signals.models import Signal

SHOWN, OVERSEEN = 12, 8


def waiting(user: Account, now: datetime) -> list[Task]:
    """What waits for this person."""
    rows = todo.pressing(todo.rows(user), now).select_related("org")
    return todo.tasks(rows[:SHOWN], now)


def pressing(user: Account, now: datetime) -> list[Task]:
    """For leaders: the running cases of their ground that are late or due soonest."""
    if not user.has_perm("cases.supervise") or user.has_perm("cases.dispatch"):
        return []
    rows = todo.pressing(Case.objects.visible_to(user).running(), now).select_related("org")
    return todo.tasks(rows[:OVERSEEN], now)


def reported(user: Account) -> QuerySet[Signal]:
    """What this person has reported, wherever it came to lie, the newest first."""
    return Signal.objects.filter(by=user).order_by("-heard_at", "-pk")
