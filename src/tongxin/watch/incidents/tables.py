from django.db.models import Q
from django.urls import reverse

from tongxin.ground.employers.tables import district_name, districts
from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.places.register import HANGZHOU, full_name, register
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag, Period
from tongxin.kit.tables.table import Step, Table
from tongxin.watch.incidents.models import Incident, Ledger
from tongxin.watch.incidents.queries import search, search_ledgers, within
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.triage.models import Category


def state_chip(incident: Incident) -> dict[str, str]:
    """The state, with the result once there is one."""
    concluded = incident.state == Incident.State.CONCLUDED
    label = incident.get_state_display()
    if concluded and incident.result:
        label = f"{label} · {incident.get_result_display()}"
    return {"label": label, "tone": "good" if concluded else "note"}


def streets() -> list[tuple[str, str]]:
    """The streets and townships of the city: (code, 西湖区灵隐街道)."""
    places = register().values()
    return [
        (p.code, full_name(p.code, below=HANGZHOU))
        for p in places
        if p.parent.startswith(HANGZHOU) and len(p.code) == 9
    ]


def industries() -> list[tuple[int, str]]:
    rows = Org.objects.current().filter(level=Level.INDUSTRY).order_by("code")
    return [(org.pk, org.short or org.name) for org in rows]


INCIDENTS = Table(
    key="incidents",
    title="事件",
    columns=[
        Column("last", "最近发生", lambda i: i.last_at, kind="time", sort="last_at"),
        Column("title", "事件", lambda i: i.title, link=True, wide=True),
        Column("category", "类别", lambda i: i.category, kind="category", sort="category"),
        Column("district", "区县", lambda i: district_name(i.region_id)),
        Column("org", "属地工会", lambda i: i.org.name, shown=False),
        Column("signals", "线索数", lambda i: i.signal_count, kind="number", sort="signal_count"),
        Column("persons", "人数", lambda i: i.persons, kind="number", sort="persons", nullable=True),
        Column("amount", "金额", lambda i: i.amount, kind="yuan", sort="amount", nullable=True),
        Column("collective", "集体", lambda i: i.collective, kind="flag"),
        Column("urgent", "紧急", lambda i: i.urgent, kind="flag"),
        Column("source", "首报来源", lambda i: Kind(i.source).label, shown=False),
        Column("first", "首次发生", lambda i: i.first_at, kind="time", sort="first_at", shown=False),
        Column("state", "状态", state_chip, kind="state"),
    ],
    url=lambda i: reverse("incident-detail", args=[i.pk]),
    order="-last",
    filters=[
        Choice("category", "类别", Category.choices),
        Choice("state", "状态", Incident.State.choices),
        Choice("district", "区县", lambda user: districts(), apply=within),
        Choice("street", "街道", lambda user: streets(), apply=within),
        Choice("industry", "产业工会", lambda user: industries(), field="industry_org"),
        Choice("source", "首报来源", Kind.choices),
        Flag("collective", "集体争议", lambda: Q(collective=True)),
        Flag("urgent", "紧急", lambda: Q(urgent=True)),
        Period("last", "最近发生", "last_at"),
        Period("first", "首次发生", "first_at"),
    ],
    search=search,
    search_hint="单位名称或标题中的词",
    empty_title="还没有事件",
    empty_hint="线索研判为工会事项后，会自动归并成事件列在这里。",
    empty_step=Step("查看线索", "signal-list", "signals.view"),
)


def ledger_chip(ledger: Ledger) -> dict[str, str]:
    return {"label": "已撤回", "tone": "note"} if ledger.withdrawn_at else {"label": "已计入", "tone": "good"}


LEDGERS = Table(
    key="ledgers",
    title="往年台账",
    columns=[
        Column("at", "时间", lambda each: each.at, kind="time", sort="at"),
        Column("name", "文件", lambda each: each.name, link=True, wide=True),
        Column("org", "导入工会", lambda each: each.org.name),
        Column("state", "状态", ledger_chip, kind="state"),
        Column("incidents", "事件", lambda each: each.incidents, kind="number", sort="incidents"),
        Column("first", "最早", lambda each: each.first, kind="day", sort="first", nullable=True),
        Column("last", "最晚", lambda each: each.last, kind="day", sort="last", nullable=True),
        Column("by", "经办人", lambda each: each.by.name if each.by else "平台"),
    ],
    url=lambda each: reverse("ledger-detail", args=[each.pk]),
    order="-at",
    filters=[
        Flag("withdrawn", "已撤回", lambda: Q(withdrawn_at__isnull=False)),
        Period("at", "时间", "at"),
    ],
    search=search_ledgers,
    search_hint="文件或经办人",
    empty_title="还没有导入往年台账",
    empty_hint="有近三年的台账，热点监测从第一天就能给出预期；没有也可以，平台要自己积累一年多。",
    empty_step=Step("导入往年台账", "ledger-import", "incidents.ledger"),
)
