from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from tongxin.ground.orgs.models import ScopedQuerySet


class Category(models.TextChoices):
    """The five categories of the documents; the fifth is unnamed there and stands as 其他."""

    WAGES = "wages", "劳动报酬"
    INJURY = "injury", "工伤待遇"
    INSURANCE = "insurance", "社会保险"
    CONTRACT = "contract", "合同纠纷"
    OTHER = "other", "其他"


class VerdictQuerySet(ScopedQuerySet):
    scope = "signal__org"

    def current(self) -> "VerdictQuerySet":
        return self.filter(current=True)

    def awaiting_link(self) -> "VerdictQuerySet":
        return self.filter(current=True, linked_at=None)

    def awaiting_learning(self) -> "VerdictQuerySet":
        """Officers' verdicts that have not been taken as examples yet."""
        return self.filter(current=True, learnt_at=None).exclude(by=None)


class Verdict(models.Model):
    """One reading of one signal: the machine's, or an officer's who overruled it (`by`)."""

    signal = models.ForeignKey("signals.Signal", models.CASCADE, related_name="verdicts", verbose_name="线索")
    current = models.BooleanField("现行", default=True)
    labour = models.FloatField("劳动领域概率")
    union = models.FloatField("工会事项概率")
    acts = models.BooleanField("属工会事项")
    category = models.CharField("类别", max_length=12, choices=Category)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, null=True, verbose_name="用人单位")
    employer_text = models.CharField("用人单位（文本）", max_length=120, blank=True)
    region = models.ForeignKey("places.Region", models.PROTECT, null=True, verbose_name="发生地")
    place_text = models.CharField("地点（文本）", max_length=120, blank=True)
    persons = models.PositiveIntegerField("人数", null=True)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, null=True)
    months = models.PositiveSmallIntegerField("月数", null=True)
    collective = models.BooleanField("集体", default=False)
    urgent = models.BooleanField("紧急", default=False)
    confidence = models.FloatField("把握")
    unsure = models.BooleanField("待人工研判", default=False)
    # What a person must judge comes first, the least sure before the others; 0 … 1, of the rest 1 … 2.
    turn = models.GeneratedField(
        expression=Case(When(unsure=True, then=F("confidence")), default=F("confidence") + 1.0),
        output_field=models.FloatField(verbose_name="次序"),
        db_persist=True,
    )
    spans = models.JSONField("依据片段", default=list)
    reasons = models.JSONField("理由", default=list)
    model = models.CharField("模型版本", max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField("改判说明", max_length=300, blank=True)
    at = models.DateTimeField("时间")
    linked_at = models.DateTimeField("归并时间", null=True)
    learnt_at = models.DateTimeField("取样时间", null=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "研判"
        constraints = [
            models.UniqueConstraint(
                fields=["signal"],
                condition=Q(current=True),
                include=["acts", "category"],  # what lists filter by
                name="triage_one_current",
            ),
            models.CheckConstraint(name="triage_category", condition=Q(category__in=Category.values)),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(current=True, linked_at=None), name="triage_awaiting_link"
            ),
            models.Index(
                fields=["id"],
                condition=Q(current=True, learnt_at=None, by__isnull=False),
                name="triage_awaiting_learning",
            ),
            models.Index(fields=["employer", "category", "-at"], name="triage_employer"),
            models.Index(
                fields=["confidence", "id"], condition=Q(current=True, by=None), name="triage_doubtful"
            ),
            models.Index(fields=["turn", "id"], condition=Q(current=True, by=None), name="triage_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}（{self.model}）"


class ModelVersion(models.Model):
    """What officers of this city taught: an addition to the shipped weights `base`. At most one is in use."""

    name = models.CharField("版本", max_length=40, unique=True)
    base = models.CharField("基础模型", max_length=40)
    addition = models.BinaryField()
    made_at = models.DateTimeField("生成时间")
    active = models.BooleanField("启用", default=False)
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="此前的版本")
    activated_at = models.DateTimeField("启用时间", null=True)
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "模型版本"
        constraints = [
            models.UniqueConstraint(
                fields=["active"], condition=Q(active=True), name="triage_one_active_version"
            )
        ]

    def __str__(self) -> str:
        return self.name
