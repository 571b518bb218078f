from django.db.models import Q, QuerySet
from django.urls import reverse

from tongxin.ground.employers.tables import districts
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag, Period
from tongxin.kit.tables.table import Table
from tongxin.watch.risk.models import Hotspot, Scale, Series, State
from tongxin.watch.risk.queries import inside, search
from tongxin.watch.risk.states import RISING, chip
from tongxin.watch.triage.models import Category

ALL = "all"
CATEGORIES = [(ALL, "全部类别（合计）"), *Category.choices]


def of_category(rows: QuerySet, category: str) -> QuerySet:
    return rows.filter(category="" if category == ALL else category)


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _chance(value: float | None) -> str:
    """0.03; small ones as 小于0.0001."""
    return "" if value is None else "小于0.0001" if value < 0.0001 else f"{value:.4f}".rstrip("0").rstrip(".")


SERIES = Table(
    key="series",
    title="监测序列",
    columns=[
        Column("title", "地方或产业", lambda s: s.place, link=True, sort="key"),
        Column("category", "类别", lambda s: s.subject, sort="category"),
        Column(
            "state", "状态", lambda s: chip(s.state, slow=s.slow), kind="state", sort="state", ranks=RISING
        ),
        Column("recent", "近26周", lambda s: s.recent, kind="spark"),
        Column("observed", "近七日", lambda s: s.observed, kind="number", sort="observed"),
        Column(
            "expected", "预期", lambda s: _number(s.expected), kind="number", sort="expected", nullable=True
        ),
        Column("upper", "上限", lambda s: _number(s.upper), kind="number"),
        Column("p", "p 值", lambda s: _chance(s.p), sort="p", nullable=True, shown=False),
        Column("rising", "缓慢上升的 p 值", lambda s: _chance(s.rising), shown=False),
        Column("scale", "层级", lambda s: Scale(s.scale).label, sort="scale"),
        Column("org", "责任工会", lambda s: s.org.name, shown=False),
        Column("history", "历史周数", lambda s: s.history, kind="number", shown=False),
        Column("day", "截至", lambda s: s.day, kind="day", shown=False),
    ],
    url=lambda s: reverse("series-detail", args=[s.pk]),
    order="-state",
    filters=[
        Choice("state", "状态", State.choices),
        Choice("scale", "层级", Scale.choices),
        Choice("category", "类别", CATEGORIES, apply=of_category),
        Choice("district", "区县", lambda user: districts(), apply=inside),
    ],
    search=search,
    search_hint="街道、区县或产业工会名称",
    empty_title="还没有监测结果",
    empty_hint="平台每天清晨按区县、街道、产业和类别计算一次；有一年以上的事件历史后才能判断是否异常。",
)

HOTSPOTS = Table(
    key="hotspots",
    title="热点记录",
    columns=[
        Column("title", "地方或产业", lambda h: h.place, link=True),
        Column("category", "类别", lambda h: h.subject, sort="category"),
        Column("standing", "现况", lambda h: standing(h), kind="state"),
        Column("recent", "近26周", lambda h: h.series.recent, kind="spark"),
        Column("observed", "最近七日", lambda h: h.observed, kind="number", sort="observed"),
        Column("expected", "预期", lambda h: _number(h.expected), kind="number"),
        Column("upper", "上限", lambda h: _number(h.upper), kind="number", shown=False),
        Column("peak", "最高", lambda h: h.peak, kind="number", sort="peak"),
        Column("scale", "层级", lambda h: Scale(h.scale).label, sort="scale"),
        Column("found", "发现时间", lambda h: h.found_at, kind="time", sort="found_at"),
        Column("seen", "最近一次超出", lambda h: h.seen, kind="day", sort="seen", shown=False),
        Column("over", "结束时间", lambda h: h.over_at, kind="time", sort="over_at", nullable=True),
        Column("org", "责任工会", lambda h: h.org.name, shown=False),
    ],
    url=lambda h: reverse("hotspot-detail", args=[h.pk]),
    order="-found",
    filters=[
        Flag("live", "仍在", lambda: Q(over_at=None)),
        Choice("scale", "层级", Scale.choices),
        Choice("category", "类别", CATEGORIES, apply=of_category),
        Choice("district", "区县", lambda user: districts(), apply=inside),
        Period("found", "发现", "found_at"),
    ],
    search=search,
    search_hint="街道、区县或产业工会名称",
    empty_title="还没有发现过热点",
    empty_hint="某个地方、产业或类别的事件明显多于往年此时，会在这里留下记录。",
)


def standing(hotspot: Hotspot) -> dict[str, str]:
    if hotspot.over_at:
        return {"label": "已结束", "tone": "over"}
    return chip(State.HOT, slow=hotspot.slow)


def rows_of(series: QuerySet[Series]) -> QuerySet[Series]:
    return series.select_related("region", "industry_org", "org").defer("track")
