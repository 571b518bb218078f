from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record, record_many
from tongxin.ground.rollups.services import count
from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import active
from tongxin.ground.worktime.terms import Term
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.watch.alerts import checking, grading, proposing, quiet, rules
from tongxin.watch.alerts.counting import cell
from tongxin.watch.alerts.flow import State, flow
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import LIVE, Alert
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import mark_graded

STANDING = "这件事已另有生效中的预警，请在那一条上办理。"
CASED = "该预警已转为工单，请在工单中办理，不能再{verb}。"


@transaction.atomic
def grade(incident: Incident, *, at: datetime) -> Alert | None:
    """Grade one incident by the active profile; returns its newest alert, None without a profile."""
    rows = Incident.objects.select_for_update(of=("self",), no_key=True).select_related("org", "employer")
    grade_all([rows.get(pk=incident.pk)], at=at)
    return grading.latest([incident]).get(incident.pk)


@transaction.atomic
def grade_all(incidents: Sequence[Incident], *, at: datetime) -> list[Alert] | None:
    """Grade a batch and mark it graded; returns the alerts put up, None (and no mark) without a profile.

    A live alert whose level rises is superseded. What another alert on the same employer and category keeps quiet
    is put up as held back. Incidents should be locked and carry `org` and `employer`.
    """
    profile = active("alert_profile", on=localtime(at).date())
    if profile is None:
        return None
    told, before = grading.heard(incidents), grading.latest(incidents)
    length = quiet.term(quiet.INCIDENT, at)
    near = quiet.neighbours(incidents, length, at)
    replaced: list[Alert] = []
    drafts: list[Alert] = []
    for incident in incidents:
        known = grading.facts(incident, told[incident.pk])
        graded, old = rules.grade(profile.body, known), before.get(incident.pk)
        if not grading.calls_for_new(incident, old, graded, told[incident.pk], at):
            continue
        if old and old.state in flow.table["supersede"][0]:
            replaced.append(old)
        draft = _draft(incident, known, told[incident.pk].signals, profile, at)
        standing = old if old and old.state in LIVE else None
        drafts.append(_placed(draft, graded, near, length, standing=standing))
    proposing.supersede(replaced, at=at)
    proposing.move([(before[i.pk], _ground(i)) for i in incidents if i.pk in before])
    proposing.put_up(drafts, at=at)
    mark_graded(incidents, at=at)
    return drafts


@transaction.atomic
def retire(at: datetime) -> int:
    """Supersede alerts whose incident was merged away or has no signals left; returns how many."""
    alerts = list(Alert.objects.groundless().select_for_update(skip_locked=True, of=("self",))[:200])
    proposing.supersede(alerts, at=at)
    return len(alerts)


@transaction.atomic
def look_again(at: datetime) -> int:
    """What a quiet period held back is graded anew once that is over and the incident still runs; returns how many."""
    rows = Alert.objects.quiet_over(at).filter(incident__isnull=False)
    held = list(rows.select_for_update(skip_locked=True, of=("self",))[:200])
    if not held or active("alert_profile", on=localtime(at).date()) is None:
        return 0
    wanted = Incident.objects.filter(pk__in=[alert.incident_id for alert in held])
    locked = wanted.select_for_update(skip_locked=True, of=("self",), no_key=True)  # others hold the rest
    incidents = {i.pk: i for i in locked.select_related("org", "employer").order_by("pk")}
    over = {pk for pk, incident in incidents.items() if incident.state == Incident.State.CONCLUDED}
    proposing.supersede([alert for alert in held if alert.incident_id in over], at=at)
    grade_all([incident for pk, incident in incidents.items() if pk not in over], at=at)
    return sum(alert.incident_id in incidents for alert in held)


@transaction.atomic
def confirm(alert: Alert, *, by: Actor, at: datetime) -> Alert:
    """The desk agrees. An incident becomes a case; an employer or a hot spot is given to its union to check."""
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
def raise_(alert: Alert, *, by: Actor, at: datetime) -> Alert:
    """Put up what a quiet period held back; the desk knows better. `Refused` while the incident has a live one."""
    (alert,) = _lock([alert])
    alert.state, alert.by_id = flow.after("raise", alert.state), by.pk
    same = {"incident": alert.incident_id, "score": alert.score_id, "hotspot": alert.hotspot_id}
    if Alert.objects.live().filter(**{name: pk for name, pk in same.items() if pk}).exists():
        raise Refused(STANDING)
    try:
        with transaction.atomic():
            alert.save(update_fields=["state", "by"])
    except IntegrityError:
        raise Refused(STANDING) from None  # graded anew at this moment
    count([cell(alert)])
    record(alert, "raise", by=by, at=at, level=alert.level)
    return alert


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
    count([cell(alert).back()])
    alert.state, alert.note, alert.by_id = following, reason, by.pk
    alert.save(update_fields=["state", "note", "by"])
    record(alert, "dismiss", by=by, at=at, reason=reason)
    return alert


def mark_cased(alerts: Sequence[Alert], *, at: datetime) -> int:
    """The case stage has taken these."""
    return Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(cased_at=at)


def _regrade(alert: Alert, level: str, *, reason: str, by: Actor, at: datetime) -> None:
    before, old = cell(alert), alert.level
    alert.level, alert.note, alert.by_id = Level(level).value, reason[:300], by.pk
    if alert.asked_at:
        checking.restart(alert)
    alert.save(update_fields=["level", "note", "by", "check_due_at", "check_late_at"])
    count([before.back(), cell(alert)])
    record(alert, "regrade", by=by, at=at, before=old, after=alert.level, reason=reason)


def _draft(
    incident: Incident, known: rules.Facts, signals: list[int], profile: Version, at: datetime
) -> Alert:
    category, source, region, _ = _ground(incident)
    return Alert(
        incident=incident, profile=profile, org=incident.org, facts=known.as_json(), evidence=signals,
        category=category, source=source, region_id=region, at=at,
    )  # fmt: skip


def _placed(
    draft: Alert, graded: rules.Grade, near: quiet.Near, length: Term | None, *, standing: Alert | None
) -> Alert:
    """The draft with its level, put up or held back; one that is put up keeps its neighbours quiet from now on.

    `standing`: the live alert it takes the place of. Somebody works on that, so it is never held back.
    """
    other = quiet.gravest(near, draft)
    before = standing if quiet.runs(standing, length, draft.at) else other
    if other and length and not standing and quiet.holds(other, graded.level):
        draft.state, draft.under, draft.quiet_until = State.QUIET, other, quiet.until(other, length)
    elif before and not quiet.holds(before, graded.level):
        graded = quiet.risen(before, graded)
    draft.level = draft.graded = graded.level
    draft.reasons = grading.as_json(graded)
    if length and draft.state == State.PROPOSED:
        quiet.stand(near, draft)
    return draft


def _ground(incident: Incident) -> tuple[str, str, str | None, int]:
    """Category, source, region and union an alert on it is counted under."""
    return (incident.category, incident.source, incident.region_id or incident.org.region_id, incident.org_id)


def _confirm(alerts: Sequence[Alert], *, by: Actor, at: datetime) -> None:
    for alert in alerts:
        alert.state, alert.by_id = flow.after("confirm", alert.state), by.pk
    Alert.objects.bulk_update(alerts, ["state", "by"])
    record_many([Act(alert, "confirm", {"level": alert.level}) for alert in alerts], by=by, at=at)
    checking.hand_out([alert for alert in alerts if not alert.incident_id], at=at)
    wake("cases")


def _lock(alerts: Sequence[Alert]) -> list[Alert]:
    rows = Alert.objects.with_subject().select_for_update(of=("self",))
    rows = rows.filter(pk__in=[alert.pk for alert in alerts])
    return sorted(rows.order_by("pk"), key=lambda alert: -RANK[Level(alert.level)])
