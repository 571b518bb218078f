"""Which form and which right each verb on an alert takes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django import forms

from tongxin.ground.people.models import Account
from tongxin.watch.alerts import answering, services
from tongxin.watch.alerts.flow import flow
from tongxin.watch.alerts.forms import AnswerForm, DismissForm, RegradeForm
from tongxin.watch.alerts.models import SUBJECTS, Alert

CHECKED = "确认后交办属地工会核查，由其反馈属实、不属实或已化解。"


@dataclass(frozen=True)
class Act:
    """`words` say what will follow, `checked` where it is another thing on an employer or a hot spot.

    A verb without fields is done with one press.
    """

    verb: str
    right: str
    form: type[forms.Form]
    service: Callable[..., Alert]
    words: str
    checked: str = ""
    subjects: tuple[str, ...] = tuple(SUBJECTS)

    @property
    def label(self) -> str:
        return flow.labels[self.verb]

    @property
    def url_name(self) -> str:
        return f"alert-{self.verb}"

    @property
    def at_once(self) -> bool:
        return not self.form.base_fields


ACTS = {
    act.verb: act
    for act in (
        Act(
            "confirm",
            "alerts.confirm",
            forms.Form,
            services.confirm,
            "确认后转为工单，进入交办。",
            checked=CHECKED,
        ),
        Act(
            "answer",
            "alerts.answer",
            AnswerForm,
            answering.answer,
            "反馈后本预警办结。对用人单位反馈不属实的，所据依据记为有异议。",
            subjects=("employer", "hotspot"),
        ),
        Act("raise", "alerts.confirm", forms.Form, services.raise_, "提出后不再受静默期限制，进入待确认。"),
        Act("regrade", "alerts.regrade", RegradeForm, services.regrade, "等级改变后，工单按新等级计算时限。"),
        Act("dismiss", "alerts.dismiss", DismissForm, services.dismiss, "解除后不转工单。"),
    )
}


def act_on(alert: Alert, verb: str) -> Act:
    """The act as it is on this alert; KeyError where its subject knows no such verb."""
    act = ACTS[verb]
    if alert.subject not in act.subjects:
        raise KeyError(verb)
    return replace(act, words=act.checked) if act.checked and alert.subject != "incident" else act


def open_acts(alert: Alert, user: Account) -> list[Act]:
    """The verbs open now that this person may use, the likely one first."""
    if alert.cased_at:
        return []
    verbs = [v for v in flow.verbs(alert.state) if v in ACTS and alert.subject in ACTS[v].subjects]
    return [act_on(alert, verb) for verb in verbs if user.has_perm(ACTS[verb].right, alert.org)]
