from django.db import models
from django.db.models.functions import Now


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

    class Meta:
        indexes = [
            models.Index(fields=["kind", "key", "id"], name="audit_entry_subject"),
            models.Index(fields=["actor_id", "-id"], name="audit_entry_actor"),
            models.Index(fields=["-at", "-id"], name="audit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.kind}:{self.key}"


class Seal(models.Model):
    """One sealed batch. `chain` = HMAC-SM3(previous chain ‖ root ‖ count ‖ last id ‖ time)."""

    sealed_at = models.DateTimeField("封存时间")
    count = models.PositiveIntegerField("条数")
    last_entry = models.BigIntegerField("最大编号")
    root = models.CharField("默克尔根", max_length=64)
    chain = models.CharField("链值", max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"封存 {self.pk}（{self.count} 条）"


class Sealed(models.Model):
    """Which batch an entry was sealed in. A second seal of one entry is refused by the key."""

    entry_id = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(Seal, models.PROTECT)

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.seal_id}"
