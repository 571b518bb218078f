from datetime import datetime
from typing import Any

from django import forms

from tongxin.ground.worktime import services
from tongxin.ground.worktime.models import Day, Notice, Status
from tongxin.ground.worktime.services import Preview
from tongxin.kit.actor import Actor

LARGEST = 5 * 1024 * 1024


class NoticeForm(forms.Form):
    """The State Council's notice as text, or a sheet of days."""

    year = forms.IntegerField(label="年份", min_value=2004, max_value=2100)
    text = forms.CharField(
        label="通知原文", required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="粘贴国务院办公厅关于节假日安排的通知全文；或在下面选择表格，二者填一项。",
    )  # fmt: skip
    file = forms.FileField(
        label="日期表格", required=False, help_text="xlsx 或 csv，各行为日期、类型、名称。"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if bool(cleaned.get("text", "").strip()) == bool(file):
            self.add_error("text", "通知原文和日期表格请填一项。")
        if file and file.size > LARGEST:
            self.add_error("file", "表格不能超过 5 MB。")
        return cleaned

    def preview(self) -> Preview:
        year, file = self.cleaned_data["year"], self.cleaned_data.get("file")
        if file:
            return services.preview_sheet(file.read(), file.name, year=year)
        return services.preview_notice(self.cleaned_data["text"], year=year)

    def commit(self, *, by: Actor, at: datetime) -> Notice:
        """Raises Refused with everything that is wrong with the notice."""
        year, file = self.cleaned_data["year"], self.cleaned_data.get("file")
        if file:
            return services.import_sheet(file.read(), file.name, year=year, by=by, at=at)
        return services.import_notice(self.cleaned_data["text"], year=year, by=by, at=at)


def next_year() -> int | None:
    """The first year whose notice is missing."""
    middle = Day.objects.filter(status=Status.ESTIMATED, date__month=7, date__day=1).order_by("date").first()
    return middle.date.year if middle else None
