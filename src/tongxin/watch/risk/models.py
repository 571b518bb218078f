from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from tongxin.ground.orgs.models import ScopedQuerySet
from tongxin.ground.places.register import HANGZHOU, full_name, register
from tongxin.watch.triage.models import Category

WHOLE = "全部类别"


class Scale(models.TextChoices):
    """How wide a series looks."""

    CITY = "city", "全市"
    DISTRICT = "district", "区县"
    STREET = "street", "街道"
    INDUSTRY = "industry", "产业"


class State(models.TextChoices):
    """What the last look said; `SHORT` is no verdict at all."""

    HOT = "hot", "热点"
    RAISED = "raised", "偏高"
    QUIET = "quiet", "平常"
    SHORT = "short", "历史不足"


class Placed(models.Model):
    """Whose counts these are: a place or an industry union, and a category ('' is all of them)."""

    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="责任工会")
    scale = models.CharField("层级", max_length=8, choices=Scale)
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, related_name="+", verbose_name="区划"
    )
    industry_org = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="产业工会"
    )
    category = models.CharField("类别", max_length=12, choices=Category, blank=True, default="")
    observed = models.PositiveIntegerField("实际", default=0)
    expected = models.FloatField("预期", null=True)
    upper = models.FloatField("上限", null=True)
    p = models.FloatField("p 值", null=True)
    rising = models.FloatField("缓慢上升的 p 值", null=True)
    slow = models.BooleanField("缓慢上升", default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.place} {self.subject}"

    @property
    def place(self) -> str:
        """西湖区灵隐街道; the name of an industry union."""
        if self.industry_org:
            return self.industry_org.name
        code = self.region_id or HANGZHOU
        return full_name(code, below=HANGZHOU) or register()[code].name

    @property
    def subject(self) -> str:
        """劳动报酬 or 全部类别."""
        return Category(self.category).label if self.category else WHOLE


class SeriesQuerySet(ScopedQuerySet):
    def standing(self) -> Self:
        """Those of the last look; what has left the tree since stays for its hot spots only."""
        return self.filter(gone=False)


class Series(Placed):
    """One series of the tree as it was last judged: the seven days that end on `day`.

    `recent`: counts of the last blocks of seven days, the oldest first. `track`: what was expected of whole weeks,
    [Monday, expected, upper], the newest at the end.
    """

    key = models.CharField("键", max_length=40, unique=True)
    state = models.CharField("状态", max_length=6, choices=State, default=State.SHORT)
    day = models.DateField("截至")
    history = models.PositiveIntegerField("历史周数", default=0)
    recent = models.JSONField("近期各周", default=list)
    track = models.JSONField("各周预期", default=list)
    gone = models.BooleanField("已不在", default=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "监测序列"
        constraints = [
            models.CheckConstraint(name="risk_series_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="risk_series_scale", condition=Q(scale__in=Scale.values)),
            models.CheckConstraint(
                name="risk_series_owner",
                condition=Q(scale="industry", industry_org__isnull=False)
                | (~Q(scale="industry") & Q(region__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["org", "state"], name="risk_series_org")]

    @property
    def first(self) -> date:
        """The first of the seven days."""
        return self.day - timedelta(days=6)


class HotspotQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        return self.filter(over_at=None)

    def awaiting_grade(self) -> Self:
        return self.live().filter(graded_at=None)


class Hotspot(Placed):
    """A series above what is normal for the time of the year, from when it was found until it is over.

    `week` is the first of the seven days counted last: a Monday, where they were looked at on a Monday. `seen` is the
    day of the last look that found it; `peak` the highest count of seven days while it stood.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="hotspots", verbose_name="序列")
    week = models.DateField("最近七日起")
    peak = models.PositiveIntegerField("最高", default=0)
    seen = models.DateField("最近一次超出")
    found_at = models.DateTimeField("发现时间")
    graded_at = models.DateTimeField("分级时间", null=True)
    over_at = models.DateTimeField("结束时间", null=True)

    objects = HotspotQuerySet.as_manager()

    class Meta:
        verbose_name = "热点"
        constraints = [
            models.UniqueConstraint(fields=["series"], condition=Q(over_at=None), name="risk_one_live"),
            models.CheckConstraint(name="risk_hotspot_scale", condition=Q(scale__in=Scale.values)),
        ]
        indexes = [
            models.Index(fields=["org", "-found_at", "-id"], name="risk_hotspot_org"),
            models.Index(
                fields=["id"], condition=Q(graded_at=None, over_at=None), name="risk_awaiting_grade"
            ),
        ]

    @property
    def end(self) -> date:
        """The last of the seven days counted last."""
        return self.week + timedelta(days=6)
