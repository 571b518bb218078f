from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.ground.orgs.models import ScopedQuerySet
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.levels import Level

LIVE = [State.PROPOSED, State.CONFIRMED]


class AlertQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def awaiting_case(self) -> Self:
        return self.filter(state=State.CONFIRMED, cased_at=None)

    def groundless(self) -> Self:
        """Live, without a case, on an incident that was merged away or has lost its signals."""
        gone = Q(incident__merged_into__isnull=False) | Q(incident__signal_count=0)
        return self.live().filter(gone, cased_at=None)


class Alert(models.Model):
    """How serious an incident is, by which version of which profile, and why.

    `category`, `source` and `region` are the incident's when it was last graded; under them it is counted.
    """

    incident = models.ForeignKey(
        "incidents.Incident", models.PROTECT, related_name="alerts", verbose_name="事件"
    )
    level = models.CharField("等级", max_length=6, choices=Level)
    graded = models.CharField("原定等级", max_length=6, choices=Level)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    profile = models.ForeignKey("rulebook.Version", models.PROTECT, verbose_name="分级方案版本")
    reasons = models.JSONField("理由")
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

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = "预警"
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(state__in=["proposed", "confirmed"]), name="alerts_one_live"
            ),
            models.CheckConstraint(name="alerts_level", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="alerts_state", condition=Q(state__in=State.values)),
        ]
        indexes = [
            models.Index(fields=["org", "-at", "-id"], name="alerts_org_at"),
            models.Index(fields=["-at", "-id"], name="alerts_at"),
            models.Index(
                fields=["id"], condition=Q(state="confirmed", cased_at=None), name="alerts_awaiting_case"
            ),
            models.Index(
                fields=["incident"],
                condition=Q(state__in=["proposed", "confirmed"], cased_at=None),
                name="alerts_uncased",
            ),
            models.Index(fields=["-at", "-id"], condition=Q(state="proposed"), name="alerts_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}预警 {self.pk}"
