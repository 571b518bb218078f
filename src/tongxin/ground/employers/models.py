from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from tongxin.ground.employers import flow
from tongxin.ground.orgs.models import ScopedQuerySet


class Section(models.TextChoices):
    """Sections of GB/T 4754—2017."""

    A = "A", "农、林、牧、渔业"
    B = "B", "采矿业"
    C = "C", "制造业"
    D = "D", "电力、热力、燃气及水生产和供应业"
    E = "E", "建筑业"
    F = "F", "批发和零售业"
    G = "G", "交通运输、仓储和邮政业"
    H = "H", "住宿和餐饮业"
    I = "I", "信息传输、软件和信息技术服务业"  # noqa: E741
    J = "J", "金融业"
    K = "K", "房地产业"
    L = "L", "租赁和商务服务业"
    M = "M", "科学研究和技术服务业"
    N = "N", "水利、环境和公共设施管理业"
    O = "O", "居民服务、修理和其他服务业"  # noqa: E741
    P = "P", "教育"
    Q = "Q", "卫生和社会工作"
    R = "R", "文化、体育和娱乐业"
    S = "S", "公共管理、社会保障和社会组织"
    T = "T", "国际组织"


class EmployerQuerySet(ScopedQuerySet):
    def current(self) -> "EmployerQuerySet":
        return self.filter(merged_into=None)


class Employer(models.Model):
    """A unit that employs people."""

    uscc = models.CharField("统一社会信用代码", max_length=18, null=True, blank=True, unique=True)
    name = models.CharField("名称", max_length=120)
    short = models.CharField("简称", max_length=40, blank=True)
    section = models.CharField("行业门类", max_length=1, choices=Section, blank=True)
    staff = models.PositiveIntegerField("职工人数", null=True, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, blank=True, verbose_name="所在区划"
    )
    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="employers", verbose_name="主管工会")
    industry_org = models.ForeignKey(
        "orgs.Org",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="industry_employers",
        verbose_name="产业工会",
    )
    own_union = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="本单位工会"
    )
    risk_band = models.CharField("风险等级", max_length=8, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    words = SearchVectorField("名称检索", null=True, editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = "用人单位"
        indexes = [
            GinIndex(fields=["words"], name="employers_words"),
            models.Index(fields=["name"], name="employers_name"),
            models.Index(fields=["org", "name"], name="employers_org_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="employers_section", condition=Q(section="") | Q(section__in=Section.values)
            )
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name an employer had, or the name of an employer merged into it."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=120, db_index=True)
    until = models.DateField("至", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Merge(models.Model):
    """One employer merged into another; `moved` lists what moved, so that it can be undone."""

    kept = models.ForeignKey(Employer, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    moved = models.JSONField("移动的记录", default=dict)
    undone_at = models.DateTimeField("撤销时间", null=True)

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class Import(models.Model):
    """A sheet of employers: what it would do, then what it did. `rejects` hold [row, field, reason]."""

    State = flow.State

    org = models.ForeignKey("orgs.Org", models.PROTECT, verbose_name="导入工会")
    file_name = models.CharField("文件名", max_length=200)
    file = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    digest = models.CharField("SM3", max_length=64)
    rows = models.PositiveIntegerField("总行数", default=0)
    done = models.PositiveIntegerField("已处理行数", default=0)
    added = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("更新", default=0)
    same = models.PositiveIntegerField("无变化", default=0)
    rejects = models.JSONField("退回的行", default=list)
    notes = models.JSONField("表格提示", default=list)
    state = models.CharField("状态", max_length=10, choices=State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "用人单位导入"
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="employers_import_waiting"),
            models.Index(fields=["org", "-at"], name="employers_import_org"),
        ]
        constraints = [
            models.CheckConstraint(
                name="employers_import_state",
                condition=Q(state__in=flow.State.values),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def rejected(self) -> int:
        return len({row for row, _, _ in self.rejects})
