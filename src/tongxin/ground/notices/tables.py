from datetime import timedelta
from typing import Any

from django.db.models import Case as Pick
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.urls import reverse

from tongxin.ground.notices.models import Channel, Notice, Sending
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


def _sending_state(sending: Any) -> dict[str, str]:
    failed = sending.state == Sending.State.FAILED
    return {"label": sending.get_state_display(), "tone": "bad" if failed else "wait"}


OUTBOX = Table(
    key="outbox",
    title="待发通知",
    columns=[  # not what it says: an administrator need not know of somebody's cases
        Column("account", "收件人", lambda s: s.channel.account.name),
        Column("kind", "方式", lambda s: s.channel.get_kind_display()),
        Column("state", "状态", _sending_state, kind="state"),
        Column("error", "原因", lambda s: s.error, wide=True),
        Column("tries", "已试次数", lambda s: s.tries, kind="number", sort="tries"),
        Column("due", "计划发送", lambda s: s.due_at, kind="time", sort="due_at"),
    ],
    url=lambda s: reverse("person-detail", args=[s.channel.account_id]),
    order="-due",
    filters=[
        Choice("state", "状态", [("failed", "失败"), ("waiting", "待发")]),
        Choice("kind", "方式", Channel.Kind.choices, field="channel__kind"),
        Period("due", "计划发送", "due_at"),
    ],
    search=lambda rows, words: rows.filter(channel__account__name__contains=words),
    search_hint="收件人姓名",
    empty_title="没有待发的通知",
    empty_hint="发不出去的邮件、短信、机器人消息会列在这里，写明原因，可以重新发送。",
    bulk=lambda user: [Bulk("重新发送", reverse("outbox-retry"), "选中的通知立即再发一次。")],
)


def outbox(user: Account) -> QuerySet[Sending]:
    """What has not gone out to the people one sees, with its channel and person."""
    return Sending.objects.visible_to(user).unsent().select_related("channel__account")
