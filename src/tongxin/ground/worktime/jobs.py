from datetime import datetime

from tongxin.ground.worktime import services
from tongxin.kit.jobs import sweep


@sweep("worktime-extend", every="15 2 * * *")
def extend(now: datetime) -> int:
    """Load the days of another year when a year has begun."""
    services.extend_calendar(at=now)
    return 0
