from django.db.models import Q, QuerySet
from django.urls import reverse

from tongxin.ground.employers.flow import State
from tongxin.ground.employers.models import Employer, Import, Section
from tongxin.ground.employers.queries import search
from tongxin.ground.employers.rules import RISK_BANDS, SIZES, size_of
from tongxin.ground.places.register import HANGZHOU, district_of, register
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Step, Table


def districts() -> list[tuple[str, str]]:
    """The districts of the city: (code, name)."""
    return [(place.code, place.name) for place in register().values() if place.parent == HANGZHOU]


def district_name(code: str | None) -> str:
    """The name of the district a region lies in, '' above or outside of one."""
    district = district_of(code or "")
    return register()[district].name if district in register() else ""


def by_size(rows: QuerySet[Employer], key: str) -> QuerySet[Employer]:
    _, low, high = SIZES[key]
    return rows.filter(staff__gte=low, **({} if high is None else {"staff__lte": high}))


def _with_union(rows: QuerySet[Employer], value: str) -> QuerySet[Employer]:
    return rows.filter(Q(own_union__isnull=value == "no"))


def _risk(employer: Employer) -> dict[str, str] | str:
    band = employer.risk_band
    return {"level": band, "label": RISK_BANDS.get(band, band)} if band else ""


EMPLOYERS = Table(
    key="employers",
    title="用人单位",
    columns=[
        Column("name", "名称", lambda e: e.name, sort="name", link=True, wide=True),
        Column("uscc", "统一社会信用代码", lambda e: e.uscc or "", kind="code", sort="uscc", nullable=True),
        Column("section", "行业门类", lambda e: e.get_section_display(), sort="section"),
        Column("staff", "职工人数", lambda e: e.staff, kind="number", sort="staff", nullable=True),
        Column("size", "规模", lambda e: SIZES[size_of(e.staff)][0] if e.staff is not None else ""),
        Column("district", "区县", lambda e: district_name(e.region_id), sort="region_id", nullable=True),
        Column(
            "street",
            "街道",
            lambda e: e.region.name if e.region_id and len(e.region_id) > 6 else "",
            shown=False,
        ),
        Column("org", "主管工会", lambda e: e.org.name),
        Column(
            "industry_org", "产业工会", lambda e: e.industry_org.name if e.industry_org else "", shown=False
        ),
        Column("own_union", "本单位工会", lambda e: e.own_union.name if e.own_union else "未建会"),
        Column("risk", "指数档", _risk, kind="level"),
        Column("address", "地址", lambda e: e.address, shown=False, wide=True),
    ],
    url=lambda e: reverse("employer-detail", args=[e.pk]),
    order="name",
    filters=[
        Choice("district", "区县", lambda user: districts(), field="region__code__startswith"),
        Choice("section", "行业门类", Section.choices),
        Choice(
            "size",
            "规模（按职工人数）",
            [(key, label) for key, (label, _, _) in SIZES.items()],
            apply=by_size,
        ),
        Choice("union", "本单位工会", [("yes", "已建会"), ("no", "未建会")], apply=_with_union),
        Choice("risk", "指数档", list(RISK_BANDS.items()), field="risk_band"),
    ],
    search=search,
    search_hint="名称、曾用名或信用代码",
    empty_title="还没有用人单位",
    empty_hint="可以下载模板，填好后整批导入，也可以逐个登记。",
    empty_step=Step("导入用人单位", "employer-import", "employers.edit"),
)

IMPORT_TONES = {"previewed": "wait", "waiting": "note", "done": "good", "failed": "bad"}


def _import_state(made: Import) -> dict[str, str]:
    return {"label": made.get_state_display(), "tone": IMPORT_TONES.get(made.state, "")}


def _search_imports(rows: QuerySet[Import], words: str) -> QuerySet[Import]:
    named = Q(file_name__icontains=words) | Q(org__name__icontains=words) | Q(by__name__icontains=words)
    return rows.filter(named)


IMPORTS = Table(
    key="employer-imports",
    title="导入记录",
    columns=[
        Column("at", "时间", lambda i: i.at, kind="time", sort="at"),
        Column("file", "文件", lambda i: i.file_name, link=True, wide=True),
        Column("org", "导入工会", lambda i: i.org.name),
        Column("state", "状态", _import_state, kind="state", sort="state", ranks=State.values),
        Column("rows", "总行数", lambda i: i.rows, kind="number", sort="rows"),
        Column("added", "新增", lambda i: i.added, kind="number"),
        Column("changed", "更新", lambda i: i.changed, kind="number"),
        Column("rejected", "退回", lambda i: i.rejected, kind="number"),
        Column("by", "经办人", lambda i: i.by.name if i.by else "平台"),
    ],
    url=lambda i: reverse("employer-import-detail", args=[i.pk]),
    order="-at",
    search=_search_imports,
    search_hint="文件、工会或经办人",
    filters=[Choice("state", "状态", Import.State.choices), Period("at", "时间", "at")],
    empty_title="还没有导入过",
    empty_hint="先下载模板，填好后在“导入用人单位”上传。",
    empty_step=Step("导入用人单位", "employer-import", "employers.edit"),
)  # fmt: skip
