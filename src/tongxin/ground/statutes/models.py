from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from tongxin.ground.statutes.rules import RANKS, anchor, parts


class StatuteQuerySet(models.QuerySet):
    def with_newer(self, on: date) -> Self:
        """Each with `newer`: whether a later version of the same title was adopted by `on`."""
        later = Statute.objects.filter(
            short=OuterRef("short"), version__gt=OuterRef("version"), version__lte=on
        )
        return self.annotate(newer=Exists(later))

    def current(self, on: date) -> Self:
        """Of each title the newest version adopted by `on`."""
        return self.with_newer(on).filter(newer=False, version__lte=on)


class Statute(models.Model):
    """One version of a law or regulation, as it was imported. Texts are the same for everybody."""

    title = models.CharField("名称", max_length=200)
    short = models.CharField("简称", max_length=200)
    rank = models.PositiveSmallIntegerField("效力层级", choices=RANKS)
    version = models.DateField("版本日期")
    issued = models.TextField("制定与修正", blank=True)
    preamble = models.TextField("引言", blank=True)
    appendix = models.TextField("附录", blank=True)
    source = models.CharField("来源文件", max_length=255)
    imported_at = models.DateTimeField("导入时间")

    objects = StatuteQuerySet.as_manager()

    class Meta:
        verbose_name = "法律法规"
        ordering = ["rank", "short", "-version"]
        constraints = [models.UniqueConstraint(fields=["short", "version"], name="statutes_version_once")]

    def __str__(self) -> str:
        return f"《{self.short}》（{self.version}）"

    def get_absolute_url(self) -> str:
        return reverse("statute-detail", args=[self.pk])


class Article(models.Model):
    """One article; `branch` is 1 for 第三十条之一, else 0. `text` has a line a paragraph."""

    statute = models.ForeignKey(Statute, models.CASCADE, related_name="articles", verbose_name="法律法规")
    number = models.PositiveIntegerField("条")
    branch = models.PositiveSmallIntegerField("之", default=0)
    label = models.CharField("条号", max_length=20)
    chapter = models.CharField("章", max_length=120, blank=True)
    section = models.CharField("节", max_length=120, blank=True)
    text = models.TextField("条文")
    position = models.PositiveIntegerField("顺序")

    class Meta:
        verbose_name = "条文"
        ordering = ["statute_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statute", "number", "branch"], name="statutes_article_once")
        ]

    def __str__(self) -> str:
        return f"《{self.statute.short}》{self.label}"

    @property
    def anchor(self) -> str:
        return anchor(self.number, self.branch)

    @property
    def url(self) -> str:
        return f"{reverse('statute-detail', args=[self.statute_id])}#{self.anchor}"

    @property
    def parts(self) -> list[tuple[str, str]]:
        return parts(self.text)
