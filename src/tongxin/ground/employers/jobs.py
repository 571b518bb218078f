import logging
from datetime import datetime

from tongxin.ground.employers.importing import fail, run
from tongxin.ground.employers.models import Import
from tongxin.kit.jobs import stage
from tongxin.kit.refused import Refused

log = logging.getLogger(__name__)


def _waiting() -> bool:
    return Import.objects.filter(state=Import.State.WAITING).exists()


@stage("employers-import", waiting=_waiting)
def import_waiting(now: datetime) -> int:
    """Bring the oldest waiting sheet to its end."""
    rows = Import.objects.filter(state=Import.State.WAITING).select_related("org", "file", "by")
    made = rows.order_by("pk").first()
    if made is None:
        return 0
    try:
        run(made, at=now)
    except Refused as refused:
        log.warning("import %s could not be run: %s", made.pk, refused)
        fail(made, refused.message, at=now)
    return 1
