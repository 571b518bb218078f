from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from tongxin.ground.audit.models import Entry
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import RIGHTS
from tongxin.ground.places.models import Region
from tongxin.kit.masking import mask_text
from tongxin.watch.alerts.flow import State, flow
from tongxin.watch.alerts.knowing import Known, known, of_incident
from tongxin.watch.alerts.levels import Level
from tongxin.watch.alerts.measuring import of_hotspot
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.marking import marked
from tongxin.watch.triage.models import Verdict

TITLES = {**flow.labels, "propose": "自动分级", "hold": "静默期内，未重复预警", "check_late": "核查逾期"}
QUIETED, LISTED = 20, 20


@dataclass(frozen=True)
class Reason:
    """One reason for the page: which rule, which clause, which facts."""

    level: str
    words: str
    clause: str
    facts: str


@dataclass(frozen=True)
class Evidence:
    """One signal an alert rests on, its evidence marked and its numbers masked as elsewhere.

    `url_open`: the reader may open the signal itself.
    """

    pk: int
    kind: str
    text: SafeString
    heard_at: datetime
    url_open: bool


def reasons(alert: Alert) -> list[Reason]:
    return [
        Reason(r["level"], r["words"], r.get("clause", ""), "；".join(filter(None, r.get("facts", []))))
        for r in alert.reasons
    ]


def evidence(alert: Alert, user: Account) -> list[Evidence]:
    """The signals the alert was graded on, the oldest first; of employers and hot spots the page tells other things."""
    if not alert.incident_id:
        return []
    rows = Signal.objects.filter(pk__in=alert.evidence).select_related("org").order_by("heard_at", "pk")
    verdicts = {v.signal_id: v for v in Verdict.objects.filter(signal__in=alert.evidence, current=True)}
    return [
        Evidence(
            s.pk, s.get_kind_display(), _marked(s, verdicts.get(s.pk)), s.heard_at,
            any(s.org.path.startswith(p) for p in user.scopes),
        )
        for s in rows
    ]  # fmt: skip


def made_of(alert: Alert, user: Account) -> list[Incident]:
    """The incidents a hot spot was made of when it was graded, the newest first, as far as the person may see them."""
    if not alert.hotspot_id:
        return []
    rows = Incident.objects.visible_to(user).filter(pk__in=alert.evidence)
    return list(rows.order_by("-first_at", "-pk")[:LISTED])


def _marked(signal: Signal, verdict: Verdict | None) -> SafeString:
    return marked(mask_text(signal.text), verdict.spans if verdict else [])


def known_then(alert: Alert) -> list[Known]:
    """The facts the alert was graded on, with what has changed since."""
    if alert.incident:
        return known(alert.facts, of_incident(alert.incident))
    if alert.score:
        return known(alert.facts, {"index": round(alert.score.value, 1), "risk_band": alert.score.band})
    return known(alert.facts, of_hotspot(alert.hotspot).as_json() if alert.hotspot else {})


def quieted(alert: Alert, user: Account) -> list[Alert]:
    """The newest alerts this one keeps quiet, as far as the person may see them."""
    rows = Alert.objects.visible_to(user).with_subject().filter(under=alert, state=State.QUIET)
    return list(rows.order_by("-at", "-pk")[:QUIETED])


def quieting(alert: Alert, user: Account) -> Alert | None:
    """The alert that keeps this one quiet, if the person may open it."""
    if alert.state != State.QUIET or alert.under_id is None:
        return None
    return Alert.objects.visible_to(user).filter(pk=alert.under_id).first()


def to_confirm(user: Account) -> Q:
    """What waits for this person's confirmation."""
    return Q(state=State.PROPOSED, org__in=_ground(user, "alerts.confirm"))


def to_check(user: Account) -> Q:
    """What this person may check and answer."""
    return Q(state=State.CONFIRMED, incident=None, org__in=_ground(user, "alerts.answer"))


def _ground(user: Account, right: str) -> QuerySet[Org]:
    """The unions in the scope of the person's posts that carry the right."""
    scopes = [post.org.path for post in user.current_posts if post.role in RIGHTS[right]]
    return Org.objects.filter(reduce(or_, (Q(path__startswith=scope) for scope in scopes), Q(pk__in=[])))


def districts() -> list[tuple[str, str]]:
    """The districts of the city, for filters."""
    return list(Region.objects.filter(level="district", code__startswith="3301").values_list("code", "name"))


def timeline(alert: Alert) -> list[dict]:
    """What was done with it, the newest first, from the audit trail."""
    entries = Entry.objects.filter(kind="alerts.alert", key=str(alert.pk)).order_by("-id")[:50]
    return [
        {"at": e.at, "title": TITLES.get(e.verb, e.verb), "who": e.actor, "text": _told(e.facts)}
        for e in entries
    ]


def _told(facts: dict) -> str:
    parts = [Level(facts["before"]).label + " → " + Level(facts["after"]).label] if "before" in facts else []
    return mask_text("；".join([*parts, *filter(None, [facts.get("reason")])]))
