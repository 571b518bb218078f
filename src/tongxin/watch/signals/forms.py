import re
import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy

from tongxin.ground.places.near import near
from tongxin.ground.places.register import HANGZHOU, Place, register
from tongxin.watch.signals.adapters.heard import AMOUNT_LIMIT, CATEGORIES, PERSONS_LIMIT, TEXT_LIMIT
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.models import Source

PHOTOS = 9
PHONE = re.compile(r"[\d+\-() ]{5,30}")
POSITION = re.compile(r"-?\d{1,3}\.\d{1,8},-?\d{1,3}\.\d{1,8}(?:,\d{1,6})?")
SHEET_BYTES = 30 << 20


class ImportForm(forms.Form):
    """Which source, which file."""

    source = forms.ModelChoiceField(Source.objects.none(), label="来源", empty_label=None)
    file = forms.FileField(
        label="表格文件",
        help_text="xlsx、xls、ods 或 csv，不超过30 MB。先预览，确认后才会入库。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def __init__(self, *args: Any, sources: QuerySet[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > SHEET_BYTES:
            raise forms.ValidationError("文件超过30 MB，请拆成几个文件。")
        return file


class FactsForm(forms.Form):
    """What was heard, as a person fills it in."""

    text = forms.CharField(
        label="内容", max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="谁、在哪里、什么事、多少人、多少钱、拖了多久。",
    )  # fmt: skip
    heard_at = forms.DateTimeField(
        label="发生时间",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    district = forms.ChoiceField(
        label="区县", required=False,
        widget=forms.Select(attrs={"hx-get": reverse_lazy("signal-streets"), "hx-target": "#id_street"}),
    )  # fmt: skip
    street = forms.ChoiceField(label="街道（乡镇）", required=False)
    place = forms.CharField(
        label="详细地点", max_length=150, required=False, help_text="路名、门牌，或附近的路口和标志。"
    )
    employer_name = forms.CharField(
        label="用人单位", max_length=120, required=False, help_text="只知道简称也可以。"
    )
    category = forms.ChoiceField(
        label="类别", required=False, choices=[("", "由平台判断"), *CATEGORIES.items()]
    )
    persons = forms.IntegerField(
        label="涉及人数", min_value=0, max_value=PERSONS_LIMIT - 1, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    amount = forms.DecimalField(
        label="涉及金额（元）", min_value=0, max_value=AMOUNT_LIMIT - 1, decimal_places=2, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [("", "请选择"), *((p.code, p.name) for p in districts())]  # type: ignore[attr-defined]
        self.fields["street"].choices = street_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        street, district = values.get("street"), values.get("district")
        if street and district and not street.startswith(district):
            self.add_error("street", "这个街道不在所选的区县。")
        return values


class ReportForm(FactsForm):
    """The phone form. `key` makes a second press of the button a repeat."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    position = forms.RegexField(
        POSITION, required=False, strip=True,
        widget=forms.HiddenInput(attrs={
            "data-position": "id_place", "hx-get": reverse_lazy("signal-near"), "hx-trigger": "input",
            "hx-target": "#id_street", "hx-include": "#id_district, #id_street",
        }),
    )  # fmt: skip
    reporter = forms.CharField(label="反映人", max_length=40, required=False)
    phone = forms.RegexField(
        PHONE, label="联系电话", required=False, max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"invalid": "请填写电话号码。"},
    )  # fmt: skip
    anonymous = forms.BooleanField(
        label="反映人要求保密", required=False, help_text="姓名和电话只有办理单位可见。"
    )

    @staticmethod
    def first(at: datetime) -> dict[str, Any]:
        """What stands in an empty form."""
        return {"key": uuid.uuid4(), "heard_at": at}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["key"] = values.get("key") or uuid.uuid4()
        if position := values.get("position"):
            about = near_words(position) if not values.get("district") else ""
            values["place"] = f"{values.get('place') or ''}（定位 {position}{about}）"
        return values


class CorrectForm(FactsForm):
    reason = forms.CharField(label="更正原因", max_length=200)


class UnmaskForm(forms.Form):
    why = forms.CharField(label="查看原因", max_length=100)


class SourceForm(forms.Form):
    key = forms.SlugField(
        label="键", max_length=40, help_text="签名里的 keyid，登记后不能改；字母、数字、横线。"
    )
    name = forms.CharField(label="名称", max_length=80)
    kind = forms.ChoiceField(label="来源", choices=Kind.choices)
    per_minute = forms.IntegerField(label="每分钟上限（条）", min_value=1, max_value=1_000_000, initial=6000)


def near_position(position: str) -> list[Place]:
    """The district of a position as the form holds it, or the two it may be; none if it is no position."""
    if not POSITION.fullmatch(position):
        return []
    latitude, longitude, *_ = map(float, position.split(","))
    return near(latitude, longitude)


def near_words(position: str) -> str:
    """，约在西湖区; nothing where it is not clear."""
    found = near_position(position)
    return f"，约在{found[0].name}" if len(found) == 1 else ""


def districts() -> list[Place]:
    return [p for p in register().values() if p.level == "district" and p.code.startswith(HANGZHOU)]


def streets(district: str) -> list[Place]:
    return [p for p in register().values() if p.level == "street" and p.parent == district]


def street_choices() -> list[Any]:
    """All streets under their districts, so that the form works before the narrowing has come."""
    return [("", "请选择"), *((d.name, [(s.code, s.name) for s in streets(d.code)]) for d in districts())]
