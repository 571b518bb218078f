from django.db import models
from django.db.models import QuerySet

from tongxin.ground.audit.services import kind_of
from tongxin.ground.files.models import File


def files_of(owner: models.Model) -> QuerySet[File]:
    """The files of a row that are not removed, the oldest first."""
    return File.objects.filter(kind=kind_of(owner), key=str(owner.pk), removed_at=None).order_by("at", "pk")
