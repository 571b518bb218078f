from django.urls import reverse

from tongxin.faces.reports.flow import State
from tongxin.faces.reports.periods import Kind
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Table

TONES = {
    State.WAITING: "wait",
    State.MAKING: "wait",
    State.DRAFT: "note",
    State.SIGNED: "good",
    State.FAILED: "bad",
}

REPORTS = Table(
    key="reports",
    title="报告",
    columns=[
        Column("label", "期间", lambda r: r.label, link=True, sort="start"),
        Column("kind", "种类", lambda r: r.get_kind_display()),
        Column("org", "工会", lambda r: r.org.name),
        Column(
            "state",
            "状态",
            lambda r: {"label": r.get_state_display(), "tone": TONES[State(r.state)]},
            kind="state",
        ),
        Column("named", "单位名称", lambda r: "列出" if r.named else "隐去"),
        Column("made_at", "数据时间", lambda r: r.made_at, kind="time"),
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
    empty_title="还没有生成过报告",
    empty_hint="选择“生成报告”，挑一个季度和工会，几秒钟后就能下载 Word 和 PDF。",
)
