from datetime import datetime

from tongxin.ground.rollups.models import Delta
from tongxin.ground.rollups.services import fold
from tongxin.kit.jobs import stage


@stage("rollups-fold", waiting=lambda: Delta.objects.exists())
def fold_deltas(now: datetime) -> int:
    """Fold what was appended since the last run."""
    return fold()
