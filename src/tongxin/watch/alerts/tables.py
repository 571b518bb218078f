from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.people.models import Account
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag, Period
from tongxin.kit.tables.table import Bulk, Table
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.levels import ASCENDING, Level
from tongxin.watch.alerts.models import LIVE, SUBJECTS, Alert
from tongxin.watch.alerts.queries import districts, to_check, to_confirm
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.triage.models import Category

TONES = {
    State.PROPOSED: "wait",
    State.CONFIRMED: "good",
    State.DISMISSED: "over",
    State.SUPERSEDED: "over",
    State.ANSWERED: "good",
    State.QUIET: "over",
}


def chip(alert: Alert) -> dict[str, str]:
    return {"label": alert.get_state_display(), "tone": TONES[State(alert.state)]}


def _level(alert: Alert) -> dict[str, str]:
    return {"level": alert.level, "label": alert.get_level_display()}


def _search(rows: QuerySet, words: str) -> QuerySet:
    return rows.filter(
        Q(incident__title__icontains=words)
        | Q(incident__employer_text__icontains=words)
        | Q(score__employer__name__icontains=words)
        | Q(hotspot__region__name__icontains=words)
    )


def _within(rows: QuerySet, code: str) -> QuerySet:
    return rows.filter(region__code__startswith=code)


def _on(rows: QuerySet, subject: str) -> QuerySet:
    field = {"incident": "incident", "employer": "score", "hotspot": "hotspot"}[subject]
    return rows.filter(**{f"{field}__isnull": False})


def _bulk(user: Account) -> list[Bulk]:
    if not user.has_perm("alerts.confirm"):
        return []
    words = "所选预警将确认：事件的转为工单，进入交办；用人单位和热点的交办属地工会核查；已处理过的会跳过。"
    return [Bulk("确认所选", reverse("alert-confirm-all"), words)]


def table(user: Account) -> Table:
    """The list of alerts as this person sees it."""
    return Table(
        key="alerts",
        title="预警",
        columns=[
            Column("title", "对象", lambda a: a.title, link=True, wide=True),
            Column("level", "等级", _level, kind="level", sort="level", ranks=ASCENDING),
            Column("state", "状态", chip, kind="state", sort="state", ranks=State.values),
            Column("subject", "对象种类", lambda a: a.subject_label, shown=False),
            Column("category", "类别", lambda a: Category(a.category).label if a.category else ""),
            Column("why", "首要理由", lambda a: a.reasons[0]["words"] if a.reasons else "", wide=True),
            Column("region", "发生地", lambda a: a.region.name if a.region else ""),
            Column("org", "属地工会", lambda a: a.org.name, shown=False),
            Column("source", "首报来源", lambda a: Kind(a.source).label if a.source else "", shown=False),
            Column("persons", "人数", lambda a: a.incident and a.incident.persons, kind="number"),
            Column("amount", "金额", lambda a: a.incident and a.incident.amount, kind="yuan", shown=False),
            Column("at", "预警时间", lambda a: a.at, kind="time", sort="at"),
            Column(
                "due", "核查期限", lambda a: a.check_due_at, kind="time", sort="check_due_at", shown=False
            ),
        ],
        url=lambda a: reverse("alert-detail", args=[a.pk]),
        order="-at",
        filters=[
            Flag("mine", "待我确认", lambda: to_confirm(user)),
            Flag("check", "待我核查", lambda: to_check(user)),
            Flag("late", "核查逾期", lambda: Q(state=State.CONFIRMED, check_due_at__lt=localtime())),
            Choice("state", "状态", State.choices),
            Flag("live", "生效中", lambda: Q(state__in=LIVE)),
            Choice("level", "等级", Level.choices),
            Choice("subject", "对象", list(SUBJECTS.items()), apply=_on),
            Choice("category", "类别", Category.choices),
            Choice("district", "区县", lambda _: districts(), apply=_within),
            Period("at", "时间", "at"),
            Flag("regraded", "人工调过级", lambda: ~Q(level=F("graded"))),
        ],
        search=_search,
        search_hint="事件或单位名称",
        empty_title="还没有预警",
        empty_hint="有事件并且启用了分级方案后，这里会自动列出分级结果。",
        bulk=_bulk,
    )
