from django.db.models import QuerySet
from django.urls import reverse

from tongxin.ground.employers.models import Employer, Section
from tongxin.ground.employers.queries import search as search_employers
from tongxin.ground.employers.tables import district_name, districts
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Table
from tongxin.watch.scores.bands import ASCENDING
from tongxin.watch.scores.models import Band, Score


def _band(score: Score) -> dict[str, str] | str:
    return {"level": score.band, "label": score.get_band_display()} if score.band != Band.BLANK else ""


def _search(rows: QuerySet[Score], words: str) -> QuerySet[Score]:
    found = search_employers(Employer.objects.all(), words).order_by("pk").values_list("pk", flat=True)
    return rows.filter(employer__in=list(found[:500]))


def _reason(score: Score) -> str:
    return score.reasons[0]["words"] if score.reasons else ""


SCORES = Table(
    key="scores",
    title="用人单位指数",
    columns=[
        Column("name", "用人单位", lambda s: s.employer.name, link=True, wide=True),
        Column("value", "指数", lambda s: round(s.value), kind="number", sort="value"),
        Column("band", "档", _band, kind="level", sort="band", ranks=ASCENDING),
        Column("probability", "概率", lambda s: s.probability, kind="percent", shown=False),
        Column("why", "首要理由", _reason, wide=True),
        Column("district", "区县", lambda s: district_name(s.employer.region_id)),
        Column("section", "行业门类", lambda s: s.employer.get_section_display(), shown=False),
        Column("staff", "职工人数", lambda s: s.employer.staff, kind="number", shown=False),
        Column("org", "主管工会", lambda s: s.employer.org.name),
        Column("changed", "换档时间", lambda s: s.changed_at, kind="time", sort="changed_at", nullable=True),
    ],
    url=lambda s: reverse("score-detail", args=[s.pk]),
    order="-value",
    filters=[
        Choice("band", "档", Band.choices),
        Choice("district", "区县", lambda user: districts(), field="employer__region__code__startswith"),
        Choice("section", "行业门类", Section.choices, field="employer__section"),
        Period("changed", "换档", "changed_at"),
    ],
    search=_search,
    search_hint="单位名称或信用代码",
    empty_title="还没有指数",
    empty_hint="启用“用人单位指数”规则后，有依据的单位会自动列在这里。",
)
