"""Which form each verb on a contract takes."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms

from tongxin.relations.bargaining import services
from tongxin.relations.bargaining.flow import flow
from tongxin.relations.bargaining.forms import EndForm, ReasonForm
from tongxin.relations.bargaining.models import Contract


@dataclass(frozen=True)
class Act:
    """`words` say what will follow."""

    verb: str
    form: type[forms.Form]
    service: Callable[..., Contract]
    words: str

    @property
    def label(self) -> str:
        return flow.labels[self.verb]

    @property
    def url_name(self) -> str:
        return f"contract-{self.verb}"


ACTS = {
    act.verb: act
    for act in (
        Act(
            "end",
            EndForm,
            services.end,
            "双方协商一致或者有法定情形时可以解除；用人单位应在五个工作日内报人社部门备案。",
        ),
        Act("reinstate", forms.Form, services.reinstate, "这份合同回到在册。"),
        Act(
            "withdraw",
            ReasonForm,
            services.withdraw,
            "登记有误时撤回；不再计入，编号可以另用，以后可以恢复。",
        ),
        Act("restore", forms.Form, services.restore, "这份合同回到在册。"),
    )
}
