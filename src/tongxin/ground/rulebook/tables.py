from django.db.models import Q, QuerySet
from django.urls import reverse

from tongxin.ground.rulebook.models import Kind, Rule, Status
from tongxin.ground.rulebook.uses import used
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag
from tongxin.kit.tables.table import Table

TONES = {Status.EXAMPLE: "wait", Status.CONFIRMED: "good"}


def status_chip(status: str | None) -> dict[str, str]:
    return (
        {"label": Status(status).label, "tone": TONES[Status(status)]}
        if status
        else {"label": "没有版本", "tone": ""}
    )


def _active(rule: Rule) -> dict[str, str] | None:
    if not rule.active:
        return None
    return (
        {"label": "示范启用", "tone": "wait"} if rule.example_number else {"label": "启用中", "tone": "good"}
    )


def _search(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(Q(name__icontains=text) | Q(latest_citation__icontains=text) | Q(key=text))


RULES = Table(
    key="rules",
    title="规则库",
    columns=[
        Column("name", "名称", lambda r: r.name, sort="name", link=True),
        Column("kind", "种类", lambda r: r.get_kind_display(), sort="kind"),
        Column("active", "启用", _active, kind="state", sort="active"),
        Column("status", "最新版本状态", lambda r: status_chip(r.latest_status), kind="state"),
        Column("number", "版本", lambda r: f"第{r.latest_number}版" if r.latest_number else ""),
        Column("since", "生效", lambda r: r.latest_since, kind="day"),
        Column("used", "用途", lambda r: "平台取用" if used(r.key, r.kind) else "只供查阅", shown=False),
        Column("enacted_by", "制定单位", lambda r: r.latest_enacted_by),
        Column("citation", "依据", lambda r: r.latest_citation, wide=True),
    ],
    url=lambda r: reverse("rule-detail", args=[r.pk]),
    order="-active",
    filters=[
        Choice("kind", "种类", Kind.choices),
        Choice("status", "状态", Status.choices, field="latest_status"),
        Flag("active", "只看启用的", lambda: Q(active=True)),
    ],
    search=_search,
    search_hint="名称或依据",
    empty_title="规则库是空的",
)
