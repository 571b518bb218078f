"""Which form and which right each verb on an alert takes."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms

from tongxin.ground.people.models import Account
from tongxin.watch.alerts import services
from tongxin.watch.alerts.flow import flow
from tongxin.watch.alerts.forms import DismissForm, RegradeForm
from tongxin.watch.alerts.models import Alert


@dataclass(frozen=True)
class Act:
    """`words` say what will follow; a verb without fields is done with one press."""

    verb: str
    right: str
    form: type[forms.Form]
    service: Callable[..., Alert]
    words: str

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
        Act("confirm", "alerts.confirm", forms.Form, services.confirm, "确认后转为工单，进入交办。"),
        Act("regrade", "alerts.regrade", RegradeForm, services.regrade, "等级改变后，工单按新等级计算时限。"),
        Act("dismiss", "alerts.dismiss", DismissForm, services.dismiss, "解除后不转工单。"),
    )
}


def open_acts(alert: Alert, user: Account) -> list[Act]:
    """The verbs open now that this person may use, the likely one first."""
    if alert.cased_at:
        return []
    return [ACTS[v] for v in flow.verbs(alert.state) if v in ACTS and user.has_perm(ACTS[v].right, alert.org)]
