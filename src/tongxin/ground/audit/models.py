from typing import Self

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models.functions import Now

from tongxin.kit.actor import Actor


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user: Actor) -> Self:
        """Everything for a post at the root; else the acts of the people one may see."""
        if any(scope.count(".") == 1 for scope in user.scopes):
            return self.all()
        return self.filter(actor_id__in=get_user_model().objects.visible_to(user).values("pk"))


class Entry(models.Model):
    """One act of one person on one row. Written in the transaction of the act."""

    at = models.DateTimeField("时间")
    recorded_at = models.DateTimeField("入库时间", db_default=Now())
    actor_id = models.BigIntegerField("操作人编号", null=True)
    actor = models.CharField("操作人", max_length=60)
    kind = models.CharField("对象类型", max_length=40)
    key = models.CharField("对象编号", max_length=40)
    verb = models.CharField("动作", max_length=40)
    facts = models.JSONField("内容", default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "审计记录"
        indexes = [
            models.Index(fields=["kind", "key", "id"], name="audit_entry_subject"),
            models.Index(fields=["actor_id", "-id"], name="audit_entry_actor"),
            models.Index(fields=["-at", "-id"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.kind}:{self.key}"


class Seal(models.Model):
    """One sealed batch. `chain` is an HMAC-SM3 over the chain before it and every other column.

    `floor`: up to this number every entry is sealed, or never was committed. `horizon`: what a later
    batch holds was written after it (database clock). `read_at`: when the batch had been read.
    """

    sealed_at = models.DateTimeField("封存时间")
    count = models.PositiveIntegerField("条数")
    last_entry = models.BigIntegerField("最大编号")
    root = models.CharField("默克尔根", max_length=64)
    chain = models.CharField("链值", max_length=64)
    floor = models.BigIntegerField("封存下限", default=0)
    horizon = models.DateTimeField("时间下限", null=True)
    read_at = models.DateTimeField("读取时间", null=True)
    key_id = models.CharField("密钥", max_length=20, default="")

    class Meta:
        verbose_name = "封存"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"封存 {self.pk}（{self.count} 条）"


class Sealed(models.Model):
    """Which batch an entry was sealed in, and its digest, so that an altered entry can be named.

    A second seal of one entry is refused by the key.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(Seal, models.PROTECT, db_index=False)
    leaf = models.BinaryField("摘要", max_length=32, default=b"")

    class Meta:
        verbose_name = "封存条目"
        indexes = [models.Index(fields=["seal", "entry_id"], name="audit_sealed_seal")]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.seal_id}"


class Failure(models.Model):
    """Where a background job broke off. Never the message of the error: it may hold personal data."""

    job_id = models.BigIntegerField("任务编号", db_index=True)
    task = models.CharField("任务", max_length=128)
    error = models.CharField("错误", max_length=120)
    place = models.CharField("位置", max_length=200, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "任务失败"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.task}：{self.error}"
