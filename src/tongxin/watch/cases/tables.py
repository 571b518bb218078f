from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.worktime.queries import current_calendar
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag, Period
from tongxin.kit.tables.table import Table
from tongxin.watch.alerts.levels import ASCENDING, Level
from tongxin.watch.alerts.queries import districts
from tongxin.watch.cases import todo
from tongxin.watch.cases.findings import Card, Finding
from tongxin.watch.cases.flow import RUNNING, State
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.queries import clock, holders, search
from tongxin.watch.triage.models import Category

TONES = {
    State.OPEN: "wait", State.DISPATCHED: "wait", State.REPORTED: "note", State.APPROVED: "note",
    State.CLOSED: "good", State.CALLED_BACK: "over",
}  # fmt: skip
CARDS = {Card.YELLOW: "wait", Card.RED: "bad"}


def chip(case: Case) -> dict[str, str]:
    return {"label": case.get_state_display(), "tone": TONES.get(State(case.state), "")}


def _level(case: Case) -> dict[str, str]:
    return {"level": case.level, "label": case.get_level_display()}


def card(case: Case) -> dict[str, str] | str:
    return {"label": case.get_card_display(), "tone": CARDS[Card(case.card)]} if case.card else ""


def _held(rows: QuerySet, pk: str) -> QuerySet:
    """Held by a union or by one below it."""
    holder = Org.objects.filter(pk=pk).first()
    return rows.filter(org__in=Org.objects.below(holder)) if holder else rows.none()


def _within(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region__code__startswith=code)


def table(user: Account, now: datetime) -> Table:
    """The list of cases as this person sees it now; the clocks run to `now`."""
    calendar = current_calendar()
    return Table(
        key="cases",
        title="工单",
        columns=[
            Column("number", "编号", lambda c: c.number, kind="code", sort="number"),
            Column("title", "标题", lambda c: c.title, wide=True, link=True),
            Column("level", "等级", _level, kind="level", sort="level", ranks=ASCENDING),
            Column("state", "状态", chip, kind="state", sort="state", ranks=State.values),
            Column(
                "clock", "时限", lambda c: clock(c, now, calendar), kind="clock", sort="due_at", nullable=True
            ),
            Column("card", "亮牌", card, kind="state", sort="card", ranks=("", *CARDS)),
            Column("org", "承办工会", lambda c: c.org.name),
            Column("category", "类别", lambda c: Category(c.category).label),
            Column("region", "发生地", lambda c: c.region.name if c.region else ""),
            Column("employer", "用人单位", lambda c: c.employer.name if c.employer else "", shown=False),
            Column("finding", "核实结论", lambda c: c.get_finding_display(), shown=False),
            Column("result", "处理结果", lambda c: c.get_result_display(), shown=False),
            Column("recovered", "挽回金额", lambda c: c.recovered, kind="yuan", shown=False),
            Column("helped", "帮助人数", lambda c: c.helped, kind="number", shown=False),
            Column("accept", "签收时限", lambda c: c.accept_due_at, kind="time", shown=False),
            Column("opened_at", "立案时间", lambda c: c.opened_at, kind="time", sort="opened_at"),
            Column("closed_at", "办结时间", lambda c: c.closed_at, kind="time", shown=False),
        ],
        url=lambda c: reverse("case-detail", args=[c.pk]),
        order="-opened_at",
        filters=[
            Flag("mine", "待我办理", lambda: todo.mine(user)),
            Flag("today", "今天到期", lambda: todo.due_today(now)),
            Flag("overdue", "已超期", lambda: todo.overdue(now)),
            Flag("unaccepted", "逾期未签收", lambda: todo.unaccepted(now)),
            Flag("running", "在办", lambda: Q(state__in=RUNNING)),
            Choice("state", "状态", State.choices),
            Choice("level", "等级", Level.choices),
            Choice("category", "类别", Category.choices),
            Choice("holder", "承办工会", holders, apply=_held),
            Choice("district", "发生地", lambda _: districts(), apply=_within),
            Choice("card", "亮牌", [(c.value, str(c.label)) for c in (Card.YELLOW, Card.RED)]),
            Choice("finding", "核实结论", Finding.choices),
            Period("opened", "立案", "opened_at"),
        ],
        search=search,
        search_hint="编号、标题或单位",
        empty_title="还没有工单",
        empty_hint="预警确认后，这里会自动立案并给出建议承办工会。",
    )
