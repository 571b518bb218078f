"""What the machine does with alerts: puts them up, holds them back, replaces them, moves their counts."""

from collections.abc import Sequence
from datetime import datetime

from tongxin.ground.audit.services import Act, record_many
from tongxin.ground.rollups.services import count
from tongxin.watch.alerts.counting import cell, cells
from tongxin.watch.alerts.flow import State, flow
from tongxin.watch.alerts.models import LIVE, Alert
from tongxin.watch.alerts.telling import tell


def put_up(alerts: Sequence[Alert], *, at: datetime) -> None:
    """Store new alerts, those held back after those they are held back by; count, record and tell of the others."""
    proposed = [alert for alert in alerts if alert.state == State.PROPOSED]
    held = [alert for alert in alerts if alert.state == State.QUIET]
    Alert.objects.bulk_create(proposed, batch_size=1000)
    if held:
        Alert.objects.bulk_create(held, batch_size=1000)
        record_many([Act(a, "hold", _facts(a) | {"alert": a.under_id}) for a in held], by=None, at=at)
    count(cells(proposed))
    record_many([Act(a, "propose", _facts(a)) for a in proposed], by=None, at=at)
    tell(proposed, at=at)


def supersede(alerts: Sequence[Alert], *, at: datetime) -> None:
    if not alerts:
        return
    count([change.back() for change in cells(alerts)])
    for alert in alerts:
        alert.state = flow.after("supersede", alert.state)
    Alert.objects.bulk_update(alerts, ["state"])
    record_many([Act(alert, "supersede", {"level": alert.level}) for alert in alerts], by=None, at=at)


def move(pairs: Sequence[tuple[Alert, tuple[str, str, str | None, int]]]) -> None:
    """A live alert is counted under (category, source, region, union) where its incident now lies."""
    moved, changes = [], []
    for alert, now in pairs:
        if alert.state not in LIVE or now == (alert.category, alert.source, alert.region_id, alert.org_id):
            continue
        changes.append(cell(alert).back())
        alert.category, alert.source, alert.region_id, alert.org_id = now
        changes.append(cell(alert))
        moved.append(alert)
    if not moved:
        return
    Alert.objects.bulk_update(moved, ["category", "source", "region", "org"])
    count(changes)


def _facts(alert: Alert) -> dict[str, object]:
    return {"level": alert.level} | ({"incident": alert.incident_id} if alert.incident_id else {})
