from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class Kind(models.TextChoices):
    ALERT_PROFILE = "alert_profile", "预警分级方案"
    DEADLINES = "deadlines", "处置时限"
    CATEGORIES = "categories", "类别对照"
    VETO = "veto", "一票否决"
    SERVICE_HOURS = "service_hours", "服务时间"
    CITATIONS = "citations", "适用法条"
    OTHER = "other", "其他规则"


class Status(models.TextChoices):
    EXAMPLE = "example", "示例"
    CONFIRMED = "confirmed", "已确认"


class Rule(models.Model):
    """A rule by name; what it says is in its versions.

    `example_number`: the version that counts without being confirmed, set by the demonstration only.
    """

    key = models.SlugField("键", max_length=60, unique=True)
    kind = models.CharField("种类", max_length=16, choices=Kind)
    name = models.CharField("名称", max_length=80)
    active = models.BooleanField("启用", default=False)
    example_number = models.PositiveIntegerField("示范启用的版本", null=True, blank=True)

    class Meta:
        verbose_name = "规则"
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(active=True, kind__in=["alert_profile", "deadlines"]),
                name="rulebook_one_active",
            )
        ]

    def __str__(self) -> str:
        return self.name


class VersionQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)

    def counting(self) -> Self:
        """Confirmed ones, and the example a demonstration was told to use."""
        return self.filter(Q(status=Status.CONFIRMED) | Q(number=models.F("rule__example_number")))


class Version(models.Model):
    """What a rule says from `since` to `until`; of several in force the highest number counts.

    Never changed once written, which the database sees to; only a confirmation is added. A change is a
    new version.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions", verbose_name="规则")
    number = models.PositiveIntegerField("版本")
    body = models.JSONField("内容")
    citation = models.TextField("依据")
    source = models.CharField("来源", max_length=300, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.EXAMPLE)
    since = models.DateField("生效")
    until = models.DateField("失效", null=True, blank=True)
    enacted_by = models.CharField("制定单位", max_length=80, blank=True)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("录入时间")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "规则版本"
        ordering = ["rule_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rulebook_version_once"),
            models.CheckConstraint(name="rulebook_version_status", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="rulebook_version_period", condition=Q(until=None) | Q(until__gte=models.F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.name} 第{self.number}版"

    @property
    def confirmed(self) -> bool:
        return self.status == Status.CONFIRMED
