"""The employer index in a form: a row a kind of evidence, and the few numbers beside."""

from typing import Any

from django import forms

from tongxin.ground.rulebook.rows import RowsForm
from tongxin.ground.rulebook.scoring import BANDS, CAPS


def _text(label: str, longest: int, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"aria-label": label, **attrs})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget)


def _figure(label: str, highest: float) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"aria-label": label, "step": "any"})
    return forms.FloatField(label=label, required=False, min_value=0, max_value=highest, widget=widget)


def _often() -> forms.BooleanField:
    return forms.BooleanField(
        label="按次", required=False, widget=forms.CheckboxInput(attrs={"aria-label": "按次"})
    )


class ScoringForm(RowsForm):
    columns = {
        "name": lambda: _text("名称", 40),
        "key": lambda: _text("键", 40, placeholder="arrears_one"),
        "words": lambda: _text("说明", 200),
        "points": lambda: _figure("分值", 100),
        "half_life": lambda: _figure("半衰期（天）", 3650),
        "often": _often,
        "clause": lambda: _text("依据", 300),
    }
    help = "键是程序取依据用的英文名，照旧保留；删去一行，这种依据不再计分。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for band, name in zip(BANDS, "蓝黄橙红", strict=True):
            self.add(f"line-{band}", _required(f"{name}档的线（指数）"), self.body.get("lines", {}).get(band))
        for group in self.body.get("caps", {}):
            self.add(
                f"cap-{group}", _required(f"{CAPS.get(group, group)}的上限（分）"), self.body["caps"][group]
            )
        self.add("offset", _required("起点（对数几率）"), self.body.get("offset"))
        self.add("per_point", _required("每分（对数几率）"), self.body.get("per_point"))
        self.add("hot", _required("所在地有预警热点（分）"), self.body.get("hot", 0))

    def rows(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        return list(body.get("items", []))

    def given(self) -> list[dict[str, Any]]:
        return [
            row for row in super().given() if any(row[name] for name in ("name", "key", "words", "clause"))
        ]

    def entered(self) -> dict[str, Any]:
        given = self.cleaned_data
        items = [
            {n: plain(v) for n, v in row.items() if v is not False and v not in (None, "")}  # 0 is a figure
            for row in self.given()
        ]
        made = {
            "items": items,
            "lines": {band: plain(given[f"line-{band}"]) for band in BANDS},
            "caps": {group: plain(given[f"cap-{group}"]) for group in self.body.get("caps", {})},
        }
        return {**self.body, **made, **{name: plain(given[name]) for name in ("offset", "per_point", "hot")}}


def _required(label: str) -> forms.FloatField:
    return forms.FloatField(label=label, widget=forms.NumberInput(attrs={"aria-label": label, "step": "any"}))


def plain(value: Any) -> Any:
    """A whole number without its point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
