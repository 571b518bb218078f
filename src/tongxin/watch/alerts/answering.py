"""What the union that was asked to check an alert on an employer or a hot spot says of it."""

from datetime import datetime

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.watch.alerts.flow import flow
from tongxin.watch.alerts.models import Alert, Finding
from tongxin.watch.scores.contests import contest
from tongxin.watch.scores.flow import State as Contested
from tongxin.watch.scores.models import Evidence

CASED = "事件的预警由工单办理，在工单中填写核实结论。"
WHY = "预警 {pk} 核查反馈不属实：{text}"


@transaction.atomic
def answer(alert: Alert, *, finding: str, text: str, by: Actor, at: datetime) -> Alert:
    """The finding with what was checked; it closes the alert. `Refused` on an incident, which has a case for that.

    不属实 of an employer contests the evidence the alert rests on; whether that is upheld is decided at the index.
    """
    alert = Alert.objects.with_subject().select_for_update(of=("self",)).get(pk=alert.pk)
    if alert.incident_id:
        raise Refused(CASED)
    alert.state = flow.after("answer", alert.state)
    alert.finding, alert.answer, alert.answered_at, alert.by_id = Finding(finding).value, text, at, by.pk
    alert.save(update_fields=["state", "finding", "answer", "answered_at", "by"])
    record(alert, "answer", by=by, at=at, finding=alert.finding, reason=text)
    if alert.finding == Finding.UNFOUNDED:
        _contest(alert, text, by=by, at=at)
    return alert


def _contest(alert: Alert, text: str, *, by: Actor, at: datetime) -> None:
    """Evidence that has ceased to count, or is contested already, needs no further word."""
    rows = Evidence.objects.counting().filter(pk__in=alert.evidence if alert.score_id else [])
    for evidence in rows.exclude(contests__state=Contested.OPEN).order_by("pk"):
        contest(evidence, reason=WHY.format(pk=alert.pk, text=text)[:300], by=by, at=at)
