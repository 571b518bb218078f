from django import forms

from tongxin.watch.alerts.levels import Level
from tongxin.watch.alerts.models import Finding


class RegradeForm(forms.Form):
    level = forms.ChoiceField(label="调整为", choices=Level.choices)
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明与分级方案不同的原因，会随预警保存并留痕。",
    )


class DismissForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="解除后不再转工单；听到新的线索时会重新预警。",
    )


class AnswerForm(forms.Form):
    finding = forms.ChoiceField(label="核查结论", choices=Finding.choices)
    text = forms.CharField(
        label="核查情况",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明核查了什么、怎样核查、结果如何；不写姓名和号码。",
    )


class PickForm(forms.Form):
    """The rows picked in the list."""

    pk = forms.TypedMultipleChoiceField(coerce=int, choices=())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        picked = self.data.getlist("pk")[:500]  # type: ignore[attr-defined]
        self.fields["pk"].choices = [(value, value) for value in picked if value.isdigit()]  # type: ignore[attr-defined]
