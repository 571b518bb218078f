from typing import Any

from django import forms

from tongxin.ground.orgs.models import Level as OrgLevel
from tongxin.ground.orgs.models import Org, OrgQuerySet
from tongxin.ground.people.models import Account
from tongxin.watch.alerts.levels import Level
from tongxin.watch.cases.findings import SATISFACTION, SUCCESSFUL, Finding, Result
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.rules import results

HANDLING = (OrgLevel.CITY, OrgLevel.DISTRICT, OrgLevel.INDUSTRY, OrgLevel.TOWNSHIP)


def _text(label: str, *, required: bool = True, help_text: str = "", rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=4000, widget=area, help_text=help_text)


class CaseForm(forms.Form):
    """A form about one case, filled in by one person."""

    def __init__(self, *args: Any, case: Case, user: Account, **kwargs: Any) -> None:
        self.case, self.user = case, user
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Choices and initial values that follow from the case."""


class OrgField(forms.ModelChoiceField):
    """Unions that can hold a case, set in by their depth in the tree."""

    def label_from_instance(self, org: Org) -> str:
        return f"{'　' * (org.path.count('.') - 1)}{org.name}"


def _holders(user: Account) -> OrgQuerySet:
    """Unions of one's own scope that handle cases: city, districts, industries, townships."""
    return Org.objects.visible_to(user).current().filter(level__in=HANDLING).order_by("path")


class DispatchForm(CaseForm):
    to = OrgField(label="承办工会", queryset=Org.objects.none(), empty_label="请选择")
    note = _text("交办意见", required=False, rows=3)

    def prepare(self) -> None:
        self.fields["to"].queryset = _holders(self.user)  # type: ignore[attr-defined]
        self.initial.setdefault("to", self.case.proposed_id)
        if self.case.proposed:
            self.fields["to"].help_text = f"系统建议：{self.case.proposed.name}。{self.case.proposed_why}。"


class TransferForm(CaseForm):
    to = OrgField(label="转派给", queryset=Org.objects.none(), empty_label="请选择")
    reason = _text("理由", rows=3)

    def prepare(self) -> None:
        self.fields["to"].queryset = _holders(self.user).exclude(pk=self.case.org_id)  # type: ignore[attr-defined]


class ReasonForm(CaseForm):
    reason = _text("理由", help_text="对方会看到，请写明需要补充或更正什么。")


class NoteForm(CaseForm):
    note = _text("意见", required=False, rows=3)


class ReportForm(CaseForm):
    note = _text("上报说明", required=False, help_text="概括核实情况、处置经过和结果。")


class SuperviseForm(CaseForm):
    note = _text("督办要求", rows=3)


class VerifyForm(CaseForm):
    finding = forms.ChoiceField(label="核实结论", choices=Finding.choices, widget=forms.RadioSelect)
    note = _text("核实情况", help_text="何时、向谁、核实了什么，单位和职工各自怎么说。")


class ReverifyForm(CaseForm):
    finding = forms.ChoiceField(label="更正为", widget=forms.RadioSelect)
    reason = _text("更正理由", rows=3, help_text="原结论保留在办理经过中，请写明为什么不对。")

    def prepare(self) -> None:
        others = [(value, label) for value, label in Finding.choices if value != self.case.finding]
        self.fields["finding"].choices = others  # type: ignore[attr-defined]
        self.fields["finding"].help_text = f"现结论：{self.case.get_finding_display()}。"


class RegradeForm(CaseForm):
    level = forms.ChoiceField(label="调整为", widget=forms.RadioSelect)
    reason = _text("理由", rows=3, help_text="写明与现等级不同的原因，会通知承办工会并留痕。")

    def prepare(self) -> None:
        others = [(value, label) for value, label in Level.choices if value != self.case.level]
        self.fields["level"].choices = others  # type: ignore[attr-defined]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; cleaned to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(upload, initial) for upload in uploads]


class HandleForm(CaseForm):
    actions = _text("处置措施", help_text="如约谈、调解、发出提示函、协助申请仲裁等。")
    recovered = forms.DecimalField(
        label="累计挽回金额（元）", required=False, min_value=0, max_digits=14, decimal_places=2
    )
    helped = forms.IntegerField(label="累计帮助人数", required=False, min_value=0, max_value=1_000_000)
    attachments = FilesField(label="附件", required=False, help_text="照片、协议、文书等，可选多个。")

    def prepare(self) -> None:
        if self.case.finding not in SUCCESSFUL:
            del self.fields["recovered"], self.fields["helped"]
            return
        self.initial = {"recovered": self.case.recovered, "helped": self.case.helped}


class CloseForm(CaseForm):
    result = forms.ChoiceField(label="处理结果", choices=Result.choices, widget=forms.RadioSelect)
    note = _text("办结说明", required=False, rows=3)

    def prepare(self) -> None:
        open_ones = [(each.value, each.label) for each in results(self.case.finding)]
        self.fields["result"].choices = open_ones  # type: ignore[attr-defined]
        if len(open_ones) == 1:
            self.initial.setdefault("result", open_ones[0][0])


class CallBackForm(CaseForm):
    satisfaction = forms.TypedChoiceField(
        label="满意度", coerce=int, widget=forms.RadioSelect,
        choices=list(SATISFACTION.items()),
    )  # fmt: skip
    note = _text("回访记录", required=False, rows=3)


class ExtendForm(CaseForm):
    days = forms.IntegerField(label="延长（工作日）", min_value=1, max_value=60)
    reason = _text("理由", rows=3)


class AttachForm(CaseForm):
    upload = forms.FileField(label="文件")
    title = forms.CharField(label="名称", max_length=120, required=False, help_text="不填则用文件名。")
