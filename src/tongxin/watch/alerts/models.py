from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tongxin.ground.orgs.models import ScopedQuerySet, paths
from tongxin.kit.actor import Actor
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.levels import Level

LIVE = [State.PROPOSED, State.CONFIRMED]
COUNTED = [*LIVE, State.ANSWERED]  # in the figures: an alert that was answered has been one


SUBJECTS = {"incident": "事件", "employer": "用人单位", "hotspot": "热点"}


class Finding(models.TextChoices):
    """What the union that was asked to check found."""

    SUBSTANTIATED = "substantiated", "属实"
    UNFOUNDED = "unfounded", "不属实"
    SETTLED = "settled", "已化解"


class AlertQuerySet(ScopedQuerySet):
    def visible_to(self, user: Actor) -> Self:
        """In scope as its union is, and as its incident or employer is: one that is over stays where it was graded."""
        rows, moved = super().visible_to(user), paths(user, "incident__org__")
        employer = paths(user, "score__employer__org__")
        if moved is None or employer is None:
            return rows
        return rows.filter(Q(incident=None) | moved, Q(score=None) | employer)

    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def awaiting_case(self) -> Self:
        """Confirmed ones on an incident; those on employers and hot spots are checked, not handled."""
        return self.filter(state=State.CONFIRMED, cased_at=None, incident__isnull=False)

    def groundless(self) -> Self:
        """Live or held back, without a case, on an incident or employer merged away or an incident without signals."""
        gone = Q(incident__merged_into__isnull=False) | Q(incident__signal_count=0)
        gone |= Q(score__employer__merged_into__isnull=False)
        return self.filter(gone, state__in=[*LIVE, State.QUIET], cased_at=None)

    def displaced(self) -> Self:
        """Live, on an employer that another union supervises by now."""
        return self.live().filter(score__isnull=False).exclude(org=F("score__employer__org"))

    def to_check(self) -> Self:
        """Given to a union to check, and not answered yet."""
        return self.filter(state=State.CONFIRMED, incident=None)

    def check_late(self, now: datetime) -> Self:
        """Past the deadline to check, and not told of."""
        return self.to_check().filter(check_due_at__lte=now, check_late_at=None)

    def with_subject(self) -> Self:
        """With what a title names."""
        return self.select_related("incident", "score__employer", "hotspot__industry_org", "org", "region")

    def quiet_over(self, now: datetime) -> Self:
        """Held back by a quiet period that is over."""
        return self.filter(state=State.QUIET, quiet_until__lte=now)


class Alert(models.Model):
    """How serious an incident, an employer's index or a hot spot is, by which version of which profile, and why.

    It is on exactly one of them. `category`, `source` and `region` are an incident's when it was last graded; under
    them it is counted.
    `facts` are what was known when it was graded, `evidence` the keys of what it rests on; neither changes.
    `under` and `quiet_until`: no second alarm, because of that alert and until then.
    """

    incident = models.ForeignKey(
        "incidents.Incident", models.PROTECT, null=True, related_name="alerts", verbose_name="事件"
    )
    score = models.ForeignKey(
        "scores.Score", models.PROTECT, null=True, related_name="alerts", verbose_name="用人单位指数"
    )
    hotspot = models.ForeignKey(
        "risk.Hotspot", models.PROTECT, null=True, related_name="alerts", verbose_name="热点"
    )
    level = models.CharField("等级", max_length=6, choices=Level)
    graded = models.CharField("原定等级", max_length=6, choices=Level)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    profile = models.ForeignKey("rulebook.Version", models.PROTECT, verbose_name="分级方案版本")
    reasons = models.JSONField("理由")
    facts = models.JSONField("当时的事实", default=dict)
    evidence = models.JSONField("所据线索", default=list)
    org = models.ForeignKey("orgs.Org", models.PROTECT, verbose_name="属地工会")
    category = models.CharField("类别", max_length=12, default="", blank=True)
    source = models.CharField("来源", max_length=12, default="", blank=True)
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, db_index=False, verbose_name="发生地"
    )
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    cased_at = models.DateTimeField("转工单时间", null=True)
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="quieted", verbose_name="已有预警"
    )
    quiet_until = models.DateTimeField("静默期止", null=True)
    finding = models.CharField("核查结论", max_length=14, choices=Finding, blank=True, default="")
    answer = models.CharField("核查反馈", max_length=1000, blank=True, default="")
    answered_at = models.DateTimeField("反馈时间", null=True)
    asked_at = models.DateTimeField("交办核查时间", null=True)
    check_due_at = models.DateTimeField("核查期限", null=True)
    check_late_at = models.DateTimeField("核查逾期时间", null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "预警"
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(state__in=["proposed", "confirmed"]), name="alerts_one_live"
            ),
            models.UniqueConstraint(
                fields=["score"],
                condition=Q(state__in=["proposed", "confirmed"]),
                name="alerts_one_live_score",
            ),
            models.UniqueConstraint(
                fields=["hotspot"],
                condition=Q(state__in=["proposed", "confirmed"]),
                name="alerts_one_live_hotspot",
            ),
            models.CheckConstraint(
                name="alerts_one_subject",
                condition=Q(incident__isnull=False, score=None, hotspot=None)
                | Q(incident=None, score__isnull=False, hotspot=None)
                | Q(incident=None, score=None, hotspot__isnull=False),
            ),
            models.CheckConstraint(name="alerts_level", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="alerts_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="alerts_quiet_has_end",
                condition=~Q(state="quiet") | Q(quiet_until__isnull=False, under__isnull=False),
            ),
            models.CheckConstraint(
                name="alerts_answered_has_finding",
                condition=~Q(state="answered") | Q(answered_at__isnull=False, finding__in=Finding.values),
            ),
        ]
        indexes = [
            models.Index(fields=["org", "-at", "-id"], name="alerts_org_at"),
            models.Index(fields=["-at", "-id"], name="alerts_at"),
            models.Index(
                fields=["check_due_at"],
                condition=Q(state="confirmed", check_late_at=None),
                name="alerts_check_due",
            ),
            models.Index(
                fields=["id"], condition=Q(state="confirmed", cased_at=None), name="alerts_awaiting_case"
            ),
            models.Index(
                fields=["incident"],
                condition=Q(state__in=["proposed", "confirmed", "quiet"], cased_at=None),
                name="alerts_uncased",
            ),
            models.Index(fields=["-at", "-id"], condition=Q(state="proposed"), name="alerts_waiting"),
            models.Index(fields=["quiet_until"], condition=Q(state="quiet"), name="alerts_quiet"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}预警 {self.pk}"

    @property
    def title(self) -> str:
        """What it is on, for heads, lists and notices; ask for it `with_subject`."""
        if self.score:
            return f"{self.score.employer.name}：用人单位指数"
        if self.hotspot:
            return f"{self.hotspot}：热点"
        return self.incident.title if self.incident else ""

    @property
    def subject(self) -> str:
        """A key of `rules.OWN`."""
        return "employer" if self.score_id else "hotspot" if self.hotspot_id else "incident"

    @property
    def subject_label(self) -> str:
        return SUBJECTS[self.subject]
