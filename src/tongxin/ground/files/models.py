from django.conf import settings
from django.db import models


class File(models.Model):
    """A stored file. Who may read it follows from the row that owns it (kind, key)."""

    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("归属类型", max_length=40)
    key = models.CharField("归属编号", max_length=40)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节")
    digest = models.CharField("SM3", max_length=64)
    stored_as = models.CharField("存放名", max_length=80, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    removed_at = models.DateTimeField("删除时间", null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="files_owner")]

    def __str__(self) -> str:
        return self.name
