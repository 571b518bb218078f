from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.ground.orgs.models import Org, ScopedQuerySet, paths
from tongxin.kit.actor import Actor
from tongxin.watch.alerts.levels import Level
from tongxin.watch.cases.findings import Card, Finding, Result
from tongxin.watch.cases.flow import RUNNING, State


class CaseQuerySet(ScopedQuerySet):
    def visible_to(self, user: Actor) -> Self:
        """Cases held in one's scope, and those that were dispatched through it."""
        condition = paths(user)
        if condition is None:
            return self.all()
        orgs = Org.objects.filter(condition)
        passed = Passage.objects.filter(org__in=orgs).values("case")
        return self.filter(Q(org__in=orgs) | Q(pk__in=passed))

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)

    def overdue(self, now: datetime) -> Self:
        return self.running().filter(due_at__lt=now)

    def whole(self) -> Self:
        """With everything a page about one case names."""
        return self.select_related(
            "org",
            "desk",
            "region",
            "employer",
            "proposed",
            "deadlines__rule",
            "incident__org",
            "alert__profile__rule",
        )

    def unclosed(self) -> Self:
        return self.exclude(state__in=[State.CLOSED, State.CALLED_BACK])

    def unfinished(self) -> Self:
        """Closed ones too, until the worker was called back."""
        return self.exclude(state=State.CALLED_BACK)

    def due_yellow(self, now: datetime) -> Self:
        return self.running().filter(card="", warn_at__lte=now).exclude(red_at__lte=now)

    def due_red(self, now: datetime) -> Self:
        return self.running().filter(card__in=["", "yellow"], red_at__lte=now)

    def accept_overdue(self, now: datetime) -> Self:
        return self.filter(state=State.DISPATCHED, accept_late_at=None, accept_due_at__lt=now)


class Case(models.Model):
    """A dispute being handled. `region` is where it happened, `org` who handles it: two fields."""

    number = models.CharField("编号", max_length=20, unique=True)
    alert = models.OneToOneField(
        "alerts.Alert", models.PROTECT, null=True, related_name="case", verbose_name="预警"
    )
    incident = models.ForeignKey(
        "incidents.Incident", models.PROTECT, related_name="cases", verbose_name="事件"
    )
    title = models.CharField("标题", max_length=160)
    category = models.CharField("类别", max_length=12)
    source = models.CharField("首报来源", max_length=12, default="", blank=True)
    level = models.CharField("等级", max_length=6, choices=Level)
    state = models.CharField("状态", max_length=12, choices=State, default=State.OPEN)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, null=True, verbose_name="用人单位")
    region = models.ForeignKey("places.Region", models.PROTECT, null=True, verbose_name="发生地")
    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="cases", verbose_name="承办工会")
    desk = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="交办工会")
    proposed = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, related_name="+", verbose_name="建议承办工会"
    )
    proposed_why = models.CharField("建议理由", max_length=200, blank=True)
    deadlines = models.ForeignKey("rulebook.Version", models.PROTECT, null=True, verbose_name="时限规则版本")
    opened_at = models.DateTimeField("立案时间")
    dispatched_at = models.DateTimeField("交办时间", null=True)
    accepted_at = models.DateTimeField("签收时间", null=True)
    accept_due_at = models.DateTimeField("签收时限", null=True)
    accept_estimated = models.BooleanField("签收时限为预估", default=False)
    accept_late_at = models.DateTimeField("逾期未签收提醒", null=True)
    started_at = models.DateTimeField("计时起点", null=True)
    extended_days = models.PositiveSmallIntegerField("延期（工作日）", default=0)
    due_at = models.DateTimeField("办理时限", null=True)
    due_estimated = models.BooleanField("时限为预估", default=False)
    calendar_version = models.PositiveIntegerField("所用日历版次", default=0)
    card = models.CharField("亮牌", max_length=6, choices=Card, blank=True, default="")
    warn_at = models.DateTimeField("黄牌时刻", null=True)
    red_at = models.DateTimeField("红牌时刻", null=True)
    supervised_at = models.DateTimeField("督办时间", null=True)
    finding = models.CharField("核实结论", max_length=14, choices=Finding, blank=True)
    result = models.CharField("处理结果", max_length=12, choices=Result, blank=True)
    recovered = models.DecimalField("挽回金额（元）", max_digits=14, decimal_places=2, null=True)
    helped = models.PositiveIntegerField("帮助人数", null=True)
    reported_at = models.DateTimeField("上报时间", null=True)
    in_time = models.BooleanField("按时", null=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    satisfaction = models.PositiveSmallIntegerField("满意度（1–5）", null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "工单"
        indexes = [
            models.Index(fields=["org", "-opened_at", "-id"], name="cases_org_opened"),
            models.Index(fields=["-opened_at", "-id"], name="cases_opened"),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["dispatched", "accepted", "verified", "handled"]),
                name="cases_due",
            ),
            models.Index(
                fields=["red_at"],
                name="cases_red",
                condition=Q(
                    state__in=["dispatched", "accepted", "verified", "handled"], card__in=["", "yellow"]
                ),
            ),
            models.Index(fields=["state", "org"], condition=~Q(state="called_back"), name="cases_waiting"),
            models.Index(fields=["employer", "-opened_at"], name="cases_employer"),
        ]
        constraints = [
            models.CheckConstraint(name="cases_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="cases_running_has_deadline",
                condition=~Q(state__in=["dispatched", "accepted", "verified", "handled"])
                | Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_closed_has_result",
                condition=~Q(state__in=["closed", "called_back"])
                | Q(closed_at__isnull=False) & ~Q(finding=""),
            ),
            models.CheckConstraint(
                name="cases_reported_is_judged",
                condition=~Q(state__in=["reported", "approved", "closed", "called_back"])
                | Q(reported_at__isnull=False, in_time__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_called_back_has_answer",
                condition=~Q(state="called_back") | Q(satisfaction__isnull=False),
            ),
            models.CheckConstraint(name="cases_result", condition=Q(result="") | Q(result__in=Result.values)),
            models.CheckConstraint(
                name="cases_satisfaction", condition=Q(satisfaction=None) | Q(satisfaction__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Passage(models.Model):
    """A union a case was dispatched to or through."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="passages")
    org = models.ForeignKey("orgs.Org", models.PROTECT)
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "org"], name="cases_passage_once")]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.org_id}"


class Step(models.Model):
    """One act on a case, for the timeline people read; the audit trail has it too."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    verb = models.CharField("动作", max_length=12)
    state = models.CharField("其后状态", max_length=12, choices=State)
    org = models.ForeignKey("orgs.Org", models.PROTECT, null=True)
    note = models.TextField("说明", blank=True)
    facts = models.JSONField("内容", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "办理记录"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.verb}"


class Document(models.Model):
    """A document or photograph of a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    file = models.ForeignKey("files.File", models.PROTECT)
    title = models.CharField("名称", max_length=120)
    verb = models.CharField("环节", max_length=12, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return self.title
