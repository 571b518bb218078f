"""Which form each verb on an 异议 takes."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms

from tongxin.watch.scores import contests
from tongxin.watch.scores.flow import flow
from tongxin.watch.scores.forms import DecisionForm
from tongxin.watch.scores.models import Contest

DECIDE = "scores.decide"


@dataclass(frozen=True)
class Act:
    """`right` is what it takes; `words` say what will follow."""

    verb: str
    right: str
    form: type[forms.Form]
    service: Callable[..., Contest]
    words: str

    @property
    def label(self) -> str:
        return flow.labels[self.verb]

    @property
    def url_name(self) -> str:
        return f"contest-{self.verb}"


ACTS = {
    act.verb: act
    for act in (
        Act("uphold", DECIDE, DecisionForm, contests.uphold, "这条依据不再计入指数，划去后仍显示在页面上。"),
        Act("reject", DECIDE, DecisionForm, contests.reject, "这条依据照常计入指数。"),
        Act(
            "withdraw", "scores.contest", forms.Form, contests.withdraw, "不再提这项异议，依据照常计入指数。"
        ),
        Act("reopen", DECIDE, forms.Form, contests.reopen, "异议回到待处理；已不计入的依据重新计入。"),
    )
}
