from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.ground.people.models import Account
from tongxin.kit.actor import Actor
from tongxin.kit.fields import EncryptedTextField


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Actor) -> Self:
        return self.filter(account=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One line in one person's inbox."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    urgent = models.BooleanField("紧急", default=False)
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at"], name="notices_account_at"),
            models.Index(fields=["account"], condition=Q(read_at=None), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Channel(models.Model):
    """A way out of the platform for one person: mail, a chat robot, a webhook or SMS."""

    class Kind(models.TextChoices):
        MAIL = "mail", "邮件"
        CHAT = "chat", "钉钉/企业微信/飞书"
        WEBHOOK = "webhook", "网络回调"
        SMS = "sms", "短信"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="channels")
    kind = models.CharField("方式", max_length=8, choices=Kind)
    address = EncryptedTextField("地址", context="notices.channel.address")
    urgent_only = models.BooleanField("仅紧急", default=False)
    active = models.BooleanField("启用", default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_channel_kind", condition=Q(kind__in=["mail", "chat", "webhook", "sms"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.get_kind_display()}"


class SendingQuerySet(models.QuerySet):
    def visible_to(self, user: Actor) -> Self:
        """Messages to the people this person may see."""
        return self.filter(channel__account__in=Account.objects.visible_to(user))

    def unsent(self) -> Self:
        return self.filter(state__in=[Sending.State.WAITING, Sending.State.FAILED])


class Sending(models.Model):
    """One message waiting in the outbox for one channel."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "失败"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="sendings")
    channel = models.ForeignKey(Channel, models.CASCADE)
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField("计划发送")
    tries = models.PositiveSmallIntegerField("次数", default=0)
    error = models.CharField("错误", max_length=300, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        verbose_name = "待发通知"
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="notices_outbox"),
            models.Index(fields=["due_at"], condition=Q(state="failed"), name="notices_failed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="notices_sending_state", condition=Q(state__in=["waiting", "sent", "failed"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice} → {self.channel}"
