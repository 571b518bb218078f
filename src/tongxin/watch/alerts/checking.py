"""By when an alert on an employer or a hot spot must be checked, and who hears when it was not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record_many
from tongxin.ground.rulebook.queries import active, hours_on
from tongxin.ground.worktime.calendar import Calendar
from tongxin.ground.worktime.hours import ServiceHours
from tongxin.ground.worktime.queries import current_calendar, forget_calendar
from tongxin.ground.worktime.reading import term
from tongxin.ground.worktime.terms import due
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.telling import ask, postpone, remind

LIMIT = 500


@dataclass(frozen=True)
class Terms:
    """What deadlines of one instant are counted by: the rule in force, its hours and the calendar."""

    body: Mapping[str, Any]
    hours: ServiceHours
    calendar: Calendar

    @classmethod
    def on(cls, at: datetime) -> "Terms":
        version = active("deadlines", on=localtime(at).date())
        return cls(version.body if version else {}, hours_on(at), current_calendar())

    def due(self, level: str, at: datetime) -> datetime | None:
        """The end of the term to verify, else of the one to handle; None where the rule has neither."""
        length = term(self.body, level, "verify") or term(self.body, level, "handle")
        return due(at, length, self.calendar, self.hours).at if length else None


def hand_out(alerts: Sequence[Alert], *, at: datetime) -> None:
    """Ask the unions of confirmed alerts to check them, by the deadline of each level."""
    if not alerts:
        return
    terms = Terms.on(at)
    for alert in alerts:
        alert.asked_at, alert.check_due_at = at, terms.due(alert.level, at)
    Alert.objects.bulk_update(alerts, ["asked_at", "check_due_at"])
    ask(alerts, at=at)


def restart(alert: Alert) -> None:
    """The deadline of another level, by the rule in force when the check was asked for; not stored yet."""
    assert alert.asked_at, "a check is asked for before it has a deadline"
    alert.check_due_at, alert.check_late_at = Terms.on(alert.asked_at).due(alert.level, alert.asked_at), None


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


@transaction.atomic
def recompute(now: datetime) -> int:
    """Deadlines of open checks by the calendar as it is now; returns how many moved. Late ones stay as they are."""
    forget_calendar()  # what this process remembers may be older than the calendar that was made official since
    rows = Alert.objects.to_check().filter(check_due_at__gt=now, check_late_at=None)
    days: dict[date, Terms] = {}
    moved, acts = [], []
    for alert in rows.select_for_update(skip_locked=True, of=("self",)).with_subject().order_by("pk"):
        if alert.asked_at is None:
            continue
        day = localtime(alert.asked_at).date()
        if day not in days:
            days[day] = Terms.on(alert.asked_at)
        before, after = alert.check_due_at, days[day].due(alert.level, alert.asked_at)
        if after is None or after == before:
            continue
        alert.check_due_at = after
        moved.append(alert)
        acts.append(Act(alert, "recompute", {"before": _iso(before), "due": _iso(after)}))
    Alert.objects.bulk_update(moved, ["check_due_at"])
    record_many(acts, by=None, at=now)
    postpone(moved, at=now)
    return len(moved)


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
