from django.db import models
from django.db.models import Q

from tongxin.ground.worktime.calendar import HOLIDAY, LABELS, MAKEUP, REST, WORK, WORKING


class Kind(models.TextChoices):
    WORK = WORK, LABELS[WORK]
    REST = REST, LABELS[REST]
    HOLIDAY = HOLIDAY, LABELS[HOLIDAY]
    MAKEUP = MAKEUP, LABELS[MAKEUP]


class Status(models.TextChoices):
    OFFICIAL = "official", "官方"
    ESTIMATED = "estimated", "预估"


class Notice(models.Model):
    """A State Council notice on the holidays of one year, kept as it was imported.

    Who imported it is kept as in the audit trail: this app stands below the accounts.
    """

    year = models.PositiveSmallIntegerField("年份")
    title = models.CharField("标题", max_length=200, blank=True)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    text = models.TextField("原文")
    imported_by_id = models.BigIntegerField("导入人编号", null=True)
    imported_by = models.CharField("导入人", max_length=60)
    at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = "放假通知"
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.title or f"{self.year}年放假安排"


class Day(models.Model):
    date = models.DateField("日期", primary_key=True)
    kind = models.CharField("类型", max_length=8, choices=Kind)
    name = models.CharField("节日", max_length=30, blank=True)
    status = models.CharField("依据", max_length=9, choices=Status)
    source = models.CharField("来源", max_length=200)

    class Meta:
        verbose_name = "日历"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(name="day_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="day_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="day_makeup_is_weekend", condition=~Q(kind=Kind.MAKEUP) | Q(date__iso_week_day__gte=6)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"

    @property
    def works(self) -> bool:
        return self.kind in WORKING

    @property
    def official(self) -> bool:
        return self.status == Status.OFFICIAL


class Edition(models.Model):
    """One change of the calendar of one year. The highest id is the version of the calendar."""

    year = models.PositiveSmallIntegerField("年份")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, verbose_name="放假通知")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "日历版次"

    def __str__(self) -> str:
        return f"{self.year}年 第{self.pk}版"
