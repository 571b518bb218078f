from collections.abc import Mapping
from typing import Any

from django import forms

from tongxin.watch.scores.queries import Offered


def _words(label: str, help_text: str, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=300, required=required, widget=widget, help_text=help_text)


class ContestForm(forms.Form):
    reason = _words("异议", "写明哪里不对、根据是什么，不写职工姓名。处理之前照常计入指数。")


class NoteForm(forms.Form):
    note = _words("批注", "随依据一起显示，不改变指数；留空为删去批注。", required=False)


class DecisionForm(forms.Form):
    decision = _words("处理意见", "写明核对了什么，会随依据显示并留痕。")


class EnterForm(forms.Form):
    kind = forms.ChoiceField(label="种类", help_text="只列平台的来源不会自动送来的种类。")
    day = forms.DateField(
        label="发生日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="事情发生的那一天，不是得知的那一天；分值从这一天起衰减。",
    )
    source = _words("从何处得知", "写明哪个单位、哪份材料或者哪次走访，不写职工姓名。会随依据显示。")

    def __init__(self, *args: Any, offered: Mapping[str, Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["kind"].choices = [(key, each.name) for key, each in offered.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        wanted = self.offered.get(told.get("kind", ""))
        if wanted and "day" in told and (why := wanted.flaw(told["day"])):
            self.add_error("day", why)
        return told
