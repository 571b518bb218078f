from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.core.files.base import File as Upload
from django.db import transaction

from tongxin.ground.files.services import store
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.watch.alerts.levels import Level
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.services import follow_case
from tongxin.watch.cases import opening, rules, timing
from tongxin.watch.cases.acting import begin, pass_through
from tongxin.watch.cases.findings import SUCCESSFUL
from tongxin.watch.cases.flow import RUNNING, State
from tongxin.watch.cases.models import Case, Document
from tongxin.watch.incidents.services import conclude


def open_for(alert: Alert, *, at: datetime) -> Case:
    """A case for a confirmed alert, or the running case of its incident, raised to the alert's level."""
    return opening.open_all([alert], at=at)[0]


@transaction.atomic
def dispatch(case: Case, *, to: Org, by: Actor, at: datetime, note: str = "") -> Case:
    """Hand the case to `to`. The clocks start now, by level, by the deadline rule in force today."""
    turn = begin(case, "dispatch", by=by, at=at)
    case = turn.case
    case.deadlines = timing.deadlines(at)
    case.org, case.dispatched_at, case.accepted_at = _usable(to), at, None
    timing.start(case, at)
    timing.start_accepting(case, at)
    pass_through(case, [to], at)
    turn.tell(to, "新交办工单")
    return turn.done(
        note=note, to=to.pk, to_name=to.name, due=_iso(case.due_at), as_proposed=to.pk == case.proposed_id
    )


@transaction.atomic
def accept(case: Case, *, by: Actor, at: datetime) -> Case:
    """签收: the holder takes it on."""
    turn = begin(case, "accept", by=by, at=at)
    turn.case.accepted_at = at
    late = turn.case.accept_due_at is not None and at > turn.case.accept_due_at
    return turn.done(late=late)


@transaction.atomic
def return_(case: Case, *, reason: str, by: Actor, at: datetime) -> Case:
    """Give it back to the desk that dispatched it, with the reason. Its clocks stop."""
    turn = begin(case, "return", by=by, at=at)
    case, holder = turn.case, turn.case.org
    timing.clear(case)
    case.org, case.accepted_at, case.dispatched_at = case.desk, None, None
    turn.tell(case.desk, f"{holder.name}退回工单", desk=True)
    return turn.done(note=reason, reason=reason, by_org=holder.pk, by_org_name=holder.name)


@transaction.atomic
def transfer(case: Case, *, to: Org, reason: str, by: Actor, at: datetime) -> Case:
    """To another union. The time to accept starts anew; the handling deadline stays as it was."""
    turn = begin(case, "transfer", by=by, at=at)
    case, holder = turn.case, turn.case.org
    if to.pk == holder.pk:
        raise Refused(f"该工单已由{holder.name}承办，请选择另一个工会。")
    case.org, case.accepted_at = _usable(to), None
    timing.start_accepting(case, at)
    pass_through(case, [holder, to], at)
    turn.tell(to, "转来工单")
    turn.tell(case.desk, f"工单由{holder.name}转派{to.name}", desk=True, urgent=False)
    return turn.done(note=reason, reason=reason, to=to.pk, to_name=to.name, from_name=holder.name)


@transaction.atomic
def verify(case: Case, *, finding: str, note: str, by: Actor, at: datetime) -> Case:
    """调查核实: what was found."""
    turn = begin(case, "verify", by=by, at=at)
    turn.case.finding = finding
    return turn.done(note=note, finding=finding)


@transaction.atomic
def reverify(case: Case, *, finding: str, reason: str, by: Actor, at: datetime) -> Case:
    """Correct the finding, with the reason, before the case is reported up; the earlier one stays in the steps.

    The handling is told anew under the new finding; what it cannot have recovered is taken back.
    """
    turn = begin(case, "reverify", by=by, at=at)
    case, before = turn.case, turn.case.finding
    if finding == before:
        raise Refused(f"核实结论已是“{case.get_finding_display()}”，没有改动。")
    case.finding = finding
    if finding not in SUCCESSFUL:
        case.recovered = case.helped = None
    turn.tell(case.desk, "核实结论已更正", desk=True, urgent=False)
    return turn.done(note=reason, reason=reason, before=before, finding=finding)


@transaction.atomic
def handle(
    case: Case, *, actions: str, recovered: Decimal | None = None, helped: int | None = None,
    attachments: Sequence[Upload] = (), by: Actor, at: datetime,
) -> Case:  # fmt: skip
    """维权处置: what was done. `recovered` (yuan) and `helped` are totals so far and replace earlier ones."""
    turn = begin(case, "handle", by=by, at=at)
    case = turn.case
    if fault := rules.recovery_fault(case.finding, recovered, helped):
        raise Refused(fault)
    case.recovered = case.recovered if recovered is None else recovered
    case.helped = case.helped if helped is None else helped
    names = [_keep(case, upload, "", "handle", by, at).title for upload in attachments]
    return turn.done(note=actions, recovered=str(case.recovered or 0), helped=case.helped or 0, files=names)


@transaction.atomic
def report_up(case: Case, *, note: str = "", by: Actor, at: datetime) -> Case:
    """上报: the holder's work is done; whether in time is settled now."""
    turn = begin(case, "report_up", by=by, at=at)
    case = turn.case
    case.reported_at, case.in_time = at, case.due_at is not None and at <= case.due_at
    turn.tell(case.desk, f"{case.org.name}上报，请审核", desk=True)
    return turn.done(note=note, in_time=case.in_time)


@transaction.atomic
def approve(case: Case, *, note: str = "", by: Actor, at: datetime) -> Case:
    """审核通过."""
    turn = begin(case, "approve", by=by, at=at)
    turn.tell(turn.case.org, "审核通过", urgent=False)
    return turn.done(note=note)


@transaction.atomic
def send_back(case: Case, *, reason: str, by: Actor, at: datetime) -> Case:
    """退回补办, with the reason: a new handling deadline starts, and the report is taken back."""
    turn = begin(case, "send_back", by=by, at=at)
    case = turn.case
    case.reported_at = case.in_time = None
    timing.start(case, at)
    turn.tell(case.org, "退回补办")
    return turn.done(note=reason, reason=reason, due=_iso(case.due_at))


@transaction.atomic
def close(case: Case, *, result: str, note: str = "", by: Actor, at: datetime) -> Case:
    """办结. The result must fit the finding, and is written back to the incident."""
    turn = begin(case, "close", by=by, at=at)
    case = turn.case
    if fault := rules.fault(case.finding, result):
        raise Refused(fault)
    case.result, case.closed_at = result, at
    conclude(
        case.incident.survivor, result=rules.CONCLUSIONS[result], recovered=case.recovered,
        helped=case.helped, by=by, at=at,
    )  # fmt: skip
    turn.tell(case.org, "工单已办结", urgent=False)
    return turn.done(note=note, result=result, recovered=str(case.recovered or 0), helped=case.helped or 0)


@transaction.atomic
def call_back(case: Case, *, satisfaction: int, note: str = "", by: Actor, at: datetime) -> Case:
    """回访: how satisfied the worker is, 1 to 5."""
    if not 1 <= satisfaction <= 5:
        raise Refused("满意度应为 1 到 5 分。")
    turn = begin(case, "call_back", by=by, at=at)
    turn.case.satisfaction = satisfaction
    return turn.done(note=note, satisfaction=satisfaction)


@transaction.atomic
def extend(case: Case, *, days: int, reason: str, by: Actor, at: datetime) -> Case:
    """Move the deadline by `days` working days, with the reason. What is overdue stays overdue."""
    turn = begin(case, "extend", by=by, at=at)
    case = turn.case
    if days < 1:
        raise Refused("延期至少 1 个工作日。")
    if case.due_at is None or at > case.due_at:
        raise Refused("该工单已超过办理时限，不能再延期。请尽快办理并在上报时说明原因。")
    before = case.due_at
    case.extended_days += days
    timing.restart(case)
    if case.warn_at is None or case.warn_at > at:
        case.card = ""
    turn.tell(case.org, f"办理时限延长{days}个工作日", urgent=False)
    return turn.done(note=reason, reason=reason, days=days, before=_iso(before), due=_iso(case.due_at))


@transaction.atomic
def supervise(case: Case, *, note: str, by: Actor, at: datetime) -> Case:
    """督办: the level above presses for it."""
    turn = begin(case, "supervise", by=by, at=at)
    turn.case.supervised_at = at
    turn.tell(turn.case.org, "督办", urgent=True)
    return turn.done(note=note)


@transaction.atomic
def regrade(case: Case, *, level: str, reason: str, by: Actor, at: datetime) -> Case:
    """Another level, with the reason. Clocks that run are those of the new level from the instants they began
    at, by the rule version the case keeps; its alert follows."""
    turn = begin(case, "regrade", by=by, at=at)
    case, before = turn.case, Level(turn.case.level)
    if level == before:
        raise Refused(f"该工单已是{before.label}，请选择另一个等级。")
    case.level = Level(level).value
    if case.state in RUNNING:
        timing.regrade(case, at)
    if case.alert:
        follow_case(case.alert, level=case.level, reason=reason, by=by, at=at)
    words = f"预警等级由{before.label}调整为{Level(level).label}"
    turn.tell(case.org, words, desk=case.state == State.OPEN)
    return turn.done(note=reason, reason=reason, before=before.value, after=case.level, due=_iso(case.due_at))


@transaction.atomic
def attach(case: Case, *, upload: Upload, title: str = "", by: Actor, at: datetime) -> Document:
    """Add a document or photograph; not to a case that is closed."""
    turn = begin(case, "attach", by=by, at=at, moves=False)
    if turn.case.state not in {State.OPEN, State.REPORTED, State.APPROVED, *RUNNING}:
        raise Refused(f"工单{State(turn.case.state).label}，材料已归档，不能再添加。")
    document = _keep(turn.case, upload, title, "attach", by, at)
    turn.done(files=[document.title])
    return document


def _keep(case: Case, upload: Upload, title: str, verb: str, by: Actor, at: datetime) -> Document:
    file = store(upload, owner=case, by=by, at=at)
    return Document.objects.create(
        case=case, file=file, title=(title or file.name)[:120], verb=verb, by_id=by.pk, at=at
    )


def _usable(org: Org) -> Org:
    if org.merged_into_id:
        raise Refused(f"{org.name}已并入其他工会，请选择现有的工会。")
    return org


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
