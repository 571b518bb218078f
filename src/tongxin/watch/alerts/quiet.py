"""No alarm twice for the same thing: what of the rulebook's quiet periods holds a new alert back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localtime

from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import QUIET
from tongxin.ground.worktime.queries import current_calendar
from tongxin.ground.worktime.terms import Term, due
from tongxin.watch.alerts import rules
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import LIVE, Alert
from tongxin.watch.incidents.models import Incident

INCIDENT, EMPLOYER, HOTSPOT = "事件", "用人单位", "热点"  # the items of the rule
ROSE = "静默期内升级：{at:%m月%d日}已有{before}预警{number}，现升为{after}"
Near = dict[tuple[int, str], list[Alert]]  # employer, category → alarms


def term(item: str, at: datetime) -> Term | None:
    """How long an alarm of this kind keeps others quiet; None where no rule in force says so."""
    version = named(QUIET, on=localtime(at).date())
    rows = version.body.get("items", []) if version else []
    found = next((row for row in rows if row.get("name") == item and "n" in row), None)
    return Term(found["n"], found["unit"]) if found else None


def until(alert: Alert, length: Term) -> datetime:
    return due(alert.at, length, current_calendar()).at


def earliest(at: datetime, length: Term) -> datetime:
    """No quiet period that still runs at `at` began before this: a term is never longer than thrice its number."""
    return at - timedelta(days=3 * length.amount + 30)


def runs(alert: Alert | None, length: Term | None, at: datetime) -> bool:
    return alert is not None and length is not None and until(alert, length) > at


def holds(before: Alert, level: str) -> bool:
    """An alarm holds back what is not graver than it is."""
    return RANK[Level(level)] <= max(RANK[Level(before.level)], RANK[Level(before.graded)])


def risen(before: Alert, grade: rules.Grade) -> rules.Grade:
    """The grade with why the quiet period does not hold it back."""
    words = ROSE.format(
        at=localtime(before.at),
        before=before.get_level_display(),
        number=f"（编号 {before.pk}）" if before.pk else "",
        after=Level(grade.level).label,
    )
    return rules.Grade(grade.level, (*grade.reasons, rules.Reason(grade.level, words)))


def neighbours(incidents: Sequence[Incident], length: Term | None, at: datetime) -> Near:
    """Per employer and category the alarms of unsettled incidents that still keep others quiet."""
    near: Near = defaultdict(list)
    employers = {i.employer_id for i in incidents if i.employer_id}
    if length is None or not employers:
        return near
    rows = Alert.objects.filter(
        state__in=LIVE, at__gt=earliest(at, length), incident__employer__in=employers,
        incident__state=Incident.State.OPEN,
    )  # fmt: skip
    for alert in rows.select_related("incident", "org").order_by("pk"):
        if runs(alert, length, at):
            near[_thing(alert)].append(alert)
    return near


def gravest(near: Near, draft: Alert) -> Alert | None:
    """The gravest alarm of the union of this one, or of a union above it, on another incident of the same kind.

    An alarm of any other union keeps nothing quiet: nobody on this ground was told of it.
    """
    alike = near.get(_thing(draft), [])
    others = [a for a in alike if a.incident_id != draft.incident_id and a.org.covers(draft.org)]
    return max(others, key=lambda alert: (RANK[Level(alert.level)], alert.at), default=None)


def stand(near: Near, draft: Alert) -> None:
    """One that is put up keeps its neighbours quiet from now on, in place of the one before on its incident."""
    if draft.incident and draft.incident.employer_id:
        alike = near[_thing(draft)]
        alike[:] = [*(a for a in alike if a.incident_id != draft.incident_id), draft]


def _thing(alert: Alert) -> tuple[int, str]:
    employer = alert.incident.employer_id if alert.incident else None
    return (employer or 0, alert.category)
