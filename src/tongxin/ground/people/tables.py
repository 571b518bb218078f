from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.queries import at_or_below, search, with_role
from tongxin.ground.people.roles import Role
from tongxin.kit.masking import mask_phone
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag
from tongxin.kit.tables.table import Step, Table

STATES = [("1", "使用中"), ("0", "已停用")]
BROAD = [Level.CITY, Level.DISTRICT, Level.INDUSTRY]


def _unions(user: Account) -> list[tuple[int, str]]:
    """The person's city, districts and industries, and the tops of their scope."""
    rows = Org.objects.visible_to(user).current().filter(Q(level__in=BROAD) | Q(path__in=user.scopes))
    return list(rows.order_by("path").values_list("pk", "name")[:100])


def _posts(account: Any) -> str:
    return "；".join(f"{post.org.short or post.org.name} {post.get_role_display()}" for post in account.held)


def _state(account: Any) -> dict[str, str]:
    label = dict(STATES)["1" if account.is_active else "0"]
    return {"label": label, "tone": "good" if account.is_active else "none"}


def _by_state(rows: QuerySet[Account], value: str) -> QuerySet[Account]:
    return rows.filter(is_active=value == "1")


def _seen(account: Any) -> datetime | None:
    return account.last_login


PEOPLE = Table(
    key="people",
    title="人员",
    columns=[
        Column("name", "姓名", lambda a: a.name, sort="name", link=True),
        Column("username", "登录名", lambda a: a.username, sort="username"),
        Column("posts", "在任岗位", _posts, wide=True),
        Column("phone", "手机", lambda a: mask_phone(a.phone)),
        Column("state", "状态", _state, kind="state"),
        Column("last_login", "最近登录", _seen, kind="time", sort="last_login", nullable=True),
        Column("joined_at", "建立时间", lambda a: a.joined_at, kind="time", sort="joined_at", shown=False),
    ],
    url=lambda a: reverse("person-detail", args=[a.pk]),
    order="name",
    filters=[
        Choice("role", "职责", Role.choices, apply=lambda rows, v: with_role(rows, v, localdate())),
        Choice("org", "工会（含下级）", _unions, apply=lambda rows, v: at_or_below(rows, v, localdate())),
        Choice("active", "状态", STATES, apply=_by_state),
        Flag("new", "尚未改初始密码", lambda: Q(must_change_password=True)),
    ],
    search=search,
    search_hint="姓名、登录名，或完整手机号",
    empty_title="还没有人员",
    empty_step=Step("新建账号", "person-create", "people.edit"),
)
