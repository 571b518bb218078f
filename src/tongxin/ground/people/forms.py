import re
from typing import Any

from django import forms
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as WrongNumber

from tongxin.ground.orgs.forms import UnionField
from tongxin.ground.people.roles import Role

LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,39}")
PHONE = re.compile(r"1[3-9]\d{9}")


def _day(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class ProfileForm(forms.Form):
    """What a person may correct about themselves."""

    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(
        label="手机", max_length=20, required=False, help_text="加密保存，列表中只显示首尾。"
    )
    email = forms.EmailField(label="邮箱", required=False)

    def clean_phone(self) -> str:
        digits = re.sub(r"[\s-]", "", self.cleaned_data["phone"])
        if digits and not PHONE.fullmatch(digits):
            raise forms.ValidationError("手机号码应为 11 位数字。")
        return digits


class AccountForm(ProfileForm):
    """What an administrator may correct; the ID number is typed anew or left."""

    id_number = forms.CharField(
        label="身份证号", max_length=18, required=False, help_text="加密保存；留空表示不修改。"
    )

    def clean_id_number(self) -> str | None:
        number = self.cleaned_data["id_number"].strip().upper()
        if not number:
            return None
        try:
            return ric.validate(number)
        except WrongNumber:
            raise forms.ValidationError("身份证号不正确，请核对。") from None


class PostForm(forms.Form):
    """A duty at a union among `rows`."""

    field_order: tuple[str, ...] = ("org", "role", "since", "until")
    role = forms.ChoiceField(label="职责", choices=Role.choices)
    since = _day("起")
    until = _day("止", required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org"] = UnionField(label="工会", rows=rows)
        self.order_fields(self.field_order)


class CreateForm(AccountForm, PostForm):
    """A new account with its first post."""

    username = forms.CharField(
        label="登录名", max_length=40, help_text="小写字母开头，可含数字、点、横线，3–40 位。"
    )
    id_number = forms.CharField(label="身份证号", max_length=18, required=False, help_text="加密保存。")
    field_order = ("username", "name", "phone", "email", "id_number", "org", "role", "since", "until")

    def clean_id_number(self) -> str:
        return super().clean_id_number() or ""

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].strip().lower()
        if not LOGIN.fullmatch(username):
            raise forms.ValidationError("登录名须以小写字母开头，只含小写字母、数字、点、横线，3–40 位。")
        return username


class EndForm(forms.Form):
    until = _day("最后一天")


class UnmaskForm(forms.Form):
    """Which value somebody wants to read, and why."""

    FIELDS = (("phone", "手机"), ("id_number", "身份证号"))
    field = forms.ChoiceField(label="查看", choices=FIELDS)
    reason = forms.CharField(label="查看原因", max_length=200, help_text="会连同您的姓名记入审计。")
