from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record, record_many
from tongxin.ground.rollups.services import Change, count
from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import active
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.watch.alerts import grading, rules
from tongxin.watch.alerts.flow import State, flow
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import LIVE, Alert
from tongxin.watch.alerts.telling import tell
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import mark_graded

CASED = "该预警已转为工单，请在工单中办理，不能再{verb}。"


@transaction.atomic
def grade(incident: Incident, *, at: datetime) -> Alert | None:
    """Grade one incident by the active profile; returns its newest alert, None without a profile."""
    rows = Incident.objects.select_for_update(of=("self",)).select_related("org")
    grade_all([rows.get(pk=incident.pk)], at=at)
    return grading.latest([incident]).get(incident.pk)


@transaction.atomic
def grade_all(incidents: Sequence[Incident], *, at: datetime) -> list[Alert] | None:
    """Grade a batch and mark it graded; returns the alerts proposed, None (and no mark) without a profile.

    A live alert whose level rises is superseded. Incidents should be locked and carry `org`.
    """
    profile = active("alert_profile", on=localtime(at).date())
    if profile is None:
        return None
    told, before = grading.heard(incidents), grading.latest(incidents)
    replaced: list[Alert] = []
    proposed: list[Alert] = []
    for incident in incidents:
        graded = rules.grade(profile.body, grading.facts(incident, told[incident.pk]))
        old = before.get(incident.pk)
        if grading.calls_for_new(incident, old, graded, told[incident.pk]):
            if old and old.state in flow.table["supersede"][0]:
                replaced.append(old)
            proposed.append(_propose(incident, graded, profile, told[incident.pk].signals, at))
    _supersede(replaced, at=at)
    _follow([(before[i.pk], i) for i in incidents if i.pk in before])
    Alert.objects.bulk_create(proposed, batch_size=1000)
    count([_cell(alert) for alert in proposed])
    record_many(
        [Act(a, "propose", {"level": a.level, "incident": a.incident_id}) for a in proposed], by=None, at=at
    )
    tell(proposed, at=at)
    mark_graded(incidents, at=at)
    return proposed


@transaction.atomic
def retire(at: datetime) -> int:
    """Supersede alerts whose incident was merged away or has no signals left; returns how many."""
    alerts = list(Alert.objects.groundless().select_for_update(skip_locked=True, of=("self",))[:200])
    _supersede(alerts, at=at)
    return len(alerts)


@transaction.atomic
def confirm(alert: Alert, *, by: Actor, at: datetime) -> Alert:
    """The desk agrees; the next stage makes a case of it."""
    (alert,) = _lock([alert])
    _confirm([alert], by=by, at=at)
    return alert


@transaction.atomic
def confirm_all(alerts: Sequence[Alert], *, by: Actor, at: datetime) -> int:
    """Confirm those of a selection that still wait; returns how many. `Refused` when none does."""
    waiting = [alert for alert in _lock(alerts) if alert.state == State.PROPOSED]
    if not waiting:
        raise Refused("所选预警中没有待确认的，可能已被他人处理，请刷新后再看。")
    _confirm(waiting, by=by, at=at)
    return len(waiting)


@transaction.atomic
def regrade(alert: Alert, *, level: str, reason: str, by: Actor, at: datetime) -> Alert:
    """Another level than the profile's, with the reason; `graded` keeps what the profile said."""
    (alert,) = _lock([alert])
    flow.after("regrade", alert.state)
    if alert.cased_at:
        raise Refused(CASED.format(verb="调整等级"))
    if level == alert.level:
        raise Refused(f"该预警已是{Level(level).label}，请选择另一个等级。")
    _regrade(alert, level, reason=reason, by=by, at=at)
    return alert


@transaction.atomic
def follow_case(alert: Alert, *, level: str, reason: str, by: Actor, at: datetime) -> Alert:
    """The alert of a case that was given another level; one that is no longer live stays as it was."""
    (alert,) = _lock([alert])
    if alert.state in LIVE and alert.level != level:
        _regrade(alert, level, reason=reason, by=by, at=at)
    return alert


@transaction.atomic
def dismiss(alert: Alert, *, reason: str, by: Actor, at: datetime) -> Alert:
    """No alert after all, with the reason. It comes back only when something new is heard."""
    (alert,) = _lock([alert])
    following = flow.after("dismiss", alert.state)
    if alert.cased_at:
        raise Refused(CASED.format(verb="解除"))
    count([_cell(alert).back()])
    alert.state, alert.note, alert.by_id = following, reason, by.pk
    alert.save(update_fields=["state", "note", "by"])
    record(alert, "dismiss", by=by, at=at, reason=reason)
    return alert


def mark_cased(alerts: Sequence[Alert], *, at: datetime) -> int:
    """The case stage has taken these."""
    return Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(cased_at=at)


def _regrade(alert: Alert, level: str, *, reason: str, by: Actor, at: datetime) -> None:
    before, old = _cell(alert), alert.level
    alert.level, alert.note, alert.by_id = Level(level).value, reason[:300], by.pk
    alert.save(update_fields=["level", "note", "by"])
    count([before.back(), _cell(alert)])
    record(alert, "regrade", by=by, at=at, before=old, after=alert.level, reason=reason)


def _propose(
    incident: Incident, graded: rules.Grade, profile: Version, signals: list[int], at: datetime
) -> Alert:
    return Alert(
        incident=incident, level=graded.level, graded=graded.level, profile=profile, org=incident.org,
        reasons=grading.as_json(graded), evidence=signals, category=incident.category, source=incident.source,
        region_id=_region(incident), at=at,
    )  # fmt: skip


def _region(incident: Incident) -> str | None:
    return incident.region_id or incident.org.region_id


def _confirm(alerts: Sequence[Alert], *, by: Actor, at: datetime) -> None:
    for alert in alerts:
        alert.state, alert.by_id = flow.after("confirm", alert.state), by.pk
    Alert.objects.bulk_update(alerts, ["state", "by"])
    record_many([Act(alert, "confirm", {"level": alert.level}) for alert in alerts], by=by, at=at)
    wake("cases")


def _supersede(alerts: Sequence[Alert], *, at: datetime) -> None:
    count([_cell(alert).back() for alert in alerts])
    for alert in alerts:
        alert.state = flow.after("supersede", alert.state)
    Alert.objects.bulk_update(alerts, ["state"])
    record_many([Act(alert, "supersede", {"level": alert.level}) for alert in alerts], by=None, at=at)


def _follow(pairs: Sequence[tuple[Alert, Incident]]) -> None:
    """A live alert is counted where its incident now lies."""
    moved, changes = [], []
    for alert, incident in pairs:
        now = (incident.category, incident.source, _region(incident), incident.org_id)
        if alert.state not in (State.PROPOSED, State.CONFIRMED) or now == _place(alert):
            continue
        changes.append(_cell(alert).back())
        alert.category, alert.source, alert.region_id, alert.org_id = now
        changes.append(_cell(alert))
        moved.append(alert)
    Alert.objects.bulk_update(moved, ["category", "source", "region", "org"])
    count(changes)


def _place(alert: Alert) -> tuple[str, str, str | None, int]:
    return (alert.category, alert.source, alert.region_id, alert.org_id)


def _cell(alert: Alert) -> Change:
    day = localtime(alert.at).date()
    return Change("alerts", day, alert.region_id or "", alert.category, alert.source, alert.level)


def _lock(alerts: Sequence[Alert]) -> list[Alert]:
    rows = Alert.objects.select_for_update(of=("self",)).filter(pk__in=[alert.pk for alert in alerts])
    return sorted(rows.order_by("pk"), key=lambda alert: -RANK[Level(alert.level)])
