"""What waits for a person, and what a search finds: reads over all of watch, always within the person's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import search as search_employers
from tongxin.ground.people.models import Account
from tongxin.ground.worktime.queries import current_calendar
from tongxin.ground.worktime.terms import working_days_left
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.flow import HELD, RUNNING, State
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict

SHOWN = 12
FOUND = 6
DOUBTFUL = 0.6  # confidence under which an officer should read the signal first
CALL_BACK = timedelta(days=30)  # closed cases older than this are no longer on the to-do list


@dataclass(frozen=True)
class Tile:
    """One figure of the home page and where it leads."""

    label: str
    n: int
    url: str
    hot: bool = False


@dataclass(frozen=True)
class Task:
    """A case that waits for this person, with its clock."""

    case: Case
    words: str
    days_left: int | None


def mine(user: Account, now: datetime) -> QuerySet[Case]:
    """Cases whose next act is this person's: held by one of their unions, or back at a desk of theirs."""
    orgs = [post.org_id for post in user.current_posts]
    wanted = Q(pk__in=[])
    if user.has_perm("cases.handle"):
        wanted |= Q(state__in=[State.DISPATCHED, *HELD], org__in=orgs)
    if user.has_perm("cases.dispatch"):
        wanted |= Q(state__in=[State.OPEN, State.APPROVED], desk__in=orgs)
    if user.has_perm("cases.review"):
        wanted |= Q(state=State.REPORTED, desk__in=orgs)
    return Case.objects.visible_to(user).filter(wanted)


def tasks(user: Account, now: datetime) -> list[Task]:
    """The most pressing of `mine`: the overdue and soonest due first, what has no deadline after."""
    return clocked(mine(user, now).select_related("org", "employer").order_by("due_at", "pk")[:SHOWN], now)


def clocked(rows: Iterable[Case], now: datetime) -> list[Task]:
    """Cases with their working days left; None where no clock runs."""
    calendar = current_calendar()
    return [
        Task(
            case,
            State(case.state).label,
            working_days_left(now, case.due_at, calendar) if case.due_at and case.state in RUNNING else None,
        )
        for case in rows
    ]


def tiles(user: Account, now: datetime) -> list[Tile]:
    """Counts of what waits, only those kinds that this person's duties concern."""
    counts = mine(user, now).aggregate(
        all=Count("pk"),
        overdue=Count("pk", filter=Q(state__in=RUNNING, due_at__lt=now)),
        today=Count("pk", filter=Q(state__in=RUNNING, due_at__gte=now, due_at__lt=_end_of(now))),
        review=Count("pk", filter=Q(state=State.REPORTED)),
    )
    url, found = reverse("case-list"), []
    if user.has_perm("cases.handle") or user.has_perm("cases.review"):
        found.append(Tile("待我办理", counts["all"], f"{url}?mine=1"))
    if user.has_perm("cases.handle"):
        found += [
            Tile("今天到期", counts["today"], f"{url}?mine=1", counts["today"] > 0),
            Tile("已超期", counts["overdue"], f"{url}?mine=1&overdue=1", counts["overdue"] > 0),
        ]
    if user.has_perm("cases.review"):
        found.append(Tile("待审核", counts["review"], f"{url}?state=reported"))
    if user.has_perm("alerts.confirm"):
        waiting = Alert.objects.visible_to(user).filter(state="proposed")
        found.append(Tile("待确认预警", waiting.count(), f"{reverse('alert-list')}?state=proposed"))
    if user.has_perm("triage.overrule"):
        doubtful = Verdict.objects.visible_to(user).filter(current=True, by=None, confidence__lt=DOUBTFUL)
        recent = doubtful.filter(at__gte=now - CALL_BACK)
        found.append(Tile("待人工研判", recent.count(), reverse("triage-desk")))
    return found


def _end_of(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


@dataclass(frozen=True)
class Section:
    """What a search found of one kind. `more` leads to the full list."""

    label: str
    rows: Iterable[Any]
    more: str


def search(user: Account, words: str) -> list[Section]:
    """The newest finds of each kind this person may see, in the order of the work."""
    finds = []
    if user.has_perm("signals.view"):
        signals = (
            Signal.objects.visible_to(user)
            .current()
            .search(words)
            .select_related("org")
            .order_by("-heard_at", "-pk")
        )
        finds.append(Section("线索", signals[:FOUND], reverse("signal-list")))
    if user.has_perm("incidents.view"):
        incidents = Incident.objects.visible_to(user).current().filter(title__contains=words)
        finds.append(
            Section(
                "事件",
                incidents.select_related("org").order_by("-last_at", "-pk")[:FOUND],
                reverse("incident-list"),
            )
        )
    if user.has_perm("cases.view"):
        cases = Case.objects.visible_to(user).filter(Q(title__contains=words) | Q(number__startswith=words))
        finds.append(
            Section(
                "工单",
                cases.select_related("org").order_by("-opened_at", "-pk")[:FOUND],
                reverse("case-list"),
            )
        )
    if user.has_perm("employers.view"):
        employers = search_employers(Employer.objects.visible_to(user).current(), words)
        finds.append(
            Section(
                "用人单位", employers.select_related("org").order_by("name")[:FOUND], reverse("employer-list")
            )
        )
    return finds
