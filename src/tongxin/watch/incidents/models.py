from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.ground.orgs.models import ScopedQuerySet
from tongxin.watch.triage.models import Category


class IncidentQuerySet(ScopedQuerySet):
    def current(self) -> "IncidentQuerySet":
        """Without those merged into another or left without signals."""
        return self.filter(merged_into=None, signal_count__gt=0)

    def awaiting_grade(self) -> "IncidentQuerySet":
        return self.current().filter(graded_at=None)


class Incident(models.Model):
    """One matter, as its signals together tell it."""

    class State(models.TextChoices):
        OPEN = "open", "进行中"
        CONCLUDED = "concluded", "已了结"

    class Result(models.TextChoices):
        NONE = "", "未定"
        SETTLED = "settled", "已化解"
        PARTLY = "partly", "部分化解"
        PROCEEDINGS = "proceedings", "转仲裁诉讼"
        UNFOUNDED = "unfounded", "不属实"

    title = models.CharField("标题", max_length=160)
    category = models.CharField("类别", max_length=12, choices=Category)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, null=True, verbose_name="用人单位")
    employer_text = models.CharField("用人单位（文本）", max_length=120, blank=True)
    region = models.ForeignKey("places.Region", models.PROTECT, null=True, verbose_name="发生地")
    org = models.ForeignKey("orgs.Org", models.PROTECT, verbose_name="属地工会")
    source = models.CharField("首报来源", max_length=12)
    first_at = models.DateTimeField("首次发生")
    last_at = models.DateTimeField("最近发生")
    signal_count = models.PositiveIntegerField("线索数", default=0)
    persons = models.PositiveIntegerField("人数", null=True)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, null=True)
    months = models.PositiveSmallIntegerField("月数", null=True)
    collective = models.BooleanField("集体", default=False)
    urgent = models.BooleanField("紧急", default=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    result = models.CharField("结果", max_length=12, choices=Result, blank=True, default="")
    recovered = models.DecimalField("挽回金额（元）", max_digits=14, decimal_places=2, null=True)
    helped = models.PositiveIntegerField("帮助人数", null=True)
    concluded_at = models.DateTimeField("了结时间", null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    graded_at = models.DateTimeField("分级时间", null=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "事件"
        indexes = [
            models.Index(fields=["employer", "category", "-last_at"], name="incidents_employer"),
            models.Index(fields=["org", "-last_at", "-id"], name="incidents_org_last"),
            models.Index(fields=["-last_at", "-id"], name="incidents_last"),
            models.Index(
                fields=["id"], condition=Q(graded_at=None, merged_into=None), name="incidents_awaiting_grade"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="incidents_category", condition=Q(category__in=Category.values)),
            models.CheckConstraint(
                name="incidents_concluded", condition=~Q(state="concluded") | Q(concluded_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def survivor(self) -> "Incident":
        """Itself, or what it was merged into, and that into; a query a step."""
        incident = self
        while incident.merged_into:
            incident = incident.merged_into
        return incident


class Link(models.Model):
    """A signal belongs to one incident. `why` says in words how it came there."""

    signal = models.OneToOneField("signals.Signal", models.CASCADE, related_name="link")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="links")
    weight = models.FloatField("把握", default=1)
    why = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.signal_id} → {self.incident_id}"


class Band(models.Model):
    """One MinHash band of a linked signal's text; two texts that share a band may be near-same."""

    key = models.BigIntegerField()
    signal = models.ForeignKey("signals.Signal", models.CASCADE, db_index=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "-at"], name="incidents_band_key"),
            models.Index(fields=["signal"], name="incidents_band_signal"),
        ]

    def __str__(self) -> str:
        return f"{self.key:x}"


class Change(models.Model):
    """A merge or a split, with what is needed to undo it."""

    class Kind(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"

    kind = models.CharField("动作", max_length=5, choices=Kind)
    kept = models.ForeignKey(Incident, models.PROTECT, related_name="changes", verbose_name="保留")
    other = models.ForeignKey(Incident, models.PROTECT, related_name="+", verbose_name="另一事件")
    signals = models.JSONField("移动的线索")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    undone_at = models.DateTimeField("撤销时间", null=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other_id} / {self.kept_id}"
