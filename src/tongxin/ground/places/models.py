from django.db import models


class Level(models.TextChoices):
    PROVINCE = "province", "省"
    CITY = "city", "市"
    DISTRICT = "district", "区县(市)"
    STREET = "street", "街道(乡镇)"


class Region(models.Model):
    """An administrative region with its official code: 2 digits a province, 4 a city, 6 a district, 9 a street."""

    code = models.CharField("区划代码", max_length=9, primary_key=True)
    name = models.CharField("名称", max_length=40)
    short = models.CharField("简称", max_length=20)
    level = models.CharField("级别", max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, verbose_name="上级区划")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
