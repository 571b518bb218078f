"""From a batch of incidents to what is to be done about each. Reads with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tongxin.watch.alerts import rules
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.triage.models import Verdict

MONTH = timedelta(days=30)
CONSTRUCTION = "E"  # the section of GB/T 4754


@dataclass
class Heard:
    """The signals an incident rests on; `month` those on its employer in the 30 days up to its last report."""

    signals: list[int] = field(default_factory=list)
    sources: set[int] = field(default_factory=set)
    verified: bool = False
    month: int = 0


def heard(incidents: Sequence[Incident]) -> dict[int, Heard]:
    """Per incident: its signals, their sources, whether an officer has judged one, the month. Three queries."""
    found: dict[int, Heard] = defaultdict(Heard)
    links = Link.objects.filter(incident__in=incidents).order_by("signal__heard_at", "signal_id")
    of_signal: dict[int, int] = {}
    times: dict[int, list[datetime]] = defaultdict(list)
    for incident, signal, source, when in links.values_list(
        "incident_id", "signal_id", "signal__source_id", "signal__heard_at"
    ):
        found[incident].signals.append(signal)
        found[incident].sources.add(source)
        of_signal[signal] = incident
        times[incident].append(when)
    judged = Verdict.objects.filter(current=True, by__isnull=False, signal__link__incident__in=incidents)
    for signal in judged.values_list("signal_id", flat=True):
        found[of_signal[signal]].verified = True
    around = _around(incidents)
    for each in incidents:
        known = around[each.employer_id] if each.employer_id else times[each.pk]
        found[each.pk].month = _within(known, each.last_at)
    return found


def _around(incidents: Sequence[Incident]) -> dict[int, list[datetime]]:
    """When the signals on the employers of these incidents happened, as far back as any month reaches."""
    found: dict[int, list[datetime]] = defaultdict(list)
    named = [i for i in incidents if i.employer_id]
    if named:
        rows = Link.objects.filter(
            incident__employer__in={i.employer_id for i in named},
            signal__heard_at__gt=min(i.last_at for i in named) - MONTH,
        )
        for employer, when in rows.values_list("incident__employer_id", "signal__heard_at"):
            found[employer].append(when)
    return found


def _within(times: Sequence[datetime], last: datetime) -> int:
    return sum(last - MONTH < when <= last for when in times)


def latest(incidents: Sequence[Incident]) -> dict[int, Alert]:
    """The newest alert of each incident that has one; a live one is always the newest."""
    Alert.objects.live().filter(incident__in=incidents).select_for_update(of=("self",)).order_by("pk").count()
    rows = Alert.objects.filter(incident__in=incidents).order_by("incident_id", "-pk").distinct("incident_id")
    return {alert.incident_id: alert for alert in rows if alert.incident_id}


def facts(incident: Incident, told: Heard) -> rules.Facts:
    """`incident.employer` should be loaded."""
    return rules.Facts(
        category=incident.category,
        persons=incident.persons,
        amount=incident.amount,
        months=incident.months,
        collective=incident.collective,
        urgent=incident.urgent,
        signals=len(told.signals),
        sources=len(told.sources),
        verified=told.verified,
        construction=incident.employer is not None and incident.employer.section == CONSTRUCTION,
        days=(incident.last_at - incident.first_at).days,
        reports_month=told.month,
    )


def calls_for_new(
    incident: Incident, before: Alert | None, grade: rules.Grade, told: Heard, at: datetime
) -> bool:
    """Whether this grade is a new alert beside the one before.

    A live one is replaced when the level rises above what the rules and people have made of it, or when its
    case is over and something new was heard. After a dismissal only something new counts: the desk has already
    judged the rest. One held back is looked at again when it rises or its quiet period is over.
    """
    if before is None or before.state == State.SUPERSEDED:
        return True
    fresh = not set(told.signals) <= set(before.evidence)
    if before.state == State.DISMISSED:
        return fresh
    over = before.cased_at is not None and incident.state == Incident.State.CONCLUDED
    judged = max(RANK[Level(before.level)], RANK[Level(before.graded)])
    ended = before.quiet_until is not None and before.state == State.QUIET and before.quiet_until <= at
    return ended or (over and fresh) or RANK[Level(grade.level)] > judged


def as_json(grade: rules.Grade) -> list[dict[str, Any]]:
    return [reason.as_json() for reason in grade.reasons]
