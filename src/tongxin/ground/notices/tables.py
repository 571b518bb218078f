from datetime import timedelta
from typing import Any

from django.db.models import Case as Pick
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.urls import reverse

from tongxin.ground.notices.models import Notice
from tongxin.ground.people.models import Account
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag, Period
from tongxin.kit.tables.table import Bulk, Table

AHEAD = timedelta(days=36525)  # an unread notice stands before every read one
STATES = [("new", "未读"), ("read", "已读")]


def _state(notice: Any) -> dict[str, str]:
    if notice.read_at:
        return {"label": "已读", "tone": "none"}
    return {"label": "紧急", "tone": "bad"} if notice.urgent else {"label": "未读", "tone": "note"}


INBOX = Table(
    key="notices",
    title="通知",
    columns=[
        Column("title", "标题", lambda n: n.title, link=True, wide=True),
        Column("state", "状态", _state, kind="state", sort="rank"),
        Column("body", "内容", lambda n: n.body[:120], wide=True),
        Column("at", "时间", lambda n: n.at, kind="time", sort="at"),
    ],
    url=lambda n: reverse("notice-open", args=[n.pk]),
    order="-state",
    filters=[
        Choice("state", "状态", STATES, apply=lambda rows, v: rows.filter(read_at__isnull=v == "new")),
        Flag("urgent", "紧急", lambda: Q(urgent=True)),
        Period("at", "时间", "at"),
    ],
    search=lambda rows, words: rows.filter(Q(title__contains=words) | Q(body__contains=words)),
    search_hint="标题或内容",
    empty_title="没有通知",
    empty_hint="派给您的工单、将到期的期限和需要您处理的事会出现在这里。",
    bulk=lambda user: [Bulk("标为已读", reverse("notice-read"), "")],
)


def inbox(user: Account) -> QuerySet[Notice]:
    """One's notices with `rank`: descending, the unread come first and each part is newest first."""
    ahead = ExpressionWrapper(F("at") + Value(AHEAD), output_field=DateTimeField())
    return Notice.objects.visible_to(user).annotate(
        rank=Pick(When(read_at=None, then=ahead), default=F("at"))
    )
