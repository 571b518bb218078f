"""From confirmed alerts to cases: number, proposed union, one case for one matter at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record_many
from tongxin.ground.notices.services import holders, notify
from tongxin.ground.orgs.models import Level as OrgLevel
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.rights import DESK
from tongxin.ground.rollups.services import count
from tongxin.kit.refused import Refused
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.services import mark_cased
from tongxin.watch.cases import rules, timing
from tongxin.watch.cases.acting import begin
from tongxin.watch.cases.counting import cells
from tongxin.watch.cases.flow import RUNNING
from tongxin.watch.cases.models import Case, Step

NO_DESK = "还没有建立市总工会，无法立案。请管理员先在“工会组织”中建立。"


@transaction.atomic
def open_all(alerts: Sequence[Alert], *, at: datetime) -> list[Case]:
    """A case each, in the order given; the unclosed case of the incident where there is one."""
    rows = Alert.objects.select_for_update(of=("self",)).select_related(
        "incident__employer__industry_org", "incident__org", "incident__region", "region"
    )
    locked = rows.in_bulk([alert.pk for alert in alerts])
    running = {case.incident_id: case for case in Case.objects.unclosed().filter(incident__alerts__in=alerts)}
    raised = {
        alert.pk: _raise(running[alert.incident_id], alert, at=at)
        for alert in locked.values()
        if alert.incident_id in running
    }
    fresh = _open([alert for alert in locked.values() if alert.pk not in raised], at)
    mark_cased(list(locked.values()), at=at)
    made = {case.alert_id: case for case in fresh} | raised
    return [made[alert.pk] for alert in alerts]


def _open(alerts: Sequence[Alert], at: datetime) -> list[Case]:
    if not alerts:
        return []
    routes, numbers = Routes(), _numbers(len(alerts), at)
    cases = [_case(alert, routes, number, at) for alert, number in zip(alerts, numbers, strict=True)]
    Case.objects.bulk_create(cases)
    Step.objects.bulk_create(
        [
            Step(case=c, verb="open", state=c.state, org_id=c.org_id, at=at, facts={"why": c.proposed_why})
            for c in cases
        ]
    )
    facts = [{"number": c.number, "alert": c.alert_id, "proposed": c.proposed_id} for c in cases]
    record_many([Act(case, "open", f) for case, f in zip(cases, facts, strict=True)], by=None, at=at)
    count([change for case in cases for change in cells(case)])
    _tell(routes.desk, cases, at)
    return cases


def _case(alert: Alert, routes: "Routes", number: str, at: datetime) -> Case:
    incident = alert.incident
    assert incident, "only alerts on incidents become cases"
    proposal = routes.propose(alert)
    return Case(
        number=number, alert=alert, incident=incident, title=incident.title, category=alert.category,
        source=alert.source, level=alert.level, employer_id=incident.employer_id, region_id=alert.region_id,
        org=routes.desk, desk=routes.desk, proposed=proposal.org, proposed_why=proposal.why[:200],
        opened_at=at,
    )  # fmt: skip


def _raise(case: Case, alert: Alert, *, at: datetime) -> Case:
    """The running case answers to the new alert; a higher level may only bring its deadline forward."""
    turn = begin(case, "raise", by=None, at=at, moves=False)
    case, before = turn.case, turn.case.level
    case.alert = alert
    if RANK[Level(alert.level)] > RANK[Level(case.level)]:
        case.level = alert.level
        if case.state in RUNNING:
            _bring_forward(case, at)
            turn.tell(case.org, f"预警升为{Level(case.level).label}")
    return turn.done(before=before, after=case.level, alert=alert.pk)


def _bring_forward(case: Case, at: datetime) -> None:
    old = {
        name: getattr(case, name)
        for name in (
            "started_at",
            "extended_days",
            "card",
            "due_at",
            "due_estimated",
            "calendar_version",
            "warn_at",
            "red_at",
        )
    }
    timing.start(case, at)
    if old["due_at"] <= case.due_at:
        for name, value in old.items():
            setattr(case, name, value)


class Routes:
    """The unions a case can be proposed to; two queries for any number of cases."""

    def __init__(self) -> None:
        desk = Org.objects.filter(level=OrgLevel.CITY, parent=None, merged_into=None).order_by("pk").first()
        if desk is None:
            raise Refused(NO_DESK)
        self.desk: Org = desk
        districts = Org.objects.current().filter(level=OrgLevel.DISTRICT).exclude(region=None)
        self.districts = {org.region_id: org for org in districts}

    def propose(self, alert: Alert) -> rules.Proposal[Org]:
        """By the employer's industry union, else the district of the place of the event, else the desk."""
        employer = alert.incident.employer if alert.incident else None
        industry = employer.industry_org if employer else None
        if industry is not None and industry.merged_into_id:
            industry = industry.merged_into
        return rules.propose(
            industry=industry, district=self.districts.get((alert.region_id or "")[:6]), desk=self.desk,
            employer=employer.name if employer else "", place=alert.region.name if alert.region else "",
        )  # fmt: skip


def _numbers(n: int, at: datetime) -> list[str]:
    """yyyy-nnnnnn; the sequence goes on over the years, so a number is never given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number') FROM generate_series(1, %s)", [n])
        return [f"{localtime(at).year}-{value:06d}" for (value,) in cursor.fetchall()]


def _tell(desk: Org, cases: Sequence[Case], at: datetime) -> None:
    people = holders(desk, DESK, on=localtime(at).date())
    urgent = any(case.level == Level.RED for case in cases)
    if len(cases) == 1:
        url = reverse("case-detail", args=[cases[0].pk])
        notify(
            people,
            f"待交办工单：{cases[0].title}",
            body=f"工单 {cases[0].number}",
            url=url,
            urgent=urgent,
            at=at,
        )
    else:
        notify(people, f"有 {len(cases)} 件新工单待交办", url=reverse("case-list"), urgent=urgent, at=at)
