from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from tongxin.kit.actor import Actor


class Level(models.TextChoices):
    CITY = "city", "市总工会"
    DISTRICT = "district", "区县(市)总工会"
    INDUSTRY = "industry", "产业工会"
    TOWNSHIP = "township", "乡镇(街道)总工会"
    JOINT = "joint", "联合工会"
    PRIMARY = "primary", "基层工会"


def paths(user: Actor, prefix: str = "") -> Q | None:
    """The condition that a path lies in this person's scope; None when it covers everything."""
    scopes = user.scopes
    if any(is_root(scope) for scope in scopes):
        return None
    condition = Q(pk__in=[])
    for scope in scopes:
        condition |= Q(**{f"{prefix}path__startswith": scope})
    return condition


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a union: own union and all below. `scope` names the way to the union."""

    scope = "org"

    def visible_to(self, user: Actor) -> Self:
        """The rows this person may see. Somebody without a post sees none."""
        condition = paths(user)
        if condition is None:
            return self.all()
        return self.filter(**{f"{self.scope}__in": Org.objects.filter(condition)})


class OrgQuerySet(models.QuerySet):
    def visible_to(self, user: Actor) -> Self:
        condition = paths(user)
        return self.all() if condition is None else self.filter(condition)

    def below(self, org: "Org") -> Self:
        """`org` and everything under it."""
        return self.filter(path__startswith=org.path)

    def current(self) -> Self:
        return self.filter(merged_into=None)

    def above(self, org: "Org") -> Self:
        """`org` and everything over it, the root first."""
        steps = org.path.strip(".").split(".")
        above = [".".join(steps[: i + 1]) + "." for i in range(len(steps))]
        return self.filter(path__in=above).order_by("path")


class Org(models.Model):
    """A union in the tree. `path` lists the ids from the root, each followed by a dot."""

    code = models.CharField("编号", max_length=32, unique=True)
    name = models.CharField("名称", max_length=80)
    short = models.CharField("简称", max_length=30, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="上级工会")
    path = models.CharField("路径", max_length=120, unique=True, editable=False)
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, blank=True, verbose_name="所在区划"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入"
    )

    objects = OrgQuerySet.as_manager()

    class Meta:
        verbose_name = "工会"
        indexes = [
            models.Index(fields=["path"], name="orgs_org_path_like", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["region", "level"], name="orgs_org_region"),
        ]
        constraints = [
            models.CheckConstraint(name="orgs_org_level", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="orgs_org_root", condition=Q(parent__isnull=False) | Q(level=Level.CITY)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, other: "Org") -> bool:
        """Whether `other` is this union or lies below it."""
        return other.path.startswith(self.path)


class Merge(models.Model):
    """One union merged into another; `moved` lists what went along, so that it can be undone."""

    kept = models.ForeignKey(Org, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Org, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    moved = models.JSONField("移动的记录", default=dict)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "工会合并"

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class TreeSheet(models.Model):
    """An uploaded sheet of unions, checked, waiting for a yes. `rejects` have reasons."""

    name = models.CharField("文件名", max_length=200)
    rows = models.JSONField("通过的行", default=list)
    rejects = models.JSONField("退回的行", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    done_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        verbose_name = "组织导入"

    def __str__(self) -> str:
        return self.name


def is_root(path: str) -> bool:
    return path.count(".") == 1
