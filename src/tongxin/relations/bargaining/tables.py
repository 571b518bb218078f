from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.people.models import Account
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Step, Table
from tongxin.relations.bargaining.flow import ImportState
from tongxin.relations.bargaining.known import RIGHT
from tongxin.relations.bargaining.models import Contract, Import, Kind, Reach
from tongxin.relations.bargaining.queries import search_imports
from tongxin.relations.bargaining.standing import STANDINGS

NEWEST = 200  # sheets offered as a filter
TONES = {"waiting": "note", "done": "good", "failed": "bad", "withdrawn": "over"}


def _standing(rows: QuerySet[Contract], value: str) -> QuerySet[Contract]:
    return rows.filter(**{"standing": value})  # an annotation


def _sheets(user: Account) -> Iterable[tuple[Any, str]]:
    """The newest sheets, for those who keep contracts."""
    if not user.has_perm(RIGHT):
        return []
    done = Import.objects.visible_to(user).filter(state=ImportState.DONE)
    newest = done.order_by("-at").only("pk", "name", "at")[:NEWEST]
    return [(each.pk, f"{each.name} {localtime(each.at):%m-%d %H:%M}") for each in newest]


CONTRACTS = Table(
    key="contracts",
    title="集体合同",
    columns=[
        Column("number", "合同编号", lambda c: c.number, sort="number", link=True),
        Column("kind", "种类", lambda c: c.get_kind_display(), sort="kind"),
        Column("reach", "范围", lambda c: c.get_reach_display(), sort="reach"),
        Column("org", "签订工会", lambda c: c.org.name),
        Column("units", "覆盖单位", lambda c: c.units, kind="number"),
        Column("workers", "覆盖职工", lambda c: c.workers, kind="number", sort="workers", nullable=True),
        Column("starts", "起始", lambda c: c.starts_on, kind="date", sort="starts_on"),
        Column("ends", "终止", lambda c: c.ends_on, kind="date", sort="ends_on"),
        Column("signed", "签订", lambda c: c.signed_on, kind="date", sort="signed_on", shown=False),
        Column(
            "filed",
            "报送",
            lambda c: c.filed_on,
            kind="date",
            sort="filed_on",
            nullable=True,
            shown=False,
        ),
        Column("standing", "状态", lambda c: c.chip, kind="state"),
    ],
    url=lambda c: reverse("contract-detail", args=[c.pk]),
    order="-starts",
    filters=[
        Choice("standing", "状态", [(each.key, each.label) for each in STANDINGS], apply=_standing),
        Choice("kind", "种类", Kind.choices),
        Choice("reach", "范围", Reach.choices),
        Period("ends", "终止日期", "ends_on"),
        Period("signed", "签订日期", "signed_on"),
        Choice("sheet", "导入表格", _sheets, field="made_by_id"),
    ],
    search_hint="编号、工会、单位名称或信用代码",  # the search itself depends on who asks: see `listing`
    empty_title="还没有登记集体合同",
    empty_hint="可以下载模板，把现有的集体合同台账整批导入，也可以逐份登记。",
    empty_step=Step("导入集体合同", "contract-import", "bargaining.edit"),
)

IMPORTS = Table(
    key="contract-imports",
    title="集体合同导入记录",
    columns=[
        Column("at", "时间", lambda i: i.at, kind="time", sort="at"),
        Column("name", "文件", lambda i: i.name, link=True, wide=True),
        Column("org", "导入工会", lambda i: i.org.name),
        Column("state", "状态", lambda i: {"label": i.get_state_display(), "tone": TONES[i.state]},
               kind="state", sort="state", ranks=ImportState.values),
        Column("rows", "总行数", lambda i: i.rows, kind="number", sort="rows"),
        Column("contracts", "新登记合同", lambda i: i.contracts, kind="number"),
        Column("rejected", "退回", lambda i: i.rejected, kind="number"),
        Column("by", "经办人", lambda i: i.by.name if i.by else "平台"),
    ],
    url=lambda i: reverse("contract-import-detail", args=[i.pk]),
    order="-at",
    filters=[Choice("state", "状态", ImportState.choices), Period("at", "时间", "at")],
    search=search_imports,
    search_hint="文件、工会或经办人",
    empty_title="还没有导入过",
    empty_hint="先下载模板，填好后在“导入集体合同”上传。",
    empty_step=Step("导入集体合同", "contract-import", "bargaining.edit"),
)  # fmt: skip
