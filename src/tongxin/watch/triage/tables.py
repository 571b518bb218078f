from django.db.models import QuerySet
from django.urls import reverse

from tongxin.ground.employers.tables import district_name, districts
from tongxin.kit.masking import mask_text
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Table
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Category, Verdict

BANDS = {"low": ("不足50%", 0, 0.5), "middle": ("50%–80%", 0.5, 0.8), "high": ("80%以上", 0.8, 1.01)}
UNSURE = "待人工研判"
EXCERPT = 80


def by_band(rows: QuerySet[Verdict], key: str) -> QuerySet[Verdict]:
    _, low, high = BANDS[key]
    return rows.filter(confidence__gte=low, confidence__lt=high)


def search(rows: QuerySet[Verdict], words: str) -> QuerySet[Verdict]:
    return rows.filter(signal__in=Signal.objects.search(words).values("pk"))


def _excerpt(verdict: Verdict) -> str:
    text = mask_text(verdict.signal.text[: EXCERPT * 2])
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def _state(verdict: Verdict) -> dict[str, str]:
    return {"label": UNSURE, "tone": "wait"} if verdict.unsure else {"label": "机器研判", "tone": ""}


TRIAGE = Table(
    key="triage",
    title="待研判",
    columns=[
        Column("confidence", "把握", lambda v: v.confidence, kind="percent", sort="confidence"),
        Column("text", "内容", _excerpt, link=True, wide=True),
        Column("category", "机器判为", lambda v: v.category, kind="category", sort="category"),
        Column("acts", "工会事项", lambda v: "是" if v.acts else "否"),
        Column("unsure", "结论", _state, kind="state", sort="turn"),
        Column("employer", "用人单位", lambda v: v.employer.name if v.employer else v.employer_text),
        Column("district", "区县", lambda v: district_name(v.region_id)),
        Column("source", "来源", lambda v: v.signal.get_kind_display()),
        Column("heard", "发生时间", lambda v: v.signal.heard_at, kind="time"),
    ],
    url=lambda v: reverse("triage-read", args=[v.signal_id]),
    order="unsure",
    filters=[
        Choice("unsure", "结论", [("True", UNSURE), ("False", "机器研判")]),
        Choice("band", "把握", [(key, label) for key, (label, _, _) in BANDS.items()], apply=by_band),
        Choice("category", "类别", Category.choices),
        Choice("acts", "工会事项", [("True", "是"), ("False", "否")]),
        Choice("source", "来源", Kind.choices, field="signal__kind"),
        Choice("district", "区县", lambda user: districts(), field="region__code__startswith"),
        Period("heard", "发生", "signal__heard_at"),
    ],
    search=search,
    search_hint="线索内容中的词",
    empty_title="没有待研判的线索",
    empty_hint="机器没有把握、待人工研判的线索会列在最前。",
)
