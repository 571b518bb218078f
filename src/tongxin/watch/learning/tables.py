from django.db.models import QuerySet
from django.urls import reverse

from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Table
from tongxin.watch.learning.models import OUTCOMES, Example
from tongxin.watch.signals.kinds import Kind

EXCERPT = 80


def search(rows: QuerySet[Example], words: str) -> QuerySet[Example]:
    for word in words.split():
        rows = rows.filter(text__icontains=word)
    return rows


def _excerpt(example: Example) -> str:
    return example.text if len(example.text) <= EXCERPT else f"{example.text[:EXCERPT]}…"


OVERRULINGS = Table(
    key="overrulings",
    title="改判",
    columns=[
        Column("at", "改判时间", lambda e: e.at, kind="time", sort="at"),
        Column("text", "内容", _excerpt, link=True, wide=True),
        Column("machine", "机器判为", lambda e: e.get_machine_display()),
        Column("officer", "人工判为", lambda e: e.get_officer_display()),
        Column("confidence", "机器的把握", lambda e: e.confidence, kind="percent", sort="confidence"),
        Column("source", "来源", lambda e: e.get_kind_display()),
        Column("model", "模型", lambda e: e.model, kind="code"),
        Column("by", "研判人", lambda e: e.by.name),
    ],
    url=lambda e: reverse("signal-detail", args=[e.signal_id]),
    order="-at",
    filters=[
        Choice("machine", "机器判为", OUTCOMES),
        Choice("officer", "人工判为", OUTCOMES),
        Choice("source", "来源", Kind.choices, field="kind"),
        Period("at", "改判", "at"),
    ],
    search=search,
    search_hint="内容中的词",
    empty_title="还没有改判",
    empty_hint="人工改判的线索会列在这里，用来训练模型。",
)
