from datetime import datetime, timedelta

from django.utils.timezone import localtime

from tongxin.kit.jobs import sweep
from tongxin.watch.risk.services import look


@sweep("risk-hotspots", every="20 4 * * *")
def find(now: datetime) -> int:
    """Look at the seven days that ended yesterday; on a Monday they are a calendar week."""
    look(localtime(now).date() - timedelta(days=1), at=now)
    return 0
