from typing import Any

from django import forms
from django.utils.timezone import localdate

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed
from tongxin.relations.bargaining import rules
from tongxin.relations.bargaining.known import known
from tongxin.relations.bargaining.models import Contract, Kind, Reach
from tongxin.relations.bargaining.queries import bound
from tongxin.relations.bargaining.reading import LONGEST, workers

MOST = 500  # employers in the form; more come by sheet


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


class ContractForm(forms.Form):
    """One contract. `cleaned_data` then holds `terms` and `employers` (keys)."""

    number = forms.CharField(label="合同编号", max_length=LONGEST)
    kind = forms.ChoiceField(label="种类", choices=Kind.choices, initial=Kind.WAGES)
    reach = forms.ChoiceField(label="范围", choices=Reach.choices)
    org = forms.CharField(label="签订工会", max_length=80, help_text="填工会的名称或编号。")
    units = forms.CharField(
        label="覆盖单位", max_length=40_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"每行一个，填统一社会信用代码或登记的名称，最多 {MOST} 个；更多的用表格导入。",
    )  # fmt: skip
    workers = forms.CharField(label="覆盖职工人数", max_length=12, required=False)
    signed_on = _day("签订日期", help_text="双方首席代表签字的日期。")
    filed_on = _day("报送日期", required=False, help_text="人社部门收到合同文本的日期，没有报送的留空。")
    starts_on = _day("起始日期")
    ends_on = _day("终止日期")

    def __init__(
        self, *args: Any, user: Account, home: Org, contract: Contract | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.home, self.contract = user, home, contract

    @staticmethod
    def told(contract: Contract, user: Account) -> dict[str, Any]:
        """The values an edit begins with."""
        names = ("number", "kind", "reach", "workers", "signed_on", "filed_on", "starts_on", "ends_on")
        units = bound(contract, user).values_list("uscc", "name")
        return {name: getattr(contract, name) for name in names} | {
            "org": called(contract.org), "units": "\n".join(unit_line(*each) for each in units)
        }  # fmt: skip

    def clean_workers(self) -> int | None:
        try:
            return workers(self.cleaned_data["workers"].strip())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        super().clean()
        told = self.cleaned_data
        asked = told.get("units", "").splitlines()
        lines = list(dict.fromkeys(_asked(line) for line in asked if line.strip()))
        if len(lines) > MOST:
            self.add_error("units", f"填了 {len(lines)} 个，超过 {MOST} 个的请用表格导入。")
            return told
        reach = known(self.home, self.user, lines)
        org = self._named("org", lambda: reach.union(told["org"].strip())) if "org" in told else None
        if org is not None and not allowed(self.user, "bargaining.edit", Org.objects.get(pk=org)):
            self.add_error("org", "您的岗位不能为这个工会登记集体合同。")
        units = [self._named("units", lambda asked=line: reach.unit(asked).pk) for line in lines]
        if not self.errors:
            told["employers"] = [*dict.fromkeys(units), *self._unseen()]
            told["terms"] = self._terms(org)
            for name, why in rules.flaws(told["terms"], localdate()):
                self.add_error(name, f"{why}。")
            if told["reach"] == Reach.UNIT and len(told["employers"]) > 1:
                self.add_error("reach", "单个单位的合同只能覆盖一个单位。")
        return told

    def _terms(self, org: int | None) -> rules.Terms:
        names = ("number", "kind", "reach", "signed_on", "starts_on", "ends_on", "filed_on", "workers")
        return rules.Terms(org=org or 0, **{name: self.cleaned_data[name] for name in names})

    def _unseen(self) -> list[int]:
        """Employers it binds outside this person's reach: they stay bound."""
        if self.contract is None:
            return []
        seen = bound(self.contract, self.user).values("pk")
        return list(self.contract.covers.exclude(employer__in=seen).values_list("employer_id", flat=True))

    def _named(self, name: str, find: Any) -> int | None:
        try:
            return find()
        except ValueError as error:
            self.add_error(name, f"{error}。")
            return None


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
