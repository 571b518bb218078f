from django.db.models import Q, QuerySet
from django.urls import reverse

from tongxin.faces.reports.flow import State
from tongxin.faces.reports.periods import Kind
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Step, Table

TONES = {
    State.WAITING: "wait",
    State.MAKING: "wait",
    State.DRAFT: "note",
    State.SIGNED: "good",
    State.FAILED: "bad",
}


def _search(rows: QuerySet, words: str) -> QuerySet:
    return rows.filter(
        Q(label__icontains=words) | Q(org__name__icontains=words) | Q(by__name__icontains=words)
    )


REPORTS = Table(
    key="reports",
    title="报告",
    columns=[
        Column("label", "期间", lambda r: r.label, link=True, sort="start"),
        Column("kind", "种类", lambda r: r.get_kind_display(), sort="kind", ranks=Kind.values),
        Column("org", "工会", lambda r: r.org.name),
        Column(
            "state",
            "状态",
            lambda r: {"label": r.get_state_display(), "tone": TONES[State(r.state)]},
            kind="state",
            sort="state",
            ranks=State.values,
        ),
        Column("named", "单位名称", lambda r: "列出" if r.named else "隐去"),
        Column("made_at", "数据时间", lambda r: r.made_at, kind="time", sort="made_at", nullable=True),
        Column("by", "生成人", lambda r: r.by.name if r.by else "平台"),
        Column("at", "提交时间", lambda r: r.at, kind="time", sort="at"),
        Column("signed_at", "签发时间", lambda r: r.signed_at, kind="time"),
    ],
    url=lambda r: reverse("report-detail", args=[r.pk]),
    order="-at",
    filters=[
        Choice("kind", "种类", Kind.choices),
        Choice("state", "状态", State.choices),
        Period("at", "提交时间", "at"),
    ],
    search=_search,
    search_hint="期间、工会或生成人",
    empty_title="还没有生成过报告",
    empty_hint="选择“生成报告”，挑一个季度和工会，几秒钟后就能下载 Word 和 PDF。",
    empty_step=Step("生成报告", "report-order", "reports.make"),
)
