import json
from typing import Any

from django import forms

from tongxin.ground.rulebook.models import Kind, Rule, Version
from tongxin.ground.rulebook.rules import check

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RuleForm(forms.Form):
    name = forms.CharField(label="名称", max_length=80)
    kind = forms.ChoiceField(label="种类", choices=Kind)
    key = forms.SlugField(
        label="键", max_length=60, help_text="英文字母、数字和连字符，定下后不再改，如 hangzhou-levels。"
    )


class VersionForm(forms.Form):
    """What every version has; a form of one kind adds how its body is entered."""

    citation = forms.CharField(
        label="依据",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="文件名称、文号和条款。没有依据的规则不能录入。",
    )
    source = forms.CharField(label="来源", max_length=300, required=False, help_text="网址或文件编号。")
    enacted_by = forms.CharField(label="制定单位", max_length=80, required=False)
    since = forms.DateField(label="生效日期", widget=DAY)
    until = forms.DateField(label="失效日期", widget=DAY, required=False, help_text="不填为长期有效。")
    note = forms.CharField(
        label="说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    template = "rulebook/_text_fields.html"

    def __init__(self, *args: Any, rule: Rule, version: Version | None, **kwargs: Any) -> None:
        self.rule, self.version = rule, version
        super().__init__(*args, **kwargs)
        if version:
            for name in ("citation", "source", "enacted_by", "note"):
                self.fields[name].initial = getattr(version, name)
        self.head = [self[name] for name in VersionForm.base_fields]

    def entered(self) -> Any:
        """The body as it was entered; called with `cleaned_data` there."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "失效日期不能早于生效日期。")
        if not self.errors:
            cleaned["body"] = self.entered()
            for fault in check(self.rule.kind, cleaned["body"]):
                self.add_error(None, fault)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What `services.write_version` takes."""
        names = ("body", "citation", "source", "enacted_by", "since", "until", "note")
        return {name: self.cleaned_data[name] for name in names}


class TextForm(VersionForm):
    """The body as JSON text."""

    text = forms.CharField(
        label="内容（JSON）", max_length=100_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "font-monospace"}),
        help_text="按现行版本的结构修改；录入前会逐项检查，有误的会指出位置。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.version:
            self.fields["text"].initial = json.dumps(self.version.body, ensure_ascii=False, indent=2)

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        try:
            self.parsed = json.loads(text, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            raise forms.ValidationError(
                f"第 {error.lineno} 行第 {error.colno} 列不是合法的 JSON。"
            ) from error
        except (RecursionError, ValueError) as error:
            raise forms.ValidationError("不是合法的 JSON：嵌套过深或含有无法表示的数。") from error
        return text

    def entered(self) -> Any:
        return self.parsed


def _no_constant(name: str) -> None:
    raise ValueError(name)
