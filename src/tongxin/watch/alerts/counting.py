"""Under what an alert is counted."""

from collections.abc import Iterable

from django.utils.timezone import localtime

from tongxin.ground.rollups.services import Change
from tongxin.watch.alerts.models import COUNTED, Alert


def cell(alert: Alert) -> Change:
    day = localtime(alert.at).date()
    return Change("alerts", day, alert.region_id or "", alert.category, alert.source, alert.level)


def cells(alerts: Iterable[Alert]) -> list[Change]:
    """Where these count now; those that are held back, dismissed or replaced count nowhere."""
    return [cell(alert) for alert in alerts if alert.state in COUNTED]
