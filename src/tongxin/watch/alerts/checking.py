"""By when an alert on an employer or a hot spot must be checked, and who hears when it was not."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record_many
from tongxin.ground.rulebook.queries import active, hours_on
from tongxin.ground.worktime.queries import current_calendar
from tongxin.ground.worktime.reading import term
from tongxin.ground.worktime.terms import due
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.telling import ask, remind

LIMIT = 500


def hand_out(alerts: Sequence[Alert], *, at: datetime) -> None:
    """Ask the unions of confirmed alerts to check them, by the deadline of each level."""
    for alert in alerts:
        alert.asked_at = at
        start(alert)
    Alert.objects.bulk_update(alerts, ["asked_at", "check_due_at", "check_late_at"])
    ask(alerts, at=at)


def start(alert: Alert) -> None:
    """The deadline by the rule in force when it was asked: the term to verify, else the one to handle; else none."""
    assert alert.asked_at, "a check is asked for before it has a deadline"
    version = active("deadlines", on=localtime(alert.asked_at).date())
    body = version.body if version else {}
    length = term(body, alert.level, "verify") or term(body, alert.level, "handle")
    hours = hours_on(alert.asked_at)
    alert.check_due_at = due(alert.asked_at, length, current_calendar(), hours).at if length else None
    alert.check_late_at = None


@transaction.atomic
def remind_late(now: datetime) -> int:
    """Tell of checks whose deadline has passed, once each; returns how many."""
    rows = Alert.objects.check_late(now).select_for_update(skip_locked=True, of=("self",))
    late = list(rows.with_subject().order_by("pk")[:LIMIT])
    for alert in late:
        alert.check_late_at = now
    Alert.objects.bulk_update(late, ["check_late_at"])
    acts = [Act(alert, "check_late", {"due": _iso(alert.check_due_at)}) for alert in late]
    record_many(acts, by=None, at=now)
    remind(late, at=now)
    return len(late)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
