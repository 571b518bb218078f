from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.ground.orgs.models import ScopedQuerySet, paths
from tongxin.kit.actor import Actor
from tongxin.watch.triage.models import Category


class IncidentQuerySet(ScopedQuerySet):
    def current(self) -> "IncidentQuerySet":
        """Without those merged into another or left without signals."""
        return self.filter(merged_into=None, signal_count__gt=0)

    def awaiting_grade(self) -> "IncidentQuerySet":
        return self.current().filter(graded_at=None)

    def awaiting_score(self) -> "IncidentQuerySet":
        """Also those merged away: what they had said of an employer is to be taken back."""
        return self.filter(scored_at=None)


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
    # The employer's when the incident was last summed; under it the incident is counted. See `industry.follow`.
    industry_org = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="产业工会"
    )
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
    scored_at = models.DateTimeField("计入指数时间", null=True)

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
            models.Index(fields=["id"], condition=Q(scored_at=None), name="incidents_awaiting_score"),
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


class Ledger(models.Model):
    """A sheet of incidents from before the platform was in use, so that what is normal is known from the first day.

    `rejects`: rows not taken, each with its number, cells and reasons.
    """

    org = models.ForeignKey("orgs.Org", models.PROTECT, verbose_name="导入工会")
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("摘要", max_length=64)
    rows = models.PositiveIntegerField("总行数")
    incidents = models.PositiveIntegerField("事件数")
    first = models.DateField("最早", null=True)
    last = models.DateField("最晚", null=True)
    rejects = models.JSONField("退回的行", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "往年台账"
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(withdrawn_at=None), name="incidents_ledger_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rejected(self) -> int:
        return len(self.rejects)


class Earlier(models.Model):
    """Incidents of one day, place and category that a ledger told of; counted beside those of our own."""

    ledger = models.ForeignKey(Ledger, models.CASCADE, db_index=False, related_name="lines")
    day = models.DateField("日期")
    region = models.CharField("区划代码", max_length=9)
    category = models.CharField("类别", max_length=12, choices=Category)
    industry_org = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="产业工会"
    )
    n = models.PositiveIntegerField("件数")

    class Meta:
        verbose_name = "往年事件"
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "day", "region", "category", "industry_org"], name="incidents_earlier_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="incidents_earlier_category", condition=Q(category__in=Category.values)),
            models.CheckConstraint(name="incidents_earlier_some", condition=Q(n__gt=0)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day} {self.region} {self.category}: {self.n}"


class Link(models.Model):
    """A signal belongs to one incident. `why` says in words how it came there, `reasons` with their weights."""

    signal = models.OneToOneField("signals.Signal", models.CASCADE, related_name="link")
    incident = models.ForeignKey(Incident, models.PROTECT, db_index=False, related_name="links")
    weight = models.FloatField("把握", default=1)
    why = models.CharField("理由", max_length=200)
    reasons = models.JSONField("各项理由", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        indexes = [models.Index(fields=["incident", "id"], name="incidents_link_of_incident")]

    def __str__(self) -> str:
        return f"{self.signal_id} → {self.incident_id}"


class Key(models.Model):
    """One key under which a linked signal is found by those that may be on the same matter; see `Report.keys`."""

    pk = models.CompositePrimaryKey("key", "at", "signal_id")
    key = models.BigIntegerField()
    at = models.DateTimeField()
    # Signals are never deleted; to make sure of that for two dozen keys of each costs more than to store them.
    signal = models.ForeignKey("signals.Signal", models.CASCADE, db_constraint=False, related_name="+")

    def __str__(self) -> str:
        return f"{self.key:x}"


class Keyless(models.Model):
    """A linked signal whose keys are not stored yet, or no more as they should be; taken away by the stage."""

    signal_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.signal_id)


class Apart(models.Model):
    """A person has said that a signal is not of an incident: the machine never puts it there."""

    signal = models.ForeignKey("signals.Signal", models.CASCADE, db_index=False, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "incident"], name="incidents_apart_once")]

    def __str__(self) -> str:
        return f"{self.signal_id} ≠ {self.incident_id}"


class SuggestionQuerySet(ScopedQuerySet):
    def visible_to(self, user: Actor) -> "SuggestionQuerySet":
        """Those of whose signal and incident the person may see both."""
        sides = [paths(user, "signal__org__"), paths(user, "incident__org__")]
        return self.filter(*[side for side in sides if side is not None])

    def open(self) -> "SuggestionQuerySet":
        return self.filter(decided="")


class Suggestion(models.Model):
    """可能相同: an incident a signal may belong to, which the machine is not sure enough of to join by itself."""

    class Decided(models.TextChoices):
        OPEN = "", "待定"
        JOINED = "joined", "已归入"
        DECLINED = "declined", "不是同一件"

    signal = models.ForeignKey("signals.Signal", models.CASCADE, db_index=False, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="+")
    weight = models.FloatField("把握")
    reasons = models.JSONField("理由")
    at = models.DateTimeField("提出时间")
    decided = models.CharField("处理", max_length=8, choices=Decided, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("处理时间", null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "归并建议"
        constraints = [
            models.UniqueConstraint(fields=["signal", "incident"], name="incidents_suggested_once"),
            models.CheckConstraint(
                name="incidents_suggestion_decided", condition=Q(decided="") ^ Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} → {self.incident_id}？"

    @property
    def why(self) -> str:
        """同一街道 +2.8，相隔2天 +2.1."""
        return "，".join(f"{words} {weight:+.1f}" for words, weight in self.reasons)


class Change(models.Model):
    """A merge, a split or a signal put elsewhere by hand, with what is needed to undo it."""

    class Kind(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"
        PLACE = "place", "归入"

    kind = models.CharField("动作", max_length=5, choices=Kind)
    kept = models.ForeignKey(Incident, models.PROTECT, related_name="changes", verbose_name="保留")
    other = models.ForeignKey(Incident, models.PROTECT, related_name="+", verbose_name="另一事件")
    signals = models.JSONField("移动的线索")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    undone_at = models.DateTimeField("撤销时间", null=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other_id} / {self.kept_id}"
