"""Facts of the watch wing with their counts, for tests of what people look at."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils.timezone import localtime

from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import Change
from tongxin.ground.rollups.services import count as count_changes
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.incidents.services import cells
from tongxin.watch.signals.counting import cell
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.tests.makers import ARREARS, make_employer, make_signal

__all__ = [
    "make_alert",
    "make_case",
    "make_employer",
    "make_incident",
    "make_judged",
    "make_profile",
    "make_signal",
]

numbers = count(1)


def make_judged(
    org: Org,
    text: str = ARREARS,
    *,
    category: str = "wages",
    acts: bool = True,
    region: str | None = None,
    employer: Any = None,
    persons: int | None = None,
    **over: Any,
) -> Signal:
    """A signal with a verdict, counted by it."""
    signal = make_signal(org, text, **over)
    verdict = Verdict.objects.create(
        signal=signal,
        labour=1,
        union=1,
        acts=acts,
        category=category,
        region_id=region,
        employer=employer,
        persons=persons,
        confidence=1,
        model="test",
        at=signal.heard_at,
        linked_at=signal.heard_at,
    )
    Signal.objects.filter(pk=signal.pk).update(triaged_at=signal.heard_at)
    count_changes([cell(signal, None).back(), cell(signal, verdict)])
    return signal


def make_incident(org: Org, *, at: datetime = FRIDAY, **over: Any) -> Incident:
    """An incident of one judged signal, both counted."""
    told = {k: over[k] for k in ("category", "employer", "persons") if k in over}
    signal = make_judged(org, at=at, kind=over.get("source", "app"), region=over.get("region_id"), **told)
    fields = {
        "category": "wages",
        "org": org,
        "source": "app",
        "first_at": at,
        "last_at": at,
        "signal_count": 1,
        "title": "欠薪事件",
    }
    incident = Incident.objects.create(**fields | over)
    Link.objects.create(signal=signal, incident=incident, why="首报线索", at=at)
    count_changes(cells(incident))
    return incident


def make_profile() -> Version:
    rule = Rule.objects.get_or_create(
        key="alerts-test", defaults={"kind": "alert_profile", "name": "测试方案"}
    )[0]
    fields = {"body": {}, "citation": "示例", "since": FRIDAY.date().replace(month=1, day=1), "at": FRIDAY}
    return Version.objects.get_or_create(rule=rule, number=1, defaults=fields)[0]


def make_alert(
    org: Org, *, level: str = "yellow", state: str = "confirmed", at: datetime = FRIDAY, **over: Any
) -> Alert:
    """A graded incident, counted unless it was dismissed."""
    incident = make_incident(org, at=at, **over)
    alert = Alert.objects.create(
        incident=incident,
        level=level,
        graded=level,
        state=state,
        profile=make_profile(),
        reasons=["人数达到10人"],
        org=org,
        at=at,
        cased_at=at,
        category=incident.category,
        source=incident.source,
        region_id=incident.region_id or org.region_id,
    )
    if state not in ("dismissed", "superseded"):
        count_changes([_change("alerts", at, incident, level)])
    return alert


def make_case(
    org: Org,
    *,
    level: str = "yellow",
    at: datetime = FRIDAY,
    in_time: bool | None = None,
    recovered: int = 0,
    helped: int = 0,
    closed: bool = False,
    due: datetime | None = None,
    **over: Any,
) -> Case:
    """A case of an alert, counted: being handled, reported up (`in_time` given) or closed as well."""
    alert = make_alert(org, level=level, at=at, **over)
    incident = alert.incident
    done = at + timedelta(hours=1)
    case = Case.objects.create(
        number=f"T{next(numbers):06}",
        alert=alert,
        incident=incident,
        title=incident.title,
        level=level,
        category=incident.category,
        employer=incident.employer,
        region_id=incident.region_id,
        org=org,
        desk=org,
        opened_at=at,
        due_at=due or at + timedelta(days=5),
        in_time=in_time,
        state="closed" if closed else "reported" if in_time is not None else "accepted",
        reported_at=done if in_time is not None else None,
        closed_at=done if closed else None,
        finding="substantiated" if closed else "",
        recovered=Decimal(recovered) if closed else None,
        helped=helped if closed else None,
    )
    changes = [_change("cases", at, incident, level)]
    if in_time is not None:
        changes.append(_change("in_time" if in_time else "late", done, incident, level))
    if closed:
        changes.append(_change("closed", done, incident, level, amount=Decimal(recovered)))
        changes.append(_change("helped", done, incident, level, n=helped))
    count_changes(changes)
    return case


def _change(measure: str, at: datetime, incident: Incident, level: str, **sizes: Any) -> Change:
    region = incident.region_id or incident.org.region_id or ""
    return Change(measure, localtime(at).date(), region, incident.category, incident.source, level, **sizes)
