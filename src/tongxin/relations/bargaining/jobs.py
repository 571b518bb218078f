import logging
from datetime import datetime

from django.db import DataError

from tongxin.kit.jobs import stage
from tongxin.kit.refused import Refused
from tongxin.relations.bargaining.flow import ImportState
from tongxin.relations.bargaining.importing import fail, run
from tongxin.relations.bargaining.models import Import

log = logging.getLogger(__name__)


def _waiting() -> bool:
    return Import.objects.filter(state=ImportState.WAITING).exists()


@stage("contracts-import", waiting=_waiting)
def import_waiting(now: datetime) -> int:
    """Bring the oldest waiting sheet of contracts to its end."""
    made = Import.objects.filter(state=ImportState.WAITING).order_by("pk").first()
    if made is None:
        return 0
    try:
        run(made, at=now)
    except Refused as refused:
        log.warning("import %s of contracts could not be run: %s", made.pk, refused)
        fail(made, refused.message, at=now)
    except DataError:  # else no later sheet would ever be taken in
        log.exception("import %s of contracts holds what the database does not take", made.pk)
        fail(made, "表格里有存不进数据库的内容，请联系系统管理员", at=now)
    return 1
