from typing import Self

from django.db import models

from tongxin.ground.places.register import HANGZHOU, chain


class Level(models.TextChoices):
    PROVINCE = "province", "省"
    CITY = "city", "市"
    DISTRICT = "district", "区县(市)"
    STREET = "street", "街道(乡镇)"


class RegionQuerySet(models.QuerySet):
    def below(self, code: str) -> Self:
        """The region itself and all in it."""
        return self.filter(code__startswith=code)

    def districts(self, city: str = HANGZHOU) -> Self:
        return self.filter(parent_id=city)

    def streets(self, district: str) -> Self:
        return self.filter(parent_id=district)


class Region(models.Model):
    """An administrative region; 2 digits of code are a province, 4 a city, 6 a district, 9 a street."""

    code = models.CharField("区划代码", max_length=9, primary_key=True)
    name = models.CharField("名称", max_length=40)
    short = models.CharField("简称", max_length=20)
    level = models.CharField("级别", max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, verbose_name="上级区划")

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> tuple[str, ...]:
        """The names from the province down; no query."""
        return chain(self.code)
