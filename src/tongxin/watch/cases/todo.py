"""What waits for whom: the one to-do of cases, behind the home page, its figures and the filters of the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case as Choose
from django.db.models import F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import RIGHTS
from tongxin.ground.worktime.calendar import Calendar
from tongxin.ground.worktime.queries import current_calendar
from tongxin.ground.worktime.terms import working_days_left
from tongxin.watch.alerts.levels import RANK
from tongxin.watch.cases.acts import ACTS, WAITS
from tongxin.watch.cases.flow import HELD, RUNNING, State
from tongxin.watch.cases.models import Case, CaseQuerySet

DISPATCHED = Q(state=State.DISPATCHED)
REVIEW = Q(state=State.REPORTED)
TERM = Choose(
    When(DISPATCHED, then=Coalesce("accept_due_at", "due_at")), When(state__in=HELD, then="due_at")
)  # by when the act a case waits for should be done; NULL where it has no term
WORDS = {State.CLOSED: "待回访"}


@dataclass(frozen=True)
class Task:
    """A case and what it waits for. `due_at` is the term of that act: to accept it, else to handle it."""

    case: Case
    words: str
    accepting: bool
    due_at: datetime | None
    days_left: int | None


def mine(user: Account) -> Q:
    """What waits for this person: a verb that one of their posts may do, at the very union of that post."""
    parts = []
    for state, verb in WAITS.items():
        act = ACTS[verb]
        orgs = [post.org_id for post in user.current_posts if post.role in RIGHTS[act.right]]
        if orgs:
            parts.append(Q(**{"state": state, f"{act.at}__in": orgs}))
    return reduce(or_, parts, Q(pk__in=[]))


def rows(user: Account) -> CaseQuerySet:
    return Case.objects.visible_to(user).filter(mine(user))


def overdue(now: datetime) -> Q:
    """Past the deadline to handle it, which is what red cards and rates go by."""
    return Q(state__in=RUNNING, due_at__lt=now)


def unaccepted(now: datetime) -> Q:
    """Past the time to accept it."""
    return DISPATCHED & Q(accept_due_at__lt=now)


def due_today(now: datetime) -> Q:
    """A term that ends later today, to accept or to handle."""
    end = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    handling = Q(state__in=RUNNING, due_at__gte=now, due_at__lt=end)
    return handling | DISPATCHED & Q(accept_due_at__gte=now, accept_due_at__lt=end)


def pressing(cases: CaseQuerySet, now: datetime) -> CaseQuerySet:
    """The most pressing first: what is late, what waits for dispatch by level, what falls due, then the rest."""
    group = Choose(
        When(term__lt=now, then=Value(0)), When(state=State.OPEN, then=Value(1)),
        When(state__in=RUNNING, then=Value(2)), When(state=State.CLOSED, then=Value(4)), default=Value(3),
        output_field=IntegerField(),
    )  # fmt: skip
    weights = [When(state=State.OPEN, level=level, then=Value(rank)) for level, rank in RANK.items()]
    weight = Choose(*weights, default=Value(0), output_field=IntegerField())
    since = Coalesce("closed_at", "reported_at", "opened_at")
    ordered = cases.annotate(term=TERM).annotate(group=group, weight=weight, since=since)
    return ordered.order_by("group", "-weight", F("term").asc(nulls_last=True), "since", "pk")


def tasks(cases: Iterable[Case], now: datetime) -> list[Task]:
    """Cases with what they wait for and the working days left for it."""
    calendar = current_calendar()
    return [_task(case, now, calendar) for case in cases]


def _task(case: Case, now: datetime, calendar: Calendar) -> Task:
    accepting = case.state == State.DISPATCHED and case.accept_due_at is not None
    due = (case.accept_due_at if accepting else case.due_at) if case.state in RUNNING else None
    left = working_days_left(now, due, calendar) if due else None
    return Task(case, WORDS.get(State(case.state), State(case.state).label), accepting, due, left)
