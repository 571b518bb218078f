from typing import Any

from django import forms

from tongxin.ground.employers.models import Employer
from tongxin.ground.people.models import Account
from tongxin.ground.places.models import Region
from tongxin.ground.places.register import HANGZHOU, full_name, register
from tongxin.ground.places.resolver import best
from tongxin.watch.triage.desk_keys import FIELD_KEYS
from tongxin.watch.triage.models import Category, Verdict

YES_NO = [("True", "是"), ("False", "否")]
FIELDS = ("acts", "category", "persons", "amount", "months", "collective", "urgent")


class OverruleForm(forms.Form):
    """An officer's verdict, beginning with the present one."""

    acts = forms.TypedChoiceField(
        label="属工会事项", choices=YES_NO, coerce=lambda value: value == "True", widget=forms.RadioSelect
    )
    category = forms.ChoiceField(label="类别", choices=Category.choices, widget=forms.RadioSelect)
    employer = forms.ModelChoiceField(
        Employer.objects.none(),
        label="用人单位",
        required=False,
        error_messages={"invalid_choice": "只能选您管辖范围内、已登记的单位。"},
    )
    region = forms.CharField(
        label="地点", max_length=60, required=False, help_text="区县或街道的名称，如“西湖区灵隐街道”。"
    )
    persons = forms.IntegerField(label="人数", min_value=0, max_value=1_000_000, required=False)
    amount = forms.DecimalField(
        label="金额（元）", min_value=0, max_digits=14, decimal_places=2, required=False
    )
    months = forms.IntegerField(label="拖欠月数", min_value=0, max_value=600, required=False)
    collective = forms.BooleanField(label="集体争议", required=False)
    urgent = forms.BooleanField(label="紧急", required=False)
    note = forms.CharField(label="改判说明", max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: Account, verdict: Verdict, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": self.told(verdict)})
        self.verdict = verdict
        seen = Employer.objects.visible_to(user).current()
        own = Employer.objects.filter(pk=verdict.employer_id)  # type: ignore[misc]
        for name, key in FIELD_KEYS.items():
            self.fields[name].widget.attrs["data-key"] = key
        self.fields["employer"].queryset = Employer.objects.filter(pk__in=seen.values("pk")) | own  # type: ignore[attr-defined]

    @staticmethod
    def told(verdict: Verdict) -> dict[str, Any]:
        place = full_name(verdict.region_id, below=HANGZHOU[:2]) if verdict.region_id in register() else ""
        return {name: getattr(verdict, name) for name in FIELDS} | {
            "acts": str(verdict.acts), "employer": verdict.employer_id, "region": place, "seen": verdict.pk,
        }  # fmt: skip

    @property
    def chosen(self) -> Employer | None:
        """The employer that stands marked: the one sent, where the form comes back, else the verdict's."""
        sent = self["employer"].value() if self.is_bound else None
        if not self.is_bound:
            return self.verdict.employer
        choices = self.fields["employer"].queryset  # type: ignore[attr-defined]
        return choices.filter(pk=sent).first() if str(sent or "").isdecimal() else None

    def clean_region(self) -> Region | None:
        text = self.cleaned_data["region"].strip()
        if not text:
            return None
        if text == self.initial["region"]:
            return self.verdict.region
        mention = best(text, context_code=HANGZHOU)
        if mention is None or mention.code is None:
            raise forms.ValidationError("认不出是哪个区县或街道，请填全称。")
        return Region.objects.get(pk=mention.code)
