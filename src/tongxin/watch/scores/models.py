from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tongxin.ground.orgs.models import ScopedQuerySet
from tongxin.watch.scores.flow import State


class Band(models.TextChoices):
    """档. `blank` is under the lowest line."""

    BLANK = "blank", "未入档"
    BLUE = "blue", "蓝档"
    YELLOW = "yellow", "黄档"
    ORANGE = "orange", "橙档"
    RED = "red", "红档"


class EvidenceQuerySet(ScopedQuerySet):
    scope = "employer__org"

    def counting(self) -> "EvidenceQuerySet":
        """Neither taken back, nor unfounded, nor contested with success."""
        return self.filter(dropped_at=None, unfounded_at=None, upheld_at=None)


class Evidence(models.Model):
    """One thing known of an employer. `kind` is a key of the rulebook's table, which gives weight and half-life.

    `told`: the employer as it was heard; `employer`: whom it counts for, the end of the chain of merges.
    `group`: correlated evidence such as `incident:12`, capped together. `dropped_at`: no longer said by its source.
    """

    key = models.CharField("键", max_length=80, unique=True)
    employer = models.ForeignKey(
        "employers.Employer", models.PROTECT, db_index=False, related_name="evidence"
    )
    told = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=40)
    at = models.DateTimeField("时间")
    facts = models.JSONField("事实", default=dict)
    group = models.CharField("相关组", max_length=60)
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, related_name="evidence")
    signal = models.ForeignKey("signals.Signal", models.PROTECT, null=True, related_name="+")
    sources = ArrayField(models.BigIntegerField(), verbose_name="来源单位", default=list)
    verified = models.BooleanField("已经人工核对", default=False)
    unfounded_at = models.DateTimeField("认定不属实", null=True)
    unfounded_why = models.CharField("不属实的根据", max_length=200, blank=True)
    upheld_at = models.DateTimeField("异议成立时间", null=True)
    dropped_at = models.DateTimeField("不再成立", null=True)
    note = models.CharField("批注", max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "指数依据"
        indexes = [
            models.Index(fields=["employer", "-at"], name="scores_evidence_employer"),
            models.Index(fields=["id"], condition=~Q(told=F("employer")), name="scores_evidence_followed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="scores_unfounded_why", condition=Q(unfounded_at=None) ^ ~Q(unfounded_why="")
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def counts(self) -> bool:
        return self.dropped_at is None and self.unfounded_at is None and self.upheld_at is None


class ContestQuerySet(ScopedQuerySet):
    scope = "evidence__employer__org"


class Contest(models.Model):
    """异议: what is said against one piece of evidence, and what was decided on it."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="contests")
    reason = models.CharField("异议", max_length=300)
    state = models.CharField("状态", max_length=9, choices=State, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("提出时间")
    decision = models.CharField("处理意见", max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("处理时间", null=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = "指数异议"
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(state__in=["open", "upheld"]), name="scores_one_contest"
            ),
            models.CheckConstraint(
                name="scores_contest_decided", condition=Q(state="open") ^ Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"异议 {self.pk}"


class ScoreQuerySet(ScopedQuerySet):
    scope = "employer__org"

    def awaiting_grade(self) -> "ScoreQuerySet":
        return self.filter(graded_at=None)


class Score(models.Model):
    """The index of one employer, 0–100, as of `at`; only of employers there is or was evidence on.

    `probability` (0–1) stands only beside a calibration. `down_at`: since when the index is under its band.
    `held`: the band is held under red, for one unverified source alone says it. `pointed`: the value last drawn.
    """

    employer = models.OneToOneField("employers.Employer", models.PROTECT, related_name="score")
    value = models.FloatField("指数")
    probability = models.FloatField("概率", null=True)
    band = models.CharField("档", max_length=6, choices=Band, default=Band.BLANK)
    reasons = models.JSONField("理由", default=list)
    held = models.BooleanField("因来源单一未入红档", default=False)
    down_at = models.DateTimeField("低于现档自", null=True)
    changed_at = models.DateTimeField("换档时间", null=True)
    graded_at = models.DateTimeField("分级时间", null=True)
    pointed = models.FloatField(null=True)
    version = models.ForeignKey("rulebook.Version", models.PROTECT, related_name="+")
    at = models.DateTimeField("计算时间")

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "用人单位指数"
        indexes = [
            models.Index(fields=["-value", "-id"], name="scores_value"),
            models.Index(fields=["id"], condition=Q(graded_at=None), name="scores_awaiting_grade"),
        ]
        constraints = [
            models.CheckConstraint(name="scores_band", condition=Q(band__in=Band.values)),
            models.CheckConstraint(name="scores_range", condition=Q(value__gte=0, value__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.value:.0f}"


class ScorePoint(models.Model):
    """One day on which an employer's index moved by a point or more, or changed its band."""

    employer = models.ForeignKey("employers.Employer", models.PROTECT, db_index=False, related_name="+")
    day = models.DateField("日")
    value = models.FloatField("指数")
    band = models.CharField("档", max_length=6, choices=Band)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "day"], name="scores_one_point")]

    def __str__(self) -> str:
        return f"{self.employer_id} {self.day} {self.value:.0f}"


class Calibration(models.Model):
    """From index to probability: σ(offset + slope·logit of the index), with what was measured of it.

    `means`: kind → points an employer on average has; contributions are told against them.
    """

    name = models.CharField("版本", max_length=40, unique=True)
    slope = models.FloatField("斜率")
    offset = models.FloatField("截距")
    means = models.JSONField("平均得分", default=dict)
    measured = models.JSONField("测量", default=dict)
    version = models.ForeignKey("rulebook.Version", models.PROTECT, related_name="+")
    made_at = models.DateTimeField("生成时间")
    active = models.BooleanField("启用", default=False)
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField("启用时间", null=True)
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "指数校准"
        constraints = [
            models.UniqueConstraint(
                fields=["active"], condition=Q(active=True), name="scores_one_calibration"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Pass(models.Model):
    """One recomputation of the whole city. `rates`: section → signals a year per member of staff, '' of all."""

    at = models.DateTimeField("时间")
    version = models.ForeignKey("rulebook.Version", models.PROTECT, related_name="+")
    calibration = models.ForeignKey(Calibration, models.PROTECT, null=True, related_name="+")
    rates = models.JSONField("各门类人均反映数", default=dict)
    employers = models.PositiveIntegerField("单位数", default=0)
    seconds = models.FloatField("秒", default=0)

    class Meta:
        verbose_name = "指数重算"
        indexes = [models.Index(fields=["-at", "-id"], name="scores_pass_at")]

    def __str__(self) -> str:
        return f"重算 {self.pk}"
