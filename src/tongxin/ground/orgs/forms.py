from typing import Any

from django import forms
from django.db.models import QuerySet

from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.orgs.rules import lower_levels
from tongxin.ground.places.models import Region


class UnionField(forms.CharField):
    """A union by its code or its full name, among the rows that were allowed."""

    def __init__(self, *, rows: QuerySet[Org] | None = None, **kwargs: Any) -> None:
        self.rows = Org.objects.none() if rows is None else rows
        super().__init__(help_text="输入编号或全称，输入时会给出候选。", **kwargs)
        self.widget.attrs.update(
            {
                "list": "union-options",
                "autocomplete": "off",
                "hx-get": "/orgs/options/",
                "hx-target": "#union-options",
                "hx-trigger": "input changed delay:250ms",
                "hx-swap": "innerHTML",
                "hx-include": "this",
            }
        )

    def clean(self, value: str) -> Org | None:
        text = super().clean(value)
        if not text:
            return None
        found = list(self.rows.filter(code=text)[:1]) or list(self.rows.filter(name=text)[:2])
        if len(found) != 1:
            raise forms.ValidationError("没有找到这个工会，或有重名；请输入编号。")
        return found[0]


class OrgForm(forms.Form):
    """What a union is called and where it is."""

    code = forms.CharField(label="编号", max_length=32, help_text="全市唯一，导入导出时据此识别。")
    name = forms.CharField(label="名称", max_length=80)
    short = forms.CharField(label="简称", max_length=30, required=False)
    region = forms.CharField(
        label="区划代码", max_length=9, required=False, help_text="市 4 位、区县 6 位、街道乡镇 9 位。"
    )

    def clean_region(self) -> str:
        code = self.cleaned_data["region"]
        if code and not Region.objects.filter(pk=code).exists():
            raise forms.ValidationError("没有这个区划代码。")
        return code


class CreateForm(OrgForm):
    """A new union under `parent`."""

    level = forms.ChoiceField(label="层级", choices=Level.choices)
    field_order = ("level", "code", "name", "short", "region")

    def __init__(self, *args: Any, parent: Org, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(level.value, level.label) for level in lower_levels(parent.level)]
        self.fields["level"] = forms.ChoiceField(label="层级", choices=choices)


class MoveForm(forms.Form):
    """Where a union goes."""

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["under"] = UnionField(label="新的上级工会", rows=rows)


class MergeForm(forms.Form):
    """Into which union one is merged."""

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = UnionField(label="并入哪个工会", rows=rows)


class ImportForm(forms.Form):
    sheet = forms.FileField(
        label="工会组织表", help_text="xlsx、xls 或 csv，用模板填写；上传后先预览，确认后才导入。"
    )
