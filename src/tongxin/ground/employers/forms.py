from typing import Any

from django import forms

from tongxin.ground.employers import rules
from tongxin.ground.employers.models import Employer, Section
from tongxin.ground.employers.reading import NAMELESS
from tongxin.ground.employers.unions import OWN, TERRITORIAL
from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.people.models import Account
from tongxin.ground.places.models import Region
from tongxin.ground.places.register import HANGZHOU, register

REGIONS = [(place.code, "　" * (len(place.code) > 6) + place.name)
           for place in sorted(register().values(), key=lambda place: place.code)
           if place.code.startswith(HANGZHOU) and len(place.code) > 4]  # fmt: skip


class EmployerForm(forms.Form):
    """What is known of one employer; `user` bounds the unions that may be chosen."""

    uscc = forms.CharField(
        label="统一社会信用代码", max_length=18, required=False, help_text="18位，见营业执照。"
    )
    name = forms.CharField(label="名称", max_length=120, help_text="改名后，原名称自动留作曾用名。")
    short = forms.CharField(label="简称", max_length=40, required=False)
    former = forms.CharField(
        label="曾用名",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个；知道用到哪天的，写在括号里，如：杭州某某厂（至2019-05-01）。",
    )
    section = forms.ChoiceField(label="行业门类", choices=[("", "未知"), *Section.choices], required=False)
    staff = forms.CharField(label="职工人数", max_length=12, required=False)
    region = forms.ChoiceField(label="所在区划", choices=[("", "未知"), *REGIONS], required=False)
    address = forms.CharField(label="地址", max_length=200, required=False)
    org = forms.ModelChoiceField(
        Org.objects.none(), label="主管工会", required=False, empty_label="按所在区划确定"
    )
    industry_org = forms.ModelChoiceField(
        Org.objects.none(), label="产业工会", required=False, empty_label="无"
    )
    own_union = forms.CharField(
        label="本单位工会",
        max_length=80,
        required=False,
        help_text="填本单位工会的名称或编号；未建会则留空。",
    )

    def __init__(self, *args: Any, user: Account, employer: Employer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.employer = user, employer
        self.visible = Org.objects.visible_to(user).current()
        self.fields["org"].queryset = self.visible.filter(level__in=[*TERRITORIAL, Level.JOINT]).order_by(  # type: ignore[attr-defined]
            "path"
        )
        self.fields["industry_org"].queryset = (  # type: ignore[attr-defined]
            Org.objects.current().filter(level=Level.INDUSTRY).order_by("code")
        )

    @staticmethod
    def told(employer: Employer) -> dict[str, Any]:
        """The values an edit begins with."""
        names = ("uscc", "name", "short", "section", "staff", "address")
        own = employer.own_union
        return {name: getattr(employer, name) for name in names} | {
            "region": employer.region_id, "org": employer.org_id, "industry_org": employer.industry_org_id,
            "own_union": own.code if own else "",
            "former": "\n".join(
                str(rules.Former(each.name, each.until)) for each in employer.former_names.order_by("-until", "name")
            ),
        }  # fmt: skip

    def clean_uscc(self) -> str | None:
        text = self.cleaned_data["uscc"].strip()
        if not text:
            return None
        code = _checked(rules.clean_code, text)
        others = Employer.objects.filter(uscc=code).exclude(pk=self.employer.pk if self.employer else None)  # type: ignore[misc]
        if others.exists():
            raise forms.ValidationError("这个统一社会信用代码已经登记过。")
        return code

    def clean_name(self) -> str:
        if NAMELESS.fullmatch(self.cleaned_data["name"]):
            raise forms.ValidationError("不是单位名称。")
        return self.cleaned_data["name"]

    def clean_former(self) -> tuple[rules.Former, ...]:
        return _checked(rules.clean_former, self.cleaned_data["former"])

    def clean_staff(self) -> int | None:
        return _checked(rules.clean_staff, self.cleaned_data["staff"])

    def clean_region(self) -> Region | None:
        code = self.cleaned_data["region"]
        return Region.objects.get(pk=code) if code else None

    def clean_own_union(self) -> Org | None:
        text = self.cleaned_data["own_union"].strip()
        if not text:
            return None
        unions = self.visible.filter(level__in=OWN)
        found = list(unions.filter(code=text)) or list(unions.filter(name=text)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                "有多个同名工会，请填编号。" if found else "管辖范围内找不到这个基层工会。"
            )
        return found[0]

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("org") is None and "org" not in self.errors:
            cleaned["org"] = self._ground(cleaned.get("region")) or (self.employer and self.employer.org)
            if cleaned["org"] is None:
                self.add_error("org", "请选择主管工会，或选择您管辖范围内的所在区划。")
        return cleaned

    def _ground(self, region: Region | None) -> Org | None:
        """The union of the street, else of the district, else of the city, if it is in reach."""
        if region is None:
            return None
        codes = [region.code[:n] for n in (9, 6, 4)]
        unions = self.visible.filter(level__in=TERRITORIAL, region__in=codes)
        return max(unions, key=lambda org: len(org.region_id or ""), default=None)


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label="表格文件", help_text="xlsx、xls、ods 或 csv，最大30MB。导入前会先显示结果，确认后才入库。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )  # fmt: skip


class MergeForm(forms.Form):
    gone = forms.ModelChoiceField(Employer.objects.none(), label="要并入的单位", error_messages={
        "invalid_choice": "只能选您管辖范围内、尚未被合并的其他单位。"})  # fmt: skip

    def __init__(self, *args: Any, user: Account, kept: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gone"].queryset = Employer.objects.visible_to(user).current().exclude(pk=kept.pk)  # type: ignore[attr-defined]


def _checked(read: Any, text: str) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error
