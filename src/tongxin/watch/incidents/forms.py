from typing import Any

from django import forms

from tongxin.kit.actor import Actor
from tongxin.watch.incidents.models import Incident
from tongxin.watch.signals.models import Signal


class MergeForm(forms.Form):
    """The incident to merge into `kept`."""

    other = forms.ModelChoiceField(
        Incident.objects.none(),
        label="要并入的事件",
        error_messages={
            "required": "请选择要并入的事件。",
            "invalid_choice": "只能选您管辖范围内、尚未被合并的其他事件。",
        },
    )

    def __init__(self, *args: Any, user: Actor, kept: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Incident.objects.visible_to(user).current().exclude(pk=kept.pk)
        self.fields["other"].queryset = rows.select_related("org", "employer", "region")  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """The signals to take out of an incident."""

    signals = forms.ModelMultipleChoiceField(
        Signal.objects.none(),
        label="要拆出的线索",
        error_messages={
            "required": "请至少选择一条要拆出的线索。",
            "invalid_choice": "所选线索不属于这个事件。",
        },
    )

    def __init__(self, *args: Any, user: Actor, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signals"].queryset = Signal.objects.visible_to(user).filter(link__incident=incident)  # type: ignore[attr-defined]


class LedgerForm(forms.Form):
    """A sheet of incidents of earlier years."""

    sheet = forms.FileField(
        label="往年台账", help_text="xlsx、xls、ods 或 csv，用模板填写。导入后可以撤回。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )  # fmt: skip
