from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.ground.orgs.models import ScopedQuerySet
from tongxin.watch.signals.counting import OUTSIDE
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.triage.models import Category

OUTCOMES = [*Category.choices, (OUTSIDE, "非工会事项")]


class ExampleQuerySet(ScopedQuerySet):
    scope = "signal__org"


class Example(models.Model):
    """One signal as the machine read it and as an officer did; names and numbers hidden. The row of training."""

    signal = models.OneToOneField(
        "signals.Signal", models.CASCADE, related_name="example", verbose_name="线索"
    )
    text = models.TextField("文本（已隐去姓名号码）")
    kind = models.CharField("来源", max_length=12, choices=Kind)
    machine = models.CharField("机器判为", max_length=12, choices=OUTCOMES)
    confidence = models.FloatField("机器的把握")
    model = models.CharField("模型版本", max_length=40)
    officer = models.CharField("人工判为", max_length=12, choices=OUTCOMES)
    collective = models.BooleanField("集体")
    agreed = models.BooleanField("一致")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="研判人")
    at = models.DateTimeField("研判时间")

    objects = ExampleQuerySet.as_manager()

    class Meta:
        verbose_name = "训练样本"
        indexes = [
            models.Index(fields=["-at", "-id"], name="learning_newest"),
            models.Index(fields=["-at", "-id"], condition=Q(agreed=False), name="learning_overruled"),
        ]

    def __str__(self) -> str:
        return f"{self.get_machine_display()} → {self.get_officer_display()}"


class Training(models.Model):
    """One attempt to learn from the examples: asked for, done by the worker, with what was measured."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待训练"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    done_at = models.DateTimeField("完成时间", null=True)
    examples = models.PositiveIntegerField("样本数", default=0)
    held = models.PositiveIntegerField("留出数", default=0)
    comparison = models.JSONField("对照", default=dict)
    reason = models.CharField("未完成的原因", max_length=300, blank=True)
    version = models.OneToOneField("triage.ModelVersion", models.PROTECT, null=True, related_name="training")

    class Meta:
        verbose_name = "训练"
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="waiting"), name="learning_one_waiting"
            ),
            models.CheckConstraint(
                name="learning_done_has_version", condition=~Q(state="done") | Q(version__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"训练 {self.pk}"


class Agreement(models.Model):
    """How often officers agreed with the machine in one week, by the machine's category and the source."""

    week = models.DateField("周（周一）")
    machine = models.CharField("机器判为", max_length=12, choices=OUTCOMES)
    kind = models.CharField("来源", max_length=12, choices=Kind)
    reviewed = models.PositiveIntegerField("人工看过")
    agreed = models.PositiveIntegerField("一致")
    usual = models.FloatField("此前的一致率", null=True)
    warned_at = models.DateTimeField("提醒时间", null=True)

    class Meta:
        verbose_name = "周一致率"
        constraints = [
            models.UniqueConstraint(fields=["week", "machine", "kind"], name="learning_one_week"),
            models.CheckConstraint(
                name="learning_agreed_of_reviewed", condition=Q(agreed__lte=models.F("reviewed"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.machine} {self.kind}"

    @property
    def share(self) -> float:
        return self.agreed / self.reviewed if self.reviewed else 0.0
