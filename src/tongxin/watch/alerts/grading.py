"""From a batch of incidents to what is to be done about each. Reads with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tongxin.watch.alerts import rules
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.triage.models import Verdict


@dataclass
class Heard:
    """The signals an incident rests on."""

    signals: list[int] = field(default_factory=list)
    sources: set[int] = field(default_factory=set)
    verified: bool = False


def heard(incidents: Sequence[Incident]) -> dict[int, Heard]:
    """Per incident: its signals, their sources, and whether an officer has judged one. Two queries."""
    found: dict[int, Heard] = defaultdict(Heard)
    links = Link.objects.filter(incident__in=incidents).order_by("signal__heard_at", "signal_id")
    of_signal: dict[int, int] = {}
    for incident, signal, source in links.values_list("incident_id", "signal_id", "signal__source_id"):
        found[incident].signals.append(signal)
        found[incident].sources.add(source)
        of_signal[signal] = incident
    judged = Verdict.objects.filter(current=True, by__isnull=False, signal__link__incident__in=incidents)
    for signal in judged.values_list("signal_id", flat=True):
        found[of_signal[signal]].verified = True
    return found


def latest(incidents: Sequence[Incident]) -> dict[int, Alert]:
    """The newest alert of each incident that has one; a live one is always the newest."""
    Alert.objects.live().filter(incident__in=incidents).select_for_update(of=("self",)).order_by("pk").count()
    rows = Alert.objects.filter(incident__in=incidents).order_by("incident_id", "-pk").distinct("incident_id")
    return {alert.incident_id: alert for alert in rows}


def facts(incident: Incident, told: Heard) -> rules.Facts:
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
    )


def calls_for_new(incident: Incident, before: Alert | None, grade: rules.Grade, told: Heard) -> bool:
    """Whether this grade is a new alert beside the one before.

    A live one is replaced when the level rises above what the rules and people have made of it, or when its
    case is over and something new was heard. After a dismissal only something new counts: the desk has already
    judged the rest.
    """
    if before is None or before.state == State.SUPERSEDED:
        return True
    fresh = not set(told.signals) <= set(before.evidence)
    if before.state == State.DISMISSED:
        return fresh
    over = before.cased_at is not None and incident.state == Incident.State.CONCLUDED
    judged = max(RANK[Level(before.level)], RANK[Level(before.graded)])
    return (over and fresh) or RANK[Level(grade.level)] > judged


def as_json(grade: rules.Grade) -> list[dict[str, Any]]:
    return [reason.as_json() for reason in grade.reasons]
