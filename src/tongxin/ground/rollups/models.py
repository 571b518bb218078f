from django.db import models


class Counted(models.Model):
    """The dimensions every count has. Days are days of Asia/Shanghai; '' means not known."""

    measure = models.CharField("指标", max_length=24)
    day = models.DateField("日期")
    region = models.CharField("区划代码", max_length=9, default="", blank=True)
    category = models.CharField("类别", max_length=12, default="", blank=True)
    source = models.CharField("来源", max_length=12, default="", blank=True)
    level = models.CharField("等级", max_length=12, default="", blank=True)
    n = models.BigIntegerField("数量", default=0)
    amount = models.DecimalField("金额（元）", max_digits=18, decimal_places=2, default=0)

    class Meta:
        abstract = True


class Cell(Counted):
    """One folded count."""

    class Meta:
        indexes = [
            # holds all that a sum reads, so that a year of a city is summed without touching the rows
            models.Index(
                fields=["measure", "day"],
                include=["region", "category", "source", "level", "n", "amount"],
                name="rollups_cell_sum",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "day", "region", "category", "source", "level"], name="rollups_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.region}: {self.n}"


class Delta(Counted):
    """A change not folded yet; appended in the transaction of the fact."""

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.region}: {self.n:+d}"
