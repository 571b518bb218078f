from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import RIGHTS
from tongxin.ground.worktime.calendar import Calendar
from tongxin.ground.worktime.terms import working_days_left
from tongxin.watch.cases.acts import ACTS, WAITS
from tongxin.watch.cases.flow import RUNNING, State, flow
from tongxin.watch.cases.models import Case, CaseQuerySet, Step

SYSTEM_VERBS = {
    "open": "立案", "raise": "预警升级", "yellow_card": "黄牌", "red_card": "红牌",
    "accept_late": "逾期未签收", "recompute": "时限更新", "attach": "添加材料",
}  # fmt: skip
TONES = {"red_card": "bad", "accept_late": "bad", "yellow_card": "wait", "supervise": "wait", "close": "good"}


@dataclass(frozen=True)
class Todo:
    """What waits for a person: which verb on which case, and by when (None: no term)."""

    case: Case
    verb: str
    label: str
    due_at: datetime | None
    overdue: bool
    url: str


@dataclass(frozen=True)
class Counts:
    """Figures of a person's to-do and of the cases in their scope."""

    todo: int
    todo_overdue: int
    due_today: int
    running: int
    overdue: int
    by_verb: dict[str, int]


def todo_condition(user: Account) -> Q:
    """What waits for this person: a verb they may do at the very union of a post, not merely above it."""
    parts = []
    for state, verb in WAITS.items():
        act = ACTS[verb]
        orgs = [post.org_id for post in user.current_posts if post.role in RIGHTS[act.right]]
        if orgs:
            parts.append(Q(**{"state": state, f"{act.at}__in": orgs}))
    return reduce(or_, parts, Q(pk__in=[]))


def todo_rows(user: Account) -> CaseQuerySet:
    return Case.objects.visible_to(user).filter(todo_condition(user))


def todo(user: Account, now: datetime, limit: int = 50) -> list[Todo]:
    """The person's to-do, what is due first on top; one query beside the scope's."""
    rows = todo_rows(user).select_related("org", "region").order_by("due_at", "-level", "pk")
    found = [_todo(case, now) for case in rows[:500]]
    far = datetime.max.replace(tzinfo=now.tzinfo)
    return sorted(found, key=lambda each: (each.due_at or far, each.case.pk))[:limit]


def counts(user: Account, now: datetime) -> Counts:
    """Three grouped counts for the home page."""
    mine = todo_rows(user)
    by_state = dict(mine.order_by().values_list("state").annotate(n=Count("pk")))
    late = mine.overdue(now).count()
    start, end = _day(now)
    scope = (
        Case.objects.visible_to(user)
        .running()
        .aggregate(
            running=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            today=Count("pk", filter=Q(due_at__gte=start, due_at__lt=end)),
        )
    )
    verbs = {WAITS[state]: n for state, n in by_state.items()}
    return Counts(sum(verbs.values()), late, scope["today"], scope["running"], scope["overdue"], verbs)


def clock(case: Case, now: datetime, calendar: Calendar) -> dict:
    """What the clock chip shows: the handling deadline, or why it stands still."""
    if case.state in RUNNING and case.due_at:
        left = working_days_left(now, case.due_at, calendar)
        words = f"超期{-left}个工作日" if left < 0 else "今天到期" if left == 0 else f"还剩{left}个工作日"
        return {"due": case.due_at, "days_left": left, "estimated": case.due_estimated, "label": words}
    stopped = "未计时" if case.state == State.OPEN else "按时上报" if case.in_time else "超期上报"
    return {"due": case.due_at, "days_left": None, "stopped": stopped, "label": stopped}


def timeline(steps: list[Step]) -> list[dict]:
    """Steps for the side of the page, newest first."""
    return [
        {
            "at": s.at,
            "title": verb_label(s.verb),
            "who": _who(s),
            "text": _told(s),
            "tone": TONES.get(s.verb, ""),
        }
        for s in reversed(steps)
    ]


def verb_label(verb: str) -> str:
    return flow.labels.get(verb) or SYSTEM_VERBS.get(verb, verb)


def holders(user: Account) -> list[tuple[int, str]]:
    """Unions that can hold a case in the person's scope, for filters."""
    levels = ("city", "district", "industry")
    return list(
        Org.objects.visible_to(user)
        .current()
        .filter(level__in=levels)
        .order_by("path")
        .values_list("pk", "name")
    )


def earlier(case: Case, user: Account) -> QuerySet[Case]:
    """Other cases of the same employer that this person may see, the newest first."""
    if case.employer_id is None:
        return Case.objects.none()
    rows = Case.objects.visible_to(user).filter(employer=case.employer_id).exclude(pk=case.pk)
    return rows.select_related("org").order_by("-opened_at")


def _todo(case: Case, now: datetime) -> Todo:
    act = ACTS[WAITS[case.state]]
    due = (
        case.accept_due_at
        if case.state == State.DISPATCHED
        else case.due_at
        if case.state in RUNNING
        else None
    )
    return Todo(
        case, act.verb, act.label, due, due is not None and due < now, reverse("case-detail", args=[case.pk])
    )


def _who(step: Step) -> str:
    return step.by.name if step.by else "平台"


def _told(step: Step) -> str:
    facts = step.facts
    parts = [f"→ {facts['to_name']}"] if facts.get("to_name") else []
    if facts.get("days"):
        parts.append(f"延长{facts['days']}个工作日")
    if facts.get("due") and step.verb in ("dispatch", "extend", "send_back", "recompute"):
        parts.append(f"办理时限 {localtime(datetime.fromisoformat(facts['due'])):%m-%d %H:%M}")
    if facts.get("late"):
        parts.append("逾期签收")
    if facts.get("why"):
        parts.append(f"建议理由：{facts['why']}")
    if facts.get("files"):
        parts.append("附件：" + "、".join(facts["files"]))
    return "；".join([*parts, *filter(None, [step.note])])


def _day(now: datetime) -> tuple[datetime, datetime]:
    day: date = localtime(now).date()
    start = datetime.combine(day, datetime.min.time(), tzinfo=localtime(now).tzinfo)
    return start, start.replace(hour=23, minute=59, second=59, microsecond=999_999)
