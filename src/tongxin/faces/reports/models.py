from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.faces.reports.flow import State
from tongxin.faces.reports.periods import Kind
from tongxin.ground.orgs.models import ScopedQuerySet

LOST_AFTER = timedelta(minutes=10)  # a report takes seconds: its worker has died


class ReportQuerySet(ScopedQuerySet):
    def awaiting_making(self, now: datetime) -> Self:
        """Those ordered, and those whose worker has not come back."""
        lost = Q(state=State.MAKING, started_at__lt=now - LOST_AFTER)
        return self.filter(Q(state=State.WAITING) | lost)


class Report(models.Model):
    """One report of one union and period. `body` is the document as it was printed, block by block."""

    org = models.ForeignKey("orgs.Org", models.PROTECT, verbose_name="工会")
    kind = models.CharField("种类", max_length=8, choices=Kind)
    period = models.CharField("期次", max_length=8)
    label = models.CharField("期间", max_length=40)
    start = models.DateField("起")
    named = models.BooleanField("列出用人单位名称", default=False)
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveSmallIntegerField("已完成步骤", default=0)
    failure = models.CharField("未生成的原因", max_length=200, blank=True)
    title = models.CharField("标题", max_length=120, blank=True)
    body = models.JSONField("内容", default=dict)
    docx = models.ForeignKey(
        "files.File", models.PROTECT, null=True, related_name="+", verbose_name="Word 文件"
    )
    pdf = models.ForeignKey(
        "files.File", models.PROTECT, null=True, related_name="+", verbose_name="PDF 文件"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="生成人"
    )
    at = models.DateTimeField("提交时间")
    started_at = models.DateTimeField("开始生成时间", null=True)
    made_at = models.DateTimeField("数据时间", null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
                                  verbose_name="签发人")  # fmt: skip
    signed_at = models.DateTimeField("签发时间", null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "报告"
        indexes = [
            models.Index(fields=["org", "-at", "-id"], name="reports_org_at"),
            models.Index(fields=["-at", "-id"], name="reports_at"),
            models.Index(
                fields=["id"], condition=Q(state__in=["waiting", "making"]), name="reports_awaiting"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "period"], condition=Q(state="signed"), name="reports_signed_once"
            ),
            models.CheckConstraint(name="reports_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="reports_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="reports_made_has_files",
                condition=~Q(state__in=["draft", "signed"]) | Q(docx__isnull=False, pdf__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_signed_by_someone",
                condition=~Q(state="signed") | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org} {self.label}"
