"""How the people of the demonstration city handle its cases: who does what, when, and how it ends."""

import heapq
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import QuerySet

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account, Post
from tongxin.ground.worktime.queries import current_calendar
from tongxin.ground.worktime.rules import next_service
from tongxin.watch.alerts import services as alerts
from tongxin.watch.alerts.answering import answer
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases import services as cases
from tongxin.watch.cases.flow import State
from tongxin.watch.cases.jobs import open_cases
from tongxin.watch.cases.models import Case

# Shares of what happens, as a city would see them; nothing here is a rule.
DISMISSED = {"blue": 0.45, "yellow": 0.06, "orange": 0.0, "red": 0.0}
CHECKED = {
    "substantiated": "已到场核实，情况属实，相关事件已在工单中办理。",
    "settled": "已与单位和职工代表见面，事项已经说清并处理完毕。",
}
RETURNED, SENT_BACK, LATE, EXTENDED, SUPERVISED, CALLED_BACK = 0.04, 0.07, 0.11, 0.05, 0.25, 0.97
FINDINGS = (
    ("substantiated", 0.68),
    ("partly", 0.18),
    ("unfounded", 0.09),
    ("not_ours", 0.02),
    ("unreachable", 0.03),
)
RESULTS = {
    "substantiated": (("settled", 0.8), ("partly", 0.12), ("proceedings", 0.08)),
    "partly": (("settled", 0.6), ("partly", 0.3), ("proceedings", 0.1)),
    "unfounded": (("unfounded", 1.0),),
    "not_ours": (("referred", 1.0),),
    "unreachable": (("unreachable", 1.0),),
}
NOTES = {
    "substantiated": "走访用人单位并与职工当面核对，反映情况属实。",
    "partly": "查阅考勤和工资发放记录，部分情况属实，数额有出入。",
    "unfounded": "经核对工资表、社保缴费记录和双方陈述，未发现反映的情况。",
    "not_ours": "反映事项属行政机关职责，已告知办理渠道。",
    "unreachable": "三次联系反映人未果，现场亦无人知情。",
}
ACTIONS = (
    "组织双方到街道调解室协商，用人单位当场承诺期限并签订协议。",
    "会同劳动保障监察上门督促，用人单位已分期支付。",
    "发出工会劳动法律监督提示函，用人单位书面答复并整改。",
    "援助律师代拟仲裁申请，协助申请财产保全。",
    "召集项目部与班组对账，总包先行垫付。",
)
ANSWERS = {  # where there was nothing to put right
    "unfounded": "已向反映人说明核实情况和依据，反映人表示理解。",
    "not_ours": "已告知受理机关和联系方式，并协助准备材料。",
    "unreachable": "已在现场留下联系方式，请属地工会留意，待反映人联系后再办。",
}
SLOTS = timedelta(minutes=7)
CHAIN = [
    State.OPEN, State.DISPATCHED, State.ACCEPTED, State.VERIFIED, State.HANDLED, State.REPORTED, State.APPROVED
]  # fmt: skip


@dataclass(order=True)
class Act:
    """One act to come. Ties are broken by the order in which they were planned."""

    at: datetime
    number: int
    do: Callable[[datetime], Any] = field(compare=False)


class Handling:
    """The acts to come, done in order of time."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.planned = chance, 0
        self.acts: list[Act] = []
        self.calendar = current_calendar()
        self.city = Org.objects.get(level="city")
        self.desk = Account.objects.get(username="desk")
        self.holders = _holders()

    def confirm(self, fresh: Iterable[Alert], at: datetime) -> None:
        """The city desk reads what was proposed, next morning at the latest."""
        for alert in fresh:
            if not alert.incident_id:
                alerts.confirm(alert, by=self.desk, at=at)
                self.plan(at, self._hours(4, 48), partial(self.check, alert))
            elif self.chance.random() < DISMISSED[alert.level]:
                reason = "一般咨询，窗口已当场答复" if alert.level == "blue" else "经核实为重复反映，已在办理"
                alerts.dismiss(alert, reason=reason, by=self.desk, at=at)
            else:
                alerts.confirm(alert, by=self.desk, at=at)

    def check(self, alert: Alert, at: datetime) -> None:
        """The union of the ground says what it found of an employer or a hot spot."""
        alert.refresh_from_db()
        if alert.state != "confirmed":  # a graver one took its place meanwhile
            return
        finding = "substantiated" if self.chance.random() < 0.7 else "settled"
        who = self.holders.get(alert.org_id, self.desk)
        answer(alert, finding=finding, text=CHECKED[finding], by=who, at=at)

    def take(self, opened: Iterable[Case], at: datetime) -> None:
        """Plan the dispatch of new cases."""
        for case in opened:
            self.plan(at, self._hours(0.3, 5), partial(self.dispatch, case, case.proposed))

    def resume(self, at: datetime) -> None:
        """Plan the next act of every case that is under way, as after a break."""
        steps = {
            State.DISPATCHED: self.accept, State.ACCEPTED: self.verify, State.VERIFIED: self.handle,
            State.HANDLED: self.report_up,
        }  # fmt: skip
        self.take(Case.objects.filter(state=State.OPEN).select_related("proposed", "incident"), at)
        for case in Case.objects.filter(state__in=steps).select_related("incident").order_by("pk"):
            step, holder = steps[State(case.state)], self.holders.get(case.org_id, self.desk)
            self.plan(at, self._part(case, at, 0.1, 0.5), partial(step, case, holder))
        for case in Case.objects.filter(state=State.REPORTED).order_by("pk"):
            self.plan(at, self._hours(1, 20), partial(self.approve, case))
        for case in Case.objects.filter(state=State.APPROVED).order_by("pk"):
            self.plan(at, self._hours(1, 24), partial(self.close, case))

    def run_until(self, end: datetime) -> int:
        """Do every act due before `end`; what lies after it stays undone."""
        done = 0
        while self.acts and self.acts[0].at < end:
            act = heapq.heappop(self.acts)
            act.do(act.at)
            done += 1
        return done

    def plan(self, after: datetime, wait: timedelta, do: Callable[[datetime], Any]) -> None:
        """Put an act into the next service hour after `after` + `wait`."""
        at = next_service(after + wait, self.calendar) + SLOTS * self.chance.random()
        heapq.heappush(self.acts, Act(at, self.planned, do))
        self.planned += 1

    def dispatch(self, case: Case, to: Org | None, at: datetime) -> None:
        case = cases.dispatch(case, to=to or self.city, by=self.desk, at=at)
        holder = self.holders.get(case.org_id, self.desk)
        if self.chance.random() < RETURNED and case.org_id != self.city.pk:
            self.plan(at, self._hours(1, 6), lambda now: self.give_back(case, holder, now))
            return
        self.plan(at, self._hours(0.2, 3), lambda now: self.accept(case, holder, now))

    def give_back(self, case: Case, holder: Account, at: datetime) -> None:
        case = cases.return_(
            case, reason="用人单位实际经营地不在本辖区，建议由市级平台改派。", by=holder, at=at
        )
        self.plan(at, self._hours(1, 5), lambda now: self.dispatch(case, self.city, now))

    def accept(self, case: Case, holder: Account, at: datetime) -> None:
        case = cases.accept(case, by=holder, at=at)
        self.plan(at, self._part(case, at, 0.05, 0.25), lambda now: self.verify(case, holder, now))
        if case.level in ("red", "orange") and self.chance.random() < SUPERVISED:
            words = "请专人跟进，每日报告进展。"
            cases.supervise(case, note=words, by=self.desk, at=at + timedelta(minutes=20))

    def verify(self, case: Case, holder: Account, at: datetime) -> None:
        finding = self._pick(FINDINGS)
        case = cases.verify(case, finding=finding, note=NOTES[finding], by=holder, at=at)
        self.plan(at, self._part(case, at, 0.1, 0.35), lambda now: self.handle(case, holder, now))

    def handle(self, case: Case, holder: Account, at: datetime) -> None:
        recovered = helped = None
        if case.finding in ("substantiated", "partly") and case.category in (
            "wages",
            "contract",
            "injury",
            "insurance",
        ):
            people = case.incident.persons or self.chance.choice((1, 1, 1, 2, 3, 5))
            total = case.incident.amount or Decimal(people * self.chance.randint(3, 18) * 1000)
            helped = min(people, 400)
            recovered = (min(total, Decimal(900_000)) * Decimal(self.chance.randint(60, 100)) / 100).quantize(
                Decimal(1)
            )
        usual = self.chance.choice(ACTIONS)
        actions = ANSWERS.get(case.finding, usual)
        cases.handle(case, actions=actions, recovered=recovered, helped=helped, by=holder, at=at)
        low, high = (1.05, 1.6) if self.chance.random() < LATE else (0.1, 0.6)
        self.plan(at, self._part(case, at, low, high), lambda now: self.report_up(case, holder, now))

    def report_up(self, case: Case, holder: Account, at: datetime) -> None:
        case = cases.report_up(case, note="处置情况已录入，请审核。", by=holder, at=at)
        if self.chance.random() < SENT_BACK:
            self.plan(at, self._hours(2, 12), lambda now: self.send_back(case, holder, now))
        else:
            self.plan(at, self._hours(1, 20), lambda now: self.approve(case, now))

    def send_back(self, case: Case, holder: Account, at: datetime) -> None:
        case = cases.send_back(case, reason="缺少支付凭证，请补充后再报。", by=self.desk, at=at)
        self.plan(at, self._part(case, at, 0.2, 0.5), lambda now: self.handle(case, holder, now))

    def approve(self, case: Case, at: datetime) -> None:
        case = cases.approve(case, by=self.desk, at=at)
        self.plan(at, self._hours(1, 24), lambda now: self.close(case, now))

    def close(self, case: Case, at: datetime) -> None:
        case = cases.close(case, result=self._pick(RESULTS[case.finding]), by=self.desk, at=at)
        if case.finding != "unreachable" and self.chance.random() < CALLED_BACK:
            satisfaction = self._pick(((5, 0.7), (4, 0.22), (3, 0.05), (2, 0.03)))
            self.plan(
                at,
                timedelta(days=self.chance.uniform(2, 8)),
                lambda now: cases.call_back(case, satisfaction=satisfaction, by=self.desk, at=now),
            )

    def show_every_state(self, now: datetime) -> None:
        """Move a few cases on, or back, so that each state has one to look at; the latest states first."""
        self._open_enough(now)
        for state in reversed(CHAIN):
            if self._missing(state) and (case := self._donor(CHAIN[: CHAIN.index(state)])):
                while case.state != state:
                    case = self._step(case, now)
        if self._missing(State.DISPATCHED) and (case := self._donor([State.ACCEPTED])):
            self._transfer(case, now)
        if self._missing(State.OPEN) and (case := self._donor([State.DISPATCHED, State.ACCEPTED])):
            self._return(case, now)

    def _open_enough(self, now: datetime) -> None:
        """One case for each of the first states and one to spare; at dawn those of yesterday have moved on."""
        lacking = 4 - Case.objects.filter(state__in=CHAIN[:3]).count()
        if lacking > 0:
            for alert in _on_incidents().order_by("-pk")[1 : 1 + lacking]:
                alerts.confirm(alert, by=self.desk, at=now)
            while open_cases(now):
                pass

    def _missing(self, state: str) -> bool:
        return not Case.objects.filter(state=state).exists()

    def _donor(self, states: Sequence[str]) -> Case | None:
        """The newest case in the last of these states that can spare one."""
        for state in reversed(states):
            found = Case.objects.filter(state=state).select_related("org", "proposed").order_by("-pk")[:2]
            if len(found) == 2:
                return found[0]
        return None

    def _step(self, case: Case, now: datetime) -> Case:
        holder = self.holders.get(case.org_id, self.desk)
        if case.state == State.OPEN:
            return cases.dispatch(case, to=case.proposed or self.city, by=self.desk, at=now)
        if case.state == State.DISPATCHED:
            return cases.accept(case, by=holder, at=now)
        if case.state == State.ACCEPTED:
            return cases.verify(case, finding="substantiated", note=NOTES["substantiated"], by=holder, at=now)
        if case.state == State.VERIFIED:
            return cases.handle(case, actions=ANSWERS.get(case.finding, ACTIONS[0]), by=holder, at=now)
        if case.state == State.HANDLED:
            return cases.report_up(case, by=holder, at=now)
        return cases.approve(case, by=self.desk, at=now)

    def _return(self, case: Case, now: datetime) -> None:
        cases.return_(
            case, reason="用人单位已迁出本辖区。", by=self.holders.get(case.org_id, self.desk), at=now
        )

    def _transfer(self, case: Case, now: datetime) -> None:
        district = Org.objects.filter(level="district").exclude(pk=case.org_id).first()
        to = district if district and case.org_id == self.city.pk else self.city
        reason = "涉及多个区县，请市级平台牵头。" if to == self.city else "请属地工会就近办理。"
        cases.transfer(case, to=to, reason=reason, by=self.holders.get(case.org_id, self.desk), at=now)

    def _hours(self, low: float, high: float) -> timedelta:
        return timedelta(hours=self.chance.uniform(low, high))

    def _part(self, case: Case, at: datetime, low: float, high: float) -> timedelta:
        """A share of the time that is left until the deadline."""
        left = max((case.due_at or at) - at, timedelta(hours=2))
        return left * self.chance.uniform(low, high)

    def _pick(self, choices: Iterable[tuple[Any, float]]) -> Any:
        values, weights = zip(*choices, strict=True)
        return self.chance.choices(values, weights)[0]


def _on_incidents() -> QuerySet[Alert]:
    return Alert.objects.filter(state="proposed", incident__isnull=False)


def _holders() -> dict[int, Account]:
    """Who handles cases at each union: its mediator, else its desk."""
    posts = (
        Post.objects.filter(role__in=["mediator", "desk_manager"]).select_related("account").order_by("role")
    )
    found: dict[int, Account] = {}
    for post in posts:
        if post.role == "mediator" or post.org_id not in found:
            found[post.org_id] = post.account
    return found
