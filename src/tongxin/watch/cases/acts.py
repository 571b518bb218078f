"""Which form, right and union each verb on a case takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed
from tongxin.watch.cases import forms, services
from tongxin.watch.cases.flow import State, flow
from tongxin.watch.cases.models import Case


@dataclass(frozen=True)
class Act:
    """`at`: the union at which the right is asked, the holder (`org`) or the desk that dispatched (`desk`).

    `words` say what will follow; a verb whose form has no fields is done with one press.
    """

    verb: str
    right: str
    at: str
    form: type[forms.CaseForm]
    service: Callable[..., Any]
    words: str

    @property
    def label(self) -> str:
        return flow.labels[self.verb]

    @property
    def slug(self) -> str:
        return self.verb.replace("_", "-")

    @property
    def url_name(self) -> str:
        return f"case-{self.slug}"

    @property
    def at_once(self) -> bool:
        return not self.form.base_fields

    def org_of(self, case: Case) -> Org:
        return getattr(case, self.at)


ACTS: dict[str, Act] = {
    act.verb: act
    for act in (
        Act(
            "dispatch",
            "cases.dispatch",
            "desk",
            forms.DispatchForm,
            services.dispatch,
            "交办后开始计算签收和办理时限，并通知承办工会。",
        ),
        Act(
            "accept",
            "cases.handle",
            "org",
            forms.CaseForm,
            services.accept,
            "签收后由本单位承办，按时限调查核实和处置。",
        ),
        Act(
            "return",
            "cases.handle",
            "org",
            forms.ReasonForm,
            services.return_,
            "退回后时限停止，由交办工会重新交办。",
        ),
        Act(
            "transfer",
            "cases.dispatch",
            "org",
            forms.TransferForm,
            services.transfer,
            "转派后由新的工会签收，办理时限不变。",
        ),
        Act("verify", "cases.handle", "org", forms.VerifyForm, services.verify, "填写核实结论后进入处置。"),
        Act(
            "handle",
            "cases.handle",
            "org",
            forms.HandleForm,
            services.handle,
            "可多次填写，金额和人数填累计数。",
        ),
        Act(
            "report_up",
            "cases.handle",
            "org",
            forms.ReportForm,
            services.report_up,
            "上报后由交办工会审核，是否按时以此刻为准。",
        ),
        Act(
            "reverify",
            "cases.handle",
            "org",
            forms.ReverifyForm,
            services.reverify,
            "更正核实结论后回到处置，需按新结论重新填写处置情况。",
        ),
        Act("approve", "cases.review", "desk", forms.NoteForm, services.approve, "审核通过后可以办结。"),
        Act(
            "send_back",
            "cases.review",
            "desk",
            forms.ReasonForm,
            services.send_back,
            "退回后重新计算办理时限。",
        ),
        Act(
            "close", "cases.review", "desk", forms.CloseForm, services.close, "办结后结果写回事件，不能再改。"
        ),
        Act(
            "call_back",
            "cases.call_back",
            "desk",
            forms.CallBackForm,
            services.call_back,
            "记录反映人对办理结果的评价。",
        ),
        Act(
            "extend",
            "cases.dispatch",
            "desk",
            forms.ExtendForm,
            services.extend,
            "办理时限按工作日顺延，理由会留痕。",
        ),
        Act(
            "supervise",
            "cases.supervise",
            "desk",
            forms.SuperviseForm,
            services.supervise,
            "督办会立即通知承办工会。",
        ),
        Act(
            "regrade",
            "cases.regrade",
            "desk",
            forms.RegradeForm,
            services.regrade,
            "时限从交办时起按新等级重新计算，可能因此提前到期；预警等级一并改变。",
        ),
    )
}

# What each state waits for, and the instant by which; the likely button, and the to-do list.
WAITS: dict[str, str] = {
    State.OPEN: "dispatch",
    State.DISPATCHED: "accept",
    State.ACCEPTED: "verify",
    State.VERIFIED: "handle",
    State.HANDLED: "report_up",
    State.REPORTED: "approve",
    State.APPROVED: "close",
    State.CLOSED: "call_back",
}


def open_acts(case: Case, user: Account, now: datetime) -> list[Act]:
    """The verbs open now that this person may use, the likely one first."""
    found = [ACTS[v] for v in flow.verbs(case.state) if allowed(user, ACTS[v].right, ACTS[v].org_of(case))]
    if case.due_at and case.due_at < now:
        found = [act for act in found if act.verb != "extend"]  # what is overdue is not extended
    return sorted(found, key=lambda act: act.verb != WAITS.get(case.state))
