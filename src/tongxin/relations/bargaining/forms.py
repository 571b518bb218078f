from typing import Any

from django import forms
from django.utils.timezone import localdate

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.relations.bargaining import rules
from tongxin.relations.bargaining.known import Known, known
from tongxin.relations.bargaining.models import NUMBER_LENGTH, Contract, Kind, Reach
from tongxin.relations.bargaining.reading import workers

LISTS = ["units", "drop"]  # fields that name employers, a line each
MOST_UNITS = 500  # employers in the form; more come by sheet
TERMS = ("number", "kind", "reach", "workers", "signed_on", "filed_on", "starts_on", "ends_on")


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def _units(label: str, *, required: bool) -> forms.CharField:
    help_text = f"每行一个，填统一社会信用代码或登记的名称，最多 {MOST_UNITS} 个；更多的用表格导入。"
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=40_000, required=required, widget=widget, help_text=help_text
    )


class ContractForm(forms.Form):
    """A contract to enter. `cleaned_data` then holds `terms` and `add`, the keys of the employers it binds."""

    number = forms.CharField(label="合同编号", max_length=NUMBER_LENGTH)
    kind = forms.ChoiceField(label="种类", choices=Kind.choices, initial=Kind.WAGES)
    reach = forms.ChoiceField(label="范围", choices=Reach.choices)
    org = forms.CharField(label="签订工会", max_length=80, help_text="填工会的名称或编号。")
    units = _units("覆盖单位", required=True)
    workers = forms.CharField(label="覆盖职工人数", max_length=12, required=False)
    signed_on = _day("签订日期", help_text="双方首席代表签字的日期。")
    filed_on = _day("报送日期", required=False, help_text="向人社部门送交合同文本的日期，没有报送的留空。")
    starts_on = _day("起始日期")
    ends_on = _day("终止日期")

    def __init__(self, *args: Any, user: Account, home: Org, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.home = user, home

    def clean_workers(self) -> int | None:
        try:
            return workers(self.cleaned_data["workers"].strip())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        super().clean()
        told = self.cleaned_data
        lines = {name: self._lines(name) for name in LISTS if name in told}
        reach = known(self.home, self.user, {line for each in lines.values() for line in each})
        org = self._named("org", lambda: self._union(reach, told["org"].strip())) if "org" in told else None
        for name, asked in lines.items():
            keys = [self._named(name, lambda line=line: reach.unit(line).pk) for line in asked]
            told["add" if name == "units" else name] = list(dict.fromkeys(keys))
        if not self.errors:
            told["terms"] = rules.Terms(org=org or 0, **{name: told[name] for name in TERMS})
            for name, why in rules.flaws(told["terms"], localdate()):
                self.add_error(name, f"{why}。")
            if told["reach"] == Reach.UNIT and self._bound(told) > 1:
                self.add_error("reach", "单个单位的合同只能覆盖一个单位。")
        return told

    def _union(self, reach: Known, text: str) -> int:
        return reach.union(text)

    def _bound(self, told: dict[str, Any]) -> int:
        """How many employers it will bind."""
        return len(told["add"])

    def _lines(self, name: str) -> list[str]:
        asked = self.cleaned_data[name].splitlines()
        lines = list(dict.fromkeys(_asked(line) for line in asked if line.strip()))
        if len(lines) > MOST_UNITS:
            self.add_error(name, f"填了 {len(lines)} 个，超过 {MOST_UNITS} 个的请用表格导入。")
            return []
        return lines

    def _named(self, name: str, find: Any) -> int | None:
        try:
            return find()
        except ValueError as error:
            self.add_error(name, f"{error}。")
            return None


class CorrectionForm(ContractForm):
    """What is to be put right; employers are added and dropped, so that nobody need repeat those that stay."""

    units = _units("增加的覆盖单位", required=False)
    drop = _units("去掉的覆盖单位", required=False)
    field_order = ("number", "kind", "reach", "org", "units", "drop")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=400, required=False)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract

    @staticmethod
    def told(contract: Contract) -> dict[str, Any]:
        """The values an edit begins with."""
        values = {name: getattr(contract, name) for name in TERMS}
        return values | {"org": called(contract.org), "seen": str(contract.terms)}

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("seen") and told["seen"] != str(self.contract.terms):
            raise forms.ValidationError("您打开以后，这份合同被别人更正过。请返回合同页看过再改。")
        return told

    def _union(self, reach: Known, text: str) -> int:
        """That it stays with the union it is at is no question."""
        return (
            self.contract.org_id
            if text in (self.contract.org.name, self.contract.org.code)
            else reach.union(text)
        )

    def _bound(self, told: dict[str, Any]) -> int:
        there = set(self.contract.covers.values_list("employer_id", flat=True))
        return len((there | set(told["add"])) - set(told["drop"]))


def called(org: Org) -> str:
    """A union as people call it; by its code where several bear the name."""
    return org.code if Org.objects.current().filter(name=org.name).exclude(pk=org.pk).exists() else org.name


def unit_line(uscc: str | None, name: str) -> str:
    """An employer as a line of the form: its code with its name behind for the reader."""
    return f"{uscc} {name}" if uscc else name


def _asked(line: str) -> str:
    """What a line asks for: the code it begins with, else all of it as a name."""
    first = line.split()[0].upper()
    return first if len(first) == 18 and first.isascii() and first.isalnum() else line.strip()


class EndForm(forms.Form):
    on = _day("解除日期")
    reason = forms.CharField(label="解除原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="写明哪里登记错了。"
    )


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label="表格文件", help_text="xlsx、xls、ods 或 csv，用模板填写。不能登记的行会退回，导入后可以撤回。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )  # fmt: skip
