from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

Options = Iterable[tuple[Any, str]] | Callable[[Any], Iterable[tuple[Any, str]]]


@dataclass(frozen=True)
class Choice:
    """Pick one of `options` ((value, label) pairs, or a function of the user giving them)."""

    name: str
    label: str
    options: Options
    field: str = ""
    apply: Callable[[QuerySet, str], QuerySet] | None = None

    def fields(self, user: Any) -> dict[str, forms.Field]:
        options = self.options(user) if callable(self.options) else self.options
        pairs = [("", "全部"), *((str(value), label) for value, label in options)]
        return {self.name: forms.ChoiceField(choices=pairs, required=False, label=self.label)}

    def narrow(self, rows: QuerySet, cleaned: dict[str, Any]) -> QuerySet:
        value = cleaned.get(self.name)
        if not value:
            return rows
        if self.apply:
            return self.apply(rows, value)
        return rows.filter(**{self.field or self.name: value})

    def chips(self, form: forms.Form) -> list[tuple[str, str]]:
        value = form.cleaned_data.get(self.name)
        if not value:
            return []
        return [(self.name, f"{self.label}：{dict(form.fields[self.name].choices)[value]}")]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Period:
    """From one day to another (both counted, days of Asia/Shanghai). `field` is a date-time."""

    name: str
    label: str
    field: str

    def fields(self, user: Any) -> dict[str, forms.Field]:
        def day(label: str) -> forms.DateField:
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.DateField(required=False, label=label, widget=widget)

        return {f"{self.name}_from": day(f"{self.label}起"), f"{self.name}_to": day(f"{self.label}止")}

    def narrow(self, rows: QuerySet, cleaned: dict[str, Any]) -> QuerySet:
        condition = Q()
        start = cleaned.get(f"{self.name}_from")
        if start and start > date.min:  # no day comes before that
            condition &= Q(**{f"{self.field}__gte": make_aware(datetime.combine(start, time.min))})
        end = cleaned.get(f"{self.name}_to")
        if end and end < date.max:  # no day comes after that
            after = datetime.combine(end + timedelta(days=1), time.min)
            condition &= Q(**{f"{self.field}__lt": make_aware(after)})
        return rows.filter(condition) if condition else rows

    def chips(self, form: forms.Form) -> list[tuple[str, str]]:
        names = [f"{self.name}_from", f"{self.name}_to"]
        return [
            (n, f"{form.fields[n].label}：{form.cleaned_data[n]}") for n in names if form.cleaned_data.get(n)
        ]


@dataclass(frozen=True)
class Flag:
    """Only the rows for which `condition` holds."""

    name: str
    label: str
    condition: Callable[[], Q]

    def fields(self, user: Any) -> dict[str, forms.Field]:
        return {
            self.name: forms.ChoiceField(
                choices=[("", "全部"), ("1", "是")], required=False, label=self.label
            )
        }

    def narrow(self, rows: QuerySet, cleaned: dict[str, Any]) -> QuerySet:
        return rows.filter(self.condition()) if cleaned.get(self.name) else rows

    def chips(self, form: forms.Form) -> list[tuple[str, str]]:
        return [(self.name, self.label)] if form.cleaned_data.get(self.name) else []


Filter = Choice | Period | Flag
