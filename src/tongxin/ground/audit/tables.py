from django.urls import reverse

from tongxin.ground.audit import queries, words
from tongxin.ground.audit.models import Entry
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Table


def _facts(entry: Entry) -> str:
    return "；".join(f"{name}：{value}" for name, value in words.facts(entry.facts, entry.kind))[:160]


ENTRIES = Table(
    key="audit",
    title="审计",
    columns=[
        Column("at", "时间", lambda e: e.at, kind="time", sort="at", link=True),
        Column("actor", "操作人", lambda e: e.actor),
        Column("verb", "动作", lambda e: words.verb(e.verb, e.kind)),
        Column("kind", "对象", lambda e: words.kind(e.kind)),
        Column("key", "编号", lambda e: e.key),
        Column("facts", "内容", _facts, wide=True),
        Column("recorded_at", "入库时间", lambda e: e.recorded_at, kind="time", shown=False),
        Column("number", "记录号", lambda e: e.pk, kind="number", sort="id", shown=False),
    ],
    url=lambda e: reverse("audit-detail", args=[e.pk]),
    order="-at",
    filters=[
        Choice("actor", "操作人", queries.actors, apply=queries.by_actor),
        Choice("kind", "对象类型", lambda user: sorted(words.kinds().items(), key=lambda pair: pair[1])),
        Choice("verb", "动作", lambda user: sorted(words.VERBS.items(), key=lambda pair: pair[1])),
        Period("at", "时间", "at"),
    ],
    search=queries.search,
    search_hint="如 工单 12，或操作人",
    empty_title="还没有审计记录",
    empty_hint="每一次办理、修改和导出都会自动记在这里，任何人不能改动或删除。",
)
