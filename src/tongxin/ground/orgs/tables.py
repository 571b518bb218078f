from typing import Any

from django.urls import reverse

from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.orgs.queries import search
from tongxin.ground.places.models import Region
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice
from tongxin.kit.tables.table import Step, Table


def _districts(user: Any) -> list[tuple[str, str]]:
    return list(Region.objects.districts().values_list("code", "name"))


ORGS = Table(
    key="orgs",
    title="工会组织",
    columns=[
        Column("name", "名称", lambda o: o.name, sort="name", link=True),
        Column("code", "编号", lambda o: o.code, sort="code"),
        Column("level", "层级", lambda o: o.get_level_display(), sort="level"),
        Column("parent", "上级工会", lambda o: o.parent.name if o.parent else ""),
        Column("region", "所在区划", lambda o: o.region.name if o.region else ""),
        Column("short", "简称", lambda o: o.short, shown=False),
        Column("region_code", "区划代码", lambda o: o.region_id or "", shown=False),
        Column("path", "组织路径", lambda o: o.path, sort="path", shown=False),
    ],
    url=lambda o: reverse("org-detail", args=[o.pk]),
    order="path",
    filters=[
        Choice("level", "层级", Level.choices),
        Choice(
            "district", "区县(市)", _districts, apply=lambda rows, code: rows.filter(region__in=_in(code))
        ),
    ],
    search=search,
    search_hint="名称、简称或编号",
    empty_title="还没有工会",
    empty_hint="可以用“导入”一次建立整棵组织树。",
    empty_step=Step("导入组织", "org-import", "orgs.edit"),
)


def _in(code: str) -> Any:
    return Region.objects.below(code).values("code")


def rows(user: Any) -> Any:
    """The current unions a person sees, with what the list shows."""
    return Org.objects.visible_to(user).current().select_related("parent", "region")
