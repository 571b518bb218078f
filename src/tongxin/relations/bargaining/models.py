from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tongxin.ground.orgs.models import Org, ScopedQuerySet, paths
from tongxin.kit.actor import Actor
from tongxin.relations.bargaining import rules
from tongxin.relations.bargaining.flow import ImportState, State
from tongxin.relations.bargaining.standing import chip, standing

NUMBER_LENGTH = 60  # characters of a contract's number


class Kind(models.TextChoices):
    """What it is about: 浙江省集体合同条例 articles 18, 19, 21, 22."""

    GENERAL = "general", "综合性集体合同"
    WAGES = "wages", "工资专项集体合同"
    SAFETY = "safety", "劳动安全卫生专项集体合同"
    WOMEN = "women", "女职工权益保护专项集体合同"
    OTHER = "other", "其他专项集体合同"


class Reach(models.TextChoices):
    """Whom it binds: one employer, or those of a region or an industry (articles 25–29)."""

    UNIT = "unit", "单个单位"
    REGION = "region", "区域性"
    INDUSTRY = "industry", "行业性"


class Import(models.Model):
    """One sheet of contracts and what became of it. `rejects` hold [row, reason]."""

    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="导入工会")
    name = models.CharField("文件名", max_length=200)
    file = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    rows = models.PositiveIntegerField("总行数", default=0)
    contracts = models.PositiveIntegerField("新登记合同", default=0)
    covers = models.PositiveIntegerField("新登记覆盖单位", default=0)
    same = models.PositiveIntegerField("已有的行", default=0)
    rejected = models.PositiveIntegerField("退回行数", default=0)
    rejects = models.JSONField("退回的行", default=list)
    why = models.CharField("未能导入的原因", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=ImportState, default=ImportState.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "集体合同导入"
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="bargaining_import_waiting")
        ]
        constraints = [
            models.CheckConstraint(name="bargaining_import_state", condition=Q(state__in=ImportState.values))
        ]

    def __str__(self) -> str:
        return self.name


class ContractQuerySet(ScopedQuerySet):
    def visible_to(self, user: Actor) -> Self:
        """Contracts of the own union and below, and those that bind an employer there."""
        condition = paths(user)
        if condition is None:
            return self.all()
        own = Org.objects.filter(condition)
        binding = Cover.objects.filter(contract=OuterRef("pk"), employer__org__in=own)
        return self.filter(Q(org__in=own) | Exists(binding))

    def kept(self) -> Self:
        """Without those whose registration was taken back."""
        return self.exclude(state=State.WITHDRAWN)

    def standing_on(self, day: date) -> Self:
        """Each with `standing`, a key of `standing.STANDINGS`."""
        return self.annotate(standing=standing(day))


class Contract(models.Model):
    """A signed collective contract (集体合同). What happened to its entry is in the audit trail."""

    number = models.CharField("合同编号", max_length=NUMBER_LENGTH)
    kind = models.CharField("种类", max_length=10, choices=Kind)
    reach = models.CharField("范围", max_length=10, choices=Reach)
    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="签订工会")
    signed_on = models.DateField("签订日期")
    filed_on = models.DateField("报送日期", null=True)
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("终止日期")
    workers = models.PositiveIntegerField("覆盖职工人数", null=True)
    state = models.CharField("登记状态", max_length=10, choices=State, default=State.KEPT)
    ended_on = models.DateField("解除日期", null=True)
    made_by = models.ForeignKey(Import, models.PROTECT, null=True, related_name="made", verbose_name="导入")
    employers = models.ManyToManyField(
        "employers.Employer", through="Cover", related_name="contracts", verbose_name="覆盖单位"
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "集体合同"
        indexes = [
            models.Index(fields=["ends_on", "id"], name="bargaining_contract_ends"),
            models.Index(fields=["org", "ends_on"], name="bargaining_contract_org"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "number"], condition=~Q(state="withdrawn"), name="bargaining_contract_number"
            ),
            models.CheckConstraint(name="bargaining_contract_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="bargaining_contract_reach", condition=Q(reach__in=Reach.values)),
            models.CheckConstraint(name="bargaining_contract_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="bargaining_contract_term", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="bargaining_contract_filed",
                condition=Q(filed_on=None) | Q(filed_on__gte=F("signed_on")),
            ),
            models.CheckConstraint(
                name="bargaining_contract_ended_within",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("signed_on"), ended_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="bargaining_contract_ended", condition=~Q(state="ended") | Q(ended_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def chip(self) -> dict[str, str]:
        """Where it stands, for a row that came with `standing_on`."""
        return chip(self.standing)  # type: ignore[attr-defined]

    @property
    def terms(self) -> rules.Terms:
        return rules.Terms(
            self.number, self.kind, self.reach, self.org_id, self.signed_on, self.starts_on, self.ends_on,
            self.filed_on, self.workers,
        )  # fmt: skip


class Cover(models.Model):
    """That a contract binds an employer. `told_by`: the sheet that said so, if it was one."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="covers")
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="covers")
    told_by = models.ForeignKey(Import, models.PROTECT, null=True, related_name="told")

    class Meta:
        verbose_name = "覆盖单位"
        constraints = [models.UniqueConstraint(fields=["contract", "employer"], name="bargaining_cover_once")]

    def __str__(self) -> str:
        return f"{self.contract} · {self.employer}"
